package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

var (
	qCame  = define("articles that came lately", "SELECT id FROM (SELECT id, first_seen FROM articles WHERE id <= ? ORDER BY id DESC LIMIT ?) WHERE first_seen >= ?")
	qLoose = define("articles whose places may change", `SELECT s.article_id FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value
	WHERE s.read_at IS NULL AND NOT EXISTS (SELECT 1 FROM states o WHERE o.story_id = s.story_id AND o.story_id <> 0 AND o.read_at IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.story_id = s.story_id AND d.story_id <> 0)`)
)

// Came gives the articles that came since a time and have their places, of
// the latest so many.
func (s *Store) Came(ctx context.Context, since time.Time, limit int) (ids []feeds.ArticleID, err error) {
	err = s.view(ctx, "look for what came lately", func(r *session) error {
		done, err := r.number(filed)
		if err != nil {
			return err
		}
		ids, err = r.ids(qCame, done, limit, since.Unix())
		return err
	})
	return ids, err
}

func (s *session) ids(q *query, args ...any) (ids []feeds.ArticleID, err error) {
	err = s.each(q, args, func(scan func(...any) error) error {
		var id feeds.ArticleID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// Loosen takes articles out of their stories, and from what they are copies
// of, to be filed anew with what came since; it gives those that are free now.
// What the reader has opened stays where it is, and so does all of a story of
// which they opened an article, or from which they dismissed one.
func (f *Filing) Loosen(ids []feeds.ArticleID) (free map[feeds.ArticleID]bool, err error) {
	loose, err := f.s.ids(qLoose, idList(ids))
	free, f.was = make(map[feeds.ArticleID]bool, len(loose)), map[feeds.ArticleID]int64{}
	for _, id := range loose {
		free[id] = true
	}
	for _, id := range ids {
		if err != nil || !free[id] {
			continue
		}
		var old placeImage
		if old, err = f.s.swapPlace(placeImage{Article: int64(id)}); err != nil || old.Story == 0 {
			continue
		}
		f.was[id] = old.Story
		if err = f.Join(id, 0); err == nil { // copies of it that stay
			err = f.s.lead(old.Story)
		}
	}
	return free, err
}

// ended is the story that one of some articles was of before it was loosened,
// and that nobody is of now; 0 for none.
func (f *Filing) ended(ids ...feeds.ArticleID) (int64, error) {
	for _, id := range ids {
		was := f.was[id]
		if was == 0 {
			continue
		}
		var lead int64
		if err := f.s.row(qStory, []any{was}, &lead); errors.Is(err, sql.ErrNoRows) {
			return was, nil
		} else if err != nil {
			return 0, err
		}
	}
	return 0, nil
}
