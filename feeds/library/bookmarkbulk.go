package library

import (
	"context"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// EditBookmarks changes the tags and the folder of many as one step.
func (l *Library) EditBookmarks(ctx context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.EditBookmarks(ctx, ids, e, l.opt.Now()) })
}

// KeepAll keeps many articles as one step, each with its own copy of the text.
func (l *Library) KeepAll(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	list, err := l.toKeep(ctx, ids, with)
	if err != nil {
		return feeds.Change{}, err
	}
	var kept []feeds.Bookmark
	c, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		kept, c, err = l.store.KeepAll(ctx, list, l.opt.Now())
		return c, err
	})
	for _, b := range kept {
		l.kept(b, c, err)
	}
	return c, err
}

// toKeep is what articles become as bookmarks.
func (l *Library) toKeep(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) ([]store.ToKeep, error) {
	list := make([]store.ToKeep, len(ids))
	for i, id := range ids {
		b, wanted, err := l.bookmarkOf(ctx, id, with)
		if err != nil {
			return nil, err
		}
		list[i] = store.ToKeep{Bookmark: b, Do: l.errands(wanted)}
	}
	return list, nil
}

// UnkeepAll removes the bookmarks of articles as one step.
func (l *Library) UnkeepAll(ctx context.Context, ids []feeds.ArticleID) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.UnkeepAll(ctx, ids, l.opt.Now()) })
}
