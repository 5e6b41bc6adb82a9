package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Where articles were left is kept in the store, so that it outlives the
// program: when an article is left, when scrolling rests, and at the end.

// placeTime is how long scrolling rests before the place is kept.
const placeTime = 2 * time.Second

// standing is an article and where one stands in it.
type standing struct {
	id    feeds.ArticleID
	place feeds.Place
}

// leftOff are the places to be kept.
type leftOff struct {
	unsaved map[feeds.ArticleID]feeds.Place
	known   map[feeds.ArticleID]bool // read from the store
	last    standing
	gen     int

	views   map[string]feeds.Order // how views are set and were left, by name
	usual   *feeds.Order           // the width of lists that have none of their own, nil until it is known
	resized bool                   // the divider was moved since that was kept
	widened bool                   // the text was made wider or narrower since that was kept
}

// standsAt is the place in the article being read.
func (m *Model) standsAt() standing {
	if r := m.reader; r != nil {
		return standing{r.id, r.pane.Place()}
	}
	return standing{m.art.shown.id, m.art.pane.Place()}
}

// settlePlaces keeps what was left, and waits for scrolling to rest.
func (m *Model) settlePlaces() tea.Cmd {
	save := m.savePlaces()
	now := m.standsAt()
	if now == m.left.last {
		return save
	}
	scrolled := now.id == m.left.last.id
	m.left.last = now
	if !scrolled {
		return save
	}
	m.left.gen++
	return batch(save, m.wait(placeTime, placeMsg{m.left.gen}))
}

// placeDue notes the place of what is being read.
func (m *Model) placeDue(msg placeMsg) {
	if msg.gen == m.left.gen {
		m.leaveAll()
	}
}

func (m *Model) leaveAll() {
	if r := m.reader; r != nil {
		m.leavePlace(r.id, &r.pane)
		return
	}
	m.leavePane()
}

func (m *Model) savePlaces() tea.Cmd {
	if len(m.left.unsaved) == 0 || m.back == nil {
		return nil
	}
	places := m.left.unsaved
	m.left.unsaved = nil
	back, ctx := m.back, context.WithoutCancel(m.ctx)
	return func() tea.Msg {
		for id, p := range places {
			_ = back.SetPlace(ctx, id, p) // a place lost is no reason to disturb anyone
		}
		return nil
	}
}

// putPlace notes where an article was left; at its top is no place.
func (m *Model) putPlace(id feeds.ArticleID, p feeds.Place) {
	old, had := m.places[id]
	switch {
	case p.Block < 0 && !had, p == old && had:
		return
	case p.Block < 0:
		p = feeds.Place{Block: -1}
		delete(m.places, id)
	default:
		m.places[id] = p
	}
	if m.left.unsaved == nil {
		m.left.unsaved = map[feeds.ArticleID]feeds.Place{}
	}
	m.left.unsaved[id] = p
}

// knowPlace takes a place from the store, once.
func (m *Model) knowPlace(id feeds.ArticleID, p feeds.Place) {
	if m.left.known[id] {
		return
	}
	if m.left.known == nil {
		m.left.known = map[feeds.ArticleID]bool{}
	}
	m.left.known[id] = true
	if _, had := m.places[id]; !had && p.Block >= 0 {
		m.places[id] = p
	}
}
