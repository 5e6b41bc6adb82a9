package list

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// numbers are the keys from to-1 down to from: a list that runs newest first.
func numbers(from, to int) []int {
	var keys []int
	for n := to - 1; n >= from; n-- {
		keys = append(keys, n)
	}
	return keys
}

func draw(l *List[int]) []string {
	return l.Draw(func(_ int, key int, selected bool) []string {
		mark := " "
		if selected {
			mark = ">"
		}
		return []string{fmt.Sprintf("%s%d", mark, key), " line two"}
	})
}

func trimmed(lines []string) string {
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func sized(keys []int, h, row, gap int) *List[int] {
	l := New[int]()
	l.SetSize(10, h)
	l.SetRow(row, gap)
	l.SetKeys(keys)
	return &l
}

func TestDrawing(t *testing.T) {
	tests := []struct {
		name        string
		keys        []int
		h, row, gap int
		want        string
	}{
		{"an empty list is blank", nil, 3, 1, 0, "\n\n"},
		{"rows of one line", numbers(0, 5), 3, 1, 0, ">4\n 3\n 2"},
		{"rows of two lines and a blank one", numbers(0, 5), 6, 2, 1, ">4\n line two\n\n 3\n line two\n"},
		{"a row that fits in part is cut", numbers(0, 5), 4, 2, 1, ">4\n line two\n\n 3"},
		{"a short list leaves blank lines", numbers(0, 1), 3, 1, 0, ">0\n\n"},
		{"no room draws nothing", numbers(0, 5), 0, 2, 1, ""},
	}
	for _, tt := range tests {
		l := sized(tt.keys, tt.h, tt.row, tt.gap)
		lines := draw(l)
		if len(lines) != tt.h {
			t.Errorf("%s: %d lines, want %d", tt.name, len(lines), tt.h)
		}
		for _, line := range lines {
			if ansi.StringWidth(line) != 10 {
				t.Errorf("%s: %q is not 10 cells", tt.name, line)
			}
		}
		if got := trimmed(lines); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestOnlyVisibleRowsAreDrawn(t *testing.T) {
	l := sized(numbers(0, 100_000), 10, 2, 1)
	l.Move(50_000)
	calls := 0
	l.Draw(func(int, int, bool) []string { calls++; return nil })
	if calls > 4 {
		t.Errorf("%d rows were drawn for a window of 4", calls)
	}
}

func TestTheCursorStaysInTheListAndInView(t *testing.T) {
	l := sized(numbers(0, 10), 5, 1, 0)
	tests := []struct {
		name   string
		verb   func()
		key    int
		offset int
	}{
		{"at first, the top", func() {}, 9, 0},
		{"up from the top stays", func() { l.Move(-1) }, 9, 0},
		{"three down, a row stays in view below", func() { l.Move(3) }, 6, 0},
		{"four down scrolls", func() { l.Move(1) }, 5, 1},
		{"the bottom", l.Bottom, 0, 5},
		{"down from the bottom stays", func() { l.Move(3) }, 0, 5},
		{"a page up, with a row in view below", func() { l.Page(-1) }, 5, 1},
		{"half a page down", func() { l.Page(0.5) }, 2, 4}, // 2.5 rows are three
		{"the top again", l.Top, 9, 0},
	}
	for _, tt := range tests {
		tt.verb()
		if key, _ := l.Selected(); key != tt.key || l.Offset() != tt.offset {
			t.Errorf("%s: key %d with %d above the window, want %d with %d", tt.name, key, l.Offset(), tt.key, tt.offset)
		}
	}
}

func TestNewRowsDoNotMoveWhatIsLookedAt(t *testing.T) {
	l := sized(numbers(0, 20), 5, 1, 0)
	l.Move(7)
	before := trimmed(draw(l))
	l.SetKeys(numbers(0, 25)) // five newer
	if got := trimmed(draw(l)); got != before {
		t.Errorf("after new rows above:\n%s\nwant\n%s", got, before)
	}
	l.SetKeys(numbers(-10, 25)) // ten older
	if got := trimmed(draw(l)); got != before {
		t.Errorf("after new rows below:\n%s\nwant\n%s", got, before)
	}
}

func TestNewRowsDoNotMoveTheTopOfTheListEither(t *testing.T) {
	l := sized(numbers(0, 20), 5, 1, 0)
	before := trimmed(draw(l))
	l.SetKeys(numbers(0, 23))
	if got := trimmed(draw(l)); got != before {
		t.Errorf("after new rows:\n%s\nwant\n%s", got, before)
	}
}

func TestWhenTheKeyIsGone(t *testing.T) {
	tests := []struct {
		name string
		keys []int
		want int
	}{
		{"the next one follows", []int{9, 8, 7, 5, 4, 3}, 5},
		{"or the next that is left", []int{9, 8, 3}, 3},
		{"or the last before it", []int{9, 8}, 8},
		{"or the first of others", []int{42, 41}, 42},
	}
	for _, tt := range tests {
		l := sized(numbers(0, 10), 20, 1, 0)
		if !l.Select(6) {
			t.Fatal("6 is not in the list")
		}
		l.SetKeys(tt.keys)
		if got, ok := l.Selected(); !ok || got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestAListCanBeEmptied(t *testing.T) {
	l := sized(numbers(0, 10), 5, 1, 0)
	l.Bottom()
	l.SetKeys(nil)
	if _, ok := l.Selected(); ok || l.Index() != 0 || l.Offset() != 0 {
		t.Errorf("an empty list has a cursor at %d of %d", l.Index(), l.Offset())
	}
	l.Move(1)
	l.Scroll(1)
	l.Page(1)
	l.SetKeys(numbers(0, 3))
	if got, ok := l.Selected(); !ok || got != 2 {
		t.Errorf("filled again, the cursor is on %d %v", got, ok)
	}
}

func TestTheWheelDragsTheCursorOnlyAtTheEdge(t *testing.T) {
	l := sized(numbers(0, 20), 5, 1, 0)
	l.Move(3) // line 3 of 5
	l.Scroll(1)
	if got, _ := l.Selected(); got != 16 || l.Offset() != 1 {
		t.Errorf("one notch: %d at %d", got, l.Offset())
	}
	l.Scroll(5)
	if got, _ := l.Selected(); got != 12 || l.Offset() != 6 { // window 13…9, a row of margin
		t.Errorf("five more: %d at %d, want 12 at 6", got, l.Offset())
	}
	l.Scroll(-100)
	if got, _ := l.Selected(); got != 16 || l.Offset() != 0 { // window 19…15
		t.Errorf("back: %d at %d, want 16 at 0", got, l.Offset())
	}
}

func TestAClickHitsARow(t *testing.T) {
	l := sized(numbers(0, 3), 10, 2, 1)
	got := map[int]int{}
	for y := -1; y <= 10; y++ {
		if key, ok := l.At(y); ok {
			got[y] = key
		}
	}
	want := map[int]int{0: 2, 1: 2, 3: 1, 4: 1, 6: 0, 7: 0}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestNothingGoesAstray does what comes into its head and looks whether the
// window is still over the keys and the cursor in the window.
func TestNothingGoesAstray(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	l := New[int]()
	for step := range 20_000 {
		switch r.IntN(9) {
		case 0:
			from := r.IntN(50)
			l.SetKeys(numbers(from, from+r.IntN(60)))
		case 1:
			l.SetSize(r.IntN(30), r.IntN(20))
		case 2:
			l.SetRow(r.IntN(4), r.IntN(3))
		case 3:
			l.Move(r.IntN(21) - 10)
		case 4:
			l.Page(r.Float64()*4 - 2)
		case 5:
			l.Scroll(r.IntN(21) - 10)
		case 6:
			l.Select(r.IntN(100))
		case 7:
			l.Bottom()
		case 8:
			l.Top()
		}
		from, to := l.Visible()
		if l.Len() > 0 && (l.Index() < 0 || l.Index() >= l.Len() || from < 0 || to > l.Len()) {
			t.Fatalf("step %d: cursor %d, window %d to %d, %d keys", step, l.Index(), from, to, l.Len())
		}
		if l.h > 0 && l.Len() > 0 && (l.Index() < from || l.Index() >= to) {
			t.Fatalf("step %d: cursor %d is out of the window %d to %d", step, l.Index(), from, to)
		}
		if got := len(draw(&l)); got != l.h {
			t.Fatalf("step %d: %d lines, want %d", step, got, l.h)
		}
	}
}
