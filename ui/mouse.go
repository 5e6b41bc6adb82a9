package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// wheelLines is how far a turn of the wheel goes.
const wheelLines = 3

// wheel scrolls what is under the pointer; the cursor stays where it is until
// the window's edge takes it along.
func (m *Model) wheel(at tea.Mouse) tea.Cmd {
	n := wheelLines
	switch at.Button {
	case tea.MouseWheelUp:
		n = -n
	case tea.MouseWheelDown:
	default:
		return nil
	}
	switch {
	case m.help != nil:
		m.help.top = max(0, m.help.top+n)
	case m.over != nil:
		m.over.wheel(m, n)
	case m.form != nil || m.welcome != nil:
	case m.health.open:
		m.health.list.Scroll(sign(n))
	case m.talk != nil && m.talk.size.contains(at.X, at.Y):
		m.talk.pane.Scroll(n)
	case m.reader != nil && m.reader.choosing:
		m.near.list.Scroll(sign(n))
	case m.reader != nil:
		m.reader.pane.Scroll(n)
	default:
		return m.wheelPane(at, n)
	}
	return nil
}

func (m *Model) wheelPane(at tea.Mouse, n int) tea.Cmd {
	p, ok := m.lay.at(at.X, at.Y)
	if !ok {
		return nil
	}
	switch p {
	case paneSections:
		was, _ := m.side.list.Selected()
		m.side.list.Scroll(sign(n))
		return m.sectionMoved(was)
	case paneArticle:
		m.art.pane.Scroll(n)
	case paneRelated:
		m.near.list.Scroll(sign(n))
	case paneHeadlines:
		if m.atFront() {
			m.front.page(n)
			return nil
		}
		if m.heads.view.Kind == feeds.ViewBookmarks {
			m.shelf.list.Scroll(sign(n))
			return nil
		}
		was, _ := m.heads.list.Selected()
		m.heads.list.Scroll(sign(n))
		if now, _ := m.heads.list.Selected(); now != was {
			return m.selected()
		}
	}
	return nil
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// click selects and focuses; a click on what is selected opens it. Hints act,
// links and topics lead where they say, a divider is held until the button is
// let go.
func (m *Model) click(at tea.Mouse) tea.Cmd {
	if at.Button != tea.MouseLeft || m.help != nil || m.form != nil {
		return nil
	}
	if m.over != nil {
		return m.over.click(m, at)
	}
	if m.welcome != nil {
		return m.welcomeClick(at.Y)
	}
	if a, ok := m.hintAt(at.X, at.Y); ok {
		m.pressed, m.counted = "", m.count > 0
		n := max(m.count, 1)
		m.count = 0
		return m.do(a, n)
	}
	if d := m.talk; d != nil && !m.health.open {
		if d.focused = d.size.contains(at.X, at.Y); d.focused {
			return nil
		}
	}
	if r := m.reader; r != nil {
		switch {
		case at.Y == 0 && at.X < 12 && r.size.Y > 0:
			m.pressed = "esc"
			return m.goBack()
		case r.choosing:
			return clickList(at.Y-r.size.Y, &m.near.list, func() tea.Cmd { return m.do(actOpen, 1) })
		case r.pane.Page() != nil:
			cmd, ok := m.clickText(&r.pane, r.size, at)
			if r.endSelecting(); !ok {
				r.pressed, r.dragging = &at, false
			}
			return cmd
		}
		return nil
	}
	if m.lay.Header.contains(at.X, at.Y) {
		if m.onFailing(at.X) {
			return m.openHealth()
		}
		for _, t := range m.tabs() {
			if at.X >= t.from && at.X < t.to {
				m.focusOn(t.pane)
			}
		}
		return nil
	}
	if m.health.open {
		return clickList(at.Y-m.health.size.Y, &m.health.list, func() tea.Cmd { return m.do(actOpen, 1) })
	}
	if d, ok := m.gripAt(at.X, at.Y); ok {
		m.drag = &d
		return nil
	}
	p, ok := m.lay.at(at.X, at.Y)
	if !ok {
		return nil
	}
	if m.search != nil {
		m.search.typing = false
	}
	if m.shelf.filter != nil {
		m.shelf.filter.typing = false
	}
	was := m.focus
	m.focusOn(p)
	y := at.Y - m.lay.inner(p).Y
	open := func() tea.Cmd {
		if was != p {
			return nil
		}
		m.pressed = "enter"
		return m.do(actOpen, 1)
	}
	switch p {
	case paneSections:
		return m.clickSections(y)
	case paneRelated:
		return clickList(y, &m.near.list, open)
	case paneArticle:
		if cmd, ok := m.clickArticle(at); ok {
			return cmd
		}
		return open()
	case paneHeadlines:
		y = at.Y - m.listRect().Y
		if m.atFront() {
			return m.clickFront(at.X-m.front.size.X, y, open)
		}
		if m.heads.view.Kind == feeds.ViewBookmarks {
			return clickList(y, &m.shelf.list, open)
		}
		if cmd, ok := m.clickRowTopic(at); ok {
			return cmd
		}
		before, _ := m.heads.list.Selected()
		cmd := clickList(y, &m.heads.list, open)
		if now, _ := m.heads.list.Selected(); now != before {
			return m.selected()
		}
		return cmd
	}
	return nil
}

func (m *Model) clickSections(y int) tea.Cmd {
	was, _ := m.side.list.Selected()
	k, ok := m.side.list.At(y)
	if !ok || k.kind == "" {
		return nil
	}
	if k == was && m.heads.view.Same(k.view()) {
		return m.do(actToggle, 1)
	}
	m.side.list.Select(k)
	return m.openView(k.view())
}

// lister is what a click needs of a list.
type lister[K comparable] interface {
	At(y int) (K, bool)
	Selected() (K, bool)
	Select(K) bool
}

func clickList[K comparable](y int, l lister[K], open func() tea.Cmd) tea.Cmd {
	k, ok := l.At(y)
	if !ok {
		return nil
	}
	if was, _ := l.Selected(); was == k {
		return open()
	}
	l.Select(k)
	return nil
}
