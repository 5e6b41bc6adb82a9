package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// How much of a list is read at once, and how much is kept.
const (
	windowSize   = 200
	windowMax    = 1000
	relatedLimit = 12
)

// listen waits for one event of the library.
func (m *Model) listen() tea.Cmd {
	events, done := m.back.Events(), m.ctx.Done()
	return func() tea.Msg {
		select {
		case e, ok := <-events:
			if ok {
				return eventMsg{e}
			}
		case <-done:
		}
		return eventMsg{}
	}
}

// minute wakes the ages, at the next full minute.
func (m *Model) minute() tea.Cmd {
	return tea.Every(time.Minute, func(t time.Time) tea.Msg { return minuteMsg{t} })
}

func (m *Model) tookMinute() tea.Cmd {
	cmds := []tea.Cmd{m.minute()}
	if m.back != nil && m.opts.Settings.Background && !m.reload.running {
		cmds = append(cmds, m.reloadDue())
	}
	return tea.Batch(cmds...)
}

// loadSections reads the left pane's content.
func (m *Model) loadSections() tea.Cmd {
	m.side.gen++
	back, ctx, gen := m.back, m.ctx, m.side.gen
	return func() tea.Msg {
		s, err := back.Sections(ctx)
		return sectionsMsg{gen, s, err}
	}
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
	back, ctx, gen, view := m.back, m.ctx, h.gen, h.view
	return func() tea.Msg {
		return readWindow(ctx, back, gen, how, view, at, above, below)
	}
}

// readWindow is loadWindow's work: at is the cursor's key, above and below
// the keys of the first and last row there are.
func readWindow(ctx context.Context, back Reader, gen int, how windowHow, view feeds.View, at, above, below feeds.Key) windowMsg {
	msg := windowMsg{gen: gen, how: how}
	list := func(from feeds.Key, including, newer bool, limit int) feeds.Page {
		if msg.err != nil {
			return feeds.Page{}
		}
		page, err := back.List(ctx, feeds.ListRequest{View: view, From: from, Including: including, Newer: newer, Limit: limit})
		msg.err = err
		return page
	}
	switch {
	case how == windowBelow:
		page := list(below, false, false, windowSize)
		msg.rows, msg.below = page.Headlines, page.More
	case how == windowAbove:
		page := list(above, false, true, windowSize)
		msg.rows, msg.above = page.Headlines, page.More
	case how == windowBottom:
		page := list(feeds.Key{}, false, true, windowSize)
		msg.rows, msg.above = page.Headlines, page.More
	case at.IsZero():
		page := list(feeds.Key{}, false, false, windowSize)
		msg.rows, msg.below = page.Headlines, page.More
	default:
		newer := list(at, false, true, windowSize)
		older := list(at, true, false, windowSize)
		msg.rows = append(append(msg.rows, newer.Headlines...), older.Headlines...)
		msg.above, msg.below = newer.More, older.More
	}
	return msg
}

// reloadDue reloads the feeds whose time has come.
func (m *Model) reloadDue() tea.Cmd { return m.reloadCmd(feeds.ReloadRequest{Due: true}, false) }

func (m *Model) reloadCmd(req feeds.ReloadRequest, asked bool) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		report, err := back.Reload(ctx, req)
		return reloadedMsg{report, asked, err}
	}
}

// tookReload tells how a reload went that the person asked for. Failures are
// told on their feeds, and counted in the header.
func (m *Model) tookReload(msg reloadedMsg) tea.Cmd {
	m.reload = progress{}
	switch {
	case msg.err != nil && m.ctx.Err() == nil && msg.asked:
		return m.fail("", msg.err)
	case msg.err != nil || msg.report.Canceled || !msg.asked:
		return m.loadSections()
	}
	return tea.Batch(m.loadSections(), m.reloadToast(msg.report))
}

// openURL hands an address to the person's browser.
func (m *Model) openURL(url string) tea.Cmd {
	if url == "" {
		return m.say("no link here")
	}
	if m.opts.Open == nil {
		return m.say("no browser is set")
	}
	open := m.opts.Open
	return func() tea.Msg { return openedMsg{open(url)} }
}
