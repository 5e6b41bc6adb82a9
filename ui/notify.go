package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Notices is the sequence by which a terminal tells a person something that is
// not on the screen.
type Notices int

// The sequences; terminals pass over those they do not know.
const (
	OSC9   Notices = iota // iTerm2, Windows Terminal, WezTerm and others
	OSC777                // rxvt, foot, Ghostty
	OSC99                 // kitty
)

// mostNotice bounds the text of a notice, in cells.
const mostNotice = 200

// notify has the terminal tell of what a rule found, and says it on the screen.
func (m *Model) notify(e feeds.RuleNotified) tea.Cmd {
	text := m.st.Cut(feeds.CleanLine(noticeText(e)), mostNotice)
	said := m.say(text)
	if m.opts.Plain || m.opts.Dumb {
		return said
	}
	const end = "\x1b\\"
	sequence := "\x1b]9;" + text + end
	switch m.opts.Notices {
	case OSC99:
		sequence = "\x1b]99;i=broadsheet:d=0;Broadsheet" + end + "\x1b]99;i=broadsheet:p=body;" + text + end
	case OSC777:
		sequence = "\x1b]777;notify;Broadsheet;" + strings.ReplaceAll(text, ";", ",") + end
	}
	return batch(said, tea.Raw(sequence))
}

// noticeText is the rule and what it found.
func noticeText(e feeds.RuleNotified) string {
	text := e.Rule + ": "
	if e.N > 1 {
		text += plural(e.N, "article", "articles") + ": "
	}
	text += strings.Join(e.Titles, " · ")
	if e.N > len(e.Titles) {
		text += " …"
	}
	return text
}
