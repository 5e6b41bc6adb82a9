package article

import (
	"strconv"
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Target is what a key can follow: a link, a topic or an author, or the way to
// a footnote and back.
type Target struct {
	Link int    // the link's number, 0 for none
	Text string // what it says
	URL  string // an address without a number: a picture's
	Note int    // the footnote
	Back bool   // from the footnote to its mark in the text
	Jump int    // the place in the text, with its number in Link

	Topic string // of the head: as feeds.View has it, an author's too
}

// Within says whether a target is in the text itself.
func (t Target) Within() bool { return t.Note > 0 || t.Jump > 0 }

// spot says where a target begins on a line. One that runs over several lines
// has a spot on each.
type spot struct {
	line, column, width int
	target              int // index into Page.targets
}

// target makes one, to be given to atoms.
func (s *setter) target(t Target) int {
	s.page.targets = append(s.page.targets, t)
	return len(s.page.targets)
}

// spot notes what stands on the line about to be added, and which footnotes
// begin there.
func (s *setter) spot(atoms []atom, column int) {
	line, last := len(s.page.Lines), 0
	first := len(s.page.spots)
	for i := range atoms {
		if t := atoms[i].target; t != last && t > 0 {
			s.page.spots = append(s.page.spots, spot{line: line, column: column, target: t - 1})
			if to := s.page.targets[t-1]; to.Note > 0 && !to.Back {
				if _, had := s.page.signs[to.Note]; !had {
					s.page.signs[to.Note] = line
				}
			}
		}
		if last = atoms[i].target; last > 0 && len(s.page.spots) > first {
			s.page.spots[len(s.page.spots)-1].width += atoms[i].width
		}
		column += atoms[i].width
	}
	for _, n := range s.begun {
		if _, had := s.page.notes[n]; !had {
			s.page.notes[n] = line
		}
	}
	s.begun = s.begun[:0]
	for _, n := range s.arrived {
		s.page.places[n] = line
	}
	s.arrived = s.arrived[:0]
}

// sign sets the mark of a footnote: its number, raised, on the line of what
// it belongs to.
func (s *setter) sign(r *reader, span feeds.Span) {
	of := r.take(len(drawable(span.Text)))
	text := strings.Trim(strings.TrimSpace(feeds.CleanLine(span.Text)), "[]()")
	if text == "" {
		text = strconv.Itoa(span.Note)
	}
	text = feeds.Span{Text: text, Style: feeds.Superscript}.Plain()
	if style.Width(text) > 8 {
		text = feeds.Span{Text: strconv.Itoa(span.Note), Style: feeds.Superscript}.Plain()
	}
	r.target = s.target(Target{Note: span.Note})
	if n := len(r.atoms); n > 0 && r.atoms[n-1].space {
		r.atoms = r.atoms[:n-1]
	}
	r.glued(text, s.pen(accentBase, 0, false))
	r.atoms[len(r.atoms)-1].source = of
	r.target = 0
}

// body sets a paragraph; one that begins a footnote ends with the way back.
func (s *setter) body(b *feeds.Block) {
	r := s.reader()
	s.spans(r, b.Spans, plainBase)
	if n := len(r.atoms); b.Note > 0 && n > 0 {
		if r.atoms[n-1].space {
			r.atoms = r.atoms[:n-1]
		}
		r.target = s.target(Target{Note: b.Note, Back: true})
		r.glued("\u00a0"+s.st.Glyphs.Return, s.pen(accentBase, 0, false))
		r.target = 0
	}
	s.wrapped(r.atoms)
}

// definitions sets terms in bold, and what each means indented under it.
func (s *setter) definitions(b *feeds.Block) {
	for i, item := range b.Items {
		s.pending = s.pending || i > 0 && len(item.Term) > 0
		s.paragraph(item.Term, boldBase)
		s.within("    ", "    ", func() { s.blocks(item.Blocks, true) })
	}
}

// jump is the line that a way within the text leads to, -1 for nowhere.
func (p *Page) jump(t Target) int {
	lines, n := p.notes, t.Note
	switch {
	case t.Back:
		lines = p.signs
	case t.Jump > 0:
		lines, n = p.places, t.Jump
	}
	if line, ok := lines[n]; ok {
		return line
	}
	return -1
}
