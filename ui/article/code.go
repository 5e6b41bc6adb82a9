package article

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

const (
	maxCode     = 1000 // cells of a line of code that can be moved into view
	maxColoured = 200  // lines of a block of code that get colours
)

// wide is a line that goes on to the right of the page.
type wide struct {
	lead  string // the frames beside it
	room  int    // cells for the text
	body  string // all of the text
	width int    // cells of it
}

// code sets text as it stands; a line that is too long ends in a mark and can
// be moved sideways.
func (s *setter) code(text, lang string) {
	rtl := s.rtl
	s.rtl = false
	defer func() { s.rtl = rtl }()
	text = strings.Trim(strings.TrimRight(drawable(text), " \t\n"), "\n")
	if text == "" {
		return
	}
	if s.method == ansi.WcWidth {
		text = style.Agree(text)
	}
	lines := strings.Split(text, "\n")
	coloured := lex(strings.Join(lines[:min(len(lines), maxColoured)], "\n"), lang)
	for i, line := range lines {
		tokens := []token{{line, monoBase}}
		if i < len(coloured) {
			tokens = coloured[i]
		}
		s.codeLine(tokens, 2*len(strings.Fields(line)))
	}
}

func (s *setter) codeLine(tokens []token, halves int) {
	avail, limit := s.avail(), maxCode
	if s.page.opt.Still {
		limit = math.MaxInt
	}
	var atoms []atom
	width := 0
	for _, t := range tokens {
		text, w := s.expand(t.text, width, limit)
		atoms = append(atoms, atom{text: text, width: w, pen: s.pen(t.base, 0, false)})
		width += w
	}
	if width <= avail || s.page.opt.Still {
		atoms = append(atoms, atom{halves: halves})
		s.putLine(atoms, width)
		return
	}
	full := string(s.appendAtoms(nil, atoms))
	shown, at := atoms[:0:0], 0
	for _, a := range atoms {
		if at+a.width > avail-1 {
			a.text = style.ClipBy(s.method, a.text, avail-1-at)
			a.width = s.method.StringWidth(a.text)
		}
		at += a.width
		shown = append(shown, a)
		if at >= avail-1 || a.width == 0 && a.text == "" {
			break
		}
	}
	gap := max(avail-1-at, 0) // where a wide character did not fit
	shown = append(shown, atom{text: style.Blank(gap), width: gap}, atom{text: s.st.Glyphs.More, width: 1, pen: s.pen(dimBase, 0, false), halves: halves})
	s.putLine(shown, at+gap+1)
	n := len(s.page.Lines) - 1
	lead := s.page.marks[n].lead
	if s.page.marks[n].width == lead+avail { // no frame stands at the right
		s.page.wides[n] = wide{lead: style.ClipBy(s.method, s.page.Lines[n], lead), room: avail, body: full, width: width}
	}
}

// expand replaces tabs by spaces up to the next fourth column of a line that
// is width cells long already, and gives what of it fills limit cells.
func (s *setter) expand(text string, width, limit int) (string, int) {
	var b strings.Builder
	from := width
	for text != "" && width < limit {
		if text[0] == '\t' {
			n := 4 - width%4
			b.WriteString(style.Blank(n))
			width, text = width+n, text[1:]
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(text, s.method)
		b.WriteString(cluster)
		width, text = width+cells, text[len(cluster):]
	}
	return b.String(), width - from
}

// draw gives the part of a wide line that begins at cell from.
func (w wide) draw(st style.Styles, body string, from int) string {
	if from <= 0 {
		return w.lead + style.Fit(style.Clip(body, w.room-1), w.room-1) + st.Dim.Render(st.Glyphs.More)
	}
	from = min(from, max(w.width-w.room, 0))
	left, right := 1, 0
	if from+w.room < w.width {
		right = 1
	}
	s := st.Dim.Render(st.Glyphs.Left) + style.Fit(style.Clip(style.Drop(body, from+left), w.room-left-right), w.room-left-right)
	if right > 0 {
		s += st.Dim.Render(st.Glyphs.More)
	}
	return w.lead + s
}
