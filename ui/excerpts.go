package ui

import (
	"maps"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// excerpts are lines out of the texts of hits, around what the search finds
// there: "" of those where it finds nothing.
type excerpts struct {
	of   *feeds.Marker // the search; nil where rows have none
	said map[feeds.ArticleID]string
	was  map[feeds.ArticleID]string // of the search before, until these are here
	busy bool
}

type excerptsMsg struct {
	of    *feeds.Marker
	asked []feeds.ArticleID
	said  map[feeds.ArticleID]string
}

// excerptsHere is what the excerpts of a view that was opened begin with.
func (h *headlines) excerptsHere() excerpts {
	if !searching(h.view) || h.finds == nil || !h.finds.InBody() {
		return excerpts{}
	}
	return excerpts{of: h.finds, said: map[feeds.ArticleID]string{}, was: h.excerpts.said}
}

// settleExcerpts reads those of the rows in view and of the next page.
func (m *Model) settleExcerpts() tea.Cmd {
	h := &m.heads
	e := &h.excerpts
	if e.of == nil || e.busy || h.loading || h.lines < 3 {
		return nil
	}
	from, to := h.list.Visible()
	var ids []feeds.ArticleID
	for _, r := range h.rows[min(from, len(h.rows)):min(2*to-from, len(h.rows))] {
		if _, known := e.said[r.ID]; !known {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	e.busy = true
	back, ctx, of := m.back, h.ctx, e.of
	return func() tea.Msg {
		said, _ := back.Excerpts(ctx, ids, of) // without one a row has its summary
		return excerptsMsg{of, ids, said}
	}
}

func (m *Model) tookExcerpts(msg excerptsMsg) {
	e := &m.heads.excerpts
	if msg.of != e.of {
		return
	}
	e.busy, e.was = false, nil
	if len(e.said) > windowMax {
		clear(e.said) // of rows long passed; those in view are read again
	}
	for _, id := range msg.asked {
		e.said[id] = ""
	}
	maps.Copy(e.said, msg.said)
}

// drawExcerpt is the line under a hit: where its text has what is looked for,
// or else how it begins.
func (m *Model) drawExcerpt(a *feeds.Headline, w int, p *paint) string {
	text, known := m.heads.excerpts.said[a.ID]
	if !known {
		text, known = m.heads.excerpts.was[a.ID]
	}
	if known && text == "" {
		return p.dim.Render(m.st.Cut(a.Summary, w))
	}
	return m.marked(feeds.FieldBody, m.st.Cut(text, w), p.dim, p)
}
