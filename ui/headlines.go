package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// headlines is the middle pane: a window of one view around the cursor. Rows
// come 200 at a time as the cursor nears an end, and never more than about a
// thousand are kept.
type headlines struct {
	view feeds.View
	list list.List[feeds.ArticleID]
	size rect
	rows []feeds.Headline // newest first
	at   map[feeds.ArticleID]int

	above, below bool // the view goes on beyond the rows
	loading      bool // a view was opened and its rows are not here yet
	busy         bool // a window is being read
	again        bool // and once more after that
	gen          int
	err          string

	filling bool // nothing was there when the view opened, and nobody has moved yet
	fresh   int  // rows that arrived above while the cursor stood below them
	resume  feeds.Key
	before  *spot    // where Esc leads from a search or the bookmarks
	seek    int      // +1 or -1: an unread one is wanted beyond the rows
	held    []wanted // typed ahead of the rows
	unread  bool     // the view is entered at its first unread
}

// spot is a view and the cursor's place in it.
type spot struct {
	view feeds.View
	key  feeds.Key
}

func (h *headlines) reset() {
	h.list = list.New[feeds.ArticleID]()
	h.rows, h.at = nil, map[feeds.ArticleID]int{}
	h.above, h.below, h.fresh, h.seek = false, false, 0, 0
	h.err = ""
}

func (h *headlines) resize(r rect, comfortable bool) {
	h.size = r
	gap := 0
	if comfortable {
		gap = 1
	}
	h.list.SetRow(2, gap)
	h.list.SetSize(r.W, r.H)
}

// wanted is a verb typed before the rows it is meant for were there.
type wanted struct {
	act action
	n   int
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
		at = c.Key()
	}
	if n := len(h.rows); n > 0 {
		above, below = h.rows[0].Key(), h.rows[n-1].Key()
	}
	return at, above, below
}

// openView shows another view from its newer end.
func (m *Model) openView(v feeds.View) tea.Cmd { return m.openViewAt(v, feeds.Key{}) }

// openViewAt shows a view with the cursor where key is, or was.
func (m *Model) openViewAt(v feeds.View, key feeds.Key) tea.Cmd {
	now := m.opts.Now()
	switch v.Kind {
	case feeds.ViewToday:
		v.Since = now.Add(-24 * 60 * 60 * 1e9)
	case feeds.ViewUnread:
		v.Opened = now
	}
	if v.Unread {
		v.Opened = now
	}
	h := &m.heads
	if v.Kind == feeds.ViewSearch || v.Kind == feeds.ViewBookmarks {
		if k := h.view.Kind; k != feeds.ViewSearch && k != feeds.ViewBookmarks {
			at, _, _ := h.around()
			h.before = &spot{h.view, at}
		}
	} else {
		h.before = nil
	}
	h.view, h.resume, h.loading, h.again, h.held, h.unread = v, key, true, false, nil, false
	m.side.follow(v)
	if v.Kind == feeds.ViewBookmarks {
		h.gen++ // whatever window is on its way is of another view
		h.busy = false
		return m.loadShelf()
	}
	return m.loadWindow(windowReplace)
}

// leaveView goes back from a search or the bookmarks to where one was.
func (m *Model) leaveView() (tea.Cmd, bool) {
	if m.heads.before == nil {
		return nil, false
	}
	b := *m.heads.before
	return m.openViewAt(b.view, b.key), true
}

func (m *Model) tookWindow(msg windowMsg) tea.Cmd {
	h := &m.heads
	if msg.gen != h.gen {
		return nil
	}
	h.busy = false
	if msg.err != nil {
		h.loading, h.seek = false, 0
		h.err = sentence(msg.err)
		return nil
	}
	h.err = ""
	switch msg.how {
	case windowReplace, windowBottom:
		h.reset()
		h.resize(h.size, m.comfortable())
		h.set(msg.rows, msg.above, msg.below)
		h.loading, h.filling = false, len(msg.rows) == 0
		if msg.how == windowBottom {
			h.list.Bottom()
		} else {
			h.seat(h.resume)
		}
	case windowRefresh:
		h.fresh += h.news(msg.rows)
		h.set(msg.rows, msg.above, msg.below)
		if h.filling {
			h.list.Top() // a first edition fills from its top
		}
	case windowBelow:
		h.set(append(h.rows[:len(h.rows):len(h.rows)], msg.rows...), h.above, msg.below)
	case windowAbove:
		h.set(append(msg.rows[:len(msg.rows):len(msg.rows)], h.rows...), msg.above, h.below)
	}
	m.changes.overlay(h)
	if r := m.reader; r != nil && r.loaded {
		if i, ok := h.at[r.id]; ok {
			r.reading.State = h.rows[i].State // undo may have changed it
		}
	}
	if c := h.current(); h.unread && c != nil && c.Read {
		h.seek = 1
	}
	h.unread = false
	if h.seek != 0 {
		return m.seekUnread(h.seek)
	}
	return m.doHeld()
}

// doHeld does what was typed ahead.
func (m *Model) doHeld() tea.Cmd {
	held := m.heads.held
	m.heads.held = nil
	var cmds []tea.Cmd
	for _, w := range held {
		cmds = append(cmds, m.do(w.act, w.n))
	}
	return tea.Batch(cmds...)
}

// set takes rows, keeps those around the cursor when there are too many, and
// leaves the cursor on its article.
func (h *headlines) set(rows []feeds.Headline, above, below bool) {
	if len(rows) > windowMax {
		id, _ := h.list.Selected()
		c := 0
		for i := range rows {
			if rows[i].ID == id {
				c = i
			}
		}
		from := min(max(0, c-windowMax/2), len(rows)-windowMax)
		above, below = above || from > 0, below || from+windowMax < len(rows)
		rows = rows[from : from+windowMax]
	}
	h.rows, h.above, h.below = rows, above, below
	keys := make([]feeds.ArticleID, len(rows))
	h.at = make(map[feeds.ArticleID]int, len(rows))
	for i := range rows {
		keys[i] = rows[i].ID
		h.at[rows[i].ID] = i
	}
	h.list.SetKeys(keys)
}

// seat puts the cursor on the article of a key, or where it would stand.
func (h *headlines) seat(key feeds.Key) {
	if key.IsZero() {
		return
	}
	for i := range h.rows {
		if !h.rows[i].Key().Newer(key) {
			h.list.Select(h.rows[i].ID)
			return
		}
	}
	h.list.Bottom()
}

// news counts rows that stand above all there were.
func (h *headlines) news(rows []feeds.Headline) int {
	if len(h.rows) == 0 || h.above || h.list.Index() == 0 && h.list.Offset() == 0 && len(h.rows) == 0 {
		return 0
	}
	top, n := h.rows[0].Key(), 0
	for i := range rows {
		if _, had := h.at[rows[i].ID]; !had && rows[i].Key().Newer(top) {
			n++
		}
	}
	return n
}

// settleWindow extends the rows when the cursor nears an end, and reads again
// what changed while a window was under way.
func (m *Model) settleWindow() tea.Cmd {
	h := &m.heads
	if h.list.Offset() == 0 {
		h.fresh = 0
	}
	if h.busy || h.loading || h.view.Kind == feeds.ViewBookmarks {
		return nil
	}
	from, to := h.list.Visible()
	switch {
	case h.err != "":
	case h.below && to > len(h.rows)-windowSize/4:
		return m.loadWindow(windowBelow)
	case h.above && from < windowSize/4:
		return m.loadWindow(windowAbove)
	case h.again:
		h.again = false
		return m.loadWindow(windowRefresh)
	}
	return nil
}

// goOnFromRows is Space at an article's end: the next unread, and past the
// last one of a folder or feed the next that has some.
func (m *Model) goOnFromRows() tea.Cmd {
	h, s := &m.heads, &m.side
	for i := h.list.Index() + 1; i < len(h.rows); i++ {
		if !h.rows[i].Read {
			return m.seekUnread(1)
		}
	}
	if h.below || h.view.Kind != feeds.ViewFolder && h.view.Kind != feeds.ViewFeed {
		return m.seekUnread(1)
	}
	at := -1
	for i, k := range s.keys {
		if k == (sectionKey{h.view.Kind, h.view.Folder, h.view.Feed}) {
			at = i
		}
	}
	for _, k := range s.keys[at+1:] {
		if k.kind == h.view.Kind && s.rows[k].unread > 0 {
			cmd := m.openView(k.view())
			h.unread = true
			return tea.Batch(cmd, m.say("on to "+s.rows[k].name))
		}
	}
	return m.say("all read from here on")
}

// seekUnread moves to the next unread article, down or up, reading on where
// the rows end.
func (m *Model) seekUnread(way int) tea.Cmd {
	h := &m.heads
	h.seek = 0
	if h.loading {
		return nil
	}
	for i := h.list.Index() + way; i >= 0 && i < len(h.rows); i += way {
		if !h.rows[i].Read {
			h.list.Select(h.rows[i].ID)
			return m.selected()
		}
	}
	switch {
	case way > 0 && h.below:
		h.seek = way
		if !h.busy {
			h.list.Bottom()
			return m.loadWindow(windowBelow)
		}
		return nil
	case way < 0 && h.above:
		h.seek = way
		if !h.busy {
			h.list.Top()
			return m.loadWindow(windowAbove)
		}
		return nil
	case way > 0:
		return m.say("no unread article below")
	}
	return m.say("no unread article above")
}

// moveHeadlines does the list's verbs; false when a is none of them.
func (m *Model) moveHeadlines(a action, n int) (tea.Cmd, bool) {
	h := &m.heads
	was, _ := h.list.Selected()
	switch {
	case a == actBottom && h.below:
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
	return tea.Batch(cmd, m.follow(c.ID))
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
