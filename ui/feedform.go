package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// feedForm is one feed's settings. Fields that were not touched keep what they
// had, whatever it was.
type feedForm struct {
	feed   feeds.Feed
	fields []field
	at     int
	top    int // first line in view
	saving bool
	err    string
}

// field is one line of the form.
type field struct {
	label string
	empty string // what stands there dim when nothing is set
	help  string
	kind  fieldKind
	input input
	was   string
	on    bool // of a switch
	wasOn bool
	words []string // that may be chosen

	chosen, wasChosen int
	err               string
	// set puts the field into the feed; a sentence when it cannot be used.
	set func(f *feeds.Feed, in *field) string
}

type fieldKind int

const (
	fieldText fieldKind = iota
	fieldSecret
	fieldSwitch
	fieldChoice
	fieldFixed
)

func (in *field) changed() bool {
	return in.on != in.wasOn || in.chosen != in.wasChosen || in.input.value() != in.was
}

func (in *field) text() string { return strings.TrimSpace(in.input.value()) }

// feedSettings opens the form for the feed at hand.
func (m *Model) feedSettings() tea.Cmd {
	if _, ok := m.savedHere(); ok && m.reader == nil && m.focus == paneSections {
		return m.saveSearch(0)
	}
	var id feeds.FeedID
	k, _ := m.side.list.Selected()
	at, ok := m.atHand()
	switch {
	case m.focus == paneSections && m.reader == nil:
		id = k.feed
	case ok && at.FeedID != 0:
		id = at.FeedID
	default:
		id = m.heads.view.Feed
	}
	f, there := m.side.feed(id)
	if !there {
		return m.say("no feed here")
	}
	m.openFeedForm(f)
	return nil
}

func (m *Model) openFeedForm(f feeds.Feed) {
	form := &feedForm{feed: f, fields: feedFields(f)}
	if form.readOnly() {
		for i := range form.fields {
			form.fields[i].err = ""
		}
	}
	m.over = form
}

// readOnly says that the settings belong to the config file.
func (f *feedForm) readOnly() bool { return f.feed.Origin == feeds.OriginConfig }

func (f *feedForm) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "esc" {
		m.over = nil
		for i := range f.fields {
			if f.fields[i].changed() && !f.saving {
				return m.say("nothing was saved")
			}
		}
		return nil
	}
	if f.readOnly() {
		f.scroll(m, name)
		return nil
	}
	if f.saving {
		return nil
	}
	in := &f.fields[f.at]
	switch name {
	case "ctrl+s":
		return f.save(m)
	case "enter":
		if f.at == len(f.fields)-1 {
			return f.save(m)
		}
		f.move(1)
	case "tab", "down":
		f.move(1)
	case "shift+tab", "up":
		f.move(-1)
	case "pgdown":
		f.move(min(5, len(f.fields)-1-f.at))
	case "pgup":
		f.move(-min(5, f.at))
	default:
		f.edit(in, name, k)
	}
	return nil
}

// edit gives a key to a field.
func (f *feedForm) edit(in *field, name string, k tea.KeyPressMsg) {
	switch in.kind {
	case fieldSwitch:
		switch name {
		case "space", "left", "right", "h", "l":
			in.on = !in.on
		case "y", "1":
			in.on = true
		case "n", "0":
			in.on = false
		}
	case fieldChoice:
		switch name {
		case "space", "right", "l":
			in.chosen = (in.chosen + 1) % len(in.words)
		case "left", "h":
			in.chosen = (in.chosen + len(in.words) - 1) % len(in.words)
		}
	case fieldText, fieldSecret:
		if in.input.key(k) {
			in.err, f.err = "", ""
		}
	}
}

// scroll moves through settings that are only to be read.
func (f *feedForm) scroll(m *Model, name string) {
	switch name {
	case "q", "enter":
		m.over = nil
	case "j", "down", "tab":
		f.top++
	case "k", "up", "shift+tab":
		f.top--
	case "pgdown", "space":
		f.top += 8
	case "pgup":
		f.top -= 8
	case "g", "home":
		f.top = 0
	case "G", "end":
		f.top = len(f.fields) * 2
	}
}

// move goes n fields on, around the ends, and checks what is left.
func (f *feedForm) move(n int) {
	f.check(f.at)
	f.at = (f.at + n + len(f.fields)) % len(f.fields)
}

// check says under a field what is wrong with it.
func (f *feedForm) check(i int) bool {
	in, scratch := &f.fields[i], f.feed
	in.err = ""
	if in.changed() && in.set != nil {
		in.err = in.set(&scratch, in)
	}
	return in.err == ""
}

// save hands the feed over. The form stays until that is done, so that
// nothing typed is lost.
func (f *feedForm) save(m *Model) tea.Cmd {
	edited, wrong := f.feed, -1
	f.err = ""
	for i := range f.fields {
		in := &f.fields[i]
		if !in.changed() || in.set == nil {
			continue
		}
		if in.err = in.set(&edited, in); in.err != "" && wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		f.at = wrong
		return nil
	}
	f.saving = true
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.EditFeed(ctx, edited) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			f.saving = false
			switch {
			case err != nil && m.over == f:
				f.err = "not saved: " + sentence(err)
				return nil
			case err != nil:
				return m.fail("not saved: ", err)
			}
			if m.over == f {
				m.over = nil
			}
			if c.N == 0 {
				return m.say("nothing was changed")
			}
			m.pages.forget() // they show the feed's name and folder
			cmd := m.done(m.undoable(changed(c)))
			if edited.URL != f.feed.URL {
				cmd = batch(cmd, m.retry(true, edited.ID))
			}
			return cmd
		},
	})
}

func (f *feedForm) paste(_ *Model, s string) {
	in := &f.fields[f.at]
	if f.readOnly() || f.saving || in.kind != fieldText && in.kind != fieldSecret {
		return
	}
	if in.kind == fieldText {
		s = strings.ReplaceAll(strings.TrimSpace(s), "\n", in.newline())
	}
	in.input.insert(strings.TrimSpace(s))
	in.err, f.err = "", ""
}

// newline is what parts pasted lines.
func (in *field) newline() string {
	if in.label == labelHeaders {
		return "; "
	}
	return " "
}

func (f *feedForm) wheel(m *Model, n int) {
	switch {
	case f.readOnly():
		f.top += sign(n)
	case n > 0:
		f.move(min(1, len(f.fields)-1-f.at))
	default:
		f.move(-min(1, f.at))
	}
}

func (f *feedForm) click(*Model, tea.Mouse) tea.Cmd { return nil }
