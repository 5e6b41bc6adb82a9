package article

import (
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Set lays head and doc out. A nil doc is a head alone.
func Set(head Head, doc *feeds.Document, st style.Styles, opt Options) *Page {
	page := &Page{opt: opt, st: st, pens: pensOf(st), wides: map[int]wide{}, notes: map[int]int{}, signs: map[int]int{}, places: map[int]int{}, boxes: map[int]boxed{}}
	s := newSetter(page, st, doc != nil && doc.RTL)
	s.head(head, opt.Airy)
	for i := range page.marks {
		page.marks[i].words = 0
	}
	s.halves = 0
	if doc != nil {
		s.count(doc)
		own := doc.Blocks[:max(len(doc.Blocks)-opt.Tail, 0)]
		lost := s.mark(own)
		s.top(own, doc.RTL)
		page.words = s.halves / 2
		s.top(lost, doc.RTL)
		s.top(doc.Blocks[len(own):], doc.RTL)
		page.wording.settle()
		page.ink()
	}
	return page
}

// top sets the blocks of a document, not those within others.
func (s *setter) top(blocks []feeds.Block, rtl bool) {
	for i := range blocks {
		s.block, s.offset, s.pending = s.block+1, 0, true
		s.rtl = rtl || blocks[i].RTL
		s.set(&blocks[i])
	}
}

// blocks sets list with a blank line between every two, but none between a
// list item's text and the list under it.
func (s *setter) blocks(list []feeds.Block, inItem bool) {
	for i := range list {
		if i > 0 {
			s.pending = s.pending || !(inItem && list[i].Kind == feeds.List && list[i-1].Kind == feeds.Paragraph)
		}
		s.set(&list[i])
	}
}

// set lays out one block.
func (s *setter) set(b *feeds.Block) {
	outer := s.rtl
	s.rtl = s.rtl || b.RTL
	defer func() { s.rtl = outer }()
	if b.Note > 0 {
		s.begun = append(s.begun, b.Note)
	}
	if b.Anchor > 0 {
		s.arrived = append(s.arrived, b.Anchor)
	}
	switch b.Kind {
	case feeds.Heading:
		s.paragraph(b.Spans, boldBase)
	case feeds.List:
		s.list(b)
	case feeds.Quote:
		bar := s.st.Dim.Render(s.st.Glyphs.Quote) + " "
		if s.rtl {
			bar = " " + s.st.Dim.Render(s.st.Glyphs.Quote)
		}
		s.within(bar, bar, func() { s.blocks(b.Blocks, false) })
	case feeds.Code:
		s.within("  ", "  ", func() { s.code(b) })
	case feeds.Definitions:
		s.definitions(b)
	case feeds.Table:
		s.table(b.Rows)
	case feeds.Image:
		s.image(b)
	case feeds.Embed:
		s.embed(b)
	case feeds.Rule:
		s.rule()
	default:
		s.body(b)
		s.blocks(b.Blocks, false)
	}
}

func (s *setter) paragraph(spans []feeds.Span, b base) {
	r := s.reader()
	s.spans(r, spans, b)
	s.wrapped(r.atoms)
}

// list sets the items under their marks, which stand to the right of their
// column. Items of one paragraph each need no blank lines between them.
func (s *setter) list(b *feeds.Block) {
	loose, widest := false, 1
	for _, item := range b.Items {
		n := 0
		for i := range item.Blocks {
			if item.Blocks[i].Kind != feeds.List {
				n++
			}
		}
		loose = loose || n > 1
		if b.Ordered {
			widest = max(widest, style.Width(b.Marker(item)))
		}
	}
	for i, item := range b.Items {
		mark := s.st.Glyphs.Bullet
		if b.Ordered {
			mark = b.Marker(item)
		}
		mark = style.Blank(widest-style.Width(mark)) + s.st.Dim.Render(mark) + " "
		if s.rtl {
			mark = " " + s.st.Dim.Render(ansi.Strip(mark[:len(mark)-1]))
		}
		s.pending = s.pending || i > 0 && loose
		s.within(mark, style.Blank(widest+1), func() { s.blocks(item.Blocks, true) })
	}
}

// embed sets a video or a frame as a link with its number.
func (s *setter) embed(b *feeds.Block) {
	label := feeds.CleanLine(b.Alt)
	if label == "" {
		label = feeds.Host(b.URL)
	}
	if label == "" {
		return
	}
	r := s.reader()
	r.pen = s.pen(dimBase, 0, false)
	r.text(s.st.Glyphs.Play + "\u00a0")
	s.spans(r, []feeds.Span{{Text: label, URL: b.URL}}, plainBase)
	s.wrapped(r.atoms)
}

// rule sets the pause between two scenes.
func (s *setter) rule() {
	if s.page.opt.Linear {
		return
	}
	text := "* * *"
	if s.avail() < len(text) {
		text = "*"
	}
	pad := (s.avail() - len(text)) / 2
	s.putLine([]atom{{text: style.Blank(pad), width: pad}, {text: text, width: len(text), pen: s.pen(dimBase, 0, false)}}, pad+len(text))
}
