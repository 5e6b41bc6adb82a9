package store

import (
	"context"
	"errors"

	"broadsheet/feeds"
)

var (
	qPlaceIn   = define("place in article", "SELECT block, byte FROM places WHERE article_id = ?")
	qSetPlaced = define("set place in article", "INSERT OR REPLACE INTO places(article_id, block, byte) SELECT id, ?2, ?3 FROM articles WHERE id = ?1")
	qDropPlace = define("drop place in article", "DELETE FROM places WHERE article_id = ?")
)

// Place is where an article was left, its head when nothing is known.
func (s *Store) Place(ctx context.Context, id feeds.ArticleID) (p feeds.Place, err error) {
	err = s.view(ctx, "read a place", func(r *session) error { return r.row(qPlaceIn, []any{int64(id)}, &p.Block, &p.Offset) })
	if errors.Is(err, ErrNotFound) {
		return feeds.Place{Block: -1}, nil
	}
	return p, err
}

// SetPlace keeps where an article was left; its head is no place to keep.
func (s *Store) SetPlace(ctx context.Context, id feeds.ArticleID, p feeds.Place) error {
	return s.update(ctx, "keep a place", func(w *session) error {
		if p.Block < 0 {
			_, err := w.exec(qDropPlace, int64(id))
			return err
		}
		_, err := w.exec(qSetPlaced, int64(id), p.Block, p.Offset)
		return err
	})
}
