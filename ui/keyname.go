package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// keyNames are the keys that are no character, as tea.Key.String names them.
var keyNames = []string{
	"backspace", "delete", "down", "end", "enter", "esc", "home", "insert", "left", "pgdown", "pgup", "right", "space", "tab", "up",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// otherNames are what people call them besides.
var otherNames = map[string]string{
	"return": "enter", "cr": "enter", "escape": "esc", "pageup": "pgup", "pagedown": "pgdown", "pgdn": "pgdown", "page-up": "pgup", "page-down": "pgdown",
	"del": "delete", "bs": "backspace", "ins": "insert", "comma": ",", "plus": "+", "lt": "<", "gt": ">", "bar": "|", "minus": "-",
}

// modifiers in the order of tea.Key.String, and how else they are written.
var modifiers = []struct {
	name  string
	forms []string
}{
	{"ctrl+", []string{"ctrl+", "ctrl-", "control+", "c-", "^"}},
	{"alt+", []string{"alt+", "alt-", "meta+", "m-", "a-"}},
	{"shift+", []string{"shift+", "shift-", "s-"}},
}

// sameAs are keys that terminals send as another one.
var sameAs = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc", "ctrl+?": "backspace"}

// parseKeys reads a key, or several to be pressed one after the other, parted
// by spaces, and gives them as tea.Key.String does. The errors are what was
// expected.
func parseKeys(text string) (string, error) {
	if text == " " {
		return "space", nil
	}
	var out []string
	for _, word := range strings.Fields(text) {
		key, err := parseKey(word)
		if err != nil {
			return "", err
		}
		out = append(out, key)
	}
	switch {
	case len(out) == 0:
		return "", fmt.Errorf("a key, such as %q, %q or %q", "x", "ctrl+x", "g u")
	case slices.Contains(out, "ctrl+c"):
		return "", errors.New("another key: ctrl+c always quits")
	case len(out) > 1 && slices.Contains(out[1:], "esc"):
		return "", errors.New("another key: esc takes back what was begun")
	}
	return strings.Join(out, " "), nil
}

func parseKey(word string) (string, error) {
	base := word
	if inner, ok := strings.CutPrefix(base, "<"); ok && strings.HasSuffix(inner, ">") && len(inner) > 1 {
		base = strings.TrimSuffix(inner, ">") // as Vim writes it
	}
	var has [3]bool
	for more := true; more && utf8.RuneCountInString(base) > 1; {
		more = false
		for i, m := range modifiers {
			for _, form := range m.forms {
				if len(base) > len(form) && strings.EqualFold(base[:len(form)], form) {
					has[i], base, more = true, base[len(form):], true
				}
			}
		}
	}
	named := false
	if utf8.RuneCountInString(base) > 1 {
		lower := strings.ToLower(base)
		if other, ok := otherNames[lower]; ok {
			lower = other
		}
		named = slices.Contains(keyNames, lower)
		switch {
		case named, utf8.RuneCountInString(lower) == 1:
			base = lower
		default:
			return "", unknownKey(word, lower)
		}
	}
	if r, _ := utf8.DecodeRuneInString(base); !named {
		const ctrl, alt, shift = 0, 1, 2
		switch {
		case !unicode.IsPrint(r):
			return "", errors.New("a key that can be seen, or its name")
		case !unicode.IsLetter(r):
		case has[ctrl]: // which knows no large letters
			base = string(unicode.ToLower(r))
		case has[alt]:
			has[shift] = has[shift] || unicode.IsUpper(r)
			base = string(unicode.ToLower(r))
		case has[shift]:
			base, has[shift] = string(unicode.ToUpper(r)), false
		}
	}
	key := base
	for i := len(modifiers) - 1; i >= 0; i-- {
		if has[i] {
			key = modifiers[i].name + key
		}
	}
	if same, ok := sameAs[key]; ok {
		return "", fmt.Errorf("another key: terminals send %s as %s", key, same)
	}
	return key, nil
}

// unknownKey says what a name that is none may have been meant to be.
func unknownKey(word, lower string) error {
	if near := feeds.Nearest(lower, keyNames); near != "" {
		return fmt.Errorf("a key; perhaps %q", near)
	}
	if len(word) <= 4 {
		var apart []string
		for _, r := range word {
			apart = append(apart, string(r))
		}
		return fmt.Errorf("a key; several are parted by spaces: %q", strings.Join(apart, " "))
	}
	return fmt.Errorf("a key, such as %q, %q or %q", "x", "ctrl+x", "pgdown")
}

// show is a key as people read it.
func show(key string) string {
	parts := strings.Split(key, " ")
	for i, p := range parts {
		switch p {
		case "enter":
			p = "↵"
		case "up":
			p = "↑"
		case "down":
			p = "↓"
		case "left":
			p = "←"
		case "right":
			p = "→"
		case "tab":
			p = "Tab"
		case "shift+tab":
			p = "⇧Tab"
		case "pgdown":
			p = "PgDn"
		case "pgup":
			p = "PgUp"
		case "home":
			p = "Home"
		case "end":
			p = "End"
		}
		parts[i] = p
	}
	return strings.Join(parts, " ")
}
