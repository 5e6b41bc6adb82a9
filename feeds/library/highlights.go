package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// Highlight takes the highlights that are gone away from a bookmark, and puts
// others in their place. The bookmark is what an article was kept as where no
// other is named; an article that is not kept is kept with them. All of it is
// one change.
func (l *Library) Highlight(ctx context.Context, article feeds.ArticleID, kept feeds.BookmarkID, gone, others []feeds.Highlight) (feeds.Change, error) {
	b, wanted := feeds.Bookmark{ID: kept}, false
	if kept == 0 {
		was, err := l.store.BookmarkOf(ctx, article)
		switch b.ID = was.ID; {
		case errors.Is(err, store.ErrNotFound) && len(others) == 0:
			return feeds.Change{Verb: "unhighlight"}, nil // they went with the bookmark
		case errors.Is(err, store.ErrNotFound):
			if b, wanted, err = l.bookmarkOf(ctx, article, feeds.Keeping{}); err != nil {
				return feeds.Change{}, err
			}
		case err != nil:
			return feeds.Change{}, fmt.Errorf("find the bookmark: %w", err)
		}
	}
	isNew := b.ID == 0
	c, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		b, c, err = l.store.Highlight(ctx, b, gone, others, l.errands(wanted), l.opt.Now())
		return c, err
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return c, errors.New("the bookmark is gone")
	case isNew:
		l.kept(b, c, err)
	}
	return c, err
}
