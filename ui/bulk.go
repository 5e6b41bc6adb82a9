package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// mostBrowsed bounds how many pages a key opens in the browser at once.
const mostBrowsed = 20

// choosing says whether verbs act on rows that are selected.
func (m *Model) choosing() bool {
	return m.reader == nil && !m.health.open && m.focus == paneHeadlines && m.howMany() > 0
}

// howMany is how many rows of the list that is shown are selected.
func (m *Model) howMany() int {
	if m.onShelf() {
		return m.shelf.marks.len()
	}
	return m.heads.marks.len()
}

// selectOne selects the row under the cursor, or no longer, and goes on.
func (m *Model) selectOne(n int) tea.Cmd {
	var cmd tea.Cmd
	for range n {
		if id, ok := m.shelf.list.Selected(); ok && m.onShelf() {
			m.shelf.marks.toggle(id)
			m.shelf.list.Move(1)
		} else if c := m.heads.current(); c != nil && !m.onShelf() {
			m.heads.marks.toggle(c.ID)
			m.heads.picked(m.heads.rows...)
			cmd, _ = m.moveHeadlines(actDown, 1)
		}
	}
	return batch(cmd, m.saySelected())
}

// saySelected says how many are selected to who does not see it.
func (m *Model) saySelected() tea.Cmd {
	if !m.opts.Plain {
		return nil
	}
	return m.say(thousands(m.howMany()) + " selected")
}

// selectRange begins a range at the cursor, or ends it.
func (m *Model) selectRange(int) tea.Cmd {
	if id, ok := m.shelf.list.Selected(); ok && m.onShelf() {
		m.shelf.marks.rangeFrom(id)
	} else if c := m.heads.current(); c != nil && !m.onShelf() {
		m.heads.marks.rangeFrom(c.ID)
		m.heads.picked(*c)
	}
	return m.saySelected()
}

// selectAll selects all bookmarks that are shown, or the headlines that are
// here; none where they are.
func (m *Model) selectAll(int) tea.Cmd {
	if m.onShelf() {
		s := &m.shelf
		all := s.marks.len() >= len(s.ids)
		if s.marks.clear(); !all {
			s.marks.add(s.ids...)
		}
		return m.saySelected()
	}
	h := &m.heads
	all := h.marks.len() >= len(h.rows)
	if h.marks.clear(); !all {
		for i := range h.rows {
			h.marks.add(h.rows[i].ID)
		}
		h.picked(h.rows...)
	}
	return m.saySelected()
}

// settleMarks takes a range to where the cursor is.
func (m *Model) settleMarks() {
	if m.onShelf() {
		m.shelf.marks.follow(m.shelf.ids, m.shelf.list.Index())
		return
	}
	h := &m.heads
	if !h.marks.ranged || h.loading {
		return
	}
	keys := make([]feeds.ArticleID, len(h.rows))
	for i := range h.rows {
		keys[i] = h.rows[i].ID
	}
	h.marks.follow(keys, h.list.Index())
	h.picked(h.rows...)
}

// picked keeps rows that are selected: they may be let go of as one moves on.
func (h *headlines) picked(rows ...feeds.Headline) {
	if h.chosen == nil {
		h.chosen = map[feeds.ArticleID]feeds.Headline{}
	}
	for _, r := range rows {
		if h.marks.has(r.ID) {
			h.chosen[r.ID] = r
		}
	}
}

// chosenRows are the headlines that are selected, newest first.
func (m *Model) chosenRows() (out []feeds.Headline) {
	h := &m.heads
	h.picked(h.rows...) // their state may have changed
	for id, r := range h.chosen {
		if h.marks.has(id) {
			out = append(out, r)
		}
	}
	feeds.SortStable(out, func(a, b feeds.Headline) int {
		switch {
		case a.Key().Newer(b.Key()):
			return -1
		case b.Key().Newer(a.Key()):
			return 1
		}
		return 0
	})
	return out
}

// chosenKept are the bookmarks that are selected, in the order of the list;
// what it does not show any more comes last.
func (m *Model) chosenKept() (out []feeds.BookmarkID) {
	s := &m.shelf
	seen := map[feeds.BookmarkID]bool{}
	for _, id := range s.ids {
		if s.marks.has(id) {
			out, seen[id] = append(out, id), true
		}
	}
	var rest []feeds.BookmarkID
	for id := range s.marks.on {
		if !seen[id] {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	return append(out, rest...)
}

// unselect ends the selection, once a verb has it.
func (m *Model) unselect() {
	m.shelf.marks.clear()
	m.heads.marks.clear()
	m.heads.chosen = nil
}

// doChosen does a verb to all that is selected; false when a is none that
// means something for many.
func (m *Model) doChosen(a action) (tea.Cmd, bool) {
	var cmd tea.Cmd
	var ok bool
	if m.onShelf() {
		cmd, ok = m.doKept(a, m.chosenKept())
	} else {
		cmd, ok = m.doHeadlines(a, m.chosenRows())
	}
	if ok && m.form == nil { // a form's rows stay to be seen until it is done
		m.unselect()
	}
	return cmd, ok
}

// doKept does a verb to many bookmarks.
func (m *Model) doKept(a action, ids []feeds.BookmarkID) (tea.Cmd, bool) {
	switch a {
	case actBookmark:
		return m.removeBookmarks(ids), true
	case actRead:
		return m.toRead(ids, !m.allToRead(ids)), true
	case actDone:
		return m.toRead(ids, false), true
	case actTags:
		m.form = m.manyTags(len(ids), func(m *Model, e feeds.BookmarkEdit) tea.Cmd { return m.editBookmarks(ids, e) })
	case actBookmarkWith:
		m.form = m.moveForm(ids)
	case actUseMoved:
		return m.followMoved(ids), true
	case actCopy, actCopyMarkdown, actBrowser:
		return m.withKept(ids, a), true
	default:
		return nil, false
	}
	return nil, true
}

// allToRead says whether all of some bookmarks wait to be read, as far as their
// rows are here.
func (m *Model) allToRead(ids []feeds.BookmarkID) bool {
	for _, id := range ids {
		if b, here := m.shelf.rows[id]; here && b.ID != 0 && !b.ReadLater() {
			return false
		}
	}
	return true
}

// withKept copies or opens many bookmarks, whose rows are read for it.
func (m *Model) withKept(ids []feeds.BookmarkID, a action) tea.Cmd {
	if a == actBrowser {
		ids = ids[:min(len(ids), mostBrowsed+1)]
	}
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		rows, err := back.Bookmarks(ctx, feeds.BookmarkRequest{IDs: ids})
		links := make([]feeds.Headline, len(rows))
		for i, b := range rows {
			links[i] = feeds.Headline{Title: b.Title, URL: b.URL}
		}
		return linksMsg{links, a, err}
	}
}

func (m *Model) tookLinks(msg linksMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("", msg.err)
	}
	return m.withLinks(msg.act, msg.rows)
}

// withLinks copies or opens the addresses of many.
func (m *Model) withLinks(a action, rows []feeds.Headline) tea.Cmd {
	var lines []string
	var cmds []tea.Cmd
	for _, r := range rows {
		switch {
		case r.URL == "":
		case a == actCopyMarkdown:
			lines = append(lines, "- "+markdownLink(r.Title, r.URL))
		default:
			lines = append(lines, r.URL)
		}
		if a == actBrowser && r.URL != "" {
			cmds = append(cmds, m.openURL(r.URL))
		}
	}
	switch {
	case len(lines) == 0:
		return m.say("no link here")
	case a != actBrowser:
		text := strings.Join(lines, "\n") + "\n"
		return m.copy(lines[0], text, plural(len(lines), "link", "links")+" copied")
	case len(cmds) > mostBrowsed:
		return m.say("more than " + itoa(mostBrowsed) + " pages at once are too many for a browser")
	}
	return batch(append(cmds, m.done(plural(len(cmds), "page", "pages")+" opened in the browser"))...)
}

// doHeadlines does a verb to many headlines.
func (m *Model) doHeadlines(a action, rows []feeds.Headline) (tea.Cmd, bool) {
	ids := make([]feeds.ArticleID, len(rows))
	unread, unkept := false, []feeds.ArticleID(nil)
	for i, r := range rows {
		ids[i] = r.ID
		unread = unread || !r.Read
		if !r.Bookmarked {
			unkept = append(unkept, r.ID)
		}
	}
	back := m.back
	change := func(failed string, do func(context.Context) (feeds.Change, error)) (tea.Cmd, bool) {
		return m.change(job{do: do, done: told(failed)}), true
	}
	switch a {
	case actRead, actDone:
		read := unread || a == actDone
		return change("not marked: ", func(ctx context.Context) (feeds.Change, error) { return back.MarkRead(ctx, ids, read) })
	case actBookmark:
		if len(unkept) == 0 {
			return change("not removed: ", func(ctx context.Context) (feeds.Change, error) { return back.UnkeepAll(ctx, ids) })
		}
		return change("not kept: ", func(ctx context.Context) (feeds.Change, error) { return back.KeepAll(ctx, unkept, feeds.Keeping{}) })
	case actTags, actBookmarkWith:
		return m.keepingForm(plural(len(ids), "article", "articles"), feeds.Keeping{}, func(m *Model, with feeds.Keeping) tea.Cmd {
			m.unselect()
			cmd, _ := change("not kept: ", func(ctx context.Context) (feeds.Change, error) { return back.KeepAll(ctx, ids, with) })
			return cmd
		}), true
	case actCopy, actCopyMarkdown, actBrowser:
		return m.withLinks(a, rows), true
	}
	return nil, false
}

// manyTags asks for the tags that many get, and that are taken off them.
func (m *Model) manyTags(n int, save func(*Model, feeds.BookmarkEdit) tea.Cmd) *form {
	f := newForm("Tags", "Of "+plural(n, "bookmark", "bookmarks")+".", func(m *Model, v []string) (tea.Cmd, string) {
		e := feeds.BookmarkEdit{Add: splitTags(v[0]), Drop: splitTags(v[1])}
		if len(e.Add)+len(e.Drop) == 0 {
			return nil, "A tag to put on or take off is needed."
		}
		m.unselect()
		return save(m, e), ""
	}, "Put on", "", "Take off", "")
	f.inputs[0], f.inputs[1] = completeTags(nil, m.shelf.words.Tags), completeTags(nil, m.shelf.words.Tags)
	f.brief = true
	return f
}

// moveForm asks for the folder that many go to.
func (m *Model) moveForm(ids []feeds.BookmarkID) *form {
	f := newForm("Move to a folder", plural(len(ids), "bookmark", "bookmarks")+"; empty is out of all folders, A/B a folder in one.", func(m *Model, v []string) (tea.Cmd, string) {
		m.unselect()
		return m.editBookmarks(ids, feeds.BookmarkEdit{Move: true, Folder: feeds.CleanLine(v[0])}), ""
	}, "Folder", "")
	f.inputs[0] = completeWord("", m.shelf.words.Folders)
	return f
}
