package ui

import (
	"fmt"
	"strings"

	"broadsheet/ui/style"
)

// drawReader draws the reader view.
func (m *Model) drawReader(f *frame) {
	r := m.reader
	if m.readerRect().Y > 0 {
		f.line(0, m.readerHead())
		done := m.w * r.pane.Percent() / 100
		if r.choosing || r.pane.Page() == nil {
			done = 0
		}
		f.line(1, m.st.RuleFocus.Render(strings.Repeat(m.st.Glyphs.RuleFocus, done))+
			m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, m.w-done)))
	}
	switch {
	case r.err != "":
		f.put(r.size, m.wrap(min(r.size.W, 72), m.st.Error, m.st.Glyphs.Warn+" "+r.err))
	case r.choosing:
		f.put(m.near.size, m.drawRelated(m.near.size, true))
	case r.pane.Page() != nil:
		f.text(r.size, &r.pane)
		if x, y, ok := r.pane.Caret(); ok {
			f.cursorAt(r.size.X+x, r.size.Y+y)
		}
	}
	if m.talk != nil && !r.choosing {
		whole := m.readerRect()
		text, talk := m.talkRects(whole)
		if !text.hidden() && !talk.hidden() {
			f.put(rect{talk.X - 2, talk.Y, 1, talk.H}, repeated(m.st.Rule.Render(m.st.Glyphs.Divider), talk.H))
		}
		m.drawTalk(f, talk)
	}
	m.drawFoot(f, m.h >= 16 && !m.bare)
	if m.findsTyped() && !r.choosing && m.ask == nil && m.letters == nil {
		line, at := m.drawFind(m.w)
		f.rows[f.h-1] = nil
		f.line(f.h-1, line)
		if r.find.typing {
			f.cursorAt(at, f.h-1)
		}
	}
}

func (m *Model) readerHead() string {
	r := m.reader
	left := " " + m.st.Dim.Render(m.st.Glyphs.Left+" esc back")
	if m.lay.Class == tiny {
		left = " " + m.st.Dim.Render(m.st.Glyphs.Left)
	}
	right := ""
	switch {
	case r.choosing:
		right = m.relatedCount()
	case r.pane.Page() != nil:
		right = fmt.Sprintf("%d%%", r.pane.Percent())
		if n := len(r.pane.Page().Highlights()); n > 0 && m.lay.Class > tiny {
			right = plural(n, "highlight", "highlights") + " · " + right
		}
		if n := r.pane.MinutesLeft(); n > 0 && m.lay.Class > tiny {
			right += fmt.Sprintf(" · %d min left", n)
		}
	}
	if r.reading.State.Bookmarked {
		right = m.st.Attention.Render(m.st.Glyphs.Star) + " " + m.st.Dim.Render(right)
	} else {
		right = m.st.Dim.Render(right)
	}
	lw, rw := style.Width(left), style.Width(right)
	room := max(0, m.w-lw-rw-8)
	middle := m.readerPlace(room)
	if r.choosing {
		middle = style.Cut("Related", room)
	}
	mid := (m.w - style.Width(middle)) / 2
	mid = min(max(mid, lw+2), max(lw+2, m.w-rw-5-style.Width(middle)))
	s := left + style.Blank(mid-lw) + m.st.Dim.Render(middle)
	return style.Fit(s, m.w-rw-2) + right + "  "
}

// drawFoot draws the last line. Where none is kept for hints, what must be
// said takes it.
func (m *Model) drawFoot(f *frame, hints bool) {
	switch {
	case hints:
		f.rows[f.h-1] = nil
		f.line(f.h-1, m.drawHints(m.w))
	case m.ask != nil, m.letters != nil:
		f.rows[f.h-1] = nil
		f.line(f.h-1, style.Fit(" "+m.hintKeys(m.w-2), m.w))
	case m.toast.text != "":
		f.rows[f.h-1] = nil
		f.line(f.h-1, style.Fit(" "+m.drawToast(m.w-2), m.w))
	}
}
