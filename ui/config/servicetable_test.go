package config

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestServicesAreTakenFromTheirTables(t *testing.T) {
	got, err := Parse(defaults(t), []byte(`[bookmarks]
mirror = "~/notes/news"
mirror_format = "org"
[bookmarks.services.linkding]
url = "https://links.example/base/"
token_command = ["pass", "show", "linkding"]
on_bookmark = true
tags = ["news", " "]
[bookmarks.services.later]
kind = "wallabag"
url = "http://nas.local:8080"
user = "me"
client_id = "1_x"
token_env = "WALLABAG"
client_secret_command = ["pass", "show", "client"]
[bookmarks.services.pinboard]
[bookmarks.services.mine]
kind = "newsboat"
command = ["~/bin/keep.sh", "-v"]
`), "c.toml")
	if err != nil || len(got.Mistakes) > 0 {
		t.Fatal(err, got.Mistakes)
	}
	want := []feeds.Service{
		{Name: "later", Kind: "wallabag", URL: "http://nas.local:8080", User: "me", ClientID: "1_x", Token: feeds.Secret{Env: "WALLABAG"},
			ClientSecret: feeds.Secret{Command: []string{"pass", "show", "client"}}, Line: 9},
		{Name: "linkding", Kind: "linkding", URL: "https://links.example/base", Token: feeds.Secret{Command: []string{"pass", "show", "linkding"}},
			OnBookmark: true, Tags: []string{"news"}, Line: 4},
		{Name: "mine", Kind: "newsboat", Command: []string{"~/bin/keep.sh", "-v"}, Line: 17},
		{Name: "pinboard", Kind: "pinboard", URL: "https://api.pinboard.in", Line: 16},
	}
	if diff := cmp.Diff(want, got.Settings.Services); diff != "" {
		t.Error(diff)
	}
	if got.Settings.Mirror != (feeds.Mirror{Path: "~/notes/news", Format: "org"}) {
		t.Errorf("%+v", got.Settings.Mirror)
	}
}

func TestAServiceThatCannotBeUsedIsReportedWhereItStands(t *testing.T) {
	for _, tc := range []struct{ name, text, at, says string }{
		{"an unknown kind", "[bookmarks.services.x]\nkind = \"linkdng\"\n", "2:8", `"linkdng" is no kind of service; expected perhaps kind = "linkding"`},
		{"a name that is no kind, without one", "[bookmarks.services.mine]\nurl = \"https://a.example\"\n", "1:1", `"mine" is no kind of service`},
		{"a name that no command line takes", "[bookmarks.services.\"my links\"]\nkind = \"pinboard\"\n", "1:1", `cannot be called "my links"`},
		{"no address", "[bookmarks.services.linkding]\n", "1:1", "linkding has no address"},
		{"an address of something else", "[bookmarks.services.linkding]\nurl = \"ftp://a.example\"\n", "2:7", `"ftp://a.example" is no address`},
		{"no encryption to a server elsewhere", "[bookmarks.services.linkding]\nurl = \"http://links.example\"\n", "2:7", "would travel unencrypted"},
		{"no user", "[bookmarks.services.instapaper]\n", "1:1", "Instapaper has no user"},
		{"no client", "[bookmarks.services.wallabag]\nurl = \"https://w.example\"\nuser = \"me\"\n", "1:1", "Wallabag has no client_id"},
		{"no command", "[bookmarks.services.command]\n", "1:1", "command has no command"},
		{"a setting misspelt", "[bookmarks.services.linkding]\nurl = \"https://a.example\"\ntoken_comand = [\"pass\"]\n", "3:1", "perhaps token_command"},
		{"a wrong kind of value", "[bookmarks.services.linkding]\nurl = 7\n", "2:7", "an address in quotes"},
		{"a format that is none", "[bookmarks]\nmirror = \"/x\"\nmirror_format = \"papyrus\"\n", "3:17", `"papyrus" is no format`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(defaults(t), []byte("theme = \"ink\"\n"+tc.text), "c.toml")
			if err != nil || len(got.Mistakes) == 0 {
				t.Fatal(err, "no mistake found")
			}
			at := "c.toml:" + string(rune(tc.at[0]+1)) + tc.at[1:] // a line is before it
			if s := got.Mistakes[0].Sentence(); !strings.HasPrefix(s, at+": ") || !strings.Contains(s, tc.says) {
				t.Errorf("%s: %q", at, s)
			}
			if len(got.Mistakes) > 1 && tc.name != "a wrong kind of value" || got.Settings.Theme.Dark.Name != "ink" || got.Settings.Mirror.Path != "" {
				t.Errorf("%v\n%+v", got.Mistakes, got.Settings)
			}
		})
	}
}

func TestASecretInTheFileIsRefusedAndNeverShown(t *testing.T) {
	for _, line := range []string{
		"token = \"hunter2\"", "token = 42424242\ntags = [\"hunter2\"]", "password = \"hunter2\"", "client_secret = \"hunter2\"", "tokn = \"hunter2\"",
		"\"token\" = \"hunter2\"", "token=\"hunter2", "url = \"https://me:hunter2@a.example/?x=1\"",
	} {
		t.Run(line, func(t *testing.T) {
			text := "[bookmarks.services.linkding]\n" + line + "\n"
			if !strings.Contains(line, "url") {
				text += "url = \"https://a.example\"\n"
			}
			got, err := Parse(defaults(t), []byte(text), "c.toml")
			if err != nil || len(got.Mistakes) == 0 {
				t.Fatal(err, "no mistake found")
			}
			var all string
			for _, m := range got.Mistakes {
				all += m.String() + "\n"
			}
			if strings.Contains(all, "hunter2") || strings.Contains(all, "42424242") {
				t.Errorf("the secret is shown:\n%s", all)
			}
			for _, s := range got.Settings.Services {
				if !strings.Contains(line, "tokn") && !strings.HasSuffix(line, "hunter2") {
					t.Errorf("it is used: %+v", s)
				}
			}
			var b bytes.Buffer
			if err := got.Show(&b); err != nil || strings.Contains(b.String(), "42424242") || !strings.Contains(line, "tags") && strings.Contains(b.String(), "hunter2") {
				t.Errorf("%v\n%s", err, b.String())
			}
		})
	}
	got, _ := Parse(defaults(t), []byte("[bookmarks.services.linkding]\nurl = \"https://a.example\"\ntoken = \"hunter2\"\n"), "c.toml")
	if s := got.Mistakes[0].Sentence(); !strings.Contains(s, "must not stand in this file") || !strings.Contains(s, `token_command = ["pass", "show", "linkding"]`) ||
		!strings.Contains(s, "keyring") {
		t.Error(s)
	}
}

func TestServicesAreShownAsTheyAre(t *testing.T) {
	const text = "[bookmarks.services.linkding]\nurl = 'https://a.example'\ntoken_command = ['pass', 'show', 'x']\non_bookmark = true\n"
	got, err := Parse(defaults(t), []byte(text), "c.toml")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := got.Show(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Parse(defaults(t), b.Bytes(), "c.toml")
	if err != nil || len(again.Mistakes) > 0 {
		t.Fatal(err, again.Mistakes, b.String())
	}
	again.Settings.Services[0].Line = got.Settings.Services[0].Line
	if diff := cmp.Diff(got.Settings.Services, again.Settings.Services); diff != "" {
		t.Error(diff)
	}
	if _, err := got.Set("bookmarks.services.linkding.url", "x"); err == nil {
		t.Error("a service's table is set by hand")
	}
	if set, err := got.Set("bookmarks.mirror", "~/news"); err != nil || set.Settings.Mirror.Path != "~/news" || len(set.Settings.Services) != 1 {
		t.Error(err, set.Settings)
	}
}
