package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestKeysAndMacrosAreReadWithTheirPlaces(t *testing.T) {
	l, err := Parse(defaults(t), []byte(`[keys]
preset = "vim"
open = ["enter",
  "i"]
done = ""
reader.next = "n"
[keys.health]
pause = "P"
[macros]
x = ["bookmark", "5 down"]
"ctrl+r" = ":reload"
[open]
Audio = "mpv --no-video '%u'"
"application/pdf" = ["zathura", "a b"]
`), "c.toml")
	if err != nil || len(l.Mistakes) > 0 {
		t.Fatal(err, l.Mistakes)
	}
	at := func(line, col int) feeds.Spot { return feeds.Spot{Line: line, Column: col} }
	want := feeds.KeySettings{
		Preset: "vim", At: at(2, 10),
		Binds: []feeds.KeyBind{
			{Action: "open", Keys: []feeds.Word{{Text: "enter", At: at(3, 9)}, {Text: "i", At: at(4, 3)}}, At: at(3, 1)},
			{Action: "done", At: at(5, 1)},
			{Scope: "reader", Action: "next", Keys: []feeds.Word{{Text: "n", At: at(6, 15)}}, At: at(6, 8)},
			{Scope: "health", Action: "pause", Keys: []feeds.Word{{Text: "P", At: at(8, 9)}}, At: at(8, 1)},
		},
		Macros: []feeds.Macro{
			{Key: "x", Steps: []feeds.Word{{Text: "bookmark", At: at(10, 6)}, {Text: "5 down", At: at(10, 18)}}, At: at(10, 1)},
			{Key: "ctrl+r", Steps: []feeds.Word{{Text: ":reload", At: at(11, 12)}}, At: at(11, 1)},
		},
	}
	if d := cmp.Diff(want, l.Settings.Keys); d != "" {
		t.Error(d)
	}
	openers := []feeds.Opener{{Kind: "application/pdf", Argv: []string{"zathura", "a b"}}, {Kind: "audio", Argv: []string{"mpv", "--no-video", "%u"}}}
	if d := cmp.Diff(openers, l.Settings.Open); d != "" {
		t.Error(d)
	}
	if one, err := Parse(defaults(t), []byte("keys = \"emacs\"\n"), "c.toml"); err != nil || one.Settings.Keys.Preset != "emacs" || one.Settings.Keys.At != at(1, 8) {
		t.Errorf("the name alone: %+v, %v", one.Settings.Keys, err)
	}
}
