package ui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// headlines is the middle pane: a window of one view around the cursor. Rows
// come 200 at a time as the cursor nears an end, and never more than about a
// thousand are kept.
type headlines struct {
	view  feeds.View
	list  list.List[feeds.ArticleID]
	size  rect
	rows  []feeds.Headline // newest first
	lines int              // of a row
	days  bool             // rules stand between days
	finds *feeds.Marker    // what the view looks for, nil where it is no search
	at    map[feeds.ArticleID]int
	open  map[feeds.StoryID]feeds.Story       // unfolded
	under map[feeds.ArticleID]feeds.ArticleID // of an unfolded report the article of its story's row

	excerpts excerpts // of hits

	marks  selection[feeds.ArticleID]
	chosen map[feeds.ArticleID]feeds.Headline // rows that are selected, here or not

	above, below bool            // the view goes on beyond the rows
	trimmed      bool            // some were let go of
	up, on       feeds.Key       // from these keys, the rows' own where they are zero
	top          feeds.Key       // of the first row there was
	ctx          context.Context // of what is read for the view
	leave        context.CancelFunc
	loading      bool // a view was opened and its rows are not here yet
	busy         bool // a window is being read
	again        bool // and once more after that
	gen          int
	err          string
	newest       feeds.ArticleID // the latest that may be among the rows

	filling   bool // a first edition comes in, and nobody has moved yet
	filled    bool // and it is complete
	fresh     int  // rows that arrived above while the cursor stood below them
	resume    feeds.Key
	anew      bool            // the view was shown already: it begins at its newer end
	since     feeds.ArticleID // what was the newest when the view was left, 0 where it is not taken up again
	before    *spot           // where Esc leads from a search or the bookmarks
	seek      int             // +1 or -1: an unread one is wanted beyond the rows
	held      []wanted        // typed ahead of the rows
	extending bool            // a read beyond the rows is put off
	hasten    bool            // keys wait for more rows than there are so far, which are being read
	unread    bool            // the view is entered at its first unread
}

// spot is a view and the cursor's place in it.
type spot struct {
	view feeds.View
	key  feeds.Key
}

func (h *headlines) reset() {
	h.list = list.New[feeds.ArticleID]()
	h.rows, h.at = nil, map[feeds.ArticleID]int{}
	h.open, h.under = map[feeds.StoryID]feeds.Story{}, nil
	h.above, h.below, h.fresh, h.seek = false, false, 0, 0
	h.up, h.on, h.top = feeds.Key{}, feeds.Key{}, feeds.Key{}
	h.err = ""
}

func (h *headlines) resize(r rect, lines, gap int) {
	h.size, h.lines = r, lines
	h.list.SetRow(lines, gap)
	h.list.SetSize(r.W, r.H)
}

// wanted is a verb typed before the rows it is meant for were there.
type wanted struct {
	act action
	n   int
}

func (h *headlines) hold(a action, n int) {
	if len(h.held) < maxHeld {
		h.held = append(h.held, wanted{a, n})
	}
}

// maxHeld bounds what is typed ahead.
const maxHeld = 32

// current is the row under the cursor; nil while there is none to act on.
func (h *headlines) current() *feeds.Headline {
	id, ok := h.list.Selected()
	if !ok || h.loading {
		return nil
	}
	i, ok := h.at[id]
	if !ok {
		return nil
	}
	return &h.rows[i]
}

// around gives the keys of the cursor, the first row and the last.
func (h *headlines) around() (at, above, below feeds.Key) {
	if h.loading {
		return h.resume, feeds.Key{}, feeds.Key{}
	}
	if c := h.current(); c != nil {
		at = h.rows[h.at[h.rowOf(c.ID)]].Key()
	}
	if n := len(h.rows); n > 0 {
		last := h.rows[n-1].ID
		above, below = h.rows[0].Key(), h.rows[h.at[h.rowOf(last)]].Key()
	}
	return at, cmp.Or(h.up, above), cmp.Or(h.on, below)
}

// openView shows another view where it was left; the one that is shown from its
// newer end.
func (m *Model) openView(v feeds.View) tea.Cmd { return m.openViewAt(v, feeds.Key{}) }

// openViewAt shows a view with the cursor where key is, or was; where the view
// was left when it is zero.
func (m *Model) openViewAt(v feeds.View, key feeds.Key) tea.Cmd {
	return batch(m.leaveList(), m.showView(v, key))
}

func (m *Model) showView(v feeds.View, key feeds.Key) tea.Cmd {
	now := m.opts.Now()
	switch v.Kind {
	case feeds.ViewToday:
		v.Since = now.Add(-24 * 60 * 60 * 1e9)
	case feeds.ViewUnread, feeds.ViewSearch: // which may ask for what is unread
		v.Opened = now
	}
	if v.Unread {
		v.Opened = now
	}
	h := &m.heads
	h.anew, h.since = h.view.Same(v), 0
	if searching(v) || v.Kind == feeds.ViewBookmarks {
		if !searching(h.view) && h.view.Kind != feeds.ViewBookmarks {
			at, _, _ := h.around()
			h.before = &spot{h.view, at}
		}
	} else {
		h.before = nil
	}
	if !searching(v) {
		m.search = nil
	}
	if h.leave != nil {
		h.leave() // a search of what is left behind may be a long one
	}
	h.ctx, h.leave = context.WithCancel(m.ctx)
	was := m.onShelf()
	if !was || v.Kind != feeds.ViewBookmarks {
		m.unselect()
	}
	h.days = false // until its order is read
	h.finds = nil
	if q, err := feeds.ParseQuery(v.Query); err == nil && v.Kind == feeds.ViewSearch {
		h.finds = q.Marker()
	}
	h.view, h.resume, h.loading, h.again, h.held, h.hasten, h.unread = v, key, true, false, nil, false, false
	m.health.led = 0
	m.side.follow(v)
	if v.Kind == feeds.ViewFront {
		h.gen++ // as below
		h.busy = false
		return m.openFront()
	}
	if v.Kind == feeds.ViewBookmarks {
		h.gen++ // whatever window is on its way is of another view
		h.busy = false
		s := &m.shelf
		s.marks.end() // its rows are known now
		if !was {
			s.reset()
			s.resize(s.size)
		}
		s.loading, s.resume, s.filter = true, 0, nil
		if q, _ := feeds.ParseQuery(v.Query); q.Where != nil && v.Query != toReadQuery {
			s.filter = &shelfFilter{input: newInput(v.Query), marker: q.Marker()}
		}
		if !was && v.Query == "" {
			return batch(m.readOrder(), m.loadWords())
		}
		return batch(m.loadShelf(), m.loadWords())
	}
	return m.openOrdered()
}

// leaveView goes back from a search or the bookmarks to where one was.
func (m *Model) leaveView() (tea.Cmd, bool) {
	if m.heads.before == nil {
		return nil, false
	}
	b := *m.heads.before
	return m.openViewAt(b.view, b.key), true
}

// moveHeadlines does the list's verbs; false when a is none of them.
func (m *Model) moveHeadlines(a action, n int) (tea.Cmd, bool) {
	h := &m.heads
	was, _ := h.list.Selected()
	switch {
	case a == actBottom && h.below:
		h.hasten = true
		return m.loadWindow(windowBottom), true
	case a == actTop && h.above:
		h.loading, h.resume = true, feeds.Key{}
		return m.loadWindow(windowReplace), true
	case !moveList(&h.list, a, n):
		return nil, false
	}
	if now, _ := h.list.Selected(); now == was {
		return nil, true
	}
	return m.selected(), true
}

// selected is called when the person moved the cursor to another article.
func (m *Model) selected() tea.Cmd {
	c := m.heads.current()
	if c == nil {
		return nil
	}
	var cmd tea.Cmd
	if m.opts.Settings.MarkRead == "select" {
		cmd = m.markRead(c.ID, true)
	}
	return batch(cmd, m.follow(c.ID))
}

// moveList does a verb of movement on a list.
func moveList[K comparable](l *list.List[K], a action, n int) bool {
	switch a {
	case actDown, actNext:
		l.Move(n)
	case actUp, actPrev:
		l.Move(-n)
	case actTop:
		l.Top()
	case actBottom:
		l.Bottom()
	case actHalfDown:
		l.Page(0.5)
	case actHalfUp:
		l.Page(-0.5)
	case actPageDown:
		l.Page(1)
	case actPageUp:
		l.Page(-1)
	default:
		return false
	}
	return true
}
