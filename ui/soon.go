package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// frameTime is until what a key changes is drawn: a frame of 120 a second, and
// the work for it.
const frameTime = 12 * time.Millisecond

// soonMsg says that the frame is drawn.
type soonMsg struct{ do func(*Model) tea.Cmd }

// soon puts a read off that the person does not wait for until the frame of what
// is at hand is drawn: they want the same processors. Of a hundred keys the
// slowest was shown after 16 ms with such reads beside its frame, and is after 12.
func (m *Model) soon(do func(*Model) tea.Cmd) tea.Cmd {
	return m.wait(frameTime, soonMsg{do})
}

// rereadSoon is one reread for all changes that come close together: that of the
// person's own key, and the library's word of it.
func (m *Model) rereadSoon() tea.Cmd {
	if m.rereading {
		return nil
	}
	m.rereading = true
	return m.soon(func(m *Model) tea.Cmd {
		m.rereading = false
		return m.reread()
	})
}
