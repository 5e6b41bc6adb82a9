package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// shelf is the bookmarks, latest kept first.
type shelf struct {
	list    list.List[feeds.BookmarkID]
	rows    []feeds.Bookmark
	at      map[feeds.BookmarkID]int
	size    rect
	more    bool
	loading bool
	gen     int
	err     string
}

func (s *shelf) reset() { s.list = list.New[feeds.BookmarkID]() }

func (s *shelf) resize(r rect) {
	s.size = r
	switch {
	case r.W < narrowWidth-2:
		s.list.SetRow(2, 0)
	default:
		s.list.SetRow(3, 1)
	}
	s.list.SetSize(r.W, r.H)
}

func (s *shelf) current() *feeds.Bookmark {
	id, ok := s.list.Selected()
	if !ok {
		return nil
	}
	i, ok := s.at[id]
	if !ok {
		return nil
	}
	return &s.rows[i]
}

// loadShelf reads the bookmarks, without their texts.
func (m *Model) loadShelf() tea.Cmd {
	m.shelf.gen++
	m.shelf.loading = true
	back, ctx, gen := m.back, m.ctx, m.shelf.gen
	limit := max(windowMax, len(m.shelf.rows)+windowSize)
	return func() tea.Msg {
		b, err := back.Bookmarks(ctx, feeds.BookmarkRequest{Limit: limit})
		return shelfMsg{gen, b, len(b) >= limit, err}
	}
}

func (m *Model) tookShelf(msg shelfMsg) tea.Cmd {
	s := &m.shelf
	if msg.gen != s.gen {
		return nil
	}
	s.loading, m.heads.loading = false, false
	if msg.err != nil {
		s.err = sentence(msg.err)
		return nil
	}
	s.err, s.rows, s.more = "", msg.bookmarks, msg.more
	s.at = map[feeds.BookmarkID]int{}
	keys := make([]feeds.BookmarkID, len(s.rows))
	for i := range s.rows {
		keys[i] = s.rows[i].ID
		s.at[s.rows[i].ID] = i
	}
	s.list.SetKeys(keys)
	return m.doHeld()
}

// doBookmarks does the view's own verbs; false when a is none of them.
func (m *Model) doBookmarks(a action, n int) (tea.Cmd, bool) {
	b := m.shelf.current()
	switch {
	case a == actExport:
		m.form = exportForm()
		return nil, true
	case moveList(&m.shelf.list, a, n):
		return nil, true
	case b == nil:
		return nil, a == actOpen || a == actRemove || a == actBookmarkWith || a == actBookmark
	case a == actGoOn:
		m.shelf.list.Page(1)
	case a == actOpen:
		return m.openKept(b.ID), true
	case a == actRemove, a == actBookmark:
		return m.removeBookmark(b.ID), true
	case a == actBookmarkWith:
		return m.keepingForm(b.Title, feeds.Keeping{Tags: b.Tags, Note: b.Note, Folder: b.Folder}, editKept(b.ID)), true
	default:
		return nil, false
	}
	return nil, true
}

func (m *Model) removeBookmark(id feeds.BookmarkID) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) {
			return back.RemoveBookmarks(ctx, []feeds.BookmarkID{id})
		},
		done: told("not removed: "),
	})
}

// told is the answer to a change that the lists show by being read again.
func told(failed string) func(*Model, feeds.Change, error) tea.Cmd {
	return func(m *Model, c feeds.Change, err error) tea.Cmd {
		switch {
		case err != nil:
			return m.fail(failed, err)
		case c.N == 0:
			return nil
		}
		return m.done(m.undoable(changed(c)))
	}
}

// editKept saves a bookmark's form.
func editKept(id feeds.BookmarkID) func(*Model, feeds.Keeping) tea.Cmd {
	return func(m *Model, with feeds.Keeping) tea.Cmd {
		back := m.back
		return m.change(job{
			do:   func(ctx context.Context) (feeds.Change, error) { return back.EditBookmark(ctx, id, with) },
			done: told("not saved: "),
		})
	}
}

// keepWith opens the form for the article at hand: it is kept with what is
// filled in, or its bookmark is edited.
func (m *Model) keepWith(at feeds.Headline) tea.Cmd {
	if at.Bookmarked {
		return m.withBookmark(at, func(m *Model, b feeds.Bookmark) tea.Cmd {
			return m.keepingForm(b.Title, feeds.Keeping{Tags: b.Tags, Note: b.Note, Folder: b.Folder}, editKept(b.ID))
		})
	}
	return m.keepingForm(at.Title, feeds.Keeping{}, func(m *Model, with feeds.Keeping) tea.Cmd {
		return m.setKept(at.ID, true, with)
	})
}

func (m *Model) tookExported(msg exportedMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("not exported: ", msg.err)
	}
	return m.done(plural(msg.n, "bookmark", "bookmarks") + " written to " + msg.path)
}

func (m *Model) drawShelf(r rect) []string {
	s := &m.shelf
	switch {
	case s.err != "":
		return m.wrap(r.W, m.st.Error, m.st.Glyphs.Warn+" "+s.err)
	case len(s.rows) == 0 && s.loading:
		return nil
	case len(s.rows) == 0:
		return m.empty(r, "No bookmarks yet.", m.keySentence("", actBookmark, " on an article keeps it here, text and all."))
	}
	now := m.opts.Now()
	return s.list.Draw(func(i int, _ feeds.BookmarkID, selected bool) []string {
		b := s.rows[i]
		p := m.paint(selected, m.focus == paneHeadlines)
		w := r.W - 5
		meta := p.source.Render(b.Source)
		if b.Source != "" {
			meta += p.dim.Render(" · ")
		}
		meta += p.dim.Render("saved " + savedAge(now, b.Saved, m.opts.Location))
		if b.Folder != "" {
			meta += p.dim.Render(" · " + b.Folder)
		}
		for _, t := range b.Tags {
			meta += p.text.Render("  ") + p.tag.Render("["+t+"]")
		}
		lines := []string{
			p.line(p.attention.Render(m.st.Glyphs.Star)+p.text.Render(" ")+p.bold.Render(m.st.Cut(b.Title, w)), r.W),
			p.line(p.text.Render("  ")+meta, r.W),
		}
		if note := feeds.CleanLine(b.Note); note != "" {
			lines = append(lines, p.line(p.text.Render("  ")+p.italic.Render(m.st.Cut("✎ "+note, w)), r.W))
		} else if selected {
			lines = append(lines, p.line("", r.W))
		}
		return lines
	})
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
