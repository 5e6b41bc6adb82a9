package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// reader is the reader view: one article, full screen, at its measure. It
// shows the feed's text at once, and the page's when that arrives.
type reader struct {
	id      feeds.ArticleID
	kept    feeds.BookmarkID // shows a bookmark's own copy, when not 0
	reading feeds.Reading
	feed    *feeds.Document // the article's texts: the feed's, and the page's
	page    *feeds.Document
	loaded  bool
	pending bool // the page's text is on its way
	full    bool // the page's text is shown
	offered bool // it is there, and the feed's is being read
	problem string
	link    string // what is known of a bookmark's link, a sentence
	dead    feeds.LinkCheck
	err     string

	pane     article.Pane
	size     rect
	shown    pageKey
	set      article.Place // where it was put, not scrolled
	failed   pageKey
	choosing bool // the related stories are up, to choose from
	find     *textFind
	picked   *article.Highlight // the one stepped to, while it is selected
	pressed  *tea.Mouse         // where the mouse is held
	dragging bool               // and has moved
	stop     context.CancelFunc
	tongue   *translation // of its text, nil for none
	tongued  bool         // one is wanted as soon as the text is here
	under    *reader      // one step back
	version  version      // which paper's version of a story, where one flips through them
}

// version is one of a story's reports: its place, from 1, and how many there are.
type version struct{ n, of int }

func (r *reader) resize(at rect) {
	r.size = at
	r.pane.SetSize(at.W, at.H)
}

// readerRect is where the reader's text stands.
func (m *Model) readerRect() rect {
	top, bottom, margin := 0, m.h, 1
	if m.h >= 12 {
		top = 2
	}
	if m.h >= 20 {
		top = 3
	}
	if m.h >= 16 {
		bottom--
	}
	if m.h >= 18 {
		bottom--
	}
	if m.bare {
		top, bottom = 0, m.h
	}
	if m.lay.Class == tiny {
		margin = 0
	}
	return rect{margin, top, m.w - 2*margin, bottom - top}
}

// openReader opens an article. push keeps the reader that is open, to come
// back to.
func (m *Model) openReader(id feeds.ArticleID, push bool) tea.Cmd {
	r := &reader{id: id, pending: true}
	m.showReader(r, push)
	return m.fillReader(r)
}

// replaceReader opens an article in the place of the one that is open: back
// leads to where it led before.
func (m *Model) replaceReader(id feeds.ArticleID) tea.Cmd {
	old := m.reader
	under := old.under
	old.under = nil
	r := &reader{id: id, pending: true}
	m.showReader(r, false)
	r.under = under
	return m.fillReader(r)
}

// fillReader reads what a reader shows.
func (m *Model) fillReader(r *reader) tea.Cmd {
	id := r.id
	ctx, stop := context.WithCancel(m.ctx)
	r.stop = stop
	back := m.back
	return batch(m.opened(id), func() tea.Msg {
		reading, err := back.FullText(ctx, id)
		return fullMsg{id: id, reading: reading, err: err}
	})
}

// openKept opens a bookmark on its own copy of the text.
func (m *Model) openKept(id feeds.BookmarkID) tea.Cmd {
	r := &reader{kept: id, pending: true}
	m.showReader(r, false)
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		b, err := back.Bookmark(ctx, id)
		return keptMsg{id, b, err}
	}
}

func (m *Model) showReader(r *reader, push bool) {
	if old := m.reader; old != nil {
		m.leavePlace(old.id, &old.pane)
		old.choosing = false
		if push {
			r.under = old
		} else {
			r.under = nil
			old.close()
		}
	} else {
		m.leavePane()
	}
	m.endLetters()
	m.lookFor(r)
	r.pane.SetLook(m.pics.look)
	m.reader = r
}

func (r *reader) close() {
	if r.stop != nil {
		r.stop()
	}
	r.stopTranslating()
	if r.under != nil {
		r.under.close()
	}
}

// closeReader goes one step back.
func (m *Model) closeReader() {
	r := m.reader
	m.endLetters()
	m.leavePlace(r.id, &r.pane)
	if r.stop != nil {
		r.stop()
	}
	r.stopTranslating()
	m.reader = r.under
	if m.reader == nil && m.art.shown.id == r.id && r.id != 0 {
		if place, ok := m.places[r.id]; ok {
			m.art.pane.SetPlace(place)
			m.art.set = m.art.pane.Place()
		}
	}
}

// readerRead marks what the reader shows as read.
func (m *Model) readerRead() tea.Cmd {
	if m.opts.Settings.MarkRead == "never" || m.reader.id == 0 {
		return nil
	}
	return m.markRead(m.reader.id, true)
}

func (m *Model) tookKept(msg keptMsg) tea.Cmd {
	r := m.reader
	if r == nil || r.kept != msg.id {
		return nil
	}
	r.pending = false
	if msg.err != nil {
		r.err = sentence(msg.err)
		return nil
	}
	b := msg.bookmark
	r.id, r.loaded, r.link, r.dead = b.ArticleID, true, m.linkNote(b), b.Link
	r.reading = feeds.Reading{
		Article: feeds.Article{
			ID: b.ArticleID, URL: b.URL, Title: b.Title, Authors: b.Authors, Published: b.Published,
			Topics: b.Tags, Summary: b.Summary, Comments: -1,
		},
		Feed:     feeds.Feed{Title: keptFrom(&b), Folder: b.Folder},
		State:    feeds.State{Read: true, Bookmarked: true, HiddenBy: b.HiddenBy},
		Document: b.Document, Highlights: b.Highlights,
	}
	if r.reading.Document == nil {
		r.reading.Document = &feeds.Document{}
	}
	return nil
}

// note is the line under the head that says where the text stands.
func (r *reader) note() string {
	switch {
	case r.link != "":
		return r.link
	case r.pending && (r.reading.Stub || r.reading.Wanted) && r.page == nil:
		return "Fetching the whole article…"
	case r.problem != "" && r.full:
		return "What the page gives: " + r.problem
	case r.problem != "":
		return "The feed's text: " + r.problem
	}
	return ""
}

// settleReader lays the reader's article out when something about it changed.
func (m *Model) settleReader() tea.Cmd {
	r := m.reader
	if r == nil || r.size.hidden() || r.err != "" || r.kept != 0 && !r.loaded {
		return nil
	}
	if r.tongued && r.loaded && !r.pending {
		r.tongued = false
		return m.translateHere()
	}
	key := pageKey{
		keys: m.pageKeys(scopeReader),
		id:   r.id, kept: r.kept, width: r.size.W, measure: m.measure, airy: true, wc: m.wc, theme: m.st.Key,
		marks: m.marks, starred: r.reading.State.Bookmarked, full: r.full, note: r.note(), hidden: r.reading.State.HiddenBy, boxes: m.boxing(r.size.H), linear: m.opts.Plain,
	}
	if m.lay.Class == tiny {
		key.measure = 0
	}
	at := &r.reading
	if t := r.wanted(); t != nil {
		key.note = m.translationNote(t)
	}
	if t := r.translated(); t != nil {
		at, key.tongue = t.inTongue(r.reading), t.version
	}
	var related []feeds.Related
	if m.near.id == r.id && r.id != 0 {
		related = m.near.rows
		key.related = len(related)
	}
	if key == r.shown || key == r.failed {
		return nil
	}
	if page, ok := m.pages.pages[key]; ok {
		first := r.shown == pageKey{}
		still := first || r.pane.Place() == r.set
		r.pane.SetPage(page, !first)
		// A longer page (the whole text, related stories) may reach a place
		// that the one before it could not.
		if place, ok := m.places[r.id]; ok && still {
			r.pane.SetPlace(place)
		}
		r.shown, r.set = key, r.pane.Place()
		r.refind()
		return nil
	}
	if m.pages.busy[true] {
		return nil
	}
	if !r.loaded {
		at = nil
	}
	return m.loadPage(key, at, related)
}
