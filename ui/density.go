package ui

import (
	"broadsheet/feeds"
)

// density is how much of an article a row shows.
type density int

const (
	comfortable density = iota // two lines and a blank one
	normalRows                 // two lines
	compact                    // one line
)

// density is what the settings ask for, else what the room allows.
func (m *Model) density() density {
	switch m.opts.Settings.Density {
	case "comfortable":
		return comfortable
	case "normal":
		return normalRows
	case "compact":
		return compact
	}
	if m.lay.Class >= normal && m.h >= 30 {
		return comfortable
	}
	return normalRows
}

// rowShape is the lines of a row and the blank ones after it, for n rows in h
// lines. Where a person asks for comfort and rows are few, titles have two
// lines.
func (m *Model) rowShape(n, h int) (lines, gap int) {
	if m.heads.days {
		defer func() { gap = 1 }() // where the rules stand
	}
	switch d := m.density(); {
	case d == compact:
		return 1, 0
	case m.heads.excerpts.of != nil && m.lay.Class != tiny: // the third has the excerpt
		if d == normalRows {
			return 3, 0
		}
		return 3, 1
	case d == normalRows:
		return 2, 0
	case m.opts.Settings.Density == "comfortable" && n > 0 && n*4 <= h+1:
		return 3, 1
	}
	return 2, 1
}

// A compact row has a column for the source where it can be wide enough.
const leastSource, mostSource = 12, 18

// ageColumn is the cells that the ages of the rows in view take.
func (m *Model) ageColumn() int {
	h, w := &m.heads, 0
	from, to := h.list.Visible()
	for i := from; i < to && i < len(h.rows); i++ {
		w = max(w, m.st.Width(shortAge(m.opts.Now(), h.rows[i].Published, m.opts.Location)))
	}
	return w
}

// drawCompact is one article on one line: mark, age, source, title and, where
// there is room, topics.
func (m *Model) drawCompact(a *feeds.Headline, w, ages int, p *paint) []string {
	full := w
	dot, title := p.text.Render(" "), p.dim
	if !a.Read {
		dot, title = p.accent.Render(m.st.Glyphs.Dot), p.bold
	}
	if m.heads.marks.has(a.ID) {
		dot = p.accentBold.Render(m.st.Glyphs.Check)
	}
	if _, under := m.heads.under[a.ID]; under {
		dot = p.dim.Render(m.st.Glyphs.Divider+" ") + dot
		w -= m.st.Width(m.st.Glyphs.Divider) + 1
	}
	s := dot + p.text.Render(" ") + p.dim.Render(m.st.Fit(shortAge(m.opts.Now(), a.Published, m.opts.Location), ages)) + p.text.Render("  ")
	room := w - 2 - 2 - ages - 2
	if source := min(room/4, mostSource); source >= leastSource {
		if a.HiddenBy != "" { // nothing is more to the point
			s += p.attention.Render(m.st.Fit("hidden by "+a.HiddenBy, source)) + p.text.Render("  ")
		} else {
			s += m.marked(feeds.FieldFeed, m.st.Fit(a.Source, source), p.source, p) + p.text.Render("  ")
		}
		room -= source + 2
	}
	right, n := m.rowEnd(a, p)
	room -= n
	tags := ""
	for _, t := range feeds.ShownTopics(a.Topics) {
		if n := m.st.Width(t) + 3; room-n >= 60 {
			tags += p.text.Render("  ") + m.chip(a, t, p)
			room -= n
		}
	}
	return []string{p.line(s+m.marked(feeds.FieldTitle, m.st.Fit(a.Title, room), title, p)+tags+right, full)}
}
