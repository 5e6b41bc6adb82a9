package ui

import (
	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// drawHints is the last line: the keys that matter here, and what was just
// done at the right.
func (m *Model) drawHints(w int) string {
	right := m.hintToast()
	left := m.hintKeys(m.hintRoom())
	return " " + style.Fit(left, max(0, w-2-style.Width(right))) + right + " "
}

// hintToast is the toast at the right of the hints.
func (m *Model) hintToast() string {
	if m.ask != nil || m.letters != nil {
		return ""
	}
	return m.drawToast(m.w - 2)
}

// hintRoom is the cells that are left for hints beside the toast.
func (m *Model) hintRoom() int {
	if right := m.hintToast(); right != "" {
		return m.w - 4 - style.Width(right)
	}
	return m.w - 2
}

// hintKeys fits the hints of this place into w cells; help is always among
// them.
func (m *Model) hintKeys(w int) string {
	switch {
	case m.ask != nil:
		return style.Cut(m.st.Attention.Render(m.ask.text), w)
	case m.letters != nil:
		return m.lettersHint(w)
	case m.leader.shown:
		return m.joinHints([]string{m.st.Accent.Render(show(m.leader.keys) + " …"), m.hint("esc", "back")}, w, "")
	}
	if m.search != nil && m.search.typing {
		return m.joinHints([]string{m.hint("↵", "keep the hits"), m.hint("Tab", "complete"), m.hint("↓ ↑", "choose"), m.hint("ctrl+s", "save search"), m.hint("ctrl+r", "recent"), m.hint("esc", "back")}, w, "")
	}
	if m.choosing() {
		verbs := []string{m.hint("esc", "none"), m.hint(m.keyFor(actBookmark), "keep"), m.hint(m.keyFor(actRead), "read, unread"), m.hint(m.keyFor(actTags), "tags"), m.hint(m.keyFor(actExport), "export"), m.hint(m.keyFor(actCopy), "copy links"), m.hint(m.keyFor(actBrowser), "browser")}
		if m.onShelf() {
			verbs = []string{m.hint("esc", "none"), m.hint(m.keyFor(actTags), "tags"), m.hint(m.keyFor(actBookmarkWith), "folder"), m.hint(m.keyFor(actRead), "to read"), m.hint(m.keyFor(actBookmark), "remove"), m.hint(m.keyFor(actExport), "export"), m.hint(m.keyFor(actCopy), "copy links")}
		}
		return m.joinHints(verbs, w, "")
	}
	if m.filtering() {
		return m.joinHints([]string{m.hint("↵", "keep these"), m.hint("↓ ↑", "choose"), m.hint("esc", "all")}, w, "")
	}
	line, _ := m.placeHints(w)
	return line
}

// hintSpot is where an action's hint stands in the line of hints.
type hintSpot struct {
	from, to int // cells, to exclusive
	act      action
}

// placeHints are the hints of this place in w cells, and where each stands.
func (m *Model) placeHints(w int) (string, []hintSpot) {
	in := m.scope()
	var all []string
	var acts []action
	if m.count > 0 {
		all, acts = append(all, m.st.Accent.Render(itoa(m.count)+"…")), append(acts, "")
	}
	if m.selecting() {
		all, acts = append(all, m.st.Attention.Render(style.Cut(m.selectingWords(), w/2))), append(acts, "")
	}
	if note := m.matchNote(); note != "" {
		all, acts = append(all, m.st.Attention.Render(note)+m.st.Dim.Render(" · ")+m.st.AccentBold.Render(m.keyFor(actNextUnread)+" "+m.keyFor(actPrevUnread))), append(acts, actNextUnread)
	}
	if r := m.reader; r != nil && r.offered && !r.choosing {
		key := ""
		if b, ok := m.keys.binding(in, actText); ok && len(b.Keys) > 0 {
			key = m.st.Dim.Render(" · ") + m.st.AccentBold.Render(m.keyOf(b))
		}
		all, acts = append(all, m.st.Attention.Render("full text is ready")+key), append(acts, actText)
	}
	for _, a := range hints[in] {
		if b, ok := m.keys.binding(in, a); ok && len(b.Keys) > 0 && !m.pointless(a) {
			all, acts = append(all, m.hint(m.keyOf(b), b.Hint)), append(acts, a)
		}
	}
	help := ""
	if b, ok := m.keys.binding(in, actHelp); ok && len(b.Keys) > 0 {
		help = m.hint(m.keyOf(b), b.Hint)
	}
	n := m.fitting(all, w, style.Width(help))
	var spots []hintSpot
	x := 0
	for i := range n {
		to := x + style.Width(all[i])
		spots = append(spots, hintSpot{x, to, acts[i]})
		x = to + 2
	}
	if help != "" && style.Width(help) <= w {
		spots = append(spots, hintSpot{x, x + style.Width(help), actHelp})
	}
	return m.joinHints(all, w, help), spots
}

// hintAt is the action whose hint stands at a cell of the last line.
func (m *Model) hintAt(x, y int) (action, bool) {
	switch {
	case y != m.h-1, m.ask != nil, m.reader != nil && m.bare, m.letters != nil, m.leader.keys != "", m.search != nil && m.search.typing, m.filtering(), m.choosing(),
		m.findsTyped(), m.reader == nil && m.lay.Hints.hidden(), m.h < 16:
		return "", false
	}
	_, spots := m.placeHints(m.hintRoom())
	for _, s := range spots {
		if x-1 >= s.from && x-1 < s.to && s.act != "" {
			return s.act, true
		}
	}
	return "", false
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
	case actOpen, actBookmark, actBookmarkWith, actRead, actBrowser, actRelated, actCopy, actTags, actSelect:
		return m.withoutArticle()
	case actImages:
		page := m.art.pane.Page()
		if m.reader != nil {
			page = m.reader.pane.Page()
		}
		return page == nil || !page.Pictured()
	case actExport:
		return m.onShelf() && len(m.shelf.ids) == 0
	case actNarrow, actLabel, actOrder:
		return m.onShelf() && len(m.shelf.ids) == 0 && m.shelfQuery() == ""
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
	case scopeHeadlines, scopeArticle, scopeRelated, scopeFront, scopeBookmarks:
	default:
		return false
	}
	_, ok := m.atHand()
	return !ok && !m.heads.loading && !(m.near.busy && m.near.old)
}

// keyOf is a binding's first key; two of one action are shown as one hint.
func (m *Model) keyOf(b binding) string { return show(b.Keys[0]) }

func (m *Model) hint(key, what string) string {
	p := &m.paints[0] // a dozen of them are drawn with every screen
	return p.accentBold.Render(key) + " " + p.dim.Render(what)
}

// joinHints joins as many as fit; last keeps its place at the end.
func (m *Model) joinHints(all []string, w int, last string) string {
	if style.Width(last) > w {
		return ""
	}
	out := ""
	for _, h := range all[:m.fitting(all, w, style.Width(last))] {
		out += h + "  "
	}
	return out + last
}

// fitting is how many hints fit into w cells and leave keep at the end.
func (m *Model) fitting(all []string, w, keep int) int {
	used := 0
	for i, h := range all {
		n := style.Width(h) + 2
		if used+n+keep > w && used > 0 || used+n-2 > w {
			return i
		}
		used += n
	}
	return len(all)
}
