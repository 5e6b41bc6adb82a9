package ui

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// maxInput bounds what one line of input takes, in characters.
const maxInput = 2000

// input is one line that is typed.
type input struct {
	text []rune
	at   int // the cursor, in runes
}

func newInput(s string) input {
	r := []rune(s)
	return input{r, len(r)}
}

func (in *input) value() string { return string(in.text) }

// insert puts text in at the cursor; pasted newlines become spaces, and what
// no terminal should be sent does not get in.
func (in *input) insert(s string) {
	var add []rune
	for _, r := range s {
		if r == '\n' || r == '\t' || r == '\r' {
			r = ' '
		}
		if !feeds.Unsafe(r) && r != utf8.RuneError {
			add = append(add, r)
		}
	}
	add = add[:min(len(add), max(0, maxInput-len(in.text)))]
	text := append(append(append([]rune{}, in.text[:in.at]...), add...), in.text[in.at:]...)
	in.text, in.at = text, in.at+len(add)
}

func (in *input) cut(from, to int) {
	from, to = max(from, 0), min(to, len(in.text))
	in.text = append(append([]rune{}, in.text[:from]...), in.text[to:]...)
	in.at = from
}

// key edits; false when the key is no edit.
func (in *input) key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "backspace", "ctrl+h":
		in.cut(in.at-1, in.at)
	case "delete", "ctrl+d":
		in.cut(in.at, in.at+1)
	case "left", "ctrl+b":
		in.at = max(in.at-1, 0)
	case "right", "ctrl+f":
		in.at = min(in.at+1, len(in.text))
	case "home", "ctrl+a":
		in.at = 0
	case "end", "ctrl+e":
		in.at = len(in.text)
	case "ctrl+u":
		in.cut(0, in.at)
	case "ctrl+k":
		in.cut(in.at, len(in.text))
	case "ctrl+w", "alt+backspace":
		from := in.at
		for from > 0 && in.text[from-1] == ' ' {
			from--
		}
		for from > 0 && in.text[from-1] != ' ' {
			from--
		}
		in.cut(from, in.at)
	default:
		if k.Text == "" {
			return false
		}
		in.insert(k.Text)
	}
	return true
}

// draw gives the part of the text around the cursor, in w cells, and the
// cursor's column in it.
func (in *input) draw(w int) (string, int) {
	if w <= 1 {
		return "", 0
	}
	from := 0
	for style.Width(string(in.text[from:in.at])) > w-1 {
		from++
	}
	to := len(in.text)
	for style.Width(string(in.text[from:to])) > w {
		to--
	}
	return string(in.text[from:to]), style.Width(string(in.text[from:in.at]))
}
