package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// The forms that ask for what a bookmark has besides its article. Their lines
// for tags and folder complete the words in use.

// keepingWordsMsg brings those for a form that is open.
type keepingWordsMsg struct {
	by    *form
	words feeds.KeepingWords
	err   error
}

// keepingForm asks for a bookmark's tags, folder and note.
func (m *Model) keepingForm(title string, with feeds.Keeping, save func(*Model, feeds.Keeping) tea.Cmd) tea.Cmd {
	note := with.Note
	f := newForm("Bookmark", title, func(m *Model, v []string) (tea.Cmd, string) {
		out := feeds.Keeping{Tags: splitTags(v[0]), Folder: feeds.CleanLine(v[1]), Note: feeds.Clean(v[2])}
		if out.Note == feeds.CleanLine(note) {
			out.Note = note // a note of several lines is kept as it was
		}
		return save(m, out), ""
	}, "Tags", "", "Folder", with.Folder, "Note", feeds.CleanLine(note))
	f.inputs[0] = completeTags(with.Tags, nil)
	return m.openCompleting(f)
}

// tagsForm asks for tags alone.
func (m *Model) tagsForm(heading, title string, tags []string, save func(*Model, []string) tea.Cmd) tea.Cmd {
	f := newForm(heading, title, func(m *Model, v []string) (tea.Cmd, string) {
		return save(m, splitTags(v[0])), ""
	}, "Tags", "")
	f.inputs[0] = completeTags(tags, nil)
	return m.openCompleting(f)
}

// openCompleting opens a form whose first line is tags and whose second, if it
// has one, is a folder, and reads the words in use for them.
func (m *Model) openCompleting(f *form) tea.Cmd {
	m.form = f
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		words, err := back.KeepingWords(ctx)
		return keepingWordsMsg{f, words, err}
	}
}

func (m *Model) tookKeepingWords(msg keepingWordsMsg) tea.Cmd {
	switch f := msg.by; {
	case m.form != f:
	case msg.err != nil:
		return m.fail("tags are not completed: ", msg.err)
	default:
		f.inputs[0].know(msg.words.Tags)
		if len(f.inputs) > 1 {
			f.inputs[1].know(msg.words.Folders)
		}
	}
	return nil
}
