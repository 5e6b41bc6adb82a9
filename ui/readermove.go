package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// sideStep is how many cells wide code moves at a time.
const sideStep = 8

// doReader does the reader's own verbs; false when a is none of them.
func (m *Model) doReader(a action, n int) (tea.Cmd, bool) {
	r := m.reader
	if m.selecting() {
		return m.doSelection(a, n)
	}
	if r.choosing {
		if a == actRelated {
			r.choosing = false
			return nil, true
		}
		return m.doRelated(a, n)
	}
	if r.find != nil && len(r.find.hits) > 0 && (a == actNextUnread || a == actPrevUnread) {
		if a == actPrevUnread {
			n = -n
		}
		if r.find.of == nil {
			m.nextHit(n)
			return nil, true
		}
		if m.nextMatch(n) {
			if m.opts.Plain {
				return m.say(m.matchNote()), true
			}
			return nil, true
		}
		return m.step(sign(n)), true
	}
	switch a {
	case actOpen:
		return nil, true
	case actBrowser:
		if r.kept != 0 && m.deadEnd(r.kept, r.dead) {
			return m.sayDeadEnd(r.dead), true
		}
		return nil, false
	case actText:
		return m.switchText(), true
	case actSearch:
		m.startFind()
		return nil, true
	case actSideRight, actSideLeft:
		if !r.pane.Wide() {
			return m.say("nothing here is wider than the page"), true
		}
		n *= sideStep
		if a == actSideLeft {
			n = -n
		}
		r.pane.Side(n)
		return nil, true
	case actGoOn:
		if r.pane.PageDown() {
			return nil, true
		}
		if r.kept != 0 {
			return m.step(1), true
		}
		return m.seekUnread(1), true
	case actRelated:
		if len(m.near.rows) == 0 {
			return m.say("nothing near this one yet"), true
		}
		r.choosing = true
		return nil, true
	}
	return nil, scroll(&r.pane, a, n)
}

// step moves to the next or previous article of the list at hand.
func (m *Model) step(n int) tea.Cmd {
	if m.atFront() {
		return m.stepFront(n)
	}
	if m.heads.view.Kind == feeds.ViewBookmarks {
		m.shelf.list.Move(n)
		if id, ok := m.shelf.list.Selected(); ok && m.reader != nil && id != m.reader.kept {
			return m.openKept(id)
		}
		return nil
	}
	before := m.heads.list.Index()
	m.heads.list.Move(n)
	if m.heads.list.Index() == before {
		if n > 0 {
			return m.say("the last one")
		}
		return m.say("the first one")
	}
	return m.selected()
}

// follow opens in the reader, when it is open, what the cursor came to.
func (m *Model) follow(id feeds.ArticleID) tea.Cmd {
	if m.reader == nil || m.reader.id == id {
		return nil
	}
	return m.openReader(id, false)
}

// readerPlace is "Reuters · 3 of 48" in w cells: a long name is cut, not where
// one stands.
func (m *Model) readerPlace(w int) string {
	source, of := m.placeInList()
	if source == "" || of == "" {
		return style.Cut(source+of, w)
	}
	of = " · " + of
	if room := w - style.Width(of); room > 3 {
		return style.Cut(source, room) + of
	}
	return style.Cut(source+of, w)
}

func (m *Model) placeInList() (source, of string) {
	r := m.reader
	source = r.reading.Feed.Name()
	h := &m.heads
	i, n, more := h.list.Index(), h.list.Len(), h.below
	switch id, _ := h.list.Selected(); {
	case h.view.Kind == feeds.ViewBookmarks && r.kept != 0:
		i, n, more = m.shelf.list.Index(), m.shelf.list.Len(), m.shelf.more > 0
	case r.version.of > 1:
		return source, fmt.Sprintf("paper %d of %d", r.version.n, r.version.of)
	case m.atFront():
		i, n, more = m.front.at, len(m.front.sheet.items), false
	case r.under != nil || id != r.id && r.loaded:
		return source, "related"
	case h.above || n == 0:
		return source, ""
	}
	if s := m.search; more && s != nil && s.counted && searching(h.view) {
		n, more = s.count.N, s.count.More
	}
	of = fmt.Sprintf("%d of %d", i+1, n)
	if more {
		of += "+"
	}
	return source, of
}
