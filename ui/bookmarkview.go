package ui

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// shelfNote is what stands at the right of the view's title: how many there
// are, and their order.
func (m *Model) shelfNote() string {
	s := &m.shelf
	if s.loading {
		return ""
	}
	note := thousands(len(s.ids))
	if s.more > 0 {
		note += fmt.Sprintf("+ · %d%%", min(100*s.more/max(s.of, 1), 99))
	}
	return note + " · by " + orderName(m.shelfSort()) + " ↓"
}

func (m *Model) drawShelf(r rect) []string {
	s := &m.shelf
	switch {
	case s.err != "":
		return m.wrap(r.W, m.st.Error, m.st.Glyphs.Warn+" "+s.err)
	case len(s.ids) == 0 && (s.loading || m.heads.loading):
		return nil
	case len(s.ids) == 0 && m.shelfQuery() == toReadQuery:
		return m.empty(r, "Nothing to read.", m.keySentence("", actRead, " on a bookmark puts it here, and takes it off."))
	case len(s.ids) == 0 && m.heads.view.Query != "" && m.side.data.Bookmarks > 0:
		return m.empty(r, "No bookmark is like that.", m.keySentence("", actNarrow, " asks for others; esc shows all."))
	case len(s.ids) == 0:
		return m.empty(r, "No bookmarks yet.", m.keySentence("", actBookmark, " on an article keeps it here, text and all.")+m.keySentence(" ", actCommand, "bookmarks import FILE takes in those of a browser or a service."))
	}
	now := m.opts.Now()
	return s.list.Draw(func(i int, id feeds.BookmarkID, selected bool) []string {
		p := m.paint(selected, m.focus == paneHeadlines)
		b, here := s.rows[id]
		switch {
		case !here:
			return []string{p.line(p.dim.Render("  …"), r.W)}
		case b.ID == 0:
			return []string{p.line(p.dim.Render("  (removed)"), r.W)}
		}
		return m.drawKept(&b, r.W, p, now)
	})
}

// drawKept is one bookmark: its title, where it is from and its tags, its note.
func (m *Model) drawKept(b *feeds.Bookmark, w int, p *paint, now time.Time) []string {
	room := w - 5
	sign := p.attention.Render(m.st.Glyphs.Star)
	if m.shelf.marks.has(b.ID) {
		sign = p.accentBold.Render(m.st.Glyphs.Check)
	}
	wide := w >= narrowWidth
	state, link := "", m.linkMark(b.Link, wide, p)
	if wide {
		state, link = link, ""
	}
	if b.Offline && wide {
		if state != "" {
			state += p.dim.Render(" · ")
		}
		state += p.dim.Render("offline " + m.st.Glyphs.Check)
	}
	if state != "" {
		room -= m.st.Width(state) + 2
	}
	title := m.shelfMarked(feeds.FieldTitle, m.st.Cut(b.Title, room), p.bold, p)
	if state != "" {
		title += p.text.Render(style.Blank(w-5-m.st.Width(title)-m.st.Width(state))) + state
	}
	var parts []string
	if b.HiddenBy != "" {
		parts = append(parts, p.attention.Render(m.st.Cut("hidden by "+b.HiddenBy, w-5)))
	}
	if link != "" {
		parts = append(parts, link)
	}
	if from := keptFrom(b); from != "" {
		parts = append(parts, m.shelfMarked(feeds.FieldFeed, from, p.source, p))
	}
	parts = append(parts, p.dim.Render("saved "+savedAge(now, b.Saved, m.opts.Location)))
	if b.Folder != "" {
		parts = append(parts, p.dim.Render(b.Folder))
	}
	meta := strings.Join(parts, p.dim.Render(" · "))
	for _, t := range b.Tags {
		word := p.tag.Render("[" + t + "]")
		if strings.EqualFold(t, feeds.ReadLater) {
			word = p.accent.Render("[to read]")
		}
		meta += p.text.Render("  ") + word
	}
	lines := []string{
		p.line(sign+p.text.Render(" ")+title, w),
		p.line(p.text.Render("  ")+meta, w),
	}
	if note := feeds.CleanLine(b.Note); note != "" {
		lines = append(lines, p.line(p.text.Render("  ")+p.italic.Render(m.st.Cut("✎ "+note, w-5)), w))
	} else if p.selected {
		lines = append(lines, p.line("", w))
	}
	return lines
}

// keptFrom is where a bookmark is from: its feed, else its site.
func keptFrom(b *feeds.Bookmark) string {
	if b.Source != "" {
		return b.Source
	}
	return feeds.Host(b.URL)
}

// savedAge is when a bookmark was kept, by the day.
func savedAge(now, t time.Time, loc *time.Location) string {
	switch days := daysBetween(t.In(loc), now.In(loc)); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	}
	return age(now, t, loc)
}
