package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// grouped says whether a view has one row a story. In a feed's own view every
// article stands, and in a search every hit does.
func (m *Model) grouped(v feeds.View) bool {
	switch v.Kind {
	case feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll, feeds.ViewFolder, feeds.ViewTopic:
		return m.opts.Settings.Stories && !v.Sort.Ranks()
	}
	return false
}

// regroup reads the view again, with one row a story or without, from where the
// cursor stands.
func (m *Model) regroup() tea.Cmd {
	h := &m.heads
	if m.back == nil || m.alone() {
		return nil
	}
	h.resume, _, _ = h.around()
	h.loading = true
	return m.loadWindow(windowReplace)
}

// own are the view's rows without what is unfolded under them.
func (h *headlines) own() []feeds.Headline {
	if len(h.under) == 0 {
		return h.rows[:len(h.rows):len(h.rows)]
	}
	out := make([]feeds.Headline, 0, len(h.rows)-len(h.under))
	for i := range h.rows {
		if _, ok := h.under[h.rows[i].ID]; !ok {
			out = append(out, h.rows[i])
		}
	}
	return out
}

// rowOf is the article whose row an unfolded report stands under, else the
// article itself.
func (h *headlines) rowOf(id feeds.ArticleID) feeds.ArticleID {
	if row, ok := h.under[id]; ok {
		return row
	}
	return id
}

// spread puts the reports of unfolded stories under the rows of these. A story
// that has several rows, as in a feed's own view, unfolds under the first.
func (h *headlines) spread(rows []feeds.Headline) []feeds.Headline {
	h.under = map[feeds.ArticleID]feeds.ArticleID{}
	if len(h.open) == 0 {
		return rows
	}
	there := make(map[feeds.ArticleID]bool, len(rows))
	for i := range rows {
		there[rows[i].ID] = true
	}
	out := make([]feeds.Headline, 0, len(rows))
	for i := range rows {
		out = append(out, rows[i])
		st, ok := h.open[rows[i].Story]
		if !ok || rows[i].Story == 0 {
			continue
		}
		for _, r := range otherReports(st, rows[i]) {
			if !there[r.ID] {
				there[r.ID] = true
				h.under[r.ID] = rows[i].ID
				out = append(out, r)
			}
		}
	}
	return out
}

// otherReports are a story's reports but for one article and its copies, the
// newest first as in all lists.
func otherReports(st feeds.Story, than feeds.Headline) []feeds.Headline {
	original := func(h feeds.Headline) feeds.ArticleID {
		if h.CopyOf != 0 {
			return h.CopyOf
		}
		return h.ID
	}
	var out []feeds.Headline
	for _, r := range st.Reports() {
		if original(r) != original(than) {
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}

// without leaves out of rows, read for one end of the window, the stories that
// have a row in it.
func (h *headlines) without(rows []feeds.Headline, grouped bool) []feeds.Headline {
	if !grouped {
		return rows
	}
	has := map[feeds.StoryID]bool{}
	for i := range h.rows {
		has[h.rows[i].Story] = true
	}
	return slices.DeleteFunc(rows, func(r feeds.Headline) bool {
		_, there := h.at[r.ID]
		return there || r.Story != 0 && has[r.Story]
	})
}

// unfolded are the unfolded stories, each with the article by which it is read.
func (h *headlines) unfolded() map[feeds.StoryID]feeds.ArticleID {
	if len(h.open) == 0 {
		return nil
	}
	out := map[feeds.StoryID]feeds.ArticleID{}
	for id, st := range h.open {
		out[id] = st.Lead
		if len(st.Articles) > 0 {
			out[id] = st.Articles[0].ID
		}
	}
	return out
}

// reopened takes over unfolded stories as read again; what was folded
// meanwhile stays so.
func (h *headlines) reopened(stories map[feeds.StoryID]feeds.Story) {
	for asked, st := range stories {
		if _, still := h.open[asked]; still {
			delete(h.open, asked)
			if st.ID != 0 {
				h.open[st.ID] = st
			}
		}
	}
}

// unfold shows under a story's row what other papers report, or takes it away.
func (m *Model) unfold(int) tea.Cmd {
	c := m.heads.current()
	switch {
	case m.reader == nil && m.atFront():
		m.unfoldFront()
		return nil
	case m.reader != nil || m.heads.view.Kind == feeds.ViewBookmarks:
		return m.say("stories unfold among the headlines")
	case c == nil:
		return nil
	case m.isOpen(c.Story):
		m.foldStory(c.Story)
		return m.aloud("folded")
	case c.Reports == 0:
		return m.say("no other paper reports this one")
	}
	return m.readStory(c.ID, func(m *Model, st feeds.Story) tea.Cmd {
		m.unfoldStory(st)
		return m.aloud(plural(len(st.Articles)-1, "other report", "other reports") + " below")
	})
}

func (m *Model) isOpen(id feeds.StoryID) bool {
	_, ok := m.heads.open[id]
	return ok && id != 0
}

func (m *Model) unfoldStory(st feeds.Story) {
	h := &m.heads
	if st.ID == 0 {
		return
	}
	rows := h.own()
	h.open[st.ID] = st
	h.relist(rows)
	m.changes.overlay(h)
}

// foldStory takes a story's other reports away. The cursor goes from one of
// them to its row.
func (m *Model) foldStory(id feeds.StoryID) {
	h := &m.heads
	rows := h.own()
	if at, ok := h.list.Selected(); ok {
		h.list.Select(h.rowOf(at))
	}
	delete(h.open, id)
	h.relist(rows)
}

// relist shows rows with what is unfolded under them, with the same ends.
func (h *headlines) relist(rows []feeds.Headline) {
	up, on := h.up, h.on
	h.set(rows, h.above, h.below)
	if !h.trimmed {
		h.up, h.on = up, on
	}
}

// storyMsg is the story of an article, read in order to do something with it.
type storyMsg struct {
	of    feeds.ArticleID
	story feeds.Story
	err   error
	do    func(m *Model, st feeds.Story) tea.Cmd
}

// readStory reads the story of an article and does something with it.
func (m *Model) readStory(id feeds.ArticleID, do func(m *Model, st feeds.Story) tea.Cmd) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		st, err := back.Story(ctx, id)
		return storyMsg{id, st, err, do}
	}
}

func (m *Model) tookStory(msg storyMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("the story was not read: ", msg.err)
	}
	return msg.do(m, msg.story)
}

// flip goes on to the next or previous paper's version of the story at hand:
// in the reader in its place, else with the cursor.
func (m *Model) flip(n int) tea.Cmd {
	at, ok := m.storyAt()
	if !ok {
		return nil
	}
	inReader := m.reader != nil
	return m.readStory(at.ID, func(m *Model, st feeds.Story) tea.Cmd {
		next, i, of := besideOf(st, at, n)
		if of < 2 {
			return m.say("no other paper reports this one")
		}
		switch {
		case inReader && m.reader != nil && m.reader.id == at.ID:
			cmd := m.replaceReader(next.ID)
			m.reader.version = version{i + 1, of}
			return cmd
		case inReader, m.reader != nil:
			return nil // it was left meanwhile
		}
		if m.atFront() {
			return m.openReader(next.ID, false)
		}
		if c := m.heads.current(); c == nil || c.ID != at.ID {
			return nil
		}
		m.unfoldStory(st)
		if m.heads.list.Select(next.ID) {
			return m.selected()
		}
		return nil
	})
}

// storyAt is the article whose story is at hand: the reader's, else that of the
// row under the cursor, whatever has the focus.
func (m *Model) storyAt() (feeds.Headline, bool) {
	r := m.reader
	switch {
	case r != nil && r.id == 0, r == nil && m.heads.view.Kind == feeds.ViewBookmarks:
		return feeds.Headline{}, false
	case r != nil:
		return feeds.Headline{ID: r.id}, true
	case m.atFront():
		h := m.front.selected()
		return h, h.ID != 0
	}
	c := m.heads.current()
	if c == nil {
		return feeds.Headline{}, false
	}
	return *c, true
}

// besideOf is the report n after an article's in its story, in the order in
// which they came and round, with its place among how many.
func besideOf(st feeds.Story, at feeds.Headline, n int) (next feeds.Headline, i, of int) {
	reports := st.Reports()
	if len(reports) == 0 {
		return at, 0, 0
	}
	for j, r := range reports {
		if r.ID == at.ID || r.ID == copied(st, at.ID) || copied(st, r.ID) == at.ID {
			i = j
		}
	}
	i = ((i+n)%len(reports) + len(reports)) % len(reports)
	return reports[i], i, len(reports)
}

// copied is the article of which one of a story is a copy, 0 where it is none.
func copied(st feeds.Story, id feeds.ArticleID) feeds.ArticleID {
	for _, a := range st.Articles {
		if a.ID == id {
			return a.CopyOf
		}
	}
	return 0
}

// settled puts rows read again under the eyes of a person: a story that got
// another lead keeps the row that was seen, and stands where it stood. at is
// the article of the cursor; seen are those in view.
func settled(ctx context.Context, back Reader, rows []feeds.Headline, at feeds.ArticleID, seen []feeds.ArticleID) []feeds.Headline {
	row, of := map[feeds.ArticleID]bool{}, map[feeds.StoryID]int{}
	for i := range rows {
		row[rows[i].ID] = true
		if rows[i].Story != 0 {
			of[rows[i].Story] = i
		}
	}
	moved := false
	for _, id := range append([]feeds.ArticleID{at}, seen...) {
		if id == 0 || row[id] {
			continue
		}
		st, err := back.Story(ctx, id)
		i, there := of[st.ID]
		if err != nil || st.ID == 0 || !there {
			continue
		}
		if stands := rows[i].ID; id != at && slices.Contains(seen, stands) {
			continue // two that were seen have become one story
		}
		for _, a := range st.Articles {
			if a.ID == id {
				delete(row, rows[i].ID)
				rows[i], row[id], moved = a, true, true
			}
		}
	}
	if moved {
		feeds.SortStable(rows, func(a, b feeds.Headline) int {
			if a.Key().Newer(b.Key()) {
				return -1
			}
			return 1
		})
	}
	return rows
}
