package ui

import (
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

// settleSections reads what the left pane has when the first rows are there.
func (m *Model) settleSections() tea.Cmd {
	if m.side.gen > 0 || m.heads.loading {
		return nil
	}
	m.side.gen++ // asked for
	return m.soon(func(m *Model) tea.Cmd { return batch(m.loadSections(), m.loadWords()) })
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
	return batch(m.loadSections(), m.reloadToast(msg.report))
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

// opened says that the person opened an article.
func (m *Model) opened(id feeds.ArticleID) tea.Cmd {
	if id == 0 {
		return nil
	}
	back := m.back
	return func() tea.Msg {
		back.Opened(id)
		return nil
	}
}
