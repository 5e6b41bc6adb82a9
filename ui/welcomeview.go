package ui

import (
	"broadsheet/ui/style"
)

func (m *Model) drawWelcome(f *frame) {
	w := m.welcome
	margin := 4
	if m.w < narrowWidth {
		margin = 1
	}
	width := min(m.w-2*margin, 88)
	airy := m.h >= 24+3*len(w.others)
	var lines []string
	add := func(s ...string) { lines = append(lines, s...) }
	if m.h >= 20 {
		add("", "")
	}
	add(m.st.AccentBold.Render("Welcome to Broadsheet"))
	if m.h >= 12 {
		for _, l := range wrapPlain("A calm newspaper in your terminal. It talks to the feeds you pick, and to nobody else.", width) {
			add(m.st.Dim.Render(l))
		}
		add("")
	}
	if w.picking {
		m.drawSubjects(add, width, airy)
	} else {
		m.drawOffers(&lines, width, airy)
	}
	for i, l := range lines {
		if i < m.h-2 {
			f.put(rect{margin, i, m.w - 2*margin, 1}, []string{l})
		}
	}
	y := min(len(lines)+1, m.h-2)
	switch {
	case w.working != "":
		f.rows[m.h-2] = nil
		f.put(rect{margin, m.h - 2, m.w - margin, 1}, []string{m.st.Accent.Render(w.working)})
	case w.err != "":
		errs := m.wrap(m.w-2*margin, m.st.Error, m.st.Glyphs.Warn+" "+w.err)
		y = max(0, min(y, m.h-1-len(errs)))
		for i, l := range errs {
			if y+i < m.h-1 {
				f.rows[y+i] = nil
				f.put(rect{margin, y + i, m.w - margin, 1}, []string{l})
			}
		}
	}
	hints := []string{m.hint("↵", "choose"), m.hint("esc", "start empty"), m.hint("↑↓", "move"), m.hint("q", "quit")}
	if w.picking {
		hints = []string{m.hint("↵", "begin"), m.hint("space", "tick"), m.hint("a", "all, none"), m.hint("esc", "back")}
	}
	f.line(m.h-1, " "+m.joinHints(hints, m.w-2, ""))
}

func (m *Model) drawOffers(lines *[]string, width int, airy bool) {
	w := m.welcome
	if m.h >= 16 {
		*lines = append(*lines, m.st.Bold.Render("Where do your feeds come from?"), "")
	}
	w.places = nil
	for i, o := range w.offers() {
		selected := i == w.at
		p := m.paint(selected, true)
		mark := p.accentBold.Render(itoa(i + 1))
		w.places = append(w.places, len(*lines))
		*lines = append(*lines, p.line(p.text.Render(" ")+mark+p.text.Render("  ")+p.bold.Render(o.title), width))
		if m.h >= 14 {
			*lines = append(*lines, p.line(p.text.Render("    ")+p.dim.Render(style.Cut(o.text, width-6)), width))
		}
		if airy {
			*lines = append(*lines, "")
		}
	}
	if airy {
		keys := []string{m.st.Dim.Render("Four to remember:"), m.hint("j k", "move"), m.hint("↵", "read"), m.hint("b", "bookmark"), m.hint("?", "help")}
		*lines = append(*lines, "  "+m.joinHints(keys, width-2, ""))
	}
}

func (m *Model) drawSubjects(add func(...string), width int, _ bool) {
	w := m.welcome
	if m.h >= 14 {
		add(m.st.Bold.Render("Which sections?"))
		for _, l := range wrapPlain("Addresses are not checked; a dead one is offered for removal.", width) {
			add(m.st.Dim.Render(l))
		}
		add("")
	}
	for i, s := range w.subjects {
		p := m.paint(i == w.row, true)
		tick := "[ ] "
		if w.on[i] {
			tick = "[x] "
		}
		text := p.text.Render(" ") + p.accent.Render(tick) + p.bold.Render(s.Name) +
			p.dim.Render("  "+plural(len(s.Feeds), "feed", "feeds"))
		add(p.line(text, width))
	}
}
