package ui

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/ui/style"
)

// tab is a pane's name in the header, where panes stand one at a time.
type tab struct {
	pane     pane
	name     string
	from, to int
}

// tabs are the header's tabs and their columns; none where panes stand beside
// one another.
func (m *Model) tabs() []tab {
	if m.lay.Class != narrow || m.health.open {
		return nil
	}
	names := [panes]string{"Sections", "Headlines", "Article", "Related"}
	if n := len(m.near.rows); n > 0 && m.near.id != 0 {
		names[paneRelated] = fmt.Sprintf("Related %d", n)
	}
	x := 1 + len("Broadsheet") + 2
	if m.w >= 76 {
		x += len("Sun 22 Nov") + 2
	}
	var out []tab
	for p := range panes {
		if m.alone() && p >= paneArticle {
			break
		}
		w := style.Width(names[p])
		out = append(out, tab{p, names[p], x, x + w})
		x += w + 2
	}
	return out
}

// drawHeader is the first line: what this is, the day, and how the feeds are.
func (m *Model) drawHeader(w int) string {
	left := " " + m.st.AccentBold.Render("Broadsheet")
	if tabs := m.tabs(); tabs != nil {
		if w >= 76 {
			left += "  " + m.st.Dim.Render(style.Fit(m.opts.Now().In(m.opts.Location).Format("Mon 2 Jan"), 10))
		}
		for _, t := range tabs {
			st := m.st.Dim
			if t.pane == m.focus {
				st = m.st.AccentBold.Underline(true)
			}
			left += "  " + st.Render(t.name)
		}
		return left + m.headerRight(w-style.Width(left)-1, true)
	}
	left += "  " + m.st.Dim.Render(m.opts.Now().In(m.opts.Location).Format("Mon 2 Jan"))
	return left + m.headerRight(w-style.Width(left)-1, false)
}

// headerRight is the right part in w cells; what does not fit is left out,
// the least needed first.
func (m *Model) headerRight(w int, brief bool) string {
	for drop := 0; drop < 3; drop++ {
		s := m.status(drop, brief)
		if n := style.Width(s); n+2 <= w {
			return style.Blank(w-n) + s + " "
		}
	}
	return style.Blank(max(0, w)) + " "
}

// status says how the feeds are: drop leaves out that many of its parts.
func (m *Model) status(drop int, brief bool) string {
	if m.back == nil {
		return ""
	}
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if m.opts.Sample && drop < 1 {
		add(m.st.Attention.Render("sample edition"))
	}
	r := m.reload
	switch {
	case r.running:
		s := fmt.Sprintf("reloading %d/%d", r.done, r.total)
		if brief {
			s = fmt.Sprintf("%d/%d", r.done, r.total)
		}
		s = m.st.Dim.Render(s)
		if r.failed > 0 {
			s += m.st.Dim.Render(" · ") + m.st.Error.Render(fmt.Sprintf("%d failed", r.failed))
		}
		add(s)
	case drop < 2 && !brief && !m.side.data.LastReload.IsZero():
		add(m.st.Dim.Render("reloaded " + minutesAgo(m.opts.Now(), m.side.data.LastReload, m.opts.Location)))
	}
	if l := m.links; l.stop != nil && l.of > 0 {
		s := fmt.Sprintf("links %d/%d", l.done, l.of)
		if !brief {
			s = "checking " + s
		}
		add(m.st.Dim.Render(s))
	}
	if n := m.side.data.Failing; n > 0 {
		s := m.st.Glyphs.Warn + " " + plural(n, "feed failing", "feeds failing")
		if brief {
			s = m.st.Glyphs.Warn + " " + itoa(n)
		}
		add(m.st.Error.Render(s))
	}
	return strings.Join(parts, m.st.Dim.Render(" · "))
}

// minutesAgo is age in the header's shorter words.
func minutesAgo(now, t time.Time, loc *time.Location) string {
	s := age(now, t, loc)
	s = strings.Replace(s, " minutes ", " min ", 1)
	return strings.Replace(s, " minute ", " min ", 1)
}
