package ui

import (
	"strings"

	"broadsheet/feeds"
)

// keyFor is the key that does an action here, as sentences name it; "" where
// none does.
func (m *Model) keyFor(a action) string { return m.keyIn(m.scope(), a) }

func (m *Model) keyIn(in scope, a action) string {
	b, ok := m.keys.binding(in, a)
	if !ok || len(b.Keys) == 0 {
		return ""
	}
	return show(b.Keys[0])
}

// offer adds to a sentence the key that does something about it, where there
// is one: " · u undo".
func (m *Model) offer(text string, a action, does string) string {
	if key := m.keyFor(a); key != "" {
		return text + " · " + key + " " + does
	}
	return text
}

// undoable says that what was done can be undone, and how.
func (m *Model) undoable(text string) string { return m.offer(text, actUndo, "undo") }

// keySentence is a sentence about the key of an action, "" where none has it.
func (m *Model) keySentence(before string, a action, after string) string {
	if key := m.keyFor(a); key != "" {
		return before + key + after
	}
	return ""
}

// pageKeys are the keys that a laid-out page names.
type pageKeys struct{ open, browser, related, play, mute string }

// pageKeys are the keys of the place that a page is for, whatever has the focus.
func (m *Model) pageKeys(in scope) pageKeys {
	return pageKeys{m.keyIn(in, actOpen), m.keyIn(in, actBrowser), m.keyIn(in, actRelated), m.keyIn(in, actPlay), m.keyIn(in, actMute)}
}

// problemWords is why a page's text could not be had, with the keys in force
// for what to do about it.
func (m *Model) problemWords(problem string) string {
	said, ok := strings.CutSuffix(feeds.CleanLine(problem), feeds.ProblemKeys)
	if !ok {
		return said
	}
	if key := m.keyIn(scopeReader, actBrowser); key != "" {
		said += "; " + key + " opens it in the browser"
	}
	if key := m.keyIn(scopeReader, actText); key != "" {
		said += ", " + key + " tries again"
	}
	return said
}

// keyNote is a sentence that a page ends in about a key, "" where there is none.
func keyNote(before, key, after string) string {
	if key == "" {
		return strings.TrimSpace(before)
	}
	return before + key + after
}
