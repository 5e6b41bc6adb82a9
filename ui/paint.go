package ui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"broadsheet/ui/style"
)

// pen is a style made into what stands before and after its text: rows are
// drawn for every message, and a style's own Render costs ten times as much.
type pen struct{ before, after string }

func newPen(s lipgloss.Style) pen {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return pen{before, after}
}

// Render draws text of one line. It is not inlined: a hundred and sixty callers
// would each hold a copy.
//
//go:noinline
func (p pen) Render(s string) string {
	if s == "" {
		return ""
	}
	return p.before + s + p.after
}

// paint is the pens of one row, selected or not.
type paint struct {
	selected bool
	mark     string // the row's first cell
	ruler    style.Ruler

	text, bold, dim, source, tag, attention, italic, accent, accentBold, failed, found, letter, atHand pen
}

// paint gives the pens of a row. In a pane without the focus the selected row
// keeps its ground but not its bright bar.
func (m *Model) paint(selected, focused bool) *paint {
	switch {
	case !selected:
		return &m.paints[0]
	case !focused:
		return &m.paints[1]
	}
	return &m.paints[2]
}

// mix makes the pens of a theme.
func (m *Model) mix() {
	for i := range m.paints {
		selected, focused := i > 0, i == 2
		of := func(s lipgloss.Style) pen {
			if !selected || !focused && m.st.Palette.Selection == nil {
				return newPen(s)
			}
			return newPen(m.st.Selected(s))
		}
		p := &m.paints[i]
		*p = paint{selected: selected, mark: " ", ruler: m.st.Ruler}
		p.text, p.bold, p.dim = of(m.st.Text), of(m.st.Bold), of(m.st.Dim)
		p.source, p.tag, p.attention, p.italic = of(m.st.Source), of(m.st.Tag), of(m.st.Attention), of(m.st.Italic)
		p.accent, p.accentBold, p.failed = of(m.st.Accent), of(m.st.AccentBold), of(m.st.Error)
		p.found = of(m.st.Marked.Underline(true))
		p.letter, p.atHand = newPen(m.st.AccentBold.Reverse(true)), newPen(m.st.Marked.Reverse(true))
		switch {
		case focused && m.st.Palette.Selection == nil:
			p.mark = m.st.Accent.Render(m.st.Glyphs.Bar) // reversed, it would be half a cell off
		case focused:
			p.mark = p.accent.Render(m.st.Glyphs.Bar)
		case selected:
			p.mark = p.dim.Render(m.st.Glyphs.Bar)
		}
	}
}

// bar is the row's first cell: who is selected, without colour too.
func (p *paint) bar() string { return p.mark }
