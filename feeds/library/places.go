package library

import (
	"context"

	"broadsheet/feeds"
)

// Place is where an article was left, its head when nothing is known.
func (l *Library) Place(ctx context.Context, id feeds.ArticleID) (feeds.Place, error) {
	return l.store.Place(ctx, id)
}

// SetPlace keeps where an article was left.
func (l *Library) SetPlace(ctx context.Context, id feeds.ArticleID, p feeds.Place) error {
	return l.store.SetPlace(ctx, id, p)
}
