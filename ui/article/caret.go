package article

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// A caret is a place between two characters of the text. Where a line ends
// without a space the same place is at the end of one line and at the start of
// the next: behind says which is meant.

// endOfLine is a column behind every line.
const endOfLine = math.MaxInt32

// caret is the line and the column, from the pane's left edge of text, of a
// place in the text; false where the page has no text.
func (p *Page) caret(at int, behind bool) (line, column int, ok bool) {
	t := &p.wording
	i := sort.Search(len(t.order), func(i int) bool {
		from := t.runs[t.order[i]].from
		return from > at || behind && from == at
	})
	if len(t.order) == 0 {
		return 0, 0, false
	}
	r := t.runs[t.order[max(i-1, 0)]]
	switch {
	case at >= r.to && !behind && i < len(t.order): // in what stands between two lines
		r = t.runs[t.order[i]]
		column = r.column
	case at <= r.from:
		column = r.column
	case at >= r.to:
		column = r.column + r.width
	default:
		column = r.column
		if _, width := t.cells(r, feeds.Passage{From: r.from, To: at}, p.ruler().Method()); r.exact || behind {
			column += width
		}
	}
	return r.line, column + p.lead(r.line), true
}

// lead is the cells before a line's text. A line that goes on to the right has
// its own room.
func (p *Page) lead(line int) int { return p.marks[line].lead }

// character is the one at a cell of a line, or the nearest on it, as a stretch
// of the text; an empty one at the end of the line's text. False for a line
// without any.
func (p *Page) character(line, column int) (feeds.Passage, bool) {
	t := &p.wording
	column -= p.lead(line)
	var near *run
	runs := t.on(line)
	for i := range runs {
		if r := &runs[i]; !r.again && r.from < t.own && (near == nil || r.column <= column) {
			near = r
		}
	}
	switch {
	case near == nil:
		return feeds.Passage{}, false
	case column < near.column:
		return feeds.Passage{From: near.from, To: near.from}, true
	case column >= near.column+near.width:
		return feeds.Passage{From: near.to, To: near.to}, true
	case !near.exact:
		return feeds.Passage{From: near.from, To: near.to}, true
	}
	at, x := near.from, near.column
	for at < near.to {
		cluster, cells := ansi.FirstGraphemeCluster(t.all[at:near.to], p.ruler().Method())
		if x+cells > column {
			return feeds.Passage{From: at, To: at + len(cluster)}, true
		}
		at, x = at+len(cluster), x+cells
	}
	return feeds.Passage{From: near.to, To: near.to}, true
}

// extent is the article's own text on a line, from the first place to the last.
func (p *Page) extent(line int) feeds.Passage {
	out := feeds.Passage{From: -1}
	for _, r := range p.wording.on(line) {
		if r.again || r.from >= p.wording.own {
			continue
		}
		if out.From < 0 {
			out = feeds.Passage{From: r.from, To: r.to}
		}
		out.From, out.To = min(out.From, r.from), max(out.To, r.to)
	}
	return out
}

// near is the line of text that lies steps lines of text from a line.
func (t *wording) near(line, steps int) int {
	i := sort.SearchInts(t.lines, line)
	return t.lines[max(0, min(i+steps, len(t.lines)-1))]
}

// beyond is the line of text that lies about n lines of the page from a line,
// but another one where there is any.
func (t *wording) beyond(line, n int) int {
	i := sort.SearchInts(t.lines, line+n)
	if n > 0 {
		if i == len(t.lines) || t.lines[i] > line+n && t.lines[i-1] > line {
			i--
		}
	}
	return t.lines[max(0, min(i, len(t.lines)-1))]
}

// nextChar and prevChar are the places one character on and back.
func (t *wording) nextChar(at int) int {
	if at >= t.own {
		return at
	}
	cluster, _ := ansi.FirstGraphemeCluster(t.all[at:t.own], ansi.GraphemeWidth)
	return at + max(len(cluster), 1)
}

func (t *wording) prevChar(at int) int {
	// Characters are read from the start of their word.
	from := max(at-1, 0)
	for from > 0 && at-from < 200 && strings.IndexByte(" \n", t.all[from-1]) < 0 {
		from--
	}
	for !utf8.RuneStart(t.all[min(from, len(t.all)-1)]) && from > 0 {
		from--
	}
	last := from
	for from < at {
		last = from
		from = t.nextChar(from)
	}
	return last
}
