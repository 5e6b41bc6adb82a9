package ui

import (
	"broadsheet/feeds"
)

// rowEnd is what stands at the right of a headline, and its cells: how many
// more report the event, and the star.
func (m *Model) rowEnd(a *feeds.Headline, p *paint) (string, int) {
	s, n := "", 0
	add := func(sign string) {
		s += p.text.Render(" ") + p.attention.Render(sign)
		n += 1 + m.st.Width(sign)
	}
	_, under := m.heads.under[a.ID]
	switch {
	case a.Reports == 0 || under:
	case m.isOpen(a.Story):
		add(m.st.Glyphs.Open + itoa(a.Reports))
	default:
		add("+" + itoa(a.Reports))
	}
	if a.Bookmarked {
		add(m.st.Glyphs.Star)
	}
	return s, n
}

// inFeeds says in how many feeds an article came, where it has copies.
func inFeeds(a *feeds.Headline) string {
	if a.Copies == 0 {
		return ""
	}
	return "in " + itoa(a.Copies+1) + " feeds"
}

// drawReport is one of a story's other reports, unfolded: whose and when, then
// its headline, set in under the story's row.
func (m *Model) drawReport(a *feeds.Headline, w int, p *paint) []string {
	dot, title := p.text.Render(" "), p.dim
	if !a.Read {
		dot, title = p.accent.Render(m.st.Glyphs.Dot), p.bold
	}
	guide := p.text.Render("  ") + p.dim.Render(m.st.Glyphs.Divider) + p.text.Render(" ")
	right, n := m.rowEnd(a, p)
	room := w - 8 - n
	now, loc := m.opts.Now(), m.opts.Location
	when := " · " + age(now, a.Published, loc)
	if m.lay.Class == tiny || m.st.Width(a.Source)+m.st.Width(when) > room {
		when = " · " + shortAge(now, a.Published, loc)
	}
	if in := inFeeds(a); in != "" && m.st.Width(a.Source)+m.st.Width(when)+m.st.Width(in)+3 <= room {
		when += " · " + in
	}
	meta := p.source.Render(m.st.Cut(a.Source, room-m.st.Width(when))) + p.dim.Render(when) + right
	out := []string{
		p.line(guide+dot+p.text.Render(" ")+meta, w),
		p.line(guide+p.text.Render("  ")+title.Render(m.st.Cut(a.Title, w-8)), w),
	}
	for len(out) < m.heads.lines && p.selected {
		out = append(out, p.line("", w))
	}
	return out
}

// reportsAloud says of a row what its sign does on the screen.
func (m *Model) reportsAloud(h *feeds.Headline) string {
	_, under := m.heads.under[h.ID]
	switch {
	case under:
		return "report of the story above"
	case h.Reports == 0:
		return ""
	case m.isOpen(h.Story):
		return plural(h.Reports, "more report", "more reports") + ", unfolded"
	}
	return plural(h.Reports, "more report", "more reports")
}
