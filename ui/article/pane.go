package article

import (
	"sort"

	"broadsheet/ui/style"
)

// wordsPerMinute is a grown-up's silent reading of non-fiction (Brysbaert
// 2019: 238), a little lower for a screen.
const wordsPerMinute = 230

// Pane shows a Page through a window of its size. The zero Pane is empty.
type Pane struct {
	page *Page
	w, h int
	top  int // first line in view
	side int // cells that wide lines are moved

	trail []Place // where jumps within the text began

	labels   []string // letters over the targets in view
	labelled int      // the one at hand
	hits     []Hit
	now      int // the hit at hand
	sel      *selection
	look     func(Picture) Look
}

// SetSize gives the pane its place, in cells. Lines wider than w are cut until
// a page set for the new width arrives.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = max(w, 0), max(h, 0)
	p.clamp()
}

// SetPage shows page, from its top; with keepPlace, from where the old page of
// the same article was. A nil page empties the pane.
func (p *Pane) SetPage(page *Page, keepPlace bool) {
	place := p.Place()
	p.carry(p.page, page)
	p.page, p.top, p.side, p.labels, p.hits = page, 0, 0, nil, nil
	if keepPlace {
		p.SetPlace(place)
	} else {
		p.trail = nil
	}
}

// Height is how many lines the pane shows at once.
func (p *Pane) Height() int { return p.h }

// Page is the page shown, nil for none.
func (p *Pane) Page() *Page { return p.page }

// Place is where the pane stands in its article.
func (p *Pane) Place() Place {
	if p.len() == 0 || p.top == 0 {
		return Place{Block: -1}
	}
	return p.page.marks[p.top].place
}

// SetPlace brings the line that holds place to the top.
func (p *Pane) SetPlace(place Place) {
	if p.len() == 0 {
		return
	}
	p.top = sort.Search(p.len(), func(i int) bool { return after(p.page.marks[i].place, place) }) - 1
	p.clamp()
}

// after says whether a stands behind b.
func after(a, b Place) bool {
	return a.Block > b.Block || a.Block == b.Block && a.Offset > b.Offset
}

// Scroll moves n lines down, up when negative.
func (p *Pane) Scroll(n int) {
	p.top += n
	p.clamp()
}

// PageDown goes on by a window less two lines, which stay as a hold for the
// eye; false when the end was in view already.
func (p *Pane) PageDown() (moved bool) {
	before := p.top
	p.Scroll(max(p.h-2, 1))
	return p.top != before
}

// PageUp goes back by a window less two lines.
func (p *Pane) PageUp() { p.Scroll(-max(p.h-2, 1)) }

// HalfDown goes on by half a window.
func (p *Pane) HalfDown() { p.Scroll(max(p.h/2, 1)) }

// HalfUp goes back by half a window.
func (p *Pane) HalfUp() { p.Scroll(-max(p.h/2, 1)) }

// Top goes to the first line.
func (p *Pane) Top() { p.top = 0 }

// Bottom goes to the last line.
func (p *Pane) Bottom() { p.Scroll(p.len()) }

// AtEnd says whether the last line is in view.
func (p *Pane) AtEnd() bool { return p.top+p.h >= p.len() }

// Percent is how much of the article is above the window's lower edge, 0 to
// 100; 100 at the end and only there.
func (p *Pane) Percent() int {
	if p.AtEnd() {
		return 100
	}
	return min((p.top+p.h)*100/p.len(), 99)
}

// MinutesLeft is the time it takes to read from the first line in view to the
// end, at least 1; 0 when the end of the text is above or the page's in view.
func (p *Pane) MinutesLeft() int {
	if p.AtEnd() {
		return 0
	}
	left := p.page.words - p.page.marks[p.top].words
	if left <= 0 && p.top > 0 {
		return 0
	}
	return max((left+wordsPerMinute-1)/wordsPerMinute, 1)
}

// Draw gives exactly the lines of the pane, each of its width. A page of a
// reader view stands in the middle.
func (p *Pane) Draw() []string {
	lines := make([]string, p.h)
	left := p.margin()
	patches := p.patches()
	for i := range lines {
		n := p.top + i
		switch {
		case n >= p.len():
			lines[i] = style.Blank(p.w)
		case left+p.page.marks[n].width > p.w:
			lines[i] = style.Blank(left) + style.Fit(p.line(n, patches[n]), p.w-left)
		default:
			lines[i] = style.Blank(left) + p.line(n, patches[n]) + style.Blank(p.w-left-p.page.marks[n].width)
		}
	}
	return lines
}

// margin is the cells left of the page.
func (p *Pane) margin() int {
	if p.len() > 0 && p.page.opt.Airy {
		return max((p.w-p.page.Width())/2, 0)
	}
	return 0
}

// line is one line as it stands now: moved sideways, with what is marked.
func (p *Pane) line(n int, patches []patch) string {
	w, ok := p.page.wides[n]
	box, isBox := p.page.boxes[n]
	switch {
	case isBox:
		return p.patched(p.boxLine(n, box), patches)
	case !ok:
		return p.patched(p.page.Lines[n], patches)
	case p.side == 0 && len(patches) == 0:
		return p.page.Lines[n]
	}
	return w.draw(p.page.st, p.patched(w.body, patches), p.side)
}

// patches are what is drawn over the lines in view, by line, the topmost last.
func (p *Pane) patches() map[int][]patch {
	if p.page == nil {
		return nil
	}
	out := map[int][]patch{}
	put := func(line int, with patch) {
		if line < p.top || line >= p.top+p.h {
			return
		}
		if _, wide := p.page.wides[line]; !wide && with.text == "" {
			with.column += p.page.lead(line)
		}
		out[line] = append(out[line], with)
	}
	for n := p.top; n < p.top+p.h; n++ {
		for _, with := range p.page.inked[n] {
			put(n, with)
		}
	}
	if len(p.labels) > 0 { // no more than the letters: two things over one word cannot be read
		for i, s := range p.spots() {
			if i < len(p.labels) && p.labels[i] != "" {
				as := inkLetter
				if i == p.labelled {
					as = inkNow
				}
				put(s.line, patch{column: s.column, width: len(p.labels[i]), text: p.labels[i], as: as})
			}
		}
		return out
	}
	for i, h := range p.hits {
		as := inkHit
		if i == p.now {
			as = inkNow
		}
		for _, at := range h.parts {
			put(at.line, patch{column: at.column, width: at.width, as: as})
		}
	}
	if p.Selecting() {
		for _, at := range p.page.passage(p.covered()).parts {
			put(at.line, patch{column: at.column, width: at.width, as: inkChosen})
		}
	}
	return out
}

func (p *Pane) len() int {
	if p.page == nil {
		return 0
	}
	return len(p.page.Lines)
}

// clamp keeps the window over the lines.
func (p *Pane) clamp() { p.top = max(min(p.top, p.len()-p.h), 0) }
