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

// Order gives how the list of a view is set.
func (l *Library) Order(ctx context.Context, v feeds.View) (feeds.Order, error) {
	return l.store.Order(ctx, v)
}

// SetOrder keeps how the list of a view is set.
func (l *Library) SetOrder(ctx context.Context, v feeds.View, o feeds.Order) error {
	return l.store.SetOrder(ctx, v, o)
}
