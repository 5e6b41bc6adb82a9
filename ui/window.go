package ui

import (
	"context"
	"math"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

func (m *Model) tookWindow(msg windowMsg) tea.Cmd {
	h := &m.heads
	if msg.gen != h.gen {
		return nil
	}
	h.busy, h.hasten = false, false
	if msg.err != nil {
		h.loading, h.seek, h.held = false, 0, nil
		h.err = sentence(msg.err)
		return nil
	}
	h.err = ""
	if msg.how != windowBelow && msg.how != windowAbove { // the rows there are stay as old as they are
		h.newest = msg.newest
	}
	switch msg.how {
	case windowReplace, windowBottom:
		h.reset()
		h.excerpts = h.excerptsHere()
		lines, gap := m.rowShape(len(msg.rows), h.size.H)
		h.resize(h.size, lines, gap)
		h.set(msg.rows, msg.above, msg.below)
		h.up, h.on = msg.up, msg.on
		h.loading, h.filling, h.filled = false, len(msg.rows) == 0 || m.opts.Sample && !m.touched, false
		if msg.how == windowBottom {
			h.list.Bottom()
			h.since = 0
		} else {
			h.seat(h.resume)
			h.fresh = h.newSince()
		}
	case windowRefresh:
		h.fresh += h.news(msg.rows)
		h.reopened(msg.open)
		h.set(msg.rows, msg.above, msg.below)
		h.up, h.on = msg.up, msg.on
		if h.filling {
			h.list.Top()
			h.filling = !h.filled
		}
	case windowBelow:
		up := h.up
		h.set(append(h.own(), h.without(msg.rows, m.grouped(h.view))...), h.above, msg.below)
		if h.on = msg.on; !h.trimmed {
			h.up = up
		}
	case windowAbove:
		on := h.on
		rows := h.without(msg.rows, m.grouped(h.view))
		h.fresh += h.news(rows)
		h.set(append(rows[:len(rows):len(rows)], besides(rows, h.own())...), msg.above, h.below)
		if h.up = msg.up; !h.trimmed {
			h.on = on
		}
	}
	counting := m.searched(msg)
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
		counting = batch(counting, m.seekUnread(h.seek))
		if h.seek != 0 {
			return counting
		}
	}
	if len(h.held)+len(m.steps) > 0 && msg.how == windowReplace && (h.above || h.below) && !searching(h.view) {
		h.hasten = true // it may lead beyond the rows that a list begins with
		return batch(counting, m.loadWindow(windowRefresh))
	}
	return batch(counting, m.doHeld())
}

// doHeld does what was typed ahead. What has to wait for rows again is held again.
func (m *Model) doHeld() tea.Cmd {
	held := m.heads.held
	m.heads.held = nil
	var cmds []tea.Cmd
	for _, w := range held {
		cmds = append(cmds, m.do(w.act, w.n))
	}
	return batch(cmds...)
}

// set takes rows, keeps those around the cursor when there are too many, and
// leaves the cursor on its article.
func (h *headlines) set(rows []feeds.Headline, above, below bool) {
	h.up, h.on = feeds.Key{}, feeds.Key{}
	if h.trimmed = len(rows) > windowMax; h.trimmed {
		id, _ := h.list.Selected()
		id = h.rowOf(id)
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
	rows = h.spread(rows)
	h.rows, h.above, h.below = rows, above, below
	if len(rows) > 0 && rows[0].Key().Newer(h.top) {
		h.top = rows[0].Key()
	}
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
	if _, ok := h.at[key.ID]; ok {
		h.list.Select(key.ID)
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

// newSince counts rows out of sight above that came since the view was left.
func (h *headlines) newSince() (n int) {
	for i := range h.rows[:min(h.list.Offset(), len(h.rows))] {
		if h.since != 0 && h.rows[i].ID > h.since {
			n++
		}
	}
	return n
}

// news counts rows that stand above all there were and are new: all where those
// begin the view, else what came since it was left.
func (h *headlines) news(rows []feeds.Headline) (n int) {
	if len(h.rows) == 0 {
		return 0
	}
	top := h.rows[0].Key()
	if h.above && h.top.Newer(top) {
		top = h.top // some were let go of
	}
	for i := range rows {
		if _, had := h.at[rows[i].ID]; !had && rows[i].Key().Newer(top) && (!h.above || h.since != 0 && rows[i].ID > h.since) {
			n++
		}
	}
	return n
}

// settleWindow extends the rows when the cursor nears an end, and reads again
// what changed while a window was under way.
func (m *Model) settleWindow() tea.Cmd {
	h := &m.heads
	if h.list.Offset() == 0 && !h.above {
		h.fresh = 0
	}
	if m.atFront() {
		return nil
	}
	if h.view.Kind == feeds.ViewBookmarks {
		return m.settleShelf()
	}
	if h.busy || h.loading {
		return nil
	}
	from, to := h.list.Visible()
	switch {
	case h.err != "":
	case h.below && to > len(h.rows)-windowSize/4:
		return m.extend(windowBelow, to == len(h.rows))
	case h.above && from < windowSize/4:
		return m.extend(windowAbove, from == 0)
	case h.again:
		h.again = false
		return m.loadWindow(windowRefresh)
	}
	return nil
}

// extend reads on, at once when the last row there is is in view.
func (m *Model) extend(how windowHow, now bool) tea.Cmd {
	h := &m.heads
	switch {
	case now:
		return m.loadWindow(how)
	case h.extending:
		return nil
	}
	h.extending = true
	gen := h.gen
	return m.soon(func(m *Model) tea.Cmd {
		h := &m.heads
		if h.extending = false; gen != h.gen {
			return nil
		}
		return m.loadWindow(how)
	})
}

// loadWindow reads headlines: around the cursor, from an end, or beyond what
// is there.
func (m *Model) loadWindow(how windowHow) tea.Cmd {
	h := &m.heads
	if how == windowRefresh && h.busy {
		h.again = true // one at a time: the next answer would be older than this wish
		return nil
	}
	h.gen++
	h.busy = true
	at, above, below := h.around()
	back, ctx, gen, view, stories, first := m.back, h.ctx, h.gen, h.view, m.grouped(h.view), m.firstRows()
	if how != windowRefresh {
		now := m.opts.Now
		return func() tea.Msg {
			began := now()
			msg := readWindow(ctx, back, gen, how, view, stories, at, above, below, first)
			msg.took = now().Sub(began)
			return msg
		}
	}
	open, id, seen := h.unfolded(), feeds.ArticleID(0), h.seen()
	filling := h.filling // nobody has moved yet
	if c := h.current(); c != nil {
		id = h.rowOf(c.ID)
	}
	return func() tea.Msg {
		msg := readWindow(ctx, back, gen, how, view, stories, at, above, below, first)
		if stories && msg.err == nil && !filling {
			msg.rows = settled(ctx, back, msg.rows, id, seen)
		}
		for story, by := range open {
			if st, err := back.Story(ctx, by); err == nil {
				if msg.open == nil {
					msg.open = map[feeds.StoryID]feeds.Story{}
				}
				msg.open[story] = st
			}
		}
		return msg
	}
}

// seen are the articles whose rows are in view.
func (h *headlines) seen() []feeds.ArticleID {
	var out []feeds.ArticleID
	from, to := h.list.Visible()
	for i := from; i < to && i < len(h.rows); i++ {
		if _, under := h.under[h.rows[i].ID]; !under {
			out = append(out, h.rows[i].ID)
		}
	}
	return out
}

// firstRows is how many rows a list begins with: those that are seen, for
// somebody waits for them.
func (m *Model) firstRows() int {
	if searching(m.heads.view) {
		return windowSize // by which it is known whether there are more to be counted
	}
	return max(m.heads.size.H, minHeight) + 1
}

// readWindow is loadWindow's work: at is the cursor's key, above and below
// the keys of the first and last row there are, and first how many rows a list
// begins with.
func readWindow(ctx context.Context, back Reader, gen int, how windowHow, view feeds.View, stories bool, at, above, below feeds.Key, first int) windowMsg {
	msg := windowMsg{gen: gen, how: how}
	msg.newest = math.MaxInt64
	list := func(from feeds.Key, including, newer bool, limit int) feeds.Page {
		if msg.err != nil {
			return feeds.Page{}
		}
		page, err := back.List(ctx, feeds.ListRequest{View: view, From: from, Including: including, Newer: newer, Limit: limit, Stories: stories})
		msg.err = err
		msg.looked += page.Looked
		msg.newest = min(msg.newest, page.Newest)
		return page
	}
	switch {
	case how == windowBelow:
		page := list(below, false, false, windowSize)
		msg.rows, msg.below, msg.on = page.Headlines, page.More, page.Reached
	case how == windowAbove:
		page := list(above, false, true, windowSize)
		msg.rows, msg.above, msg.up = page.Headlines, page.More, page.Reached
	case how == windowBottom:
		page := list(feeds.Key{}, false, true, first)
		msg.rows, msg.above, msg.up = page.Headlines, page.More, page.Reached
	case at.IsZero():
		page := list(feeds.Key{}, false, false, first)
		msg.rows, msg.below, msg.on = page.Headlines, page.More, page.Reached
	default:
		n := windowSize
		if how == windowReplace {
			n = first
		}
		newer := list(at, false, true, n)
		older := list(at, true, false, n)
		msg.rows = append(append(msg.rows, newer.Headlines...), older.Headlines...)
		msg.above, msg.below, msg.up, msg.on = newer.More, older.More, newer.Reached, older.Reached
	}
	return msg
}
