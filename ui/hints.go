package ui

import (
	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// drawHints is the last line: the keys that matter here, and what was just
// done at the right.
func (m *Model) drawHints(w int) string {
	right := m.drawToast()
	if m.ask != nil || m.letters != nil {
		right = ""
	}
	if right != "" {
		right = style.Cut(right, w-2)
	}
	room := w - 2
	if right != "" {
		room -= style.Width(right) + 2
	}
	left := m.hintKeys(room)
	return " " + style.Fit(left, max(0, w-2-style.Width(right))) + right + " "
}

// hintKeys fits the hints of this place into w cells; help is always among
// them.
func (m *Model) hintKeys(w int) string {
	switch {
	case m.ask != nil:
		return style.Cut(m.st.Attention.Render(m.ask.text), w)
	case m.letters != nil:
		return m.lettersHint(w)
	}
	if m.leader.shown {
		return m.joinHints(m.leaderHints(), w, "")
	}
	if m.search != nil && m.search.typing {
		return m.joinHints([]string{m.hint("↵", "keep the hits"), m.hint("↓ ↑", "choose"), m.hint("esc", "back")}, w, "")
	}
	in := m.scope()
	var all []string
	for _, a := range hints[in] {
		if b, ok := m.keys.binding(in, a); ok && !m.pointless(a) {
			all = append(all, m.hint(m.keyOf(b), b.Hint))
		}
	}
	help := ""
	if b, ok := m.keys.binding(in, actHelp); ok {
		help = m.hint(m.keyOf(b), b.Hint)
	}
	if r := m.reader; r != nil && r.offered && !r.choosing {
		all = append([]string{m.st.Attention.Render("full text is ready") + m.st.Dim.Render(" · ") + m.st.AccentBold.Render("v")}, all...)
	}
	if m.count > 0 {
		all = append([]string{m.st.Accent.Render(itoa(m.count) + "…")}, all...)
	}
	return m.joinHints(all, w, help)
}

// pointless says that a hint would name a key that does nothing to see here.
func (m *Model) pointless(a action) bool {
	switch a {
	case actSections:
		return m.lay.Class == wide
	case actRemove, actFeedSettings:
		if m.scope() == scopeBookmarks {
			return m.shelf.current() == nil
		}
		k, _ := m.side.list.Selected()
		f, _ := m.side.feed(k.feed)
		return m.scope() == scopeSections && (k.feed == 0 || a == actRemove && f.Origin == feeds.OriginConfig)
	case actOpen, actBookmark, actBookmarkWith, actRead, actBrowser, actRelated, actCopy:
		return m.withoutArticle()
	case actImages:
		page := m.art.pane.Page()
		if m.reader != nil {
			page = m.reader.pane.Page()
		}
		return page == nil || !page.Pictured()
	case actExport:
		return len(m.shelf.rows) == 0
	case actUseMoved:
		f, ok := m.health.current()
		return !ok || !moved(f.Feed)
	case actToggle:
		k, _ := m.side.list.Selected()
		return !m.side.rows[k].fold
	}
	return false
}

// withoutArticle says that the place is one of articles and has none.
func (m *Model) withoutArticle() bool {
	switch m.scope() {
	case scopeHeadlines, scopeArticle, scopeRelated, scopeBookmarks:
	default:
		return false
	}
	_, ok := m.atHand()
	return !ok && !m.heads.loading && !m.near.busy
}

func (m *Model) leaderHints() []string {
	all := []string{m.st.Dim.Render(m.leader.keys + " …")}
	for _, b := range m.keys.after(m.scope(), m.leader.keys) {
		all = append(all, m.hint(show(b.Keys[0]), b.Hint))
	}
	return all
}

// keyOf is a binding's first key; two of one action are shown as one hint.
func (m *Model) keyOf(b binding) string { return show(b.Keys[0]) }

func (m *Model) hint(key, what string) string {
	return m.st.AccentBold.Render(key) + " " + m.st.Dim.Render(what)
}

// joinHints joins as many as fit; last keeps its place at the end.
func (m *Model) joinHints(all []string, w int, last string) string {
	out, used := "", 0
	keep := 0
	if last != "" {
		keep = style.Width(last)
	}
	if keep > w {
		return ""
	}
	for _, h := range all {
		n := style.Width(h) + 2
		if used+n+keep > w && used > 0 || used+n-2 > w {
			break
		}
		out += h + "  "
		used += n
	}
	return out + last
}
