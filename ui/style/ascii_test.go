package style

import (
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestFold(t *testing.T) {
	bold := lipgloss.NewStyle().Bold(true)
	for _, tt := range []struct {
		name string
		has  Signs
		in   string
		w    int
		want string
	}{
		{"all signs stay where there are all", AnySigns, "● “é” …", 20, "● “é” …"},
		{"signs in one cell where there is no more", ASCIISigns, "a…", 2, "a~"},
		{"signs in full where there is room", ASCIISigns, "↵ read", 20, "Enter read"},
		{"blanks in the middle give room", ASCIISigns, "↵ read         done", 19, "Enter read     done"},
		{"but not the last two", ASCIISigns, "↵ read  done", 12, "< read  done"},
		{"letters are text", ASCIISigns, "é ß Ω 日本 “x”", 20, `é ß Ω 日本 "x"`},
		{"unless nothing else is there", ASCIIOnly, "é ß Ω 日本 “x”", 20, `e ss ? ???? "x"`},
		{"emoji are text", ASCIISigns, "👩‍👩‍👧 ✔️", 9, "👩‍👩‍👧 ✔️"},
		{"emoji fill their cells", ASCIIOnly, "👩‍👩‍👧|", 9, "??|"},
		{"marks of footnotes", ASCIISigns, "says¹² so", 20, "says[12] so"},
		{"marks of footnotes in no room", ASCIISigns, "says¹² so", 9, "says12 so"},
		{"styles stay", ASCIISigns, bold.Render("●"), 1, bold.Render("*")},
	} {
		if got := tt.has.Fold(tt.in, tt.w); got != tt.want {
			t.Errorf("%s: Fold(%q, %d) = %q, want %q", tt.name, tt.in, tt.w, got, tt.want)
		}
	}
}

func FuzzFoldKeepsToItsCells(f *testing.F) {
	f.Add("↵ read … ● 日本 é¹", 12)
	f.Add("👩‍👩‍👧 ✔️ e\u0301", 5)
	f.Fuzz(func(t *testing.T, s string, extra int) {
		if strings.ToValidUTF8(s, "") != s || strings.ContainsFunc(s, unicode.IsControl) || extra < 0 || extra > 50 {
			t.Skip() // broken bytes and sequences are for cleaning to keep out
		}
		w := ansi.StringWidth(s) + extra
		for _, has := range []Signs{ASCIISigns, ASCIIOnly} {
			out := has.Fold(s, w)
			if n := ansi.StringWidth(out); n > w {
				t.Errorf("Fold(%q, %d) is %d cells: %q", s, w, n, out)
			}
			if i := strings.IndexFunc(out, func(c rune) bool { return c > 0x7f }); has == ASCIIOnly && i >= 0 {
				t.Errorf("Fold(%q) is not ASCII: %q", s, out)
			}
		}
	})
}
