package article

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
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
func (s *setter) code(b *feeds.Block) {
	rtl := s.rtl
	s.rtl = false
	defer func() { s.rtl = rtl }()
	text, at := codeText(b), s.findCode(b)
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	coloured := lex(strings.Join(lines[:min(len(lines), maxColoured)], "\n"), b.Lang)
	for i, line := range lines {
		tokens := []token{{line, monoBase}}
		if i < len(coloured) {
			tokens = coloured[i]
		}
		s.codeLine(tokens, at, 2*len(strings.Fields(line)))
		if at >= 0 {
			at += len(line) + 1
		}
	}
}

// codeText is the code of a block as it is shown.
func codeText(b *feeds.Block) string {
	return strings.Trim(strings.TrimRight(drawable(b.Text), " \t\n"), "\n")
}

// codeLine sets a line that stands at a byte of the document's text, -1 for
// none.
func (s *setter) codeLine(tokens []token, at, halves int) {
	avail, limit := s.avail(), maxCode
	if s.page.opt.Still {
		limit = math.MaxInt
	}
	var atoms []atom
	width := 0
	for _, t := range tokens {
		r := reader{method: s.method, atoms: atoms, pen: s.pen(t.base, 0, false), at: at}
		width = r.code(t.text, width, limit)
		atoms, at = r.atoms, r.at
	}
	if width <= avail || s.page.opt.Still {
		atoms = append(atoms, atom{halves: halves})
		s.putLine(atoms, width)
		return
	}
	full, whole := string(s.appendAtoms(nil, atoms)), atoms
	shown, cells := atoms[:0:0], 0
	for _, a := range atoms {
		if cells+a.width > avail-1 {
			size := len(a.text)
			a.text = style.ClipBy(s.method, a.text, avail-1-cells)
			a.width, a.source = s.method.StringWidth(a.text), a.part(0, len(a.text), size)
		}
		cells += a.width
		shown = append(shown, a)
		if cells >= avail-1 || a.width == 0 && a.text == "" {
			break
		}
	}
	before := len(s.page.wording.runs)
	gap := max(avail-1-cells, 0) // where a wide character did not fit
	shown = append(shown, atom{text: style.Blank(gap), width: gap}, atom{text: s.st.Glyphs.More, width: 1, pen: s.pen(dimBase, 0, false), halves: halves})
	s.putLine(shown, cells+gap+1)
	n := len(s.page.Lines) - 1
	lead := s.page.marks[n].lead
	if s.page.marks[n].width == lead+avail { // no frame stands at the right
		s.page.wides[n] = wide{lead: style.ClipBy(s.method, s.page.Lines[n], lead), room: avail, body: full, width: width}
		s.page.wording.runs = s.page.wording.runs[:before]
		s.runs(n, whole)
	}
}

// code adds a piece of code that stands width cells into its line, with spaces
// up to the next fourth column for a tab, and gives how wide the line is then:
// what of the piece fills limit cells.
func (r *reader) code(text string, width, limit int) int {
	of, size, i := r.take(len(text)), len(text), 0
	add := func(text string, from, to, cells int) {
		if to > from {
			r.atoms = append(r.atoms, atom{text: text, width: cells, pen: r.pen, source: of.part(from, to, size)})
			width += cells
		}
	}
	plain := func(s string) {
		start, cells := i, 0
		for s != "" && width+cells < limit {
			if s[0] == '\t' {
				add(text[start:i], start, i, cells)
				n := 4 - width%4
				add(style.Blank(n), i, i+1, n)
				i, s = i+1, s[1:]
				start, cells = i, 0
				continue
			}
			cluster, w := ansi.FirstGraphemeCluster(s, r.method)
			i, s, cells = i+len(cluster), s[len(cluster):], cells+w
		}
		add(text[start:i], start, i, cells)
		i += len(s)
	}
	if r.method != ansi.WcWidth {
		plain(text)
		return width
	}
	style.AgreeEach(text, func(was, is string) {
		switch {
		case was == is:
			plain(was)
		default:
			if width < limit {
				add(is, i, i+len(was), r.method.StringWidth(is))
			}
			i += len(was)
		}
	})
	return width
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
