package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Whereabouts is where somebody was on the screen, to go on there.
type Whereabouts struct {
	View    feeds.View
	At      feeds.Key // the cursor's article
	Reading bool      // it was open in the reader view
}

// Whereabouts is where the cursor is now.
func (m *Model) Whereabouts() Whereabouts {
	at, _, _ := m.heads.around()
	w := Whereabouts{View: m.heads.view, At: at, Reading: m.reader != nil}
	if w.Reading && m.reader.id != 0 {
		w.At.ID = m.reader.id
	}
	return w
}

// offerToGoOn asks whether to go on where the last run broke off.
func (m *Model) offerToGoOn() {
	to := m.opts.GoOn
	if to == nil || m.back == nil {
		return
	}
	m.ask = &question{m.opts.GoOnText + " · ↵ goes on where you were", func(m *Model) tea.Cmd {
		cmd := m.openViewAt(to.View, to.At)
		if to.Reading && to.At.ID != 0 {
			cmd = batch(cmd, m.openReader(to.At.ID, false))
		}
		return cmd
	}}
}
