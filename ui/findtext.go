package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// textFind looks for words in the reader's text.
type textFind struct {
	input  input
	typing bool
	hits   []article.Hit
	at     int
	from   feeds.Place   // where the reader stood when it began
	of     *feeds.Marker // of the search that led here, nil where one types into the line
}

// startFind opens the line one types into, or takes it up again.
func (m *Model) startFind() {
	r := m.reader
	if !m.findsTyped() {
		r.find = &textFind{}
	}
	r.find.typing, r.find.from = true, r.pane.Place()
}

func (m *Model) findKey(k tea.KeyPressMsg) tea.Cmd {
	r := m.reader
	f := r.find
	switch k.String() {
	case "esc":
		r.pane.SetPlace(f.from)
		m.endFind()
	case "enter":
		f.typing = false
		if f.input.value() == "" {
			m.endFind()
		}
	case "down", "ctrl+n":
		m.nextHit(1)
	case "up", "ctrl+p":
		m.nextHit(-1)
	default:
		if f.input.key(k) {
			m.found()
		}
	}
	return nil
}

func (m *Model) endFind() {
	r := m.reader
	r.find = nil
	r.pane.SetHits(nil, 0)
	m.lookFor(r)
	r.refind()
}

// found looks again, from where the search began.
func (m *Model) found() {
	r := m.reader
	f := r.find
	r.pane.SetPlace(f.from)
	f.hits, f.at = nil, 0
	if p := r.pane.Page(); p != nil {
		f.hits = p.Find(f.input.value())
	}
	if len(f.hits) > 0 {
		f.at = max(r.pane.Near(f.hits), 0)
		r.pane.Show(f.hits[f.at])
	}
	r.pane.SetHits(f.hits, f.at)
}

// refind marks the hits on a page that was set anew.
func (r *reader) refind() {
	f := r.find
	if f == nil || r.pane.Page() == nil {
		return
	}
	if f.of != nil {
		f.hits = r.pane.Page().FindBy(func(text string) [][2]int { return f.of.Find(feeds.FieldBody, text) })
		f.at = min(f.at, len(f.hits)-1)
	} else {
		f.hits = r.pane.Page().Find(f.input.value())
		f.at = max(min(f.at, len(f.hits)-1), 0)
	}
	r.pane.SetHits(f.hits, f.at)
}

// findsTyped says whether one types, or has typed, what to find in the text.
func (m *Model) findsTyped() bool {
	return m.reader != nil && m.reader.find != nil && m.reader.find.of == nil
}

// lookFor marks in an article that was opened from a search what that looks
// for. None of it is at hand before n was pressed.
func (m *Model) lookFor(r *reader) {
	if _, hit := m.heads.at[r.id]; hit && m.heads.finds != nil {
		r.find = &textFind{of: m.heads.finds, at: -1}
	}
}

// nextMatch goes to the next match of the search that led to this article;
// false beyond the last, from where the way is to the next article.
func (m *Model) nextMatch(n int) bool {
	f := m.reader.find
	to := f.at + n
	if f.at < 0 && n < 0 || to < 0 || to >= len(f.hits) {
		return false
	}
	f.at = to
	m.reader.pane.Show(f.hits[to])
	m.reader.pane.SetHits(f.hits, to)
	return true
}

// matchNote says which match of the search is at hand, "" where there is none.
func (m *Model) matchNote() string {
	r := m.reader
	if r == nil || r.choosing || r.find == nil || r.find.of == nil || len(r.find.hits) == 0 {
		return ""
	}
	if r.find.at < 0 {
		return plural(len(r.find.hits), "match", "matches")
	}
	return fmt.Sprintf("match %d of %d", r.find.at+1, len(r.find.hits))
}

// nextHit goes to the next or the previous hit, round and round.
func (m *Model) nextHit(n int) {
	r := m.reader
	f := r.find
	if len(f.hits) == 0 {
		return
	}
	f.at = ((f.at+n)%len(f.hits) + len(f.hits)) % len(f.hits)
	r.pane.Show(f.hits[f.at])
	r.pane.SetHits(f.hits, f.at)
}

// drawFind is the line of the search, and the cursor's column in it, -1 for
// none.
func (m *Model) drawFind(w int) (string, int) {
	f := m.reader.find
	count := ""
	switch n := len(f.hits); {
	case f.input.value() == "":
	case n == 0:
		count = "not in this text"
	default:
		count = fmt.Sprintf("%d of %d", f.at+1, n)
	}
	room := max(w-style.Width(count)-6, 4)
	text, at := f.input.draw(room)
	shown := m.st.Text.Render(text)
	if f.input.value() == "" {
		shown = m.st.Dim.Render(style.Cut("find in this text", room))
	}
	left := " " + m.st.AccentBold.Render("/ ") + shown
	if !f.typing {
		left += "  " + m.hint(m.keyFor(actNextUnread)+" "+m.keyFor(actPrevUnread), "next, previous") + "  " + m.hint("esc", "end")
		at = -4
	}
	return style.Fit(style.Fit(left, max(w-style.Width(count)-2, 0))+m.st.Dim.Render(count), w), at + 3
}

// quoted is the paragraph of the hit at hand, for what is copied; "" for none.
func (r *reader) quoted() string {
	f := r.find
	if f == nil || f.of != nil || len(f.hits) == 0 || r.reading.Document == nil {
		return ""
	}
	blocks := r.reading.Document.Blocks
	i := r.pane.Page().Block(f.hits[f.at])
	if i < 0 || i >= len(blocks) {
		return ""
	}
	return (&feeds.Document{Blocks: blocks[i : i+1]}).Plain()
}
