package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// changes are the reader's changes on their way to the store: one at a time
// and in order, so that the last key pressed wins. Rows show them at once.
type changes struct {
	queue []job
	busy  bool
	read  map[feeds.ArticleID]wish
	kept  map[feeds.ArticleID]wish
}

// job is one change to make, and what to do with its answer.
type job struct {
	do   func(context.Context) (feeds.Change, error)
	done func(m *Model, c feeds.Change, err error) tea.Cmd
}

// wish is what a row shows while its change is under way, and how many are.
type wish struct {
	on bool
	n  int
}

// change queues a job.
//
//go:noinline
func (m *Model) change(j job) tea.Cmd {
	m.changes.queue = append(m.changes.queue, j)
	return m.nextChange()
}

func (m *Model) nextChange() tea.Cmd {
	c := &m.changes
	if c.busy || len(c.queue) == 0 {
		return nil
	}
	j := c.queue[0]
	c.queue = c.queue[1:]
	c.busy = true
	ctx := m.ctx
	return func() tea.Msg {
		change, err := j.do(ctx)
		return changeMsg{change, err, j.done}
	}
}

func (m *Model) tookChange(msg changeMsg) tea.Cmd {
	m.changes.busy = false
	cmd := msg.done(m, msg.change, msg.err)
	if next := m.nextChange(); next != nil {
		return batch(cmd, next)
	}
	if m.quitting {
		return m.leave()
	}
	if aboutBookmarks(msg.change.Verb) {
		cmd = batch(cmd, m.loadWords())
	}
	return batch(cmd, m.rereadSoon())
}

// want notes a wish for an article's mark; the answer's done calls granted.
func want(wishes *map[feeds.ArticleID]wish, id feeds.ArticleID, on bool) {
	if *wishes == nil {
		*wishes = map[feeds.ArticleID]wish{}
	}
	(*wishes)[id] = wish{on, (*wishes)[id].n + 1}
}

func granted(wishes map[feeds.ArticleID]wish, id feeds.ArticleID) {
	w := wishes[id]
	if w.n--; w.n <= 0 {
		delete(wishes, id)
		return
	}
	wishes[id] = w
}

// overlay shows on rows just read from the store what is still on its way to
// it.
func (c *changes) overlay(h *headlines) {
	for id, w := range c.read {
		if i, ok := h.at[id]; ok {
			h.rows[i].Read = w.on
		}
	}
	for id, w := range c.kept {
		if i, ok := h.at[id]; ok {
			h.rows[i].Bookmarked = w.on
		}
	}
}

// showRead and showKept change rows at once.
func (m *Model) showRead(id feeds.ArticleID, read bool) {
	if i, ok := m.heads.at[id]; ok {
		m.heads.rows[i].Read = read
	}
	m.near.each(id, func(h *feeds.Headline) { h.Read = read })
	m.front.each(id, func(h *feeds.Headline) { h.Read = read })
	m.pages.mark(id, func(s *feeds.State) { s.Read = read })
	if m.reader != nil && m.reader.reading.Article.ID == id {
		m.reader.reading.State.Read = read
	}
}

func (m *Model) showKept(id feeds.ArticleID, kept bool) {
	if i, ok := m.heads.at[id]; ok {
		m.heads.rows[i].Bookmarked = kept
	}
	m.near.each(id, func(h *feeds.Headline) { h.Bookmarked = kept })
	m.front.each(id, func(h *feeds.Headline) { h.Bookmarked = kept })
	m.pages.mark(id, func(s *feeds.State) { s.Bookmarked = kept })
	if m.reader != nil && m.reader.reading.Article.ID == id {
		m.reader.reading.State.Bookmarked = kept
	}
}

// markRead marks one article, without words: the row says it.
func (m *Model) markRead(id feeds.ArticleID, read bool) tea.Cmd {
	return m.setRead(id, read, false)
}

func (m *Model) setRead(id feeds.ArticleID, read, aloud bool) tea.Cmd {
	if st, ok := m.stateOf(id); !ok || st.Read == read {
		return nil
	}
	m.showRead(id, read)
	want(&m.changes.read, id, read)
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) {
			return back.MarkRead(ctx, []feeds.ArticleID{id}, read)
		},
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			granted(m.changes.read, id)
			if err != nil {
				if _, more := m.changes.read[id]; !more {
					m.showRead(id, !read)
				}
				return m.fail("not marked: ", err)
			}
			if aloud && c.N > 0 {
				return m.done(m.undoable(changed(c)))
			}
			return nil
		},
	})
}

// stateOf is what is known of an article's state.
func (m *Model) stateOf(id feeds.ArticleID) (feeds.State, bool) {
	if r := m.reader; r != nil && r.reading.Article.ID == id && id != 0 {
		return r.reading.State, true
	}
	if i, ok := m.heads.at[id]; ok {
		return m.heads.rows[i].State, true
	}
	if h, ok := m.near.find(id); ok {
		return h.State, true
	}
	var st feeds.State
	found := false
	m.front.each(id, func(h *feeds.Headline) { st, found = h.State, true })
	return st, found
}

// markAll marks the view read, up to what was known when its rows were read.
func (m *Model) markAll() tea.Cmd {
	if m.inRelated() {
		return m.markRelated()
	}
	if m.atFront() && m.reader == nil {
		return m.markFront()
	}
	h := &m.heads
	switch {
	case m.alone():
		return nil
	case h.loading: // only then it is known what is marked
		h.hold(actReadAll, 1)
		return nil
	}
	view, newest, back := h.view, h.newest, m.back
	return m.change(job{
		do:   func(ctx context.Context) (feeds.Change, error) { return back.MarkAllRead(ctx, view, newest) },
		done: markedAll,
	})
}

// markedAll tells how marking a whole view went.
func markedAll(m *Model, c feeds.Change, err error) tea.Cmd {
	switch {
	case err != nil:
		return m.fail("not marked: ", err)
	case c.N == 0:
		return m.say("nothing unread here")
	}
	return m.done(m.undoable(changed(c)))
}

// bookmark keeps the article, or takes the bookmark off.
func (m *Model) bookmark(id feeds.ArticleID) tea.Cmd {
	st, ok := m.stateOf(id)
	if !ok {
		return nil
	}
	if st.Bookmarked {
		return m.setKept(id, false, feeds.Keeping{})
	}
	return m.setKept(id, true, feeds.Keeping{})
}

func (m *Model) setKept(id feeds.ArticleID, kept bool, with feeds.Keeping) tea.Cmd {
	was, _ := m.stateOf(id)
	m.showKept(id, kept)
	want(&m.changes.kept, id, kept)
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) {
			if kept {
				return back.Keep(ctx, id, with)
			}
			return back.Unkeep(ctx, id)
		},
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			granted(m.changes.kept, id)
			if err != nil {
				m.showKept(id, was.Bookmarked)
				return m.fail("not kept: ", err)
			}
			return m.done(m.undoable(changed(c)))
		},
	})
}

// undo and redo walk the journal.
func (m *Model) undo(redo bool) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) {
			if redo {
				return back.Redo(ctx)
			}
			return back.Undo(ctx)
		},
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil && redo:
				return m.fail("not redone: ", err)
			case err != nil:
				return m.fail("not undone: ", err)
			case c.N == 0 && redo:
				return m.say("nothing to redo")
			case c.N == 0:
				return m.say("nothing to undo")
			}
			m.near.stale()
			again := m.readHighlights()
			if redo {
				return batch(again, m.done(m.undoable("redone: "+changed(c))))
			}
			return batch(again, m.done(m.offer("undone: "+changed(c), actRedo, "redo")))
		},
	})
}

// batch is tea.Batch by a call: a hundred callers would each hold a copy of it.
//
//go:noinline
func batch(cmds ...tea.Cmd) tea.Cmd { return tea.Batch(cmds...) }
