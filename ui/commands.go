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
	if events == nil {
		return nil
	}
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

// minute wakes the ages: nothing else ticks while nothing happens.
func (m *Model) minute() tea.Cmd { return m.wait(time.Minute, minuteMsg{}) }

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

// reloadCmd asks feeds now.
func (m *Model) reloadCmd(req feeds.ReloadRequest) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		report, err := back.Reload(ctx, req)
		return reloadedMsg{report, err}
	}
}

// tookReload tells how a reload went that the person asked for. Failures are
// told on their feeds, and counted in the header.
func (m *Model) tookReload(msg reloadedMsg) tea.Cmd {
	m.reload = progress{}
	switch {
	case m.ctx.Err() != nil || msg.report.Canceled:
		return nil
	case msg.err != nil:
		return m.fail("not reloaded: ", msg.err)
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
