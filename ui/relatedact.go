package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// inRelated says whether keys go to the related stories, in their pane or over
// the reader.
func (m *Model) inRelated() bool {
	if m.reader != nil {
		return m.reader.choosing
	}
	return m.focus == paneRelated
}

// doRelated does the pane's own verbs; false when a is none of them.
func (m *Model) doRelated(a action, n int) (tea.Cmd, bool) {
	if a == actOpen {
		id, ok := m.near.list.Selected()
		if !ok {
			return nil, true
		}
		return m.openReader(id, true), true
	}
	if a == actNext || a == actPrev {
		return nil, false
	}
	return nil, moveList(&m.near.list, a, n)
}

// dismiss says that the chosen article does not belong with the one at hand.
// It goes at once; undo brings it back.
func (m *Model) dismiss(int) tea.Cmd {
	n := &m.near
	id, ok := n.list.Selected()
	if !ok {
		return nil
	}
	var rest []feeds.Related
	for _, r := range n.rows {
		switch {
		case r.ID != id:
			rest = append(rest, r)
		case r.Relation == feeds.RelationMore:
			return m.say("this one is here for its feed, not as related")
		}
	}
	from, back := n.id, m.back
	n.rows = rest
	n.relist()
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.Dismiss(ctx, id, from) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			m.near.stale()
			switch {
			case err != nil:
				return m.fail("not dismissed: ", err)
			case c.N == 0:
				return nil // it was said before
			}
			return m.done(m.undoable(changed(c)))
		},
	})
}

// markRelated marks the related stories read: with the focus there, their list
// is the view.
func (m *Model) markRelated() tea.Cmd {
	var ids []feeds.ArticleID
	for _, r := range m.near.rows {
		if !r.Read {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return m.say("nothing unread here")
	}
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.MarkRead(ctx, ids, true) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			m.near.stale()
			if err != nil {
				return m.fail("not marked: ", err)
			}
			return m.done(m.undoable(changed(c)))
		},
	})
}
