package library

import (
	"context"

	"broadsheet/feeds"
)

// EditBookmarks changes the tags and the folder of many as one step.
func (l *Library) EditBookmarks(ctx context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.EditBookmarks(ctx, ids, e, l.opt.Now()) })
}

// KeepAll keeps many articles as one step, each with its own copy of the text.
func (l *Library) KeepAll(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	var kept []feeds.Bookmark
	c, err := l.changeBookmarks(ctx, func() (feeds.Change, error) {
		return l.store.KeepAll(ctx, func(yield func(feeds.Bookmark, error) bool) {
			for _, id := range ids {
				b, err := l.bookmarkOf(ctx, id, with)
				if err == nil {
					kept = append(kept, feeds.Bookmark{ArticleID: b.ArticleID, URL: b.URL, Title: b.Title, Source: b.Source, Published: b.Published, Saved: b.Saved,
						Authors: b.Authors, Topics: b.Topics, Summary: b.Summary, Tags: b.Tags, Note: b.Note, Folder: b.Folder})
				}
				if !yield(b, err) {
					return
				}
			}
		}, len(ids), l.opt.Now())
	})
	if err == nil && c.N > 0 {
		for _, b := range kept {
			l.hooks.kept(b)
		}
	}
	return c, err
}

// UnkeepAll removes the bookmarks of articles as one step.
func (l *Library) UnkeepAll(ctx context.Context, ids []feeds.ArticleID) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.UnkeepAll(ctx, ids, l.opt.Now()) })
}
