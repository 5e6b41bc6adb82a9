package style

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

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

func TestEveryGlyphIsOneCellAndHasOneOfASCII(t *testing.T) {
	g := reflect.ValueOf(Unicode())
	for i := range g.NumField() {
		s := g.Field(i).String()
		if ansi.StringWidth(s) != 1 {
			t.Errorf("%q is %d cells", s, ansi.StringWidth(s))
		}
		if got := ASCIISigns.Fold(s, 1); len(got) != 1 || got[0] >= 0x7f {
			t.Errorf("%q in ASCII is %q", s, got)
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
