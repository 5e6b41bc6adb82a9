package style

import (
	"image/color"
	"math"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// contrast is the WCAG 2 contrast ratio of two colours.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestContrastOfBlackAndWhiteIs21(t *testing.T) {
	if got := contrast(color.Black, color.White); math.Abs(got-21) > 0.01 {
		t.Errorf("contrast is %.2f, want 21", got)
	}
}

func TestEveryTextCanBeReadOnThePageAndOnTheSelection(t *testing.T) {
	const readable = 4.5 // WCAG 2 AA for text
	for _, p := range []Palette{Ink(), Paper()} {
		tokens := map[string]color.Color{
			"text": p.Text, "title": p.Title, "accent": p.Accent, "source": p.Source, "tag": p.Tag,
			"attention": p.Attention, "error": p.Error, "ok": p.OK, "selected dim": p.SelectedDim,
		}
		for name, c := range tokens {
			if got := contrast(c, p.Background); got < readable {
				t.Errorf("%s: %s on the page has %.2f to 1", p.Name, name, got)
			}
			if got := contrast(c, p.Selection); got < readable {
				t.Errorf("%s: %s on the selection has %.2f to 1", p.Name, name, got)
			}
		}
		if got := contrast(p.Dim, p.Background); got < readable {
			t.Errorf("%s: dim on the page has %.2f to 1", p.Name, got)
		}
	}
}

func TestThemesByName(t *testing.T) {
	tests := []struct {
		name string
		dark bool
		want string
	}{
		{"auto", true, "ink"}, {"auto", false, "paper"}, {"ink", false, "ink"}, {"paper", true, "paper"},
		{"plain", true, "plain"}, {"", true, "ink"}, {"no such theme", false, "paper"},
	}
	for _, tt := range tests {
		if got := ByName(tt.name, tt.dark).Name; got != tt.want {
			t.Errorf("theme %q on a terminal whose darkness is %v is %s, want %s", tt.name, tt.dark, got, tt.want)
		}
	}
}

func TestFewerColoursAreChosenNotConverted(t *testing.T) {
	for _, full := range []Palette{Ink(), Paper()} {
		few := full.At(Sixteen)
		for name, c := range map[string]color.Color{
			"text": few.Text, "title": few.Title, "dim": few.Dim, "accent": few.Accent, "source": few.Source, "tag": few.Tag,
			"attention": few.Attention, "error": few.Error, "ok": few.OK, "rule": few.Rule,
		} {
			if _, basic := c.(ansi.BasicColor); c != nil && !basic {
				t.Errorf("%s: %s is %v, not one of the sixteen", few.Name, name, c)
			}
		}
		st := New(few)
		if s := st.Selected(st.Source); !s.GetReverse() || s.GetForeground() != (lipgloss.NoColor{}) {
			t.Errorf("%s: the selected row is not the terminal's own, reversed", few.Name)
		}
		indexed := full.At(Indexed)
		for name, c := range map[string]color.Color{"accent": indexed.Accent, "source": indexed.Source, "tag": indexed.Tag, "selected dim": indexed.SelectedDim} {
			if got := contrast(colorprofile.ANSI256.Convert(c), indexed.Selection); got < 4 {
				t.Errorf("%s: %s on the selection has %.2f to 1", indexed.Name, name, got)
			}
		}
		if got := full.At(Colourless); got.Name != "plain" || got.Dark != full.Dark || full.At(TrueColour) != full {
			t.Errorf("%s: without colours it is %s", full.Name, got.Name)
		}
		if indexed.Name == full.Name || few.Name == full.Name {
			t.Error("pages are kept by the theme's name: each depth needs its own")
		}
	}
	if got := Plain(true).At(Sixteen); got.Name != "plain" {
		t.Errorf("plain on sixteen colours is %s", got.Name)
	}
}

func TestSelectionLightensDimTextAndNothingElse(t *testing.T) {
	st := New(Ink())
	if got := st.Selected(st.Dim).GetForeground(); got != st.Palette.SelectedDim {
		t.Errorf("dim text selected is %v", got)
	}
	if got := st.Selected(st.Source).GetForeground(); got != st.Palette.Source {
		t.Errorf("a source selected is %v", got)
	}
	if got := st.Selected(st.Dim).GetBackground(); got != st.Palette.Selection {
		t.Errorf("the selection's background is %v", got)
	}
}

func TestWithoutColoursTheSelectionIsReversed(t *testing.T) {
	st := New(Plain(true))
	if got := st.Text.Render("x"); got != "x" {
		t.Errorf("plain text is drawn as %q", got)
	}
	if !st.Selected(st.Dim).GetReverse() {
		t.Error("a plain selection is not reversed")
	}
	if !st.Bold.GetBold() {
		t.Error("plain titles are not bold")
	}
}

func TestEveryGlyphIsOneCell(t *testing.T) {
	for name, g := range map[string]Glyphs{"unicode": Unicode(), "ascii": ASCII()} {
		all := []string{
			g.Dot, g.Star, g.Bar, g.Rule, g.RuleFocus, g.Divider, g.Ellipsis, g.Bullet, g.Quote, g.Open, g.Closed,
			g.Warn, g.Check, g.Left, g.Crumb, g.More, g.Image, g.Play,
		}
		for _, s := range all {
			if ansi.StringWidth(s) != 1 {
				t.Errorf("%s: %q is %d cells", name, s, ansi.StringWidth(s))
			}
			if name == "ascii" && (len(s) != 1 || s[0] >= 0x7f) {
				t.Errorf("%q is not ASCII", s)
			}
		}
	}
}

func TestFit(t *testing.T) {
	bold := lipgloss.NewStyle().Bold(true)
	tests := []struct {
		name, in string
		w        int
		want     string
	}{
		{"short text is padded", "ab", 4, "ab  "},
		{"text that fits stays", "abcd", 4, "abcd"},
		{"long text ends in an ellipsis", "abcdef", 4, "abc…"},
		{"one cell is the ellipsis", "abc", 1, "…"},
		{"no room is nothing", "abc", 0, ""},
		{"less than no room is nothing", "abc", -3, ""},
		{"nothing is blank", "", 3, "   "},
		{"wide characters are never halved", "日本語", 4, "日… "},
		{"wide characters fill", "日本", 4, "日本"},
		{"a keycap emoji is two cells", "abc1️⃣d", 5, "abc… "},
		{"styles take no room", bold.Render("ab"), 4, bold.Render("ab") + "  "},
		{"cut styles are closed", bold.Render("abcdef"), 4, "\x1b[1mabc…\x1b[m"},
	}
	for _, tt := range tests {
		if got := Fit(tt.in, tt.w); got != tt.want {
			t.Errorf("%s: Fit(%q, %d) = %q, want %q", tt.name, tt.in, tt.w, got, tt.want)
		}
	}
}

func FuzzFitIsAsWideAsAsked(f *testing.F) {
	f.Add("plain", 3)
	f.Add("日本語 e\u0301 👩‍👩‍👧", 5)
	f.Fuzz(func(t *testing.T, s string, w int) {
		if w < 0 || w > 500 || strings.ToValidUTF8(s, "") != s || strings.ContainsFunc(s, unicode.IsControl) {
			t.Skip() // broken bytes and sequences are for cleaning to keep out
		}
		if got := ansi.StringWidth(Fit(s, w)); got != w {
			t.Errorf("Fit(%q, %d) is %d cells", s, w, got)
		}
	})
}
