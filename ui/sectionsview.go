package ui

import (
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// viewName is what a view is called on screen.
func (m *Model) viewName(v feeds.View) string {
	switch v.Kind {
	case feeds.ViewFront:
		return "Front page"
	case feeds.ViewToday:
		return "Today"
	case feeds.ViewUnread:
		return "Unread"
	case feeds.ViewAll:
		return "All"
	case feeds.ViewBookmarks:
		if m.shelfQuery() == toReadQuery {
			return "To read"
		}
		return "Bookmarks"
	case feeds.ViewHistory:
		return "History"
	case feeds.ViewFolder:
		return v.Folder[strings.LastIndexByte(v.Folder, '/')+1:]
	case feeds.ViewFeed:
		if f, ok := m.side.feed(v.Feed); ok {
			return shortName(f)
		}
		return "Feed"
	case feeds.ViewTopic:
		return feeds.TopicLabel(v.Topic)
	case feeds.ViewSearch:
		if v.Search != 0 {
			return m.side.rows[keyOf(v)].name
		}
		return "Search"
	}
	return string(v.Kind)
}

// viewUnread is how many are unread in a view; false where nobody counts.
func (m *Model) viewUnread(v feeds.View) (int, bool) {
	if !m.side.loaded {
		return 0, false
	}
	r, ok := m.side.rows[keyOf(v)]
	if !ok && v.Kind == feeds.ViewFeed {
		f, ok := m.side.feed(v.Feed)
		return f.Unread, ok
	}
	return r.unread, ok && v.Kind != feeds.ViewHistory // of which nobody counts them
}

func (m *Model) drawSections(r rect) []string {
	s := &m.side
	if s.err != "" {
		return m.wrap(r.W, m.st.Error, "! "+s.err)
	}
	return s.list.Draw(func(_ int, k sectionKey, selected bool) []string {
		row, p := s.rows[k], m.paint(selected, m.focus == paneSections)
		if k.kind == "" {
			return []string{p.dim.Render(row.name)}
		}
		name := strings.Repeat("  ", row.depth)
		switch {
		case row.fold && s.folded[k.folds()]:
			name += m.st.Glyphs.Closed + " "
		case row.fold:
			name += m.st.Glyphs.Open + " "
		case k.kind == feeds.ViewFeed:
			name += "  "
		}
		if k.rising != "" {
			name += "↑ "
		}
		name += row.name
		count := ""
		if row.unread > 0 {
			count = strconv.Itoa(row.unread)
		}
		mark := ""
		if row.failed {
			mark = m.st.Glyphs.Warn
		}
		width := r.W - 1 - m.st.Width(count)
		if mark != "" {
			width -= 2
		}
		text := p.text
		if selected {
			text = p.bold
		}
		line := p.bar() + text.Render(m.st.Fit(name, width-1))
		if mark != "" {
			line += p.failed.Render(" " + mark)
		}
		return []string{line + p.text.Render(" ") + p.dim.Render(count)}
	})
}
