package ui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// maxInput bounds what one line of input takes, in characters.
const maxInput = 2000

// input is one line that is typed. Bubbles' text input edits it; it is drawn
// here, since all of the screen measures text in one way.
type input struct{ line textinput.Model }

// editing is what a line of input knows of keys. Pasting from the system's
// clipboard is the terminal's business: it arrives as a paste.
var editing = func() textinput.KeyMap {
	keys := textinput.DefaultKeyMap()
	for _, off := range []*key.Binding{&keys.Paste, &keys.AcceptSuggestion, &keys.NextSuggestion, &keys.PrevSuggestion} {
		off.SetEnabled(false)
	}
	return keys
}()

func newInput(s string) input {
	in := input{textinput.New()}
	in.line.KeyMap = editing
	in.line.CharLimit = maxInput
	in.line.SetVirtualCursor(false)
	in.line.Focus()
	in.line.SetValue(s)
	in.line.CursorEnd()
	return in
}

//go:noinline
func (in *input) value() string { return in.line.Value() }

// insert puts text in at the cursor; pasted newlines become spaces, and what
// no terminal should be sent does not get in.
func (in *input) insert(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r':
			return ' '
		case feeds.Unsafe(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	in.ready()
	in.line, _ = in.line.Update(tea.PasteMsg{Content: s})
}

// another lets what is typed next be a word of its own.
func (in *input) another() {
	if s := in.value(); s != "" && !strings.HasSuffix(s, " ") {
		in.line.SetValue(s + " ")
		in.line.CursorEnd()
	}
}

// ready makes an input of the zero value.
func (in *input) ready() {
	if in.line.CharLimit == 0 {
		*in = newInput("")
	}
}

// key edits; false when the key is no edit.
func (in *input) key(k tea.KeyPressMsg) bool {
	in.ready()
	if k.Text != "" && k.Mod&^tea.ModShift == 0 {
		in.insert(k.Text)
		return true
	}
	m := editing
	if !key.Matches(k, m.CharacterForward, m.CharacterBackward, m.WordForward, m.WordBackward, m.DeleteWordBackward,
		m.DeleteWordForward, m.DeleteAfterCursor, m.DeleteBeforeCursor, m.DeleteCharacterBackward, m.DeleteCharacterForward,
		m.LineStart, m.LineEnd) {
		return false
	}
	in.line, _ = in.line.Update(k)
	return true
}

// draw gives the part of the text around the cursor, in w cells, and the
// cursor's column in it.
func (in *input) draw(w int) (string, int) {
	if w <= 1 {
		return "", 0
	}
	text, at := []rune(in.line.Value()), in.line.Position()
	from := max(0, at-4*w) // marks take no cell: a few runes for each
	for style.Width(string(text[from:at])) > w-1 {
		from++
	}
	to := min(len(text), from+4*w)
	for to > at && style.Width(string(text[from:to])) > w {
		to--
	}
	return string(text[from:to]), style.Width(string(text[from:at]))
}
