package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// shelf is the bookmarks of a view: which there are, in order, and the rows
// around what is looked at.
type shelf struct {
	list    list.List[feeds.BookmarkID]
	ids     []feeds.BookmarkID
	rows    map[feeds.BookmarkID]feeds.Bookmark // one that is gone meanwhile has no id
	size    rect
	loading bool             // the order of a view that was opened is not here yet
	resume  feeds.BookmarkID // where the view was left
	more    int              // the order goes on after so many bookmarks looked at, 0 for all of it
	of      int
	reading bool // rows are on their way
	gen     int
	err     string
	filter  *shelfFilter
	marks   selection[feeds.BookmarkID]
	words   feeds.KeepingWords
}

// shelfSpan is how many rows are read to either side of what is in view, and
// shelfKept how many are kept.
const shelfSpan, shelfKept = 80, 2000

func (s *shelf) reset() {
	s.list, s.ids, s.rows = list.New[feeds.BookmarkID](), nil, map[feeds.BookmarkID]feeds.Bookmark{}
}

func (s *shelf) resize(r rect) {
	s.size = r
	switch {
	case r.W < narrowWidth-2:
		s.list.SetRow(2, 0)
	default:
		s.list.SetRow(3, 1)
	}
	s.list.SetSize(r.W, r.H)
}

// current is the bookmark under the cursor; nil while its row is not here.
func (s *shelf) current() *feeds.Bookmark {
	id, ok := s.list.Selected()
	if !ok || s.loading {
		return nil
	}
	b, ok := s.rows[id]
	if !ok || b.ID == 0 {
		return nil
	}
	return &b
}

// waits says whether the row under the cursor is on its way.
func (s *shelf) waits() bool {
	id, ok := s.list.Selected()
	_, here := s.rows[id]
	return ok && !here
}

// onShelf says whether the Bookmarks view is what is shown.
func (m *Model) onShelf() bool { return m.heads.view.Kind == feeds.ViewBookmarks }

// around gives the ids to either side of one, or those at the top.
func around(ids []feeds.BookmarkID, id feeds.BookmarkID) []feeds.BookmarkID {
	at := max(slices.Index(ids, id), 0)
	return ids[max(0, at-shelfSpan):min(len(ids), at+shelfSpan)]
}

// loadShelf reads which bookmarks the view has, and the rows where the cursor
// is.
func (m *Model) loadShelf() tea.Cmd {
	s := &m.shelf
	s.gen++
	s.reading = false
	at := s.resume // a view that was opened shows where it was left, or its top
	if !s.loading {
		at, _ = s.list.Selected()
	}
	return m.orderShelf(at, 0)
}

// orderShelf is a part of loadShelf: the order from where it left off.
func (m *Model) orderShelf(at feeds.BookmarkID, after int) tea.Cmd {
	back, ctx, gen := m.back, m.heads.ctx, m.shelf.gen
	req := feeds.BookmarkOrderRequest{Query: m.heads.view.Query, After: after}
	return func() tea.Msg {
		msg := shelfMsg{gen: gen, more: after > 0}
		if msg.order, msg.err = back.BookmarkOrder(ctx, req); msg.err != nil || after > 0 || len(msg.order.IDs) == 0 {
			return msg
		}
		msg.asked = around(msg.order.IDs, at)
		msg.rows, msg.err = back.Bookmarks(ctx, feeds.BookmarkRequest{IDs: msg.asked})
		return msg
	}
}

func (m *Model) tookShelf(msg shelfMsg) tea.Cmd {
	s := &m.shelf
	if msg.gen != s.gen {
		return nil
	}
	if msg.err != nil {
		s.loading, m.heads.loading, s.more = false, false, 0
		s.err = sentence(msg.err)
		return nil
	}
	s.err = ""
	if msg.more {
		s.ids = append(s.ids[:len(s.ids):len(s.ids)], msg.order.IDs...)
	} else {
		s.ids, s.rows = msg.order.IDs, map[feeds.BookmarkID]feeds.Bookmark{}
	}
	s.take(msg.asked, msg.rows)
	s.more, s.of = msg.order.After, msg.order.Of
	s.list.SetKeys(s.ids)
	if s.loading {
		s.list.Top()
		s.list.Select(s.resume)
		s.resume = 0
	}
	if len(s.ids) > 0 || s.more == 0 {
		s.loading, m.heads.loading = false, false
	}
	var cmd tea.Cmd
	if s.more > 0 {
		cmd = m.orderShelf(0, s.more)
	}
	if m.heads.loading {
		return cmd
	}
	return batch(cmd, m.doHeld())
}

// take keeps rows that were asked for.
func (s *shelf) take(asked []feeds.BookmarkID, rows []feeds.Bookmark) {
	for _, id := range asked {
		s.rows[id] = feeds.Bookmark{}
	}
	for _, b := range rows {
		s.rows[b.ID] = b
	}
}

// settleShelf reads the rows that came into view.
func (m *Model) settleShelf() tea.Cmd {
	s := &m.shelf
	if s.reading || s.err != "" {
		return nil
	}
	from, to := s.list.Visible()
	missing := false
	for _, id := range s.ids[min(from, len(s.ids)):min(to, len(s.ids))] {
		if _, here := s.rows[id]; !here {
			missing = true
		}
	}
	if !missing {
		return nil
	}
	return m.readShelf(from, to)
}

// readShelf reads rows, and those around them.
func (m *Model) readShelf(from, to int) tea.Cmd {
	s := &m.shelf
	s.reading = true
	ids := s.ids[max(0, min(from, len(s.ids))-shelfSpan):min(len(s.ids), to+shelfSpan)]
	back, ctx, gen := m.back, m.heads.ctx, s.gen
	return func() tea.Msg {
		rows, err := back.Bookmarks(ctx, feeds.BookmarkRequest{IDs: ids})
		return shelfRowsMsg{gen, ids, rows, err}
	}
}

func (m *Model) tookShelfRows(msg shelfRowsMsg) tea.Cmd {
	s := &m.shelf
	if msg.gen != s.gen {
		return nil
	}
	s.reading = false
	if msg.err != nil {
		s.err = sentence(msg.err)
		return nil
	}
	if len(s.rows) > shelfKept {
		s.rows = map[feeds.BookmarkID]feeds.Bookmark{}
	}
	s.take(msg.asked, msg.rows)
	if s.waits() {
		return nil
	}
	return m.doHeld()
}

// doBookmarks does the view's own verbs; false when a is none of them.
func (m *Model) doBookmarks(a action, n int) (tea.Cmd, bool) {
	s := &m.shelf
	if a != actNext && a != actPrev && moveList(&s.list, a, n) {
		return nil, true
	}
	if s.waits() && m.keys.reaches[a] == reachRows {
		m.heads.hold(a, n)
		return nil, true
	}
	b := s.current()
	switch {
	case b == nil:
		return nil, a == actOpen || a == actBookmarkWith || a == actBookmark || a == actRead || a == actDone || a == actUseMoved
	case a == actGoOn:
		s.list.Page(1)
	case a == actOpen:
		return m.openKept(b.ID), true
	case a == actBookmark:
		return m.removeBookmarks([]feeds.BookmarkID{b.ID}), true
	case a == actRead:
		return m.toRead([]feeds.BookmarkID{b.ID}, !b.ReadLater()), true
	case a == actDone:
		cmd := m.step(1)
		if b.ReadLater() {
			cmd = batch(m.toRead([]feeds.BookmarkID{b.ID}, false), cmd)
		}
		return cmd, true
	case a == actNextUnread, a == actPrevUnread:
		if a == actPrevUnread {
			n = -n
		}
		return m.step(n), true
	case a == actUseMoved:
		return m.followMoved([]feeds.BookmarkID{b.ID}), true
	case a == actBrowser && m.deadEnd(b.ID, b.Link):
		return batch(m.openKept(b.ID), m.sayDeadEnd(b.Link)), true
	case a == actBookmarkWith:
		return m.keepingForm(b.Title, feeds.Keeping{Tags: b.Tags, Note: b.Note, Folder: b.Folder}, editKept(b.ID)), true
	default:
		return nil, false
	}
	return nil, true
}

// toRead puts bookmarks among what is to be read, or takes them off.
func (m *Model) toRead(ids []feeds.BookmarkID, on bool) tea.Cmd {
	e := feeds.BookmarkEdit{Drop: []string{feeds.ReadLater}}
	if on {
		e = feeds.BookmarkEdit{Add: []string{feeds.ReadLater}}
	}
	return m.editBookmarks(ids, e)
}

func (m *Model) editBookmarks(ids []feeds.BookmarkID, e feeds.BookmarkEdit) tea.Cmd {
	back := m.back
	return m.change(job{
		do:   func(ctx context.Context) (feeds.Change, error) { return back.EditBookmarks(ctx, ids, e) },
		done: told("not changed: "),
	})
}

func (m *Model) removeBookmarks(ids []feeds.BookmarkID) tea.Cmd {
	back := m.back
	return m.change(job{
		do:   func(ctx context.Context) (feeds.Change, error) { return back.RemoveBookmarks(ctx, ids) },
		done: told("not removed: "),
	})
}

// told is the answer to a change that the lists show by being read again.
func told(failed string) func(*Model, feeds.Change, error) tea.Cmd {
	return func(m *Model, c feeds.Change, err error) tea.Cmd {
		switch {
		case err != nil:
			return m.fail(failed, err)
		case c.N == 0:
			return nil
		}
		return m.done(m.undoable(changed(c)))
	}
}

// editKept saves a bookmark's form.
func editKept(id feeds.BookmarkID) func(*Model, feeds.Keeping) tea.Cmd {
	return func(m *Model, with feeds.Keeping) tea.Cmd {
		back := m.back
		return m.change(job{
			do:   func(ctx context.Context) (feeds.Change, error) { return back.EditBookmark(ctx, id, with) },
			done: told("not saved: "),
		})
	}
}

// keepWith opens the form for the article at hand: it is kept with what is
// filled in, or its bookmark is edited.
func (m *Model) keepWith(at feeds.Headline) tea.Cmd {
	if at.Bookmarked {
		return m.withBookmark(at, func(m *Model, b feeds.Bookmark) tea.Cmd {
			return m.keepingForm(b.Title, feeds.Keeping{Tags: b.Tags, Note: b.Note, Folder: b.Folder}, editKept(b.ID))
		})
	}
	return m.keepingForm(at.Title, feeds.Keeping{}, func(m *Model, with feeds.Keeping) tea.Cmd {
		return m.setKept(at.ID, true, with)
	})
}
