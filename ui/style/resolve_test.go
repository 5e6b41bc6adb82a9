package style

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/lucasb-eyer/go-colorful"

	"broadsheet/feeds"
)

// pair is two tokens as they stand on each other on the screen.
type pair struct {
	name     string
	on, with color.Color
	least    float64
}

// pairs are all of p: every word on the page and on the selected row, dim text
// with its own colour on each.
func pairs(p Palette) []pair {
	var out []pair
	for name, c := range map[string]color.Color{
		"text": p.Text, "title": p.Title, "accent": p.Accent, "source": p.Source, "tag": p.Tag, "attention": p.Attention, "error": p.Error, "ok": p.OK,
	} {
		out = append(out, pair{name + " on the page", p.Background, c, readable})
		if p.Selection != nil {
			out = append(out, pair{name + " on the selected row", p.Selection, c, readable})
		}
	}
	out = append(out, pair{"dim on the page", p.Background, p.Dim, readable}, pair{"a rule on the page", p.Background, p.Rule, apart})
	if p.Highlight != nil {
		out = append(out, pair{"text on a highlight", p.Highlight, p.Text, readable}, pair{"a highlight on the page", p.Background, p.Highlight, 1.09})
	}
	if p.Selection != nil {
		out = append(out, pair{"dim on the selected row", p.Selection, p.SelectedDim, readable}, pair{"the selected row on the page", p.Background, p.Selection, 1.09})
	}
	return out
}

func legible(t *testing.T, p Palette, where string) {
	t.Helper()
	for _, c := range pairs(p) {
		if c.on == nil || c.with == nil {
			t.Errorf("%s %s: %s has no colour", p.Name, where, c.name)
		} else if got := contrast(c.on, c.with); got < c.least {
			t.Errorf("%s %s: %s has %.2f to 1, less than %.1f", p.Name, where, c.name, got, c.least)
		}
	}
}

func everyLook() []string { return append(slices.Clone(feeds.Looks), feeds.FixedLooks...) }

func TestEveryNameIsAPaletteAndEveryPaletteHasAName(t *testing.T) {
	var names []string
	for name := range forms {
		names = append(names, name)
	}
	for name := range families {
		names = append(names, name)
	}
	slices.Sort(names)
	want := everyLook()
	slices.Sort(want)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	for name, pair := range families {
		if dark, light := published(pair[0], true), published(pair[1], false); !dark.Dark || light.Dark || dark.Name != pair[0] || light.Name != pair[1] {
			t.Errorf("%s: its forms are not a dark and a light one", name)
		}
	}
}

func TestThemesByName(t *testing.T) {
	tests := []struct {
		name string
		dark bool
		want string
	}{
		{"auto", true, "ink"}, {"auto", false, "paper"}, {"ink", false, "ink"}, {"paper", true, "paper"}, {"nord", false, "nord"},
		{"solarized", true, "solarized-dark"}, {"solarized", false, "solarized-light"}, {"solarized-light", true, "solarized-light"},
		{"catppuccin", false, "catppuccin-latte"}, {"plain", true, "plain"}, {"", true, "ink"}, {"no such theme", false, "paper"},
	}
	for _, tt := range tests {
		if got := Resolve(feeds.One(tt.name), Terminal{Dark: tt.dark}).Name; got != tt.want {
			t.Errorf("theme %q on a terminal whose darkness is %v is %s, want %s", tt.name, tt.dark, got, tt.want)
		}
	}
	two := feeds.Theme{Dark: feeds.Look{Name: "nord"}, Light: feeds.Look{Name: "paper"}}
	for dark, want := range map[bool]string{true: "nord", false: "paper"} {
		if got := Resolve(two, Terminal{Dark: dark}).Name; got != want {
			t.Errorf("a theme of two on a terminal whose darkness is %v is %s, want %s", dark, got, want)
		}
	}
}

func TestEveryPairOfTokensCanBeReadOnItsOwnGround(t *testing.T) {
	for _, name := range everyLook() {
		for _, dark := range []bool{true, false} {
			p := ownGround(name, dark, TrueColour)
			legible(t, p, "on its own ground")
			if p.Highlight == nil {
				t.Errorf("%s has no ground for highlights", p.Name)
			}
			if p.Name == "high-contrast-dark" || p.Name == "high-contrast-light" {
				for _, c := range pairs(p) {
					if got := contrast(c.on, c.with); c.least == readable && got < 7 {
						t.Errorf("%s: %s has %.2f to 1, less than 7", p.Name, c.name, got)
					}
				}
			}
			legible(t, ownGround(name, dark, Indexed), "in 256 colours")
		}
	}
}

func ownGround(name string, dark bool, d Depth) Palette {
	theme := feeds.One(name)
	theme.Background = "theme"
	return Resolve(theme, Terminal{Depth: d, Dark: dark})
}

// Every sixth part of each channel, so also greys in the middle, on which
// hardly any colour can be read.
func TestEveryPairOfTokensCanBeReadOnWhateverTheTerminalHas(t *testing.T) {
	for r := 0; r <= 255; r += 51 {
		for g := 0; g <= 255; g += 51 {
			for b := 0; b <= 255; b += 51 {
				page := color.RGBA{uint8(r), uint8(g), uint8(b), 0xff}
				for _, name := range []string{"auto", "nord", "solarized-light", "gruvbox", "paper", "mono", "catppuccin-latte"} {
					theme := feeds.One(name)
					theme.Background = "terminal"
					p := Resolve(theme, Terminal{Dark: IsDark(page), Background: page})
					if p.Painted || p.Background != page {
						t.Fatalf("%s is painted over the terminal's ground", name)
					}
					legible(t, p, fmt.Sprint("on ", page))
				}
			}
		}
	}
}

func TestAThemeOfTheOtherGroundBringsItsOwn(t *testing.T) {
	white, black := color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{0, 0, 0, 0xff}
	for _, tt := range []struct {
		name, setting string
		term          Terminal
		painted       bool
	}{
		{"nord", "auto", Terminal{Dark: true, Background: black}, false},
		{"nord", "auto", Terminal{Dark: false, Background: white}, true},
		{"paper", "auto", Terminal{Dark: true}, true},
		{"paper", "terminal", Terminal{Dark: true, Background: black}, false},
		{"nord", "theme", Terminal{Dark: true, Background: black}, true},
		{"auto", "auto", Terminal{Dark: false, Background: white}, false},
		{"high-contrast", "auto", Terminal{Dark: true, Background: black}, true},
		{"nord", "theme", Terminal{Dark: true, Depth: Sixteen}, false},
		{"nord", "theme", Terminal{Dark: true, Depth: Colourless}, false},
	} {
		theme := feeds.One(tt.name)
		theme.Background = tt.setting
		p := Resolve(theme, tt.term)
		if p.Painted != tt.painted {
			t.Errorf("%s with background %q on %v: drawn %v", tt.name, tt.setting, tt.term, p.Painted)
		}
		line := New(p).Ground(New(p).Dim.Render("x") + "y")
		if strings := line != New(p).Dim.Render("x")+"y"; strings != tt.painted {
			t.Errorf("%s: a line is drawn as %q", tt.name, line)
		}
	}
}

func TestLiftingKeepsTheHue(t *testing.T) {
	lifted := 0
	for name, f := range forms {
		p := ownGround(name, true, TrueColour)
		for token, c := range map[string][2]color.Color{
			"accent": {lipgloss.Color(f.accent), p.Accent}, "source": {lipgloss.Color(f.source), p.Source}, "tag": {lipgloss.Color(f.tag), p.Tag},
			"attention": {lipgloss.Color(f.attention), p.Attention}, "error": {lipgloss.Color(f.err), p.Error}, "ok": {lipgloss.Color(f.ok), p.OK},
		} {
			was, _ := colorful.MakeColor(c[0])
			is, _ := colorful.MakeColor(c[1])
			_, chroma, h1 := was.OkLch()
			_, _, h2 := is.OkLch()
			if was != is {
				lifted++
			}
			if d := math.Abs(math.Remainder(h1-h2, 360)); chroma > 0.03 && d > 4 {
				t.Errorf("%s: %s went from %s to %s, %.0f degrees away", name, token, was.Hex(), is.Hex(), d)
			}
		}
	}
	if lifted < 10 {
		t.Errorf("only %d colours needed lifting", lifted)
	}
}

// The sixteen colours as they come with terminals.
var sixteens = map[string]struct {
	page   string
	colour [16]string
}{
	"xterm":        {"#000000", [16]string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}},
	"xterm light":  {"#ffffff", [16]string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}},
	"the console":  {"#000000", [16]string{"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa", "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"}},
	"Campbell":     {"#0c0c0c", [16]string{"#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#0037da", "#881798", "#3a96dd", "#cccccc", "#767676", "#e74856", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2"}},
	"Terminal.app": {"#ffffff", [16]string{"#000000", "#990000", "#00a600", "#999900", "#0000b2", "#b200b2", "#00a6b2", "#bfbfbf", "#666666", "#e50000", "#00d900", "#e5e500", "#0000ff", "#e500e5", "#00e5e5", "#e5e5e5"}},
}

func TestSixteenColoursCanBeReadAsTerminalsHaveThem(t *testing.T) {
	for name, term := range sixteens {
		page := lipgloss.Color(term.page)
		p := Resolve(feeds.One("nord"), Terminal{Depth: Sixteen, Dark: IsDark(page), Background: page})
		for token, c := range map[string]color.Color{
			"text": p.Text, "title": p.Title, "dim": p.Dim, "accent": p.Accent, "source": p.Source, "tag": p.Tag, "attention": p.Attention, "error": p.Error, "ok": p.OK,
		} {
			if c == nil {
				continue // the terminal's own, which its owner can read
			}
			basic, ok := c.(ansi.BasicColor)
			if !ok {
				t.Errorf("%s is %v, not one of the sixteen", token, c)
				continue
			}
			if got := contrast(lipgloss.Color(term.colour[basic]), page); got < readable {
				t.Errorf("%s: %s has %.2f to 1", name, token, got)
			}
		}
		black, marked := lipgloss.Color(term.colour[0]), lipgloss.Color(term.colour[p.Highlight.(ansi.BasicColor)])
		if got := contrast(black, marked); got < readable {
			t.Errorf("%s: black on a highlight has %.2f to 1", name, got)
		}
		st := New(p)
		if s := st.Selected(st.Source); !s.GetReverse() || s.GetForeground() != (lipgloss.NoColor{}) {
			t.Errorf("%s: the selected row is not the terminal's own, reversed", name)
		}
	}
}

func TestIndexedColoursAreOfTheFixedOnesAndAsNamed(t *testing.T) {
	p := Resolve(feeds.One("solarized"), Terminal{Depth: Indexed, Dark: true})
	for _, c := range append(p.words(), &p.Dim, &p.SelectedDim, &p.Rule, &p.Selection, &p.Highlight) {
		i, ok := (*c).(ansi.IndexedColor)
		if !ok || i < 16 {
			t.Errorf("%v is not one of the 240", *c)
		}
		if sent := colorprofile.ANSI256.Convert(*c); sent != *c {
			t.Errorf("%v is sent as %v", *c, sent)
		}
	}
}

func TestAPersonsOwnColoursStandAsTheyAre(t *testing.T) {
	look := feeds.Look{Name: "nord", Colours: map[string]string{"accent": "#102030", "dim": "9", "tag": "", "no such token": "#ffffff"}}
	theme := feeds.Theme{Dark: look, Light: look}
	p := Resolve(theme, Terminal{Dark: true})
	nord := Resolve(feeds.One("nord"), Terminal{Dark: true})
	if p.Accent != lipgloss.Color("#102030") || p.Dim != lipgloss.Color("9") || p.Tag != nil {
		t.Errorf("accent %v, dim %v, tag %v", p.Accent, p.Dim, p.Tag)
	}
	if p.Source != nord.Source || p.Selection != nord.Selection {
		t.Error("what was not named changed")
	}
	if got := contrast(p.SelectedDim, p.Selection); got < readable {
		t.Errorf("the dim of the selected row, which was not named, has %.2f to 1", got)
	}
	few := Resolve(theme, Terminal{Dark: true, Depth: Sixteen})
	if few.Dim != lipgloss.Color("9") || few.Accent != lipgloss.BrightCyan {
		t.Errorf("in sixteen colours dim is %v and accent %v", few.Dim, few.Accent)
	}
	if none := Resolve(theme, Terminal{Dark: true, Depth: Colourless}); none != Plain(true) {
		t.Errorf("without colours it is %v", none)
	}
}

func TestAnOwnBackgroundIsDrawnAndTheRestCanBeReadOnIt(t *testing.T) {
	look := feeds.Look{Name: "auto", Colours: map[string]string{"background": "#ffffff"}}
	p := Resolve(feeds.Theme{Dark: look, Light: look}, Terminal{Dark: true})
	if !p.Painted || p.Dark {
		t.Errorf("painted %v, dark %v", p.Painted, p.Dark)
	}
	legible(t, p, "on white")
}

func TestEveryPaletteHasItsOwnKey(t *testing.T) {
	seen := map[string]string{}
	for _, name := range everyLook() {
		for d := TrueColour; d <= Indexed; d++ {
			p := Resolve(feeds.One(name), Terminal{Depth: d, Dark: true})
			key, what := New(p).Key, fmt.Sprint(p)
			if was, ok := seen[key]; ok && was != what {
				t.Errorf("two palettes have the key %s", key)
			}
			seen[key] = what
		}
	}
	if len(seen) < 2*len(forms)-2 {
		t.Errorf("%d palettes have %d keys", 2*len(forms), len(seen))
	}
}

func TestContrastOfBlackAndWhiteIs21(t *testing.T) {
	if got := contrast(color.Black, color.White); math.Abs(got-21) > 0.01 {
		t.Errorf("contrast is %.2f, want 21", got)
	}
}
