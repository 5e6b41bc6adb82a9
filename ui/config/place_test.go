package config

import (
	"fmt"
	"strings"
	"testing"
)

func TestAMistakePointsAtItsValueWhereverThatStands(t *testing.T) {
	const feed = "[[feeds]]\nurl = \"https://a.example/\"\n"
	for _, tc := range []struct{ name, text, at, what string }{
		{"a dotted key", "reading.width = 5\n", "1:17", "5 columns"},
		{"an inline table", "reading = { width = 5 }\n", "1:21", "5 columns"},
		{"no blanks at all", "theme=\"blue\"\n", "1:7", `"blue" is no theme`},
		{"a feed's interval is not the reload's", feed + "interval = \"30m\"\n[reload]\ninterval = \"5m\"\n", "5:12", `"5m"`},
		{"nor the other way about", "[reload]\ninterval = \"1h\"\n" + feed + "interval = \"5m\"\n", "5:12", `interval "5m"`},
		{"of the second feed", feed + "[[feeds]]\nurl = \"https://b.example/\"\nkeep_days = -4\n", "5:13", "-4 days"},
		{"of feeds in one list", `feeds = [{ url = "https://a.example/" }, { url = "nope" }]` + "\n", "1:50", `"nope" is no web address`},
		{"the same feed twice", feed + feed, "4:7", "declared on line 1 already"},
		{"behind a byte order mark, with CRLF", "\xef\xbb\xbftheme = \"ink\"\r\nmouse = 7\r\n", "2:9", "mouse has a value of the wrong kind"},
		{"quotes that are not closed", "theme = \"ink\nmouse = false\n", "1:13", "not closed"},
		{"a setting twice", "theme = \"ink\"\ntheme = \"paper\"\n", "2:1", "already defined"},
		{"a table twice", "[reading]\n[reload]\n[reading]\n", "3:2", "already exists"},
		{"no equals sign", "theme \"ink\"\n", "1:7", "no = after the name"},
		{"True", "mouse = True\n", "1:9", "start of value"},
		{"bytes of another encoding", "theme = \"ink\"\n# caf\xe9\n", "2:6", "not UTF-8"},
		{"a file in UTF-16", "\xff\xfet\x00h\x00e\x00", "1:1", "not UTF-8"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(defaults(t), []byte(tc.text), "c.toml")
			if err != nil || len(got.Mistakes) == 0 {
				t.Fatalf("%v, %d mistakes", err, len(got.Mistakes))
			}
			m := got.Mistakes[0]
			if at := fmt.Sprintf("%d:%d", m.Line, m.Column); at != tc.at || !strings.Contains(m.What, tc.what) || m.Want == "" {
				t.Errorf("%s, want %q at %s", m.Sentence(), tc.what, tc.at)
			}
		})
	}
}

func TestAMistakeShowsNoSecret(t *testing.T) {
	for _, text := range []string{
		"[[feeds]]\npassword = \"hunter2\n",
		"[[feeds]]\npassword = hunter2\n",
		"[[feeds]]\nurl = \"http://me:hunter2@\"\n",
		"[[feeds]]\nheaders = { X-Token = hunter2 }\n",
		"[[feeds]]\nurl = \"https://a.example/\"\n[feeds.headers]\nX-Token = hunter2\n",
		"feeds = [{ url = \"nope\", password = \"hunter2\" }]\n",
	} {
		got, err := Parse(defaults(t), []byte(text), "c.toml")
		if err != nil || len(got.Mistakes) == 0 {
			t.Fatalf("%q: %v, %d mistakes", text, err, len(got.Mistakes))
		}
		for _, m := range got.Mistakes {
			if strings.Contains(m.String(), "hunter2") {
				t.Errorf("a password is shown: %s", m)
			}
		}
	}
}

func TestAFileThatIsNotThereTakesNoFeedOut(t *testing.T) {
	got, err := Load(t.TempDir()+"/none.toml", defaults(t))
	if err != nil || len(got.Mistakes) > 0 || !got.FeedsUnsure {
		t.Errorf("%v, %v, unsure %v", err, got.Mistakes, got.FeedsUnsure)
	}
}
