package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// orderMsg is the order of a view that is being opened, and the usual width of
// lists.
type orderMsg struct {
	gen          int
	order, usual feeds.Order
	err          error
}

// orderKeptMsg says that the order of a view was kept.
type orderKeptMsg struct {
	view  feeds.View
	order feeds.Order
	err   error
}

// sortings are the orders there are, and what they are called.
var sortings = []struct {
	by         feeds.Sort
	name, note string
}{
	{feeds.SortDate, "newest first", ""},
	{feeds.SortOldest, "oldest first", ""},
	{feeds.SortFeed, "by feed", "the newest 1,000"},
	{feeds.SortStory, "most reported first", "the newest 1,000"},
	{feeds.SortWords, "longest first", "the newest 1,000"},
}

// opening turns what the orders by time are called into what they are in the
// history.
var opening = strings.NewReplacer("newest", "latest opened", "oldest", "earliest opened")

// ordered says whether a person sets the order of a view. A search says it in
// its query; bookmarks have their own.
func ordered(v feeds.View) bool {
	return v.Kind != feeds.ViewSearch && v.Kind != feeds.ViewBookmarks && v.Kind != feeds.ViewFront
}

// openOrdered reads how the list of the view is set and where it was left, and
// then its rows.
func (m *Model) openOrdered() tea.Cmd {
	h := &m.heads
	if !ordered(h.view) && !remembered(h.view) {
		return m.loadWindow(windowReplace)
	}
	return m.readOrder()
}

// readOrder is a part of openOrdered and, for bookmarks, of showView.
func (m *Model) readOrder() tea.Cmd {
	h := &m.heads
	h.gen++ // whatever window is on its way is of another view
	h.busy = true
	back, ctx, gen, view, usual := m.back, h.ctx, h.gen, h.view, m.left.usual
	known, ok := m.left.views[view.Name()]
	return func() (out tea.Msg) {
		msg := orderMsg{gen: gen, order: known}
		if !ok {
			msg.order, msg.err = back.Order(ctx, view)
		}
		if usual != nil {
			msg.usual = *usual
		} else if o, err := back.Order(ctx, feeds.View{}); err == nil {
			msg.usual = o
		}
		return msg
	}
}

// tookOrder reads the rows of a view in its order; where that cannot be had,
// in that of all views.
func (m *Model) tookOrder(msg orderMsg) tea.Cmd {
	h := &m.heads
	if msg.gen != h.gen {
		return nil
	}
	if m.onShelf() {
		return m.goOnAtShelf(msg.order)
	}
	if ordered(h.view) {
		h.view.Sort, h.days = msg.order.Sort, msg.order.Days
	}
	m.goOnAt(msg.order, msg.usual)
	load := m.loadWindow(windowReplace)
	if msg.err != nil {
		return batch(m.fail("the order of this list is not known: ", msg.err), load)
	}
	return load
}

// pickListOrder lets a person choose how the list of this view is set; it is kept.
func (m *Model) pickListOrder(int) tea.Cmd {
	h := &m.heads
	switch {
	case h.view.Kind == feeds.ViewSearch:
		return m.say("a search says it in its query: sort:feed, sort:story, sort:words, sort:best")
	case !ordered(h.view):
		return m.say("this list has one order")
	}
	p, at := &picker{title: "Order of " + m.viewName(h.view), width: 44}, 0
	for i, s := range sortings {
		if s.by == h.view.Sort {
			at = i
		}
		if h.view.Kind == feeds.ViewHistory {
			s.name = opening.Replace(s.name)
		}
		p.choices = append(p.choices, choice{text: s.name, note: s.note, do: func(m *Model) tea.Cmd {
			return m.setOrder(feeds.Order{Sort: s.by, Days: m.heads.days})
		}})
	}
	days := choice{text: "a rule between days", note: "off", do: func(m *Model) tea.Cmd {
		return m.setOrder(feeds.Order{Sort: m.heads.view.Sort, Days: !m.heads.days})
	}}
	if h.days {
		days.note = "on"
	}
	p.choices = append(p.choices, days)
	m.pick(p, at)
	return nil
}

// setOrder keeps the order of the view that is shown, and then shows it so. In
// another order another row is the first.
func (m *Model) setOrder(o feeds.Order) tea.Cmd {
	if was := m.left.views[m.heads.view.Name()]; was.Sized {
		o.Shift, o.Sized = was.Shift, true
	}
	back, view, ctx := m.back, m.heads.view, context.WithoutCancel(m.ctx)
	return func() tea.Msg { return orderKeptMsg{view, o, back.SetOrder(ctx, view, o)} }
}

func (m *Model) keptOrder(msg orderKeptMsg) tea.Cmd {
	h := &m.heads
	switch {
	case msg.err != nil:
		return m.fail("the order was not kept: ", msg.err)
	}
	m.left.know(msg.view, msg.order)
	switch {
	case !h.view.Same(msg.view):
		return nil
	case h.view.Sort == msg.order.Sort:
		h.days = msg.order.Days // the cursor stays where it is
		return nil
	}
	h.view.Sort, h.days = msg.order.Sort, msg.order.Days
	h.loading, h.resume = true, feeds.Key{}
	return m.loadWindow(windowReplace)
}

// orderWords are the order of the list, for its title.
func (m *Model) orderWords() string {
	h := &m.heads
	words := "newest"
	switch h.view.Sort {
	case feeds.SortOldest:
		words = "oldest"
	case feeds.SortFeed:
		words = "by feed"
	case feeds.SortStory:
		words = "most reported"
	case feeds.SortWords:
		words = "longest"
	}
	if h.view.Sort.Ranks() && len(h.rows) >= feeds.MaxRanked {
		words += " of the newest 1,000"
	} else if h.view.Kind == feeds.ViewHistory {
		words = opening.Replace(words)
	}
	return words + " ↓"
}

// drawDays draws the rules between days into the blank lines after rows, where
// the list runs by time.
func (m *Model) drawDays(w int, lines []string) []string {
	h := &m.heads
	if !h.days || h.view.Sort.Ranks() {
		return lines
	}
	from, to := h.list.Visible()
	for i := from; i < to && i+1 < len(h.rows); i++ {
		y := (i-from+1)*(h.lines+1) - 1
		if next := m.dayOf(&h.rows[i+1]); y < len(lines) && m.dayOf(&h.rows[i]) != next {
			lines[y] = m.dayRule(next, w)
		}
	}
	return lines
}

// dayOf is the midnight that a row's day begins with: that of its opening in
// the history, of its publication elsewhere.
func (m *Model) dayOf(a *feeds.Headline) time.Time {
	at := a.Published
	if ms := a.Place.Published; m.heads.view.Kind == feeds.ViewHistory {
		at = time.UnixMilli(max(ms, -ms)) // of a list that runs the other way
	}
	return midnight(at.In(m.opts.Location))
}

func midnight(t time.Time) time.Time {
	y, month, d := t.Date()
	return time.Date(y, month, d, 0, 0, 0, 0, t.Location())
}

// dayRule is a rule with the name of the day below it.
func (m *Model) dayRule(day time.Time, w int) string {
	today := midnight(m.opts.Now().In(m.opts.Location))
	name := day.Format("Monday 2 January")
	switch {
	case day.Equal(today):
		name = "Today"
	case day.Equal(today.AddDate(0, 0, -1)):
		name = "Yesterday"
	case day.Year() != today.Year():
		name = day.Format("Monday 2 January 2006")
	}
	name = m.st.Cut(name, max(0, w-4))
	rest := max(0, w-4-m.st.Width(name))
	return m.st.Cut("  "+m.st.Dim.Render(name)+" "+m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, rest)), w)
}
