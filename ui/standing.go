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
	return ordered(v) && v.Kind != feeds.ViewHistory || v.Kind == feeds.ViewSearch && v.Search != 0
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
	if remembered(h.view) && h.resume.IsZero() && !h.unread && !h.anew && !m.expired(o.At) {
		h.resume, h.since = o.At, o.Newest
	}
}

// goOnAtShelf is goOnAt for the bookmarks.
func (m *Model) goOnAtShelf(o feeds.Order) tea.Cmd {
	m.heads.busy = false
	m.left.know(m.heads.view, o)
	m.heads.view.Query = feeds.Query{Sort: o.Sort}.String()
	m.shelf.loading, m.shelf.resume = true, feeds.BookmarkID(o.At.ID)
	return m.loadShelf()
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
	}
	m.left.resized = true
	m.left.usual = &feeds.Order{Shift: m.shift, Sized: true}
}

// leaveList keeps where the list that is shown is left; at its first row is no
// place to go on at.
func (m *Model) leaveList() tea.Cmd {
	h := &m.heads
	was, known := m.left.views[h.view.Name()]
	now := was
	now.At, now.Newest = feeds.Key{}, 0
	switch s := &m.shelf; {
	case m.back == nil || h.loading || !known:
		return nil
	case m.onShelf() && m.shelfQuery() == "":
		now.Sort = m.shelfSort()
		if id, ok := s.list.Selected(); ok && s.list.Index() > 0 {
			now.At.ID = feeds.ArticleID(id)
		}
	case !remembered(h.view):
		return nil
	case h.above || h.list.Index() > 0:
		now.At, _, _ = h.around()
		now.Newest = h.newest
	}
	if now.At == was.At {
		now.Newest = was.Newest
	}
	resized, usual := m.left.resized, m.left.usual
	if now == was && !resized {
		return nil
	}
	m.left.resized = false
	m.left.know(h.view, now)
	back, ctx, view := m.back, context.WithoutCancel(m.ctx), h.view
	return func() tea.Msg {
		_ = back.SetOrder(ctx, view, now) // a place lost is no reason to disturb anyone
		if resized {
			_ = back.SetOrder(ctx, feeds.View{}, *usual)
		}
		return nil
	}
}
