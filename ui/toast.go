package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// How long a toast stays.
const (
	toastTime = 4 * time.Second
	errorTime = 8 * time.Second
)

// toast is one line that says what was just done.
type toast struct {
	text string
	kind toastKind
	gen  int
}

type toastKind int

const (
	toastDone toastKind = iota // ✓
	toastSaid                  // plain words
	toastFailed
)

func (m *Model) tell(kind toastKind, text string) tea.Cmd {
	m.toast = toast{feeds.CleanLine(text), kind, m.toast.gen + 1}
	m.note(kind, m.toast.text)
	gen, wait := m.toast.gen, toastTime
	if kind == toastFailed {
		wait = errorTime
	}
	return m.wait(wait, toastMsg{gen})
}

// say tells plain words, done what was done. Neither is inlined: two hundred
// callers would each hold a copy.
//
//go:noinline
func (m *Model) say(text string) tea.Cmd { return m.tell(toastSaid, text) }

//go:noinline
func (m *Model) done(text string) tea.Cmd { return m.tell(toastDone, text) }

// fail tells an error in the words it came with.
func (m *Model) fail(what string, err error) tea.Cmd {
	return m.tell(toastFailed, what+sentence(err))
}

func sentence(err error) string { return feeds.InWords(err) }

// drawToast is the toast in its colour, with its sign, in at most w cells. Of
// one that is too long what follows its last dot, the way back, is not cut; a
// failure says where it can be read.
func (m *Model) drawToast(w int) string {
	st, text := m.st.Dim, m.toast.text
	switch {
	case text == "":
		return ""
	case m.toast.kind == toastFailed:
		st, text = m.st.Error, m.st.Glyphs.Warn+" "+text
	case m.toast.kind == toastDone:
		st, text = m.st.OK, m.st.Glyphs.Check+" "+text
	}
	if m.st.Width(text) > w {
		tail := ""
		if i := strings.LastIndex(text, " · "); i > 0 && m.st.Width(text[i:]) < w/2 {
			text, tail = text[:i], text[i:]
		} else if m.toast.kind == toastFailed {
			tail = m.offer("", actMessages, "in full")
		}
		text = m.st.Cut(m.st.Cut(text, w-m.st.Width(tail))+tail, w)
	}
	return st.Render(text)
}

// changed is what a change did, in a few words.
func changed(c feeds.Change) string {
	switch c.Verb {
	case "read":
		if c.N == 1 {
			return "marked read"
		}
		return fmt.Sprintf("%d marked read", c.N)
	case "unread":
		if c.N == 1 {
			return "marked unread"
		}
		return fmt.Sprintf("%d marked unread", c.N)
	case "bookmark":
		if c.N > 1 {
			return fmt.Sprintf("%d bookmarked", c.N)
		}
		return "bookmarked"
	case "dismiss":
		return "not related: dismissed"
	case "unbookmark":
		if c.N > 1 {
			return fmt.Sprintf("%d bookmarks removed", c.N)
		}
		return "bookmark removed"
	case "highlight":
		return "highlighted"
	case "unhighlight":
		return "highlight removed"
	case "edit highlight":
		return "highlight changed"
	case "tag":
		if c.N > 1 {
			return "tags of " + c.What + " changed"
		}
		return "tags changed"
	case "move":
		if c.N > 1 {
			return c.What + " moved"
		}
		return "bookmark moved"
	case "follow":
		return "following " + c.What
	case "unfollow":
		return "no longer following " + c.What
	case "subscribe":
		return strings.TrimSpace("added " + c.What)
	case "unsubscribe":
		return strings.TrimSpace("removed " + c.What)
	case "edit":
		if c.What != "" { // a feed or a bookmark
			return c.What + " changed"
		}
		return "bookmark changed"
	case "follow moved":
		if c.N > 1 {
			return c.What + " have their pages' new addresses"
		}
		return "the bookmark has its page's new address"
	case "import bookmarks":
		return "imported " + plural(c.N, "bookmark", "bookmarks")
	case "restore bookmarks":
		return plural(c.N, "bookmark", "bookmarks") + " put back"
	case "import":
		return "imported " + plural(c.N, "feed", "feeds")
	case "save search":
		if c.N > 1 {
			return plural(c.N, "search", "searches") + " saved"
		}
		return "search saved: " + c.What
	case "edit search":
		return "search changed: " + c.What
	case "remove search":
		return "search removed: " + c.What
	case "add rule":
		return "rule made: " + c.What
	case "edit rule":
		return "rule changed: " + c.What
	case "remove rule":
		return "rule removed: " + c.What
	case "move rule":
		return "rule moved: " + c.What
	case "apply rule":
		return "rule applied: " + c.What + " · took " + plural(c.N, "article", "articles")
	}
	return c.Verb
}

func (m *Model) reloadToast(r feeds.ReloadReport) tea.Cmd {
	switch {
	case r.Offline:
		return m.tell(toastFailed, "no feed could be reached: are you offline?")
	case r.Feeds > 0 && r.Skipped == r.Feeds:
		return m.say(justReloaded(r.Recent))
	case r.Failed > 0:
		return m.tell(toastFailed, fmt.Sprintf("%s · %d failed", said(r), r.Failed))
	}
	return m.done(said(r))
}

// said is what a reload brought besides failures.
func said(r feeds.ReloadReport) string {
	text := news(r.New)
	if n := len(r.Moved); n > 0 {
		text += " · " + plural(n, "feed has a new address", "feeds have a new address")
	}
	if n := len(r.Waiting); n > 0 {
		text += " · " + plural(n, "host asks to wait", "hosts ask to wait")
	}
	return text
}

func news(n int) string {
	if n == 0 {
		return "nothing new"
	}
	return plural(n, "new article", "new articles")
}

//go:noinline
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// justReloaded says why nothing was asked: a person's own reload asks each feed
// at most once a minute.
func justReloaded(ago time.Duration) string {
	if ago < time.Second {
		return "being reloaded already"
	}
	return fmt.Sprintf("reloaded %d s ago", int(ago.Seconds()))
}
