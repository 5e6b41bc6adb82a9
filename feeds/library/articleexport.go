package library

import (
	"context"
	"errors"
	"iter"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// exportWindow is how many articles of a view are looked up at once.
const exportWindow = 200

// articlesLeaving gives articles as the bookmarks they would be, saved now; one
// that is kept is its bookmark. A view is walked as it is read, and gives the
// same when it is walked again.
func (l *Library) articlesLeaving(ctx context.Context, e feeds.BookmarkExport) iter.Seq2[feeds.Bookmark, error] {
	now := l.opt.Now()
	gone := map[feeds.ArticleID]bool{} // since they were listed
	walked := e.View.Kind == ""
	ids := e.Articles
	return func(yield func(feeds.Bookmark, error) bool) {
		give := func(id feeds.ArticleID) bool {
			if gone[id] {
				return true
			}
			b, err := l.leavingArticle(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				gone[id] = true
				return true
			}
			if b.ID == 0 {
				b.Saved = now
			}
			return yield(b, err) && err == nil
		}
		if walked {
			for _, id := range ids {
				if !give(id) {
					return
				}
			}
			return
		}
		for id, err := range l.viewed(ctx, e.View) {
			if err != nil {
				yield(feeds.Bookmark{}, err)
				return
			}
			ids = append(ids, id)
			if !give(id) {
				return
			}
		}
		walked = true
	}
}

// viewed gives the articles of a view, in its order.
func (l *Library) viewed(ctx context.Context, v feeds.View) iter.Seq2[feeds.ArticleID, error] {
	return func(yield func(feeds.ArticleID, error) bool) {
		req := feeds.ListRequest{View: l.at(v), Limit: exportWindow}
		for {
			page, err := l.store.List(ctx, req)
			if err != nil {
				yield(0, err)
				return
			}
			for _, h := range page.Headlines {
				if !yield(h.ID, nil) {
					return
				}
			}
			if !page.More {
				return
			}
			req.From = page.Reached
		}
	}
}

// leavingArticle is the bookmark of an article, or what would become it.
func (l *Library) leavingArticle(ctx context.Context, id feeds.ArticleID) (feeds.Bookmark, error) {
	if kept, err := l.store.BookmarkOf(ctx, id); err == nil {
		return l.store.Bookmark(ctx, kept.ID)
	} else if !errors.Is(err, store.ErrNotFound) {
		return feeds.Bookmark{}, err
	}
	b, _, err := l.bookmarkOf(ctx, id, feeds.Keeping{})
	return b, err
}
