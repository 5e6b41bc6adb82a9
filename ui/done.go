package ui

import (
	"context"
	"strings"

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
	return tea.Batch(m.markRead(at.ID, true), m.seekUnread(1))
}

// tagsMsg brings the bookmark whose tags are to be edited.
type tagsMsg struct {
	at       feeds.Headline
	bookmark feeds.Bookmark
	err      error
}

// tags edits the tags of the article's bookmark; one that is not kept is kept
// with them.
func (m *Model) tags(int) tea.Cmd {
	at, ok := m.atHand()
	switch b := m.shelf.current(); {
	case !ok:
		return nil
	case m.heads.view.Kind == feeds.ViewBookmarks && b != nil && m.reader == nil:
		m.form = tagsForm(*b)
		return nil
	case !at.Bookmarked:
		m.form = newForm("Bookmark with tags", at.Title, func(m *Model, v []string) (tea.Cmd, string) {
			return m.setKept(at.ID, true, feeds.Keeping{Tags: splitTags(v[0])}), ""
		}, "Tags", "")
		return nil
	}
	back, ctx, kept := m.back, m.ctx, feeds.BookmarkID(0)
	if r := m.reader; r != nil && !r.choosing {
		kept = r.kept
	}
	return func() tea.Msg {
		b, err := bookmarkOf(ctx, back, kept, at.ID)
		return tagsMsg{at, b, err}
	}
}

func bookmarkOf(ctx context.Context, back Backend, kept feeds.BookmarkID, id feeds.ArticleID) (feeds.Bookmark, error) {
	if kept != 0 {
		return back.Bookmark(ctx, kept)
	}
	return back.BookmarkOf(ctx, id)
}

func (m *Model) tookTags(msg tagsMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.fail("", msg.err)
	case m.dialog():
		return nil // something else was begun meanwhile
	}
	m.form = tagsForm(msg.bookmark)
	return nil
}

func tagsForm(b feeds.Bookmark) *form {
	return newForm("Tags", b.Title, func(m *Model, v []string) (tea.Cmd, string) {
		return editKept(b.ID)(m, feeds.Keeping{Tags: splitTags(v[0]), Note: b.Note, Folder: b.Folder}), ""
	}, "Tags", strings.Join(b.Tags, ", "))
}
