package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// goOnFromRows is Space at an article's end: the next unread, and past the
// last one of a folder or feed the next that has some.
func (m *Model) goOnFromRows() tea.Cmd {
	h, s := &m.heads, &m.side
	for i := h.list.Index() + 1; i < len(h.rows); i++ {
		if !h.rows[i].Read {
			return m.seekUnread(1)
		}
	}
	if h.below || h.view.Kind != feeds.ViewFolder && h.view.Kind != feeds.ViewFeed {
		return m.seekUnread(1)
	}
	at := -1
	for i, k := range s.keys {
		if k == keyOf(h.view) {
			at = i
		}
	}
	for _, k := range s.keys[at+1:] {
		if k.kind == h.view.Kind && s.rows[k].unread > 0 {
			cmd := m.openView(k.view())
			h.unread = true
			return batch(cmd, m.say("on to "+s.rows[k].name))
		}
	}
	return m.say("all read from here on")
}

// seekUnread moves to the next unread article, or the nth of them, down or,
// where n is negative, up: as far as the rows go, and on where none is among
// them.
func (m *Model) seekUnread(n int) tea.Cmd {
	h := &m.heads
	h.seek = 0
	if h.loading {
		return nil
	}
	way, to := sign(n), -1
	for i := h.list.Index() + way; i >= 0 && i < len(h.rows) && n != 0; i += way {
		if !h.rows[i].Read {
			to = i
			n -= way
		}
	}
	if to >= 0 {
		h.list.Select(h.rows[to].ID)
		return m.selected()
	}
	switch {
	case way > 0 && h.below:
		h.seek = way
		if !h.busy {
			h.list.Bottom()
			return m.loadWindow(windowBelow)
		}
		return nil
	case way < 0 && h.above:
		h.seek = way
		if !h.busy {
			h.list.Top()
			return m.loadWindow(windowAbove)
		}
		return nil
	case way > 0:
		return m.say("no unread article below")
	}
	return m.say("no unread article above")
}
