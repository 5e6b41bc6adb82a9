package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/ui/style"
)

// form asks for a line, or a few. Enter on the last one submits, Esc takes it
// back.
type form struct {
	title  string
	intro  string
	labels []string
	inputs []completer
	at     int
	brief  bool // Enter submits wherever one is
	err    string
	submit func(m *Model, values []string) (tea.Cmd, string) // a sentence keeps the form open
}

func newForm(title, intro string, submit func(*Model, []string) (tea.Cmd, string), labelled ...string) *form {
	f := &form{title: title, intro: intro, submit: submit}
	for i := 0; i+1 < len(labelled); i += 2 {
		f.labels = append(f.labels, labelled[i])
		f.inputs = append(f.inputs, completeWord(labelled[i+1], nil))
	}
	return f
}

func (m *Model) formKey(k tea.KeyPressMsg) tea.Cmd {
	f := m.form
	if f.inputs[f.at].key(k) {
		f.err = ""
		return nil
	}
	switch k.String() {
	case "esc":
		m.form = nil
	case "enter":
		if f.at < len(f.inputs)-1 && !f.brief {
			f.at++
			return nil
		}
		values := make([]string, len(f.inputs))
		for i := range f.inputs {
			values[i] = f.inputs[i].value()
		}
		cmd, problem := f.submit(m, values)
		if f.err = problem; problem == "" && m.form == f {
			m.form = nil
		}
		return cmd
	case "tab", "down":
		f.at = (f.at + 1) % len(f.inputs)
	case "shift+tab", "up":
		f.at = (f.at + len(f.inputs) - 1) % len(f.inputs)
	}
	return nil
}

// paste puts pasted text where one types.
func (m *Model) paste(s string) tea.Cmd {
	switch {
	case m.help != nil:
		m.help.filter.insert(s)
	case m.form != nil:
		m.form.inputs[m.form.at].insert(strings.TrimSpace(s))
		m.form.err = ""
	case m.over != nil:
		m.over.paste(m, s)
		if d, ok := m.over.(*ruleDialog); ok {
			return d.try(m)
		}
	case m.welcome != nil && !m.welcome.picking && m.welcome.working == "":
		m.welcome.at = m.welcome.find(offerPaste)
		m.choose(m.welcome.at)
		return m.paste(s)
	case m.reader != nil && m.reader.find != nil && m.reader.find.typing:
		m.reader.find.input.insert(s)
		m.found()
	case m.search != nil && m.search.typing:
		m.search.input.insert(s)
		return m.searchChanged()
	case m.filtering():
		m.shelf.filter.input.insert(s)
		return m.filterChanged()
	}
	return nil
}

// offersMost is how many words a form offers at once.
const offersMost = 6

// offered is how many rows a form keeps for the words it offers: as many in
// each of its lines, so that the box stands still.
func (f *form) offered() (n int) {
	for i := range f.inputs {
		n = max(n, min(len(f.inputs[i].words), offersMost))
	}
	return n
}

// drawForm lays the form over the frame.
func (m *Model) drawForm(f *frame) {
	fo := m.form
	w := min(m.w-2, 72)
	inside := w - 4
	label := 0
	for _, l := range fo.labels {
		label = max(label, style.Width(l)+2)
	}
	var lines []string
	if fo.intro != "" && m.h >= 10 {
		lines = append(lines, m.st.Dim.Render(style.Cut(fo.intro, inside)), "")
	}
	row, col := 0, 0
	for i := range fo.inputs {
		text, at := fo.inputs[i].draw(inside - label)
		st := m.st.Dim
		if i == fo.at {
			st = m.st.AccentBold
			row, col = len(lines), label+at
		}
		lines = append(lines, st.Render(style.Fit(fo.labels[i], label))+m.st.Text.Render(text))
	}
	if fo.err != "" {
		lines = append(lines, "")
		lines = append(lines, m.wrap(inside, m.st.Error, m.st.Glyphs.Warn+" "+fo.err)...)
	}
	foot := "↵ done · esc cancel"
	if fo.at < len(fo.inputs)-1 && !fo.brief {
		foot = "↵ next · esc cancel"
	}
	in := &fo.inputs[fo.at]
	switch room := min(fo.offered(), m.h-2-len(lines)-1); {
	case room > 0:
		lines = append(lines, "")
		offers := in.offers(m, inside-label, room)
		for i := range room {
			line := ""
			if i < len(offers) {
				line = style.Blank(label-1) + offers[i]
			}
			lines = append(lines, line)
		}
		if len(offers) > 0 {
			foot = "Tab completes · " + foot
			break
		}
		fallthrough
	case len(fo.inputs) > 1:
		foot = "Tab next · " + foot
	}
	r := f.box(m, fo.title, foot, w, lines)
	f.cursorAt(r.X+2+col, r.Y+1+row)
}
