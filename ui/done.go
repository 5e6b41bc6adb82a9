package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// doneWith marks the article at hand read and goes on to the next unread.
func (m *Model) doneWith(int) tea.Cmd {
	at, ok := m.atHand()
	switch {
	case !ok:
		return nil
	case m.heads.view.Kind == feeds.ViewBookmarks:
		return m.step(1)
	}
	return batch(m.markRead(at.ID, true), m.seekUnread(1))
}

// bookmarkMsg brings the bookmark of the article at hand, for a form.
type bookmarkMsg struct {
	bookmark feeds.Bookmark
	err      error
	form     func(*Model, feeds.Bookmark) tea.Cmd
}

// tags edits the tags of the article's bookmark; one that is not kept is kept
// with them.
func (m *Model) tags(int) tea.Cmd {
	at, ok := m.atHand()
	switch b := m.shelf.current(); {
	case !ok:
		return nil
	case m.heads.view.Kind == feeds.ViewBookmarks && b != nil && m.reader == nil:
		return m.tagsOf(*b)
	case !at.Bookmarked:
		return m.tagsForm("Bookmark with tags", at.Title, nil, func(m *Model, tags []string) tea.Cmd {
			return m.setKept(at.ID, true, feeds.Keeping{Tags: tags})
		})
	}
	return m.withBookmark(at, (*Model).tagsOf)
}

// withBookmark opens a form for the bookmark of an article that is kept.
func (m *Model) withBookmark(at feeds.Headline, form func(*Model, feeds.Bookmark) tea.Cmd) tea.Cmd {
	back, ctx, kept := m.back, m.ctx, feeds.BookmarkID(0)
	if r := m.reader; r != nil && !r.choosing {
		kept = r.kept
	}
	m.forming = true
	return func() tea.Msg {
		b, err := bookmarkOf(ctx, back, kept, at.ID)
		return bookmarkMsg{b, err, form}
	}
}

func bookmarkOf(ctx context.Context, back Backend, kept feeds.BookmarkID, id feeds.ArticleID) (feeds.Bookmark, error) {
	if kept != 0 {
		return back.Bookmark(ctx, kept)
	}
	return back.BookmarkOf(ctx, id)
}

func (m *Model) tookBookmark(msg bookmarkMsg) tea.Cmd {
	m.forming = false
	switch {
	case msg.err != nil:
		return m.fail("", msg.err)
	case m.dialog():
		return nil // something else was begun meanwhile
	}
	return msg.form(m, msg.bookmark)
}

// tagsOf edits a bookmark's tags.
func (m *Model) tagsOf(b feeds.Bookmark) tea.Cmd {
	return m.tagsForm("Tags", b.Title, b.Tags, func(m *Model, tags []string) tea.Cmd {
		return editKept(b.ID)(m, feeds.Keeping{Tags: tags, Note: b.Note, Folder: b.Folder})
	})
}
