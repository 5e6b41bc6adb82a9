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
		{"keys of a wrong kind", "keys = 7\n", "1:8", "keys has a value of the wrong kind"},
		{"a key of a wrong kind", "[keys]\nopen = 7\n", "2:8", "keys.open has a value of the wrong kind"},
		{"a key in a list of a wrong kind", "[keys]\nopen = [\"a\", 7]\n", "2:8", "keys.open has a value of the wrong kind"},
		{"a key of a place", "[keys.reader]\nopen = { a = 1 }\n", "2:8", "keys.reader.open has a value of the wrong kind"},
		{"macros of a wrong kind", "macros = \"x\"\n", "1:10", "macros has a value of the wrong kind"},
		{"a macro without steps", "[macros]\nx = []\n", "2:5", "no steps"},
		{"a macro of a wrong kind", "[macros]\nx = true\n", "2:5", "macros.x has a value of the wrong kind"},
		{"an opener's quotes", "[open]\naudio = 'mpv \"x'\n", "2:9", "quotation mark is not closed"},
		{"an opener of a wrong kind", "[open]\naudio = 1\n", "2:9", "open.audio has a value of the wrong kind"},
		{"a kind of file", "[open]\nvedio = [\"mpv\"]\n", "2:1", `"vedio" is no kind of file`},
		{"what a pipe gets", "pipe = \"pdf\"\n", "1:8", `"pdf" is not known`},
		{"a hook of a wrong kind", "[hooks]\non_new = \"mpv\"\n", "2:10", "hooks.on_new has a value of the wrong kind"},
		{"a hook that there is not", "[hooks]\non_read = [\"x\"]\n", "2:1", `no setting "hooks.on_read"`},
		{"a hook's time", "[hooks]\ntimeout = \"2h\"\n", "2:11", `"2h" cannot be used`},
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
