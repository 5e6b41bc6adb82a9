package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Where the list of a view was left, and how wide it was, is kept in the store
// with its order: when the view is left, each minute, and at the end.

// remembered says whether a view is found again where it was left. The history
// and a search that is typed begin with what is newest.
func remembered(v feeds.View) bool {
	return (ordered(v) && v.Kind != feeds.ViewHistory || v.Kind == feeds.ViewSearch && v.Search != 0) && v.Kind != ""
}

// know keeps for this run how a view is set.
func (l *leftOff) know(v feeds.View, o feeds.Order) {
	if l.views == nil {
		l.views = map[string]feeds.Order{}
	}
	l.views[v.Name()] = o
}

// goOnAt takes a view up where it was left: at the row there, unless it is
// entered for another, and as wide as it was, or as lists usually are.
func (m *Model) goOnAt(o, usual feeds.Order) {
	h := &m.heads
	if m.left.usual == nil {
		m.left.usual = &usual
	}
	m.left.know(h.view, o)
	m.shift = m.left.usual.Shift
	if o.Sized {
		m.shift = o.Shift
	}
	if h.resume.IsZero() && !h.unread && !h.anew && !m.expired(o.At) {
		h.resume, h.since = o.At, o.Newest
	}
}

// expired says that a row has left its view with the day.
func (m *Model) expired(k feeds.Key) bool {
	v := m.heads.view
	return v.Kind == feeds.ViewToday && !v.Sort.Ranks() && max(k.Published, -k.Published) < v.Since.Unix()
}

// sized notes that the divider was moved: for this view, and for those where
// it never was.
func (m *Model) sized() {
	if h := &m.heads; remembered(h.view) {
		o := m.left.views[h.view.Name()]
		o.Shift, o.Sized = m.shift, true
		m.left.know(h.view, o)
		m.left.resized = true
	}
	m.left.usual = &feeds.Order{Shift: m.shift, Sized: true}
}

// leaveList keeps where the list that is shown is left; at its first row is no
// place to go on at.
func (m *Model) leaveList() tea.Cmd {
	h := &m.heads
	if m.back == nil || h.loading || !remembered(h.view) {
		return nil
	}
	was, known := m.left.views[h.view.Name()]
	o := was
	o.At, o.Newest = feeds.Key{}, 0
	if at, _, _ := h.around(); h.above || h.list.Index() > 0 {
		o.At, o.Newest = at, h.newest
	}
	if o.At == was.At {
		o.Newest = was.Newest
	}
	if !known || o == was && !m.left.resized {
		return nil
	}
	m.left.know(h.view, o)
	back, ctx, view, usual := m.back, context.WithoutCancel(m.ctx), h.view, m.left.usual
	resized := m.left.resized
	m.left.resized = false
	return func() tea.Msg {
		_ = back.SetOrder(ctx, view, o) // a place lost is no reason to disturb anyone
		if resized {
			_ = back.SetOrder(ctx, feeds.View{}, *usual)
		}
		return nil
	}
}
