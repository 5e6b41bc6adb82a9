package ui

import (
	"fmt"
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// notices are the lines above the rows: the search bar, and what is wrong with
// the feed that is shown.
func (m *Model) notices(w int) []string {
	var out []string
	if w <= 0 {
		return nil
	}
	if m.shelf.filter != nil && m.onShelf() {
		out = append(out, m.drawFilter(w)...)
	}
	if m.search != nil {
		out = append(append(out, m.drawSearch(w)), m.drawMistake(w)...)
	}
	if m.heads.view.Kind == feeds.ViewFeed {
		if f, ok := m.side.feed(m.heads.view.Feed); ok && failing(f) {
			text := f.FetchState.Error
			if text == "" {
				text = "The last requests failed."
			}
			lines := m.wrap(w-1, m.st.Error, m.st.Glyphs.Warn+" "+feeds.CleanLine(text))
			out = append(out, lines[:min(len(lines), 4)]...)
			out = append(out, m.joinHints([]string{m.hint(m.keyFor(actReload), "asks again"), m.wayOut(f)}, w, ""), "")
		}
	}
	if m.heads.err != "" {
		out = append(out, m.wrap(w-1, m.st.Error, m.st.Glyphs.Warn+" "+m.heads.err)...)
	}
	return out
}

// wayOut says how to be rid of a feed: one that the config names would come
// back from there.
func (m *Model) wayOut(f feeds.Feed) string {
	if f.Origin == feeds.OriginConfig {
		return m.st.Dim.Render("or take it out of the config")
	}
	return m.hint(m.keyFor(actRemove), "removes the feed")
}

// drawHeadlines draws the rows in view.
func (m *Model) drawHeadlines(r rect) []string {
	h := &m.heads
	switch {
	case h.view.Kind == feeds.ViewFront:
		return m.drawFront(r)
	case h.view.Kind == feeds.ViewBookmarks:
		return m.drawShelf(r)
	case len(h.rows) == 0 && (h.loading || h.err != ""):
		return nil
	case len(h.rows) == 0:
		return m.drawNothing(r)
	}
	focused := m.focus == paneHeadlines
	if h.lines == 1 {
		ages := m.ageColumn()
		return m.drawDays(r.W, h.list.Draw(func(i int, _ feeds.ArticleID, selected bool) []string {
			return m.drawCompact(&h.rows[i], r.W, ages, m.paint(selected, focused))
		}))
	}
	return m.drawDays(r.W, h.list.Draw(func(i int, _ feeds.ArticleID, selected bool) []string {
		return m.drawRow(&h.rows[i], r.W, m.paint(selected, focused))
	}))
}

// drawRow is one article: its mark and title, then source, age and topics.
func (m *Model) drawRow(a *feeds.Headline, w int, p *paint) []string {
	if _, under := m.heads.under[a.ID]; under {
		return m.drawReport(a, w, p)
	}
	dot, title := p.text.Render(" "), p.dim
	if !a.Read {
		dot, title = p.accent.Render(m.st.Glyphs.Dot), p.bold
	}
	if m.heads.marks.has(a.ID) {
		dot = p.accentBold.Render(m.st.Glyphs.Check)
	}
	star, n := m.rowEnd(a, p)
	room := w - 4 - n
	head, rest, hit := a.Title, "", m.heads.excerpts.of != nil
	if m.heads.lines == 3 && !hit {
		head, rest = parted(a.Title, room)
	}
	text := m.marked(feeds.FieldTitle, m.st.Cut(head, room), title, p)
	if star != "" {
		text += p.text.Render(style.Blank(room-m.st.Width(text))) + star
	}
	now, loc := m.opts.Now(), m.opts.Location
	brief := m.lay.Class == tiny
	when := " · " + age(now, a.Published, loc)
	if brief || m.st.Width(a.Source)+m.st.Width(when) > w-4 {
		when = " · " + shortAge(now, a.Published, loc)
	}
	meta := m.marked(feeds.FieldFeed, m.st.Cut(a.Source, w-4-m.st.Width(when)), p.source, p) + p.dim.Render(when)
	if a.HiddenBy != "" { // nothing is more to the point
		by := m.st.Cut("hidden by "+a.HiddenBy, w-4)
		meta = p.attention.Render(by) + p.dim.Render(m.st.Cut(" · "+a.Source+when, max(0, w-4-m.st.Width(by))))
	}
	if in := inFeeds(a); in != "" && !brief && m.st.Width(meta)+m.st.Width(in)+3 <= w-4 {
		meta += p.dim.Render(" · " + in)
	}
	for _, t := range feeds.ShownTopics(a.Topics) {
		if brief || m.st.Width(meta)+3+m.st.Width(t) > w-4 {
			break
		}
		meta += p.text.Render("  ") + m.chip(a, t, p)
	}
	out := []string{p.line(dot+p.text.Render(" ")+text, w)}
	if rest != "" {
		out = append(out, p.line(p.text.Render("  ")+m.marked(feeds.FieldTitle, m.st.Cut(rest, w-4), title, p), w))
	}
	out = append(out, p.line(p.text.Render("  ")+meta, w))
	if hit && m.heads.lines == 3 {
		out = append(out, p.line(p.text.Render("  ")+m.drawExcerpt(a, w-4, p), w))
	}
	for len(out) < m.heads.lines && p.selected {
		out = append(out, p.line("", w))
	}
	return out
}

// parted is the first line of a title that is w cells wide, and what is left.
func parted(title string, w int) (head, rest string) {
	lines := wrapPlain(title, w)
	if len(lines) < 2 {
		return title, ""
	}
	return lines[0], strings.TrimSpace(strings.TrimPrefix(title, lines[0]))
}

// drawNothing says why there are no rows, and what to do.
func (m *Model) drawNothing(r rect) []string {
	h := &m.heads
	key := func(a action) string {
		b, ok := m.keys.binding(scopeHeadlines, a)
		if !ok || len(b.Keys) == 0 {
			return ""
		}
		return m.hint(m.keyOf(b), b.Hint)
	}
	gap := "     "
	if m.opts.Plain {
		gap = ", "
	}
	switch {
	case searching(h.view):
		if h.below {
			return m.empty(r, "Searching…", "No index answers this: the articles are read one by one.")
		}
		return m.empty(r, "Nothing found.", fmt.Sprintf("No article matches “%s”.", m.st.Cut(m.searchText(), 40)))
	case !m.side.loaded:
		return nil
	case len(m.side.data.Feeds) == 0:
		return m.empty(r, "No feeds yet.", m.keySentence("", actAdd, " adds one, by its address."), "", key(actAdd)+gap+key(actHelp))
	case h.view.Kind == feeds.ViewHistory:
		return m.empty(r, "Nothing opened yet.", "What you open or read stands here, the latest first.")
	case m.reload.running:
		return m.empty(r, "Fetching the news…", fmt.Sprintf("%d of %d feeds asked", m.reload.done, m.reload.total))
	case !m.asked(): // so nothing is quiet
	case h.view.Kind == feeds.ViewUnread:
		return m.empty(r, "All caught up.", "Nothing unread."+m.failingWords(""), "", key(actReloadAll)+gap+key(actAll))
	case h.view.Kind == feeds.ViewToday:
		return m.empty(r, "All quiet today.", "Nothing in the last 24 hours."+m.failingWords(""), "", key(actReloadAll)+gap+key(actAll))
	}
	return m.empty(r, "Nothing here yet.", strings.TrimSpace(m.failingWords(h.view.Folder)), "", key(actReloadAll))
}

// asked says whether any feed was asked: before that nothing is known of the news.
func (m *Model) asked() bool {
	for i := range m.side.data.Feeds {
		if !m.side.data.Feeds[i].FetchState.Checked.IsZero() {
			return true
		}
	}
	return false
}

// failingWords says which feed of a folder (of all for "") fails and why, or
// how many do: what is missing here may be theirs.
func (m *Model) failingWords(folder string) string {
	if m.heads.view.Kind == feeds.ViewFeed {
		return "" // said above
	}
	var bad []feeds.Feed
	for _, f := range m.side.data.Feeds {
		if failing(f) && (folder == "" || strings.HasPrefix(f.Folder+"/", folder+"/")) {
			bad = append(bad, f)
		}
	}
	switch len(bad) {
	case 0:
		return ""
	case 1:
		return " " + feeds.CleanLine(bad[0].Name()+": "+bad[0].FetchState.Error)
	}
	return " " + plural(len(bad), "feed is", "feeds are") + " failing." + m.keySentence(" ", actHealth, " shows which, and why.")
}

// empty sets a few words in the middle of a pane: the first in bold, the
// rest dim unless styled already.
func (m *Model) empty(r rect, title string, more ...string) []string {
	var out []string
	for range min(2, max(0, r.H-len(more)-1)) {
		out = append(out, "")
	}
	center := func(s string) string {
		s = m.st.Cut(s, r.W)
		return style.Blank((r.W-m.st.Width(s))/2) + s
	}
	out = append(out, center(m.st.Bold.Render(title)))
	for i, s := range more {
		if i == 0 {
			for _, l := range wrapPlain(s, max(10, r.W-2)) {
				out = append(out, center(m.st.Dim.Render(l)))
			}
			continue
		}
		out = append(out, center(s))
	}
	return out
}
