package article

import (
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// wording is the words of a page's document, and where they stand on its lines.
// Passages of it are what one marks. Signs of the page, such as the numbers of
// links, are none of it.
type wording struct {
	all   string          // what feeds.EachText visits
	own   int             // how much of it is the article's; then come highlights it has lost
	parts []feeds.Passage // its paragraphs, cells and blocks of code, in order
	runs  []run           // by line, from the left
	order []int           // those of the article's own words, by where they begin in the text
	lines []int           // the lines that have such
}

// run is a stretch of the text on a line.
type run struct {
	source
	line, column, width int  // cells, from where the line's text begins
	exact               bool // it is shown as it is, cluster by cluster
}

// read takes up the words of blocks, which follow those of earlier ones.
func (s *setter) read(blocks []feeds.Block) {
	var b strings.Builder
	t := &s.page.wording
	b.WriteString(t.all)
	feeds.EachText(blocks, func(x feeds.Text) {
		from := b.Len()
		for _, span := range x.Spans {
			b.WriteString(drawable(span.Text))
		}
		if len(x.Spans) > 0 {
			s.said[&x.Spans[0]] = &source{from: from, to: b.Len()}
		}
		if x.Code != "" {
			s.coded[x.Block] = from
			b.WriteString(codeText(x.Block))
		}
		if b.Len() > from {
			t.parts = append(t.parts, feeds.Passage{From: from, To: b.Len()})
		}
		b.WriteString(x.End)
	})
	t.all = b.String()
}

// find is where spans stand in the text, -1 where they are none of it, and
// whether they were read before.
func (s *setter) find(spans []feeds.Span) (at int, again bool) {
	if len(spans) == 0 || s.said[&spans[0]] == nil {
		return -1, false
	}
	of := s.said[&spans[0]]
	again, of.again = of.again, true
	return of.from, again
}

func (s *setter) findCode(b *feeds.Block) int {
	if at, ok := s.coded[b]; ok {
		return at
	}
	return -1
}

// runs notes what of the text stands on a line.
func (s *setter) runs(line int, atoms []atom) {
	t := &s.page.wording
	column := 0
	for i := range atoms {
		a := &atoms[i]
		if a.to > a.from {
			exact := t.all[a.from:a.to] == a.text
			if n := len(t.runs); n > 0 && exact && t.runs[n-1].goesOn(line, column, a.source) {
				t.runs[n-1].to, t.runs[n-1].width = a.to, t.runs[n-1].width+a.width
			} else {
				t.runs = append(t.runs, run{a.source, line, column, a.width, exact})
			}
		}
		column += a.width
	}
}

// goesOn says whether what stands at a column of a line continues the run.
func (r *run) goesOn(line, column int, of source) bool {
	return r.exact && r.line == line && r.column+r.width == column && r.to == of.from && r.again == of.again
}

// settle puts the runs in the order of the text.
func (t *wording) settle() {
	for i, r := range t.runs {
		if r.again || r.from >= t.own {
			continue
		}
		t.order = append(t.order, i)
		if n := len(t.lines); n == 0 || t.lines[n-1] != r.line {
			t.lines = append(t.lines, r.line)
		}
	}
	sort.SliceStable(t.order, func(i, j int) bool { return t.runs[t.order[i]].from < t.runs[t.order[j]].from })
}

// cells are those of a passage in a run: the column and the width.
func (t *wording) cells(r run, p feeds.Passage, by ansi.Method) (column, width int) {
	from, to := max(r.from, p.From), min(r.to, p.To)
	switch {
	case from >= to:
		return r.column, 0
	case !r.exact || from == r.from && to == r.to:
		return r.column, r.width
	}
	before := by.StringWidth(t.all[r.from:from])
	return r.column + before, by.StringWidth(t.all[r.from:to]) - before
}

// on are the runs of a line.
func (t *wording) on(line int) []run {
	i := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].line >= line })
	j := i
	for j < len(t.runs) && t.runs[j].line == line {
		j++
	}
	return t.runs[i:j]
}

// passage is where a passage stands on the page, with what stands within it and
// is none of the text.
func (p *Page) passage(at feeds.Passage) Hit {
	var h Hit
	t, by := &p.wording, p.ruler().Method()
	last := -1 // where in the text the part before ends
	for i := range t.runs {
		r := &t.runs[i]
		if r.to <= at.From || r.from >= at.To {
			continue
		}
		column, width := t.cells(*r, at, by)
		next := part{r.line, column, width}
		if n := len(h.parts); n > 0 && h.parts[n-1].line == r.line && last >= 0 && last <= r.from && !strings.ContainsAny(t.all[last:r.from], " \n") {
			h.parts[n-1].width = column + width - h.parts[n-1].column
		} else if width > 0 {
			h.parts = append(h.parts, next)
		}
		last = min(r.to, at.To)
	}
	return h
}
