package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestTheAssistantIsTakenFromItsTable(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       feeds.Assistant
	}{
		{"Ollama on this machine", "url = \"http://127.0.0.1:11434/\"\nmodel = \"llama3.2\"", feeds.Assistant{URL: "http://127.0.0.1:11434", Model: "llama3.2", Timeout: 2 * time.Minute}},
		{"one on the net", "url = \"https://api.example/v1\"\nmodel = \"m\"\ntoken_command = [\"pass\", \"show\", \"m\"]\ntimeout = \"30s\"\nlanguage = \"de\"",
			feeds.Assistant{URL: "https://api.example/v1", Model: "m", Token: feeds.Secret{Command: []string{"pass", "show", "m"}}, Timeout: 30 * time.Second, Language: "de"}},
		{"a program", "command = [\"~/bin/llm\", \"-m\", \"mistral\"]", feeds.Assistant{Command: []string{"~/bin/llm", "-m", "mistral"}, Timeout: 2 * time.Minute}},
		{"none", "", feeds.Assistant{Timeout: 2 * time.Minute}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(defaults(t), []byte("[assistant]\n"+tc.text+"\n"), "c.toml")
			if err != nil || len(got.Mistakes) > 0 {
				t.Fatal(err, got.Mistakes)
			}
			a := got.Settings.Assistant
			for _, list := range []*[]string{&a.Command, &a.Token.Command} {
				if len(*list) == 0 {
					*list = nil
				}
			}
			if diff := cmp.Diff(tc.want, a); diff != "" || a.Ready() != (tc.name != "none") {
				t.Error(diff)
			}
		})
	}
}

func TestAnAssistantThatCannotBeUsedIsReportedAndIsNone(t *testing.T) {
	for _, tc := range []struct{ name, text, at, says string }{
		{"no address", "url = \"ollama\"\nmodel = \"m\"", "2:7", `no address of a server`},
		{"not encrypted", "url = \"http://api.example\"\nmodel = \"m\"", "2:7", "what you read would travel unencrypted"},
		{"no model", "url = \"http://127.0.0.1:11434\"", "2:7", "which model"},
		{"two at once", "url = \"http://127.0.0.1:11434\"\nmodel = \"m\"\ncommand = [\"llm\"]", "2:7", "only one of the two"},
		{"a program without a name", "command = [\" \"]", "2:11", "no name"},
		{"a token in the file", "url = \"https://a.example\"\nmodel = \"m\"\ntoken = \"hunter2\"", "4:9", "a secret must not stand in this file"},
		{"a key in the file", "url = \"https://a.example\"\nmodel = \"m\"\napi_key = \"hunter2\"", "4:11", "a secret must not stand in this file"},
		{"a login in the address", "url = \"https://me:hunter2@a.example\"\nmodel = \"m\"", "2:7", "a secret must not stand in this file"},
		{"a misspelt token", "url = \"https://a.example\"\nmodel = \"m\"\ntokn = \"hunter2\"", "4:1", `there is no setting "assistant.tokn"`},
		{"a wrong kind", "url = 11434", "2:7", "an address in quotes"},
		{"no time", "command = [\"llm\"]\ntimeout = \"soon\"", "3:11", `a time from "1s" to "1h"`},
		{"a misspelt name", "comand = [\"llm\"]", "2:1", "perhaps assistant.command"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(defaults(t), []byte("[assistant]\n"+tc.text+"\n"), "c.toml")
			if err != nil || len(got.Mistakes) == 0 {
				t.Fatal(err, "no mistake found")
			}
			if s := got.Mistakes[0].Sentence(); !strings.HasPrefix(s, "c.toml:"+tc.at+": ") || !strings.Contains(s, tc.says) {
				t.Errorf("%q", s)
			}
			for _, m := range got.Mistakes {
				if strings.Contains(m.String(), "hunter2") {
					t.Errorf("a secret is shown: %s", m)
				}
			}
			if a := got.Settings.Assistant; a.Ready() != (tc.name == "no time" || tc.name == "a misspelt token") || a.Timeout != 2*time.Minute {
				t.Errorf("%+v", a)
			}
			var text strings.Builder
			if err := got.Show(&text); err != nil || strings.Contains(text.String(), "hunter2") {
				t.Errorf("%v\n%s", err, text.String())
			}
		})
	}
}
