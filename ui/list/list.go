// Package list keeps a cursor and a window over keys and draws the rows that
// can be seen. It knows no article: rows are drawn by whoever owns them.
//
// The cursor belongs to a key, not to a row number: when the keys change, it
// stays on its key and its key stays on its line of the screen. Every verb but
// SetKeys and Select costs nothing that grows with the list.
// Called by the panes of ui.
package list

import (
	"math"

	"broadsheet/ui/style"
)

// margin is how many rows stay in view above and below the cursor.
const margin = 1

// List is a window over keys with a cursor in it. The zero List is one of
// one-line rows and no size; New says the same.
type List[K comparable] struct {
	keys   []K
	cursor int // index of the selected key; 0 when there is none
	offset int // index of the first key in view
	w, h   int
	row    int // lines a row has, less one, so that the zero List works
	gap    int // blank lines after a row
}

// New makes an empty list of one-line rows.
func New[K comparable]() List[K] { return List[K]{} }

// SetSize gives the list its place, in cells.
func (l *List[K]) SetSize(w, h int) {
	l.w, l.h = max(w, 0), max(h, 0)
	l.reveal()
}

// SetRow says how many lines a row has and how many blank ones follow it.
func (l *List[K]) SetRow(height, gap int) {
	l.row, l.gap = max(height, 1)-1, max(gap, 0)
	l.reveal()
}

// pitch is the lines from one row to the next.
func (l *List[K]) pitch() int { return l.row + 1 + l.gap }

// full is how many whole rows the window has, at least one.
func (l *List[K]) full() int { return max((l.h+l.gap)/l.pitch(), 1) }

// SetKeys replaces what the list shows. The cursor stays on its key and on its
// line; when that key is gone it goes to the nearest one that followed it,
// else to the nearest before it. keys must not be changed afterwards.
func (l *List[K]) SetKeys(keys []K) {
	line := l.cursor - l.offset
	l.cursor = l.survivor(keys)
	l.keys = keys
	l.offset = l.cursor - line
	l.clamp()
	l.show(0) // what the person looked at did not move, so no margin is due
}

// survivor finds where the cursor's key, or the nearest one left, stands in
// keys.
func (l *List[K]) survivor(keys []K) int {
	if len(l.keys) == 0 || len(keys) == 0 {
		return 0
	}
	// Most changes are rows added or one taken away: look for the key itself
	// before making a table of all.
	for i, k := range keys {
		if k == l.keys[l.cursor] {
			return i
		}
	}
	at := make(map[K]int, len(keys))
	for i, k := range keys {
		at[k] = i
	}
	for i := l.cursor + 1; i < len(l.keys); i++ {
		if j, ok := at[l.keys[i]]; ok {
			return j
		}
	}
	for i := l.cursor - 1; i >= 0; i-- {
		if j, ok := at[l.keys[i]]; ok {
			return j
		}
	}
	return 0
}

// Len is how many keys there are.
func (l *List[K]) Len() int { return len(l.keys) }

// Index is where the cursor stands; 0 in an empty list.
func (l *List[K]) Index() int { return l.cursor }

// Selected is the key under the cursor; false in an empty list.
func (l *List[K]) Selected() (K, bool) {
	if len(l.keys) == 0 {
		var none K
		return none, false
	}
	return l.keys[l.cursor], true
}

// Offset is the index of the first key in view.
func (l *List[K]) Offset() int { return l.offset }

// Visible are the keys in view, from inclusive, to exclusive; a row cut at the
// bottom counts.
func (l *List[K]) Visible() (from, to int) {
	n := (l.h + l.pitch() - 1) / l.pitch()
	return l.offset, min(l.offset+n, len(l.keys))
}

// Select puts the cursor on k and says whether it is there.
func (l *List[K]) Select(k K) bool {
	for i := range l.keys {
		if l.keys[i] == k {
			l.cursor = i
			l.reveal()
			return true
		}
	}
	return false
}

// Move takes the cursor n rows down, up when negative, as far as there are
// rows.
func (l *List[K]) Move(n int) {
	l.cursor += n
	l.reveal()
}

// Top takes the cursor to the first row.
func (l *List[K]) Top() { l.Move(-len(l.keys)) }

// Bottom takes the cursor to the last row.
func (l *List[K]) Bottom() { l.Move(len(l.keys)) }

// Page moves cursor and window n windows down, up when negative: 1 a whole
// one, 0.5 a half. The cursor keeps its line while the window can move.
func (l *List[K]) Page(n float64) {
	rows := int(math.Round(n * float64(l.full())))
	if rows == 0 && n != 0 {
		rows = int(math.Copysign(1, n))
	}
	l.offset += rows
	l.Move(rows)
}

// Scroll moves the window n rows down, up when negative. The cursor stays on
// its key until the window's edge takes it along.
func (l *List[K]) Scroll(n int) {
	l.offset += n
	l.clamp()
	if len(l.keys) == 0 {
		return
	}
	m := l.margin()
	low, high := l.offset+m, l.offset+l.full()-1-m
	if l.offset == 0 {
		low = 0
	}
	if l.offset+l.full() >= len(l.keys) {
		high = len(l.keys) - 1
	}
	l.cursor = min(max(l.cursor, low), max(high, low))
}

// At is the key drawn on line y of the list; false on blank lines.
func (l *List[K]) At(y int) (K, bool) {
	var none K
	if y < 0 || y >= l.h || y%l.pitch() > l.row {
		return none, false
	}
	i := l.offset + y/l.pitch()
	if i >= len(l.keys) {
		return none, false
	}
	return l.keys[i], true
}

// margin is the rows kept in view around the cursor; none in a window too low
// for them.
func (l *List[K]) margin() int {
	if l.full() <= 2*margin+1 {
		return 0
	}
	return margin
}

// reveal brings the cursor into its bounds and into view.
func (l *List[K]) reveal() {
	l.clamp()
	l.show(l.margin())
}

// show moves the window as little as it must for the cursor to have m rows on
// either side of it.
func (l *List[K]) show(m int) {
	l.offset = min(l.offset, l.cursor-m)
	l.offset = max(l.offset, l.cursor+m-l.full()+1)
	l.clamp()
}

// clamp keeps the cursor on a key and the window over the keys.
func (l *List[K]) clamp() {
	l.cursor = max(min(l.cursor, len(l.keys)-1), 0)
	l.offset = max(min(l.offset, len(l.keys)-l.full()), 0)
}

// Draw gives exactly the lines of the list, each of its width. render draws
// one row; it is called for the rows in view alone, and what it gives is
// padded or cut to the row's height.
func (l *List[K]) Draw(render func(index int, key K, selected bool) []string) []string {
	blank := style.Blank(l.w)
	lines := make([]string, l.h)
	for i := range lines {
		lines[i] = blank
	}
	from, to := l.Visible()
	for i := from; i < to; i++ {
		y := (i - from) * l.pitch()
		for j, line := range render(i, l.keys[i], i == l.cursor) {
			if j > l.row || y+j >= l.h {
				break
			}
			lines[y+j] = style.Fit(line, l.w)
		}
	}
	return lines
}
