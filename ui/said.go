package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// mostMessages bounds how many messages are kept.
const mostMessages = 200

// message is a toast that was shown.
type message struct {
	at   time.Time
	kind toastKind
	text string
}

// Said is what a change did, in a few words.
func Said(c feeds.Change) string { return changed(c) }

// note keeps what a toast says for the messages.
func (m *Model) note(kind toastKind, text string) {
	m.said = append(m.said, message{m.opts.Now(), kind, text})
	m.said = m.said[max(0, len(m.said)-mostMessages):]
}

// messages shows what was said lately, the latest first.
func (m *Model) messages(int) tea.Cmd {
	if len(m.said) == 0 {
		return m.say("nothing was said yet")
	}
	list := m.said
	m.over = &pager{title: "Messages", extra: 20, lines: func(m *Model, w int) []string {
		var lines []string
		for i := len(list) - 1; i >= 0; i-- {
			msg := list[i]
			st, sign := m.st.Text, " "
			switch msg.kind {
			case toastFailed:
				st, sign = m.st.Error, m.st.Glyphs.Warn
			case toastDone:
				sign = m.st.Glyphs.Check
			}
			when := m.st.Dim.Render(msg.at.In(m.opts.Location).Format("15:04:05") + " ")
			in := style.Blank(11)
			for j, l := range wrapPlain(msg.text, max(w-11, 10)) {
				if j == 0 {
					lines = append(lines, when+st.Render(sign+" "+l))
				} else {
					lines = append(lines, in+st.Render(l))
				}
			}
		}
		return lines
	}}
	return nil
}
