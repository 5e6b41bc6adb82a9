package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestThemes(t *testing.T) {
	look := func(name string, colours ...string) feeds.Look {
		l := feeds.Look{Name: name}
		if len(colours) > 0 {
			l.Colours = map[string]string{}
		}
		for i := 0; i+1 < len(colours); i += 2 {
			l.Colours[colours[i]] = colours[i+1]
		}
		return l
	}
	own := look("gruvbox", "accent", "#fe8019", "dim", "8", "text", "")
	for _, tt := range []struct {
		name, text  string
		dark, light feeds.Look
	}{
		{"a name", `theme = "nord"`, look("nord"), look("nord")},
		{"one form of a family", `theme = "catppuccin-frappe"`, look("catppuccin-frappe"), look("catppuccin-frappe")},
		{"a pair", `theme = { dark = "nord", light = "paper" }`, feeds.Look{Name: "nord", Colours: map[string]string{}}, feeds.Look{Name: "paper", Colours: map[string]string{}}},
		{"own colours", "[theme]\nbase = \"gruvbox\"\naccent = \"#FE8019\"\ndim = \"bright black\"\ntext = \"default\"\n", own, own},
		{"own colours for each", "[theme]\nbase = \"gruvbox\"\naccent = \"#f80\"\n[theme.dark]\ntag = 200\n[theme.light]\nbase = \"paper\"\naccent = \"red\"\n",
			look("gruvbox", "accent", "#ff8800", "tag", "200"), look("paper", "accent", "1")},
	} {
		got, err := Parse(defaults(t), []byte(tt.text), "c.toml")
		if err != nil || len(got.Mistakes) > 0 {
			t.Errorf("%s: %v %v", tt.name, err, got.Mistakes)
		}
		if diff := cmp.Diff(feeds.Theme{Dark: tt.dark, Light: tt.light, Background: "auto"}, got.Settings.Theme); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestMistakesInThemesSayWhereAndCostNothingElse(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		line, col  int
		what       string
	}{
		{"no such theme", "theme = \"pink\"\n", 1, 9, `"pink" is no theme`},
		{"neither a name nor a table", "theme = 3\n", 1, 9, "a word in quotes"},
		{"no such theme in a pair", "mouse = true\ntheme = { dark = \"nord\", light = \"pink\" }\n", 2, 34, `"pink" is no theme`},
		{"no such token", "[theme]\nbase = \"nord\"\nacent = \"#fff\"\n", 3, 1, `no colour "acent"`},
		{"no colour", "[theme]\naccent = \"#12345\"\n", 2, 10, `"#12345" is no colour`},
		{"no colour by that name", "[theme.dark]\naccent = \"mauve\"\n", 2, 10, `"mauve" is no colour`},
		{"a number too high", "[theme]\naccent = 256\n", 2, 10, `"256" is no colour`},
		{"a list", "[theme]\naccent = [1]\n", 2, 10, "is no colour"},
		{"no such background", "background = \"mine\"\n", 1, 14, `"mine"`},
		{"no such icons", "icons = \"emoji\"\n", 1, 9, `"emoji"`},
		{"no such density", "density = \"airy\"\n", 1, 11, `"airy"`},
	} {
		got, err := Parse(defaults(t), []byte(tt.text+"[reading]\nwidth = 60\n"), "c.toml")
		if err != nil || len(got.Mistakes) != 1 {
			t.Errorf("%s: %v %v", tt.name, err, got.Mistakes)
			continue
		}
		if m := got.Mistakes[0]; m.Line != tt.line || m.Column != tt.col || !strings.Contains(m.What, tt.what) || m.Want == "" {
			t.Errorf("%s: %s", tt.name, m)
		}
		if got.Settings.Measure != 60 || got.Settings.Theme.Dark.Name == "" || got.Settings.Theme.Light.Name == "" {
			t.Errorf("%s: the rest was lost: %+v", tt.name, got.Settings)
		}
	}
}
