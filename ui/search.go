package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// searchWait is how long typing must rest before it searches.
const searchWait = 120 * time.Millisecond

// searchBar is the line one types a search into; its hits are the rows below.
type searchBar struct {
	input  input
	typing bool
	gen    int
	asked  string
}

// startSearch opens the bar, or takes it up again.
func (m *Model) startSearch() tea.Cmd {
	if r := m.reader; r != nil {
		m.leavePlace(r.id, &r.pane)
		r.close()
		m.reader = nil
	}
	m.focus, m.zoom = paneHeadlines, false
	if m.search == nil {
		m.search = &searchBar{}
	}
	m.search.typing = true
	return nil
}

func (m *Model) searchKey(k tea.KeyPressMsg) tea.Cmd {
	s := m.search
	switch k.String() {
	case "esc":
		m.search = nil
		if cmd, ok := m.leaveView(); ok {
			return cmd
		}
		return nil
	case "enter":
		s.typing = false
		if strings.TrimSpace(s.input.value()) == "" {
			return m.endSearch()
		}
		return m.searchNow()
	case "down", "ctrl+n":
		m.heads.list.Move(1)
		return nil
	case "up", "ctrl+p":
		m.heads.list.Move(-1)
		return nil
	}
	if s.input.key(k) {
		return m.searchChanged()
	}
	return nil
}

func (m *Model) endSearch() tea.Cmd {
	m.search = nil
	cmd, _ := m.leaveView()
	return cmd
}

// searchChanged waits for the typing to rest.
func (m *Model) searchChanged() tea.Cmd {
	m.search.gen++
	return m.wait(searchWait, searchMsg{m.search.gen})
}

func (m *Model) searchDue(msg searchMsg) tea.Cmd {
	if m.search == nil || msg.gen != m.search.gen {
		return nil
	}
	return m.searchNow()
}

// searchNow asks for the hits of what is typed, once.
func (m *Model) searchNow() tea.Cmd {
	s := m.search
	query := strings.TrimSpace(s.input.value())
	if query == s.asked && m.heads.view.Kind == feeds.ViewSearch {
		return nil
	}
	s.asked = query
	if query == "" {
		return nil
	}
	return m.openView(feeds.View{Kind: feeds.ViewSearch, Query: query})
}

// drawSearch is the bar's line and what was found.
func (m *Model) drawSearch(w int) string {
	s := m.search
	text, _ := s.input.draw(w - 16)
	found := ""
	h := &m.heads
	switch {
	case h.view.Kind != feeds.ViewSearch:
	case h.loading:
	case h.below:
		found = plural(len(h.rows), "hit", "hits") + "+"
	default:
		found = plural(len(h.rows), "hit", "hits")
	}
	if s.input.value() == "" {
		text = m.st.Dim.Render("search everything")
	} else {
		text = m.st.Text.Render(text)
	}
	left := m.st.AccentBold.Render("/ ") + text
	return style.Fit(left, w-style.Width(found)) + m.st.Dim.Render(found)
}
