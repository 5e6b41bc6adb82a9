package article

import (
	"unicode"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// selection is a passage being chosen: from its anchor to its head, which the
// motions move. It begins with whole lines; a motion within one parts them.
type selection struct {
	anchor, head int
	lines        bool          // whole lines, those of anchor and head among them
	up           bool          // of one whole line: the head is its start
	column       int           // that motions over lines keep to
	pressed      feeds.Passage // the character on which the mouse began
}

// Begin starts a selection with the first line in view that has text, or else
// with the nearest; false where the page has none.
func (p *Pane) Begin() bool {
	if p.page == nil || len(p.page.wording.lines) == 0 {
		return false
	}
	line := p.page.wording.near(p.top, 0)
	if len(p.hits) > 0 && p.now < len(p.hits) && len(p.hits[p.now].parts) > 0 {
		if at := p.hits[p.now].parts[0].line; at >= p.top && at < p.top+p.h {
			line = p.page.wording.near(at, 0)
		}
	}
	from := p.page.extent(line).From
	p.sel = &selection{anchor: from, head: from, lines: true, column: endOfLine}
	p.follow()
	return true
}

// Select makes a passage the selection and brings it into view.
func (p *Pane) Select(at feeds.Passage) {
	p.sel = &selection{anchor: at.From, head: at.To, column: endOfLine}
	p.Show(p.page.passage(at))
}

// Deselect ends the selection.
func (p *Pane) Deselect() { p.sel = nil }

// Selecting says whether there is a selection.
func (p *Pane) Selecting() bool { return p.sel != nil && p.page != nil }

// Selected is the selection as a passage of the page's text, without white
// space at its ends; empty where nothing is selected.
func (p *Pane) Selected() feeds.Passage {
	if !p.Selecting() {
		return feeds.Passage{}
	}
	at := p.covered()
	for all := p.page.wording.all; !at.Empty() && unicode.IsSpace(rune(all[at.From])); at.From++ {
	}
	for all := p.page.wording.all; !at.Empty() && unicode.IsSpace(rune(all[at.To-1])); at.To-- {
	}
	return at
}

// covered is all that is selected.
func (p *Pane) covered() feeds.Passage {
	s := p.sel
	if !s.lines {
		return feeds.Passage{From: min(s.anchor, s.head), To: max(s.anchor, s.head)}
	}
	a, b := p.page.extent(p.lineOf(s.anchor)), p.page.extent(p.lineOf(s.head))
	return feeds.Passage{From: min(a.From, b.From), To: max(a.To, b.To)}
}

func (p *Pane) lineOf(at int) int {
	line, _, _ := p.page.caret(at, false)
	return line
}

// byCharacter makes whole lines a passage whose ends move on their own.
func (s *selection) byCharacter(p *Pane) {
	if !s.lines {
		return
	}
	at := p.covered()
	up := s.up
	if s.head != s.anchor {
		up = s.head < s.anchor
	}
	s.lines, s.anchor, s.head = false, at.From, at.To
	if up {
		s.anchor, s.head = at.To, at.From
	}
}

// Swap lets the motions move the other end.
func (p *Pane) Swap() {
	s := p.sel
	s.anchor, s.head, s.up, s.column = s.head, s.anchor, !s.up, endOfLine
	p.follow()
}

// Grow widens the selection to whole sentences, then to whole paragraphs, then
// to all.
func (p *Pane) Grow() {
	p.sel.byCharacter(p)
	t, at := &p.page.wording, p.covered()
	next := at
	for _, whole := range []func(int, bool) feeds.Passage{t.sentence, t.part} {
		next = feeds.Passage{From: min(at.From, whole(at.From, false).From), To: max(at.To, whole(at.To, true).To)}
		if next != at {
			break
		}
	}
	if next == at {
		next = feeds.Passage{From: 0, To: t.own}
	}
	p.sel.anchor, p.sel.head, p.sel.column = next.From, next.To, endOfLine
	p.follow()
}

// Move moves the selection's head n times.
func (p *Pane) Move(by Motion, n int) {
	s, t := p.sel, &p.page.wording
	switch by {
	case LineDown, LineUp, HalfDown, HalfUp, PageDown, PageUp:
		p.overLines(by, n)
		p.follow()
		return
	case TextStart, TextEnd:
		n = 1
	}
	if by != TextStart && by != TextEnd || !s.lines {
		s.byCharacter(p)
	}
	for range n {
		was := s.head
		switch by {
		case TextStart:
			s.head = p.page.extent(t.lines[0]).From
		case TextEnd:
			s.head = p.page.extent(t.lines[len(t.lines)-1]).To
		case CharNext:
			s.head = t.nextChar(s.head)
		case CharPrev:
			s.head = t.prevChar(s.head)
		case WordNext:
			s.head = t.wordNext(s.head)
		case WordEnd:
			s.head = t.wordEnd(s.head)
		case WordPrev:
			s.head = t.wordPrev(s.head)
		case SentenceNext:
			s.head = t.sentenceNext(s.head)
		case SentencePrev:
			s.head = t.sentencePrev(s.head)
		case ParagraphNext:
			s.head = t.paragraphNext(s.head)
		case ParagraphPrev:
			s.head = t.paragraphPrev(s.head)
		case LineStart, LineEnd:
			line, _, _ := p.page.caret(s.head, s.behind())
			if s.head = p.page.extent(line).From; by == LineEnd {
				s.head = p.page.extent(line).To
			}
		}
		if s.head == was {
			break
		}
	}
	if s.column = -1; by == LineEnd {
		s.column = endOfLine
	}
	p.follow()
}

// behind says that the head is the end of what is selected.
func (s *selection) behind() bool { return s.head > s.anchor }

// overLines moves the head up or down.
func (p *Pane) overLines(by Motion, n int) {
	s, t := p.sel, &p.page.wording
	line, column, _ := p.page.caret(s.head, s.behind() && !s.lines)
	to := line
	switch by {
	case LineDown:
		to = t.near(line, n)
	case LineUp:
		to = t.near(line, -n)
	case HalfDown:
		to = t.beyond(line, n*max(p.h/2, 1))
	case HalfUp:
		to = t.beyond(line, -n*max(p.h/2, 1))
	case PageDown:
		to = t.beyond(line, n*max(p.h-2, 1))
	case PageUp:
		to = t.beyond(line, -n*max(p.h-2, 1))
	}
	if s.lines {
		s.head, s.up = p.page.extent(to).From, false
		return
	}
	if s.column < 0 {
		s.column = column
	}
	if to == line {
		return
	}
	if at, ok := p.page.character(to, s.column); ok {
		s.head = at.From
	}
}

// Press begins a selection with the mouse, at a cell of the pane, which counts
// from its corner; false where no text stands on its line.
func (p *Pane) Press(x, y int) bool {
	at, ok := p.characterAt(x, y)
	if ok {
		p.sel = &selection{anchor: at.From, head: at.From, pressed: at, column: endOfLine}
	}
	return ok
}

// Drag takes the selection that the mouse began to another cell; above or below
// the pane it scrolls.
func (p *Pane) Drag(x, y int) {
	if !p.Selecting() {
		return
	}
	switch {
	case y < 0:
		p.Scroll(y)
	case y >= p.h:
		p.Scroll(y - p.h + 1)
	}
	y = max(0, min(y, p.h-1))
	at, ok := p.characterAt(x, y)
	if !ok {
		line := p.page.wording.near(p.top+y, 0)
		if at = p.page.extent(line); line > p.top+y {
			at.To = at.From
		} else {
			at.From = at.To
		}
	}
	s := p.sel
	s.lines, s.column = false, -1
	if s.anchor, s.head = s.pressed.From, at.To; at.From < s.pressed.From {
		s.anchor, s.head = s.pressed.To, at.From
	}
}

// characterAt is the character of the text at a cell of the pane.
func (p *Pane) characterAt(x, y int) (feeds.Passage, bool) {
	if n := p.top + y; p.page != nil && y >= 0 && y < p.h && n < p.len() {
		x -= p.margin()
		if _, ok := p.page.wides[n]; ok {
			x += p.side
		}
		return p.page.character(n, x)
	}
	return feeds.Passage{}, false
}

// Caret is the cell, from the pane's corner, where the selection's head stands;
// false where it is out of view.
func (p *Pane) Caret() (x, y int, ok bool) {
	if !p.Selecting() {
		return 0, 0, false
	}
	s := p.sel
	at, behind := s.head, s.behind()
	if s.lines {
		if at = p.page.extent(p.lineOf(at)).From; s.head >= s.anchor && !s.up {
			at, behind = p.page.extent(p.lineOf(at)).To, true
		}
	}
	line, x, ok := p.page.caret(at, behind)
	if _, wide := p.page.wides[line]; wide {
		x -= p.side
	}
	return min(x+p.margin(), p.w-1), line - p.top, ok && line >= p.top && line < p.top+p.h
}

// follow brings the selection's head into view.
func (p *Pane) follow() {
	line, column, ok := p.page.caret(p.sel.head, p.sel.behind() && !p.sel.lines)
	if !ok {
		return
	}
	if line < p.top {
		p.top = line
	} else if line >= p.top+p.h {
		p.top = line - p.h + 1
	}
	p.clamp()
	if w, ok := p.page.wides[line]; ok && !p.sel.lines {
		if column -= p.page.lead(line); column < p.side || column >= p.side+w.room {
			p.side = max(0, min(column-w.room/3, w.width-w.room+1))
		}
	}
}

// carry takes the selection over to another page, if it has the same text.
func (p *Pane) carry(from, to *Page) {
	if p.sel == nil {
		return
	}
	if from == nil || to == nil || len(to.wording.lines) == 0 || from.Text() != to.Text() {
		p.sel = nil
		return
	}
	p.sel.byCharacter(p) // its lines will be others
}

// ruler measures as the terminal does.
func (p *Page) ruler() style.Ruler { return style.Ruler{Wc: p.opt.Wc} }

// Text is the article's own words on the page: what passages are of.
func (p *Page) Text() string { return p.wording.all[:p.wording.own] }
