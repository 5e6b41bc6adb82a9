package store

import (
	"context"

	"broadsheet/feeds"
)

// BookmarkOf gives what an article, or a copy of it, was kept as; ErrNotFound.
func (s *Store) BookmarkOf(ctx context.Context, article feeds.ArticleID) (out feeds.Bookmark, err error) {
	var id feeds.BookmarkID
	err = s.view(ctx, "find an article's bookmark", func(r *session) error {
		return r.row(qBookmarksOf, []any{int64(article)}, &id)
	})
	if err != nil {
		return out, err
	}
	return s.Bookmark(ctx, id)
}
