package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// restTime is how long the cursor stands still before pages are asked for.
const restTime = time.Second

// Which text the reader shows, the feed's or the page's. What one reads never
// changes under the eyes: once scrolled, new text is offered (v) and waits.

// learn takes an article's texts from a reading.
func (r *reader) learn(got feeds.Reading) {
	if got.FromPage {
		r.page = got.Document
	} else {
		r.feed = got.Document
	}
	if got.Page != nil {
		r.page = got.Page
	}
}

// show puts one of the texts up.
func (r *reader) show(page bool) {
	r.full = page && r.page != nil
	if r.full {
		r.reading.Document, r.offered = r.page, false
	} else if r.feed != nil {
		r.reading.Document = r.feed
	}
	r.reading.FromPage = r.full
}

// untouched says that nobody has scrolled yet.
func (r *reader) untouched() bool { return r.pane.Page() == nil || r.pane.Place() == r.set }

// offer shows the page's text where nobody is reading yet, else says that it
// is there.
func (r *reader) offer() {
	switch {
	case r.page == nil || r.full:
	case r.untouched():
		r.show(true)
	default:
		r.offered = true
	}
}

// prefer gives a reading the page's text where that is wanted and there.
func prefer(r feeds.Reading) feeds.Reading {
	if r.Better() {
		r.Document, r.FromPage = r.Page, true
	}
	return r
}

// switchText goes from one text to the other; where there is no page's text,
// it is asked for.
func (m *Model) switchText() tea.Cmd {
	r := m.reader
	back, ctx, id := m.back, m.ctx, r.id
	switch {
	case r.translated() != nil:
		r.tongue.shown = false
		return m.say("the original")
	case r.kept != 0:
		return m.say("a bookmark keeps one text")
	case !r.loaded, r.pending:
		return m.say("the page is on its way")
	case r.full && r.feed == nil:
		return func() tea.Msg {
			got, err := back.Article(ctx, id)
			return feedTextMsg{id, got, err}
		}
	case r.full:
		r.show(false)
		return m.say("the feed's text")
	case r.page != nil:
		r.show(true)
		return m.say("the page's text")
	case r.reading.Article.URL == "":
		return m.say("the article has no page")
	}
	r.pending = true
	return func() tea.Msg {
		got, err := back.AskPage(ctx, id)
		return fullMsg{id, got, err, true}
	}
}

func (m *Model) tookFeedText(msg feedTextMsg) tea.Cmd {
	r := m.reader
	switch {
	case r == nil || r.id != msg.id || r.kept != 0:
		return nil
	case msg.err != nil:
		return m.fail("", msg.err)
	}
	r.learn(msg.reading)
	r.show(false)
	return m.say("the feed's text")
}

func (m *Model) tookFull(msg fullMsg) tea.Cmd {
	var cmds []tea.Cmd
	for r := m.reader; r != nil; r = r.under {
		if r.id != msg.id || !r.pending || r.kept != 0 {
			continue
		}
		r.pending = false
		switch {
		case msg.err != nil && !r.loaded:
			r.err = sentence(msg.err)
		case msg.err != nil:
			r.problem = sentence(msg.err)
		default:
			first, was := !r.loaded, r.reading
			r.learn(msg.reading)
			r.reading, r.loaded = msg.reading, true
			m.pages.learn(msg.id, msg.reading)
			r.problem = m.problemWords(msg.reading.Problem)
			if !first {
				r.reading.State = was.State // what was pressed meanwhile is newer
				r.show(r.full)
			}
			switch {
			case !msg.reading.FromPage:
			case first, msg.asked:
				r.show(true)
			default:
				r.offer()
			}
			if msg.asked && !msg.reading.FromPage && r.problem == "" {
				cmds = append(cmds, m.say("the page has no more than the feed"))
			}
			if first && r == m.reader {
				cmds = append(cmds, m.readerRead())
			}
		}
	}
	return batch(cmds...)
}

// fullReady follows the news that the page's text of an article is stored.
func (m *Model) fullReady(id feeds.ArticleID) tea.Cmd {
	wanted := m.art.shown.id == id
	for r := m.reader; r != nil; r = r.under {
		wanted = wanted || r.id == id
	}
	if _, known := m.pages.readings[id]; !wanted && !known {
		return nil
	}
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		got, err := back.Article(ctx, id)
		return readyMsg{id, got, err}
	}
}

func (m *Model) tookReady(msg readyMsg) {
	if msg.err != nil || msg.reading.Page == nil {
		return
	}
	for r := m.reader; r != nil; r = r.under {
		if r.id == msg.id && r.kept == 0 && r.loaded {
			r.learn(msg.reading)
			r.offer()
		}
	}
	if a := &m.art; a.shown.id != msg.id || a.pane.Place() == a.set {
		m.pages.learn(msg.id, prefer(msg.reading))
	}
}

// settleRest waits for the cursor to rest on an article whose page may be
// wanted.
func (m *Model) settleRest() tea.Cmd {
	var id feeds.ArticleID
	if c := m.heads.current(); c != nil && !m.alone() {
		id = c.ID
	}
	if id == m.resting {
		return nil
	}
	m.resting = id
	if m.stopFetch != nil {
		m.stopFetch()
		m.stopFetch = nil
	}
	if id == 0 {
		return nil
	}
	return m.wait(restTime, restMsg{id})
}

// rested asks for the pages of the article under the cursor and of the next
// two unread.
func (m *Model) rested(id feeds.ArticleID) tea.Cmd {
	if id != m.resting || m.heads.current() == nil {
		return nil
	}
	m.pics.quiet = id
	ids := []feeds.ArticleID{id}
	h := &m.heads
	for i := h.list.Index() + 1; i < len(h.rows) && len(ids) < 3; i++ {
		if !h.rows[i].Read {
			ids = append(ids, h.rows[i].ID)
		}
	}
	ctx, stop := context.WithCancel(m.ctx)
	m.stopFetch = stop
	back := m.back
	return func() tea.Msg {
		_ = back.Prefetch(ctx, ids) // what could not be had is told when it is opened
		return nil
	}
}
