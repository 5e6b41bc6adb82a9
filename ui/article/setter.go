package article

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// maxHref is the longest address, in bytes, that is given to the terminal as a
// hyperlink; longer ones are followed by number.
const maxHref = 2000

// narrowest is the room for text below which nothing is indented any more.
const narrowest = 10

// setter makes the lines of a page, one block after the other.
type setter struct {
	st    style.Styles
	page  *Page
	width int // of the text, frames included
	rtl   bool

	frames  []frame
	pending bool // a blank line is due before the next line

	block, offset int // where the next line stands in the text
	halves        int // half words so far

	method  ansi.Method
	pens    map[penKey]string
	numbers map[string]int // of the links, by address
	hrefs   []string       // escape sequences that open a hyperlink; 0 is none
	scratch []atom
	begun   []int // footnotes that begin with the next line
	arrived []int // places that do
	line    []byte

	said  map[*feeds.Span]*source // where the document's texts begin, by their first span
	coded map[*feeds.Block]int    // and blocks of code
}

// frame is what stands beside lines: the bar of a quotation, the mark of a
// list item and the indentation under it. Beside text that runs from right to
// left it stands on the right.
type frame struct {
	first, rest string
	width       int
	rtl         bool
	used        bool
}

func newSetter(page *Page, st style.Styles, rtl bool) *setter {
	method := ansi.GraphemeWidth
	if page.opt.Wc {
		method = ansi.WcWidth
	}
	return &setter{
		st: st, page: page, width: page.Width(), rtl: rtl, block: -1, method: method,
		pens: map[penKey]string{}, numbers: map[string]int{}, hrefs: []string{""},
		said: map[*feeds.Span]*source{}, coded: map[*feeds.Block]int{},
	}
}

// avail is the cells a line of text has.
func (s *setter) avail() int {
	w := s.width
	for i := range s.frames {
		w -= s.frames[i].width
	}
	return w
}

// within sets what body sets inside a frame, or without it where too little
// room would be left for text.
func (s *setter) within(first, rest string, body func()) {
	f := frame{first: first, rest: rest, width: style.Width(first), rtl: s.rtl}
	if s.avail()-f.width < min(narrowest, s.width) {
		body()
		return
	}
	s.frames = append(s.frames, f)
	body()
	s.frames = s.frames[:len(s.frames)-1]
}

// reader is a new one; what it reads is good until the next is asked for.
func (s *setter) reader() *reader { return &reader{atoms: s.scratch[:0], method: s.method, at: -1} }

// wrapped sets atoms as a paragraph.
func (s *setter) wrapped(atoms []atom) {
	s.scratch = atoms
	wrap(atoms, s.avail(), s.method, s.put)
}

// put adds one line of text. A line on which nothing can be seen only asks for
// a blank one, so that several become one and those at the ends none.
func (s *setter) put(atoms []atom, width int) {
	if width == 0 {
		s.pending = true
		return
	}
	s.putLine(atoms, width)
}

func (s *setter) putLine(atoms []atom, width int) {
	if s.pending && len(s.page.Lines) > 0 && !s.page.opt.Linear {
		s.pending = false
		s.blank()
	}
	s.pending = false
	line, total := s.line[:0], width
	for i := range s.frames {
		f := &s.frames[i]
		total += f.width
		if !f.rtl {
			line = append(line, f.side()...)
		}
	}
	if s.rtl && total < s.width && !s.page.opt.Linear {
		line = append(line, style.Blank(s.width-total)...)
		total = s.width
	}
	lead := s.indent(len(s.frames))
	for i := range s.frames {
		if s.frames[i].rtl {
			lead -= s.frames[i].width
		}
	}
	if s.rtl && !s.page.opt.Linear {
		lead = s.width - s.indent(len(s.frames)) + lead - width
	}
	s.spot(atoms, max(lead, 0))
	s.runs(len(s.page.Lines), atoms)
	line = s.appendAtoms(line, atoms)
	for i := len(s.frames) - 1; i >= 0; i-- {
		if f := &s.frames[i]; f.rtl {
			line = append(line, f.side()...)
		}
	}
	s.line = line
	s.add(string(line), total)
	s.page.marks[len(s.page.marks)-1].lead = max(lead, 0)
	size := 0
	for i := range atoms {
		if !atoms[i].space {
			size += len(atoms[i].text)
		}
		s.halves += atoms[i].halves
	}
	s.offset += max(size, 1)
}

// side is the frame's part of the next line.
func (f *frame) side() string {
	if f.used {
		return f.rest
	}
	f.used = true
	return f.first
}

// blank adds a line with the frames that have begun and go on.
func (s *setter) blank() {
	line, width := s.line[:0], 0
	for i := range s.frames {
		if f := &s.frames[i]; f.used && !f.rtl && strings.TrimSpace(ansi.Strip(f.rest)) != "" {
			line = append(append(line, style.Blank(s.indent(i)-width)...), f.rest...)
			width = s.indent(i) + f.width
		}
	}
	s.line = line
	s.add(string(line), width)
}

// mayDrawIn says that a line may have a sign that draws what follows into itself
// (Grapheme_Cluster_Break=Prepend, UAX #29): these blocks have them all.
func mayDrawIn(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool { return r >= 0x600 && r < 0x1000 || r >= 0x11000 && r < 0x12000 })
}

// indent is the cells before frame i.
func (s *setter) indent(i int) (cells int) {
	for _, f := range s.frames[:i] {
		cells += f.width
	}
	return cells
}

func (s *setter) add(line string, width int) {
	if mayDrawIn(line) { // then words side by side are less than their sum
		width = s.method.StringWidth(line)
	}
	s.page.Lines = append(s.page.Lines, line)
	s.page.marks = append(s.page.marks, mark{place: Place{Block: s.block, Offset: s.offset}, words: s.halves / 2, width: width})
}

// appendAtoms writes atoms with their styles and hyperlinks, all closed at the
// end.
func (s *setter) appendAtoms(line []byte, atoms []atom) []byte {
	pen, href := "", 0
	for i := range atoms {
		a := &atoms[i]
		if a.text == "" {
			continue
		}
		if a.href != href && href > 0 {
			line = append(line, ansi.ResetHyperlink()...)
		}
		if a.pen != pen {
			if pen != "" {
				line = append(line, ansi.ResetStyle...)
			}
			line = append(line, a.pen...)
			pen = a.pen
		}
		if a.href != href {
			line = append(line, s.hrefs[a.href]...)
			href = a.href
		}
		line = append(line, a.text...)
	}
	if href > 0 {
		line = append(line, ansi.ResetHyperlink()...)
	}
	if pen != "" {
		line = append(line, ansi.ResetStyle...)
	}
	return line
}

// base is what a text is, before the styles of its spans.
type base uint8

const (
	plainBase base = iota
	boldBase
	dimBase
	italicBase
	noteBase
	sourceBase
	tagBase
	tagBoldBase
	attentionBase
	monoBase
	ruleBase
	accentBase
	quietBase // dim and slanted
)

type penKey struct {
	base  base
	style feeds.SpanStyle
	link  bool
}

// pen is the escape sequence that turns a style on.
func (s *setter) pen(b base, on feeds.SpanStyle, link bool) string {
	key := penKey{b, on, link}
	if p, ok := s.pens[key]; ok {
		return p
	}
	st := [...]lipgloss.Style{
		s.st.Text, s.st.Bold, s.st.Dim, s.st.Italic, s.st.Note, s.st.Source, s.st.Tag, s.st.TagBold, s.st.Attention, s.st.Mono, s.st.Rule,
		s.st.Accent, s.st.Dim.Italic(true),
	}[b]
	if b == accentBase && s.st.Palette.Accent == nil {
		st = st.Bold(true) // without colours, weight tells keywords
	}
	if on.Has(feeds.Mono) {
		st = s.st.Mono.Inherit(st)
	}
	if on.Has(feeds.Bold) && b == plainBase && !on.Has(feeds.Mono) {
		st = s.st.Bold
	}
	if on.Has(feeds.Marked) {
		st = s.st.Marked.Inherit(st)
	}
	if link {
		st = s.st.Link.Inherit(st)
	}
	if on.Has(feeds.Bold) {
		st = st.Bold(true)
	}
	if on.Has(feeds.Italic) {
		st = st.Italic(true)
	}
	if on.Has(feeds.Strike) {
		st = st.Strikethrough(true)
	}
	p, _, _ := strings.Cut(st.Render("x"), "x")
	s.pens[key] = p
	return p
}
