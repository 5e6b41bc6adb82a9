package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// BookmarkOf is what an article, or a copy of it, was kept as.
func (l *Library) BookmarkOf(ctx context.Context, id feeds.ArticleID) (feeds.Bookmark, error) {
	b, err := l.store.BookmarkOf(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return b, errors.New("this article is not bookmarked")
	case err != nil:
		return b, fmt.Errorf("find the bookmark: %w", err)
	}
	return b, nil
}

// KeepingWords are the tags and folders in use.
func (l *Library) KeepingWords(ctx context.Context) (feeds.KeepingWords, error) {
	return l.store.KeepingWords(ctx)
}

// CountBeside counts the bookmarks that a search for articles leaves out, though
// they are what it asks for: they came from elsewhere, outlived their feed, or
// their article is muted.
func (l *Library) CountBeside(ctx context.Context, query string) (feeds.Count, error) {
	return l.store.CountAlone(ctx, query, l.opt.Now())
}

// BookmarkOrder says which bookmarks a query asks for, in its order.
func (l *Library) BookmarkOrder(ctx context.Context, req feeds.BookmarkOrderRequest) (feeds.BookmarkOrder, error) {
	if req.Now.IsZero() {
		req.Now = l.opt.Now()
	}
	return l.store.BookmarkOrder(ctx, req)
}
