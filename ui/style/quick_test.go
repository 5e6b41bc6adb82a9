package style

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestQuickWidthsAreThoseOfEveryMeasure(t *testing.T) {
	var all []rune
	for r := rune(0x80); r < 0x3000; r++ {
		if oneCell(r) {
			all = append(all, r)
		}
	}
	if len(all) < 500 {
		t.Fatalf("%d characters", len(all))
	}
	for i, r := range all {
		s := "a" + string(r) + string(all[(i*7+1)%len(all)]) + string(r) + "\x1b[1;38;5;7mb\x1b[m"
		n, ok := quickWidth(s)
		for _, method := range []ansi.Method{ansi.GraphemeWidth, ansi.WcWidth} {
			if want := method.StringWidth(s); !ok || n != want {
				t.Errorf("%U: %d, %v, want %d", r, n, ok, want)
			}
		}
	}
}

func FuzzQuickWidth(f *testing.F) {
	for _, s := range []string{"", "plain", "caf\u00e9 \u2026", "e\u0301", "\x1b[1mbold\x1b[m", "\x1b[2J", "\x1b", "\x1b[1", "\u25b6\ufe0f", "\u00a9\u200d\u00ae", "\u4e2d", "\u0600x", "\x80\xff", "\t", "\x1b]8;;x\x07y\x1b]8;;\x07"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := quickWidth(s)
		if !ok {
			return
		}
		for _, method := range []ansi.Method{ansi.GraphemeWidth, ansi.WcWidth} {
			if want := method.StringWidth(s); n != want {
				t.Errorf("%q is %d cells, want %d", s, n, want)
			}
		}
	})
}
