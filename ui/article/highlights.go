package article

import (
	"strings"

	"broadsheet/feeds"
)

// Highlight is a passage that the reader marked, as it stands on a page.
type Highlight struct {
	feeds.Highlight
	At   feeds.Passage // in the page's text; of one that is lost, in the list that follows it
	Lost bool          // the text has it no more
}

// Highlights are those of the page from the top, and then those that its text
// has no more, which are listed at its end.
func (p *Page) Highlights() []Highlight { return p.highlights }

// mark takes up the words of the article's own blocks, finds the highlights of
// the page in them, and gives the blocks that list those it does not find.
func (s *setter) mark(own []feeds.Block) (lost []feeds.Block) {
	p := s.page
	s.read(own)
	p.wording.own = len(p.wording.all)
	list := p.opt.Highlights
	p.highlights = make([]Highlight, len(list))
	for i, at := range feeds.FindHighlights(p.wording.all, list) {
		if p.highlights[i] = (Highlight{list[i], at, at.Empty()}); at.Empty() {
			if len(lost) == 0 {
				lost = []feeds.Block{{Kind: feeds.Rule}, {Kind: feeds.Heading, Level: 3, Spans: []feeds.Span{{Text: "No longer in the text"}}}}
			}
			lost = append(lost, lostBlock(list[i]))
		}
	}
	s.read(lost)
	for i, b := 0, 1; i < len(list); i++ {
		if h := &p.highlights[i]; h.Lost {
			b++
			h.At = s.listed(lost[b].Blocks)
		}
	}
	feeds.SortStable(p.highlights, func(a, b Highlight) int { return a.At.From - b.At.From })
	return lost
}

// lostBlock shows a highlight that the text has no more.
func lostBlock(h feeds.Highlight) feeds.Block {
	quote := feeds.Block{Kind: feeds.Quote}
	add := func(text string, style feeds.SpanStyle) {
		if text = strings.TrimSpace(text); text != "" {
			quote.Blocks = append(quote.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text, Style: style}}})
		}
	}
	for line := range strings.SplitSeq(drawable(h.Quote), "\n") {
		add(line, 0)
	}
	add(drawable(h.Note), feeds.Italic)
	return quote
}

// listed is where the quote of a lost highlight stands, that lostBlock has made
// the blocks of.
func (s *setter) listed(blocks []feeds.Block) feeds.Passage {
	at := feeds.Passage{From: len(s.page.wording.all), To: len(s.page.wording.all)}
	for _, b := range blocks {
		if of := s.said[&b.Spans[0]]; b.Spans[0].Style == 0 {
			at = feeds.Passage{From: min(at.From, of.from), To: of.to}
		}
	}
	return at
}

// ink notes what the highlights draw on the lines.
func (p *Page) ink() {
	p.inked = map[int][]patch{}
	for _, h := range p.highlights {
		as := inkMark
		if h.Note != "" {
			as = inkNoted
		}
		if h.Lost {
			continue
		}
		for _, at := range p.passage(h.At).parts {
			p.inked[at.line] = append(p.inked[at.line], patch{column: at.column, width: at.width, as: as})
		}
	}
}

// Quote is the words of a passage of the page.
func (p *Page) Quote(at feeds.Passage) string { return p.wording.all[at.From:at.To] }

// HighlightNear is the number of the first highlight that begins in view or
// below, seen from which one steps on; for steps back, that of the last above.
func (p *Pane) HighlightNear(step int) int {
	list := p.page.highlights
	for i, h := range list {
		if line, _, _ := p.page.caret(h.At.From, false); line >= p.top {
			if step < 0 {
				return i - 1
			}
			return i
		}
	}
	if step < 0 {
		return len(list) - 1
	}
	return 0
}
