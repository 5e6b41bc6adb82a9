package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// focusOn moves the focus. Where panes stand one at a time, this shows it.
func (m *Model) focusOn(p pane) {
	if p >= paneArticle && m.alone() {
		return
	}
	m.focus = p
}

// movePane moves the focus along the panes that can be had at this size.
func (m *Model) movePane(way int, round bool) {
	if m.talk != nil && (m.reader != nil && round || m.reader == nil && m.focus == paneArticle && way > 0) {
		m.talk.focused = true
		return
	}
	if r := m.reader; r != nil {
		if round && (r.choosing || len(m.near.rows) > 0) {
			r.choosing = !r.choosing
		}
		return
	}
	last := paneRelated
	if m.alone() {
		last = paneHeadlines
	}
	p := m.focus + pane(way)
	switch {
	case p < 0 && round:
		p = last
	case p > last && round:
		p = 0
	case p < 0 || p > last:
		return
	}
	m.focusOn(p)
}

// goBack is one step back, never two. At the top q quits, and Esc rests.
func (m *Model) goBack() tea.Cmd {
	switch {
	case m.talk != nil && !m.health.open:
		m.closeTalk()
	case m.reader != nil && m.reader.choosing:
		m.reader.choosing = false
	case m.findsTyped() && m.pressed == "esc":
		m.endFind()
	case m.reader != nil && m.pressed == "esc" && m.reader.stopTranslating():
	case m.reader != nil && m.bare:
		m.bare = false
	case m.reader != nil:
		m.closeReader()
	case m.zoom:
		m.zoom = false
	case m.focus == paneRelated && m.lay.Class <= narrow:
		m.focus = paneArticle
	case m.focus != paneHeadlines && !(m.focus == paneSections && m.pressed == "q" && m.lay.Class == wide):
		m.focus = paneHeadlines
	case m.choosing() && m.pressed == "esc":
		if m.onShelf() {
			m.shelf.marks.drop()
		} else {
			m.heads.marks.drop()
		}
	case m.onShelf() && m.shelf.filter != nil && m.pressed == "esc":
		return m.endFilter()
	default:
		if cmd, ok := m.backToHealth(); ok {
			return cmd
		}
		if cmd, ok := m.leaveView(); ok {
			m.search = nil
			return cmd
		}
		switch {
		case m.pressed == "q":
			return m.quit()
		case m.lay.Class <= narrow:
			m.focus = paneSections
		}
	}
	return nil
}

// goOn is Space: page the article, at its end the next unread.
func (m *Model) goOn() tea.Cmd {
	a := &m.art
	shown := !a.size.hidden() && a.shown.id != 0 && m.focus != paneRelated
	if shown && a.pane.PageDown() {
		return m.articleRead()
	}
	if shown {
		return batch(m.articleRead(), m.goOnFromRows())
	}
	return m.goOnFromRows()
}

func (m *Model) goTo(a action) tea.Cmd {
	kinds := map[action]feeds.ViewKind{
		actFront: feeds.ViewFront, actToday: feeds.ViewToday, actUnread: feeds.ViewUnread, actAll: feeds.ViewAll, actBookmarks: feeds.ViewBookmarks,
	}
	v := feeds.View{Kind: kinds[a]}
	if a == actBookmarks && m.search != nil && m.besideWords() != "" {
		v.Query = m.searchAsked()
	}
	return m.goToView(v)
}

// reloadHere reloads the feed of the view, else that of the article at hand.
func (m *Model) reloadHere() tea.Cmd {
	var id feeds.FeedID
	k, _ := m.side.list.Selected()
	at, ok := m.atHand()
	switch {
	case m.focus == paneSections && m.reader == nil && k.feed != 0:
		id = k.feed
	case m.focus == paneSections && m.reader == nil && k.kind == feeds.ViewFolder:
		return m.reloadFolder(k.folder)
	case m.heads.view.Kind == feeds.ViewFeed:
		id = m.heads.view.Feed
	case ok && at.FeedID != 0:
		id = at.FeedID
	default:
		return m.say("no feed here" + m.keySentence("; ", actReloadAll, " reloads all"))
	}
	return m.reloadCmd(feeds.ReloadRequest{Feeds: []feeds.FeedID{id}})
}

func (m *Model) reloadFolder(dir string) tea.Cmd {
	var ids []feeds.FeedID
	for _, f := range m.side.data.Feeds {
		for d := f.Folder; d != ""; d = parent(d) {
			if d == dir {
				ids = append(ids, f.ID)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return m.reloadCmd(feeds.ReloadRequest{Feeds: ids})
}

// removeFeed removes the feed under the cursor or of the view. Undo brings it
// back, so nobody is asked.
func (m *Model) removeFeed() tea.Cmd {
	if v, ok := m.savedHere(); ok {
		return m.removeSearch(v)
	}
	id := m.heads.view.Feed
	if k, ok := m.side.list.Selected(); ok && m.focus == paneSections {
		id = k.feed
	}
	if id == 0 {
		return m.say("a feed is removed in its own view")
	}
	return m.unsubscribe(id)
}

// unsubscribe removes a feed, and leaves its view where that is shown.
func (m *Model) unsubscribe(id feeds.FeedID) tea.Cmd {
	back := m.back
	leave := m.heads.view.Feed == id
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.Remove(ctx, id) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.fail("not removed: ", err)
			case c.N == 0:
				return nil
			}
			cmd := m.done(m.undoable(changed(c)))
			if leave && m.heads.view.Feed == id {
				cmd = batch(cmd, m.openView(feeds.View{Kind: feeds.ViewToday}))
			}
			return cmd
		},
	})
}

// quit leaves once every change is on disk; asked twice, it leaves at once.
func (m *Model) quit() tea.Cmd {
	if m.quitting || !m.changes.busy {
		return m.leave()
	}
	m.quitting = true
	return nil
}

func (m *Model) leave() tea.Cmd {
	m.leaveAll()
	save := batch(m.savePlaces(), m.leaveList(), m.keepMeasure(), m.visited())
	m.stop()
	return tea.Sequence(save, m.without(tea.Quit))
}
