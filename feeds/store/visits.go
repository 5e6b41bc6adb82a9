package store

import (
	"context"
	"time"

	"broadsheet/feeds"
)

var (
	qVisit = define("visit", `INSERT INTO visits(article_id, at) SELECT id, ?2 FROM articles WHERE id = ?1
		ON CONFLICT(article_id) DO UPDATE SET at = max(at, excluded.at)`)
	qVisitsOlder = define("list history, older", visited+"AND (x.at, x.article_id) < (?, ?) ORDER BY x.at DESC, x.article_id DESC LIMIT ?")
	qVisitsNewer = define("list history, newer", visited+"AND (x.at, x.article_id) > (?, ?) ORDER BY x.at, x.article_id LIMIT ?")
)

const visited = "SELECT x.at, x.article_id, s.feed_id FROM visits x CROSS JOIN states s ON s.article_id = x.article_id WHERE s.hidden = 0" + filtered + " "

// walkVisits follows the history. Its spots have the time of the visit where
// others have that of publication.
var walkVisits = indexWalk{older: qVisitsOlder, newer: qVisitsNewer}

// Visit puts an article at the top of the history.
func (s *Store) Visit(ctx context.Context, id feeds.ArticleID, now time.Time) error {
	return s.update(ctx, "keep the history", func(w *session) error { return w.visit(id, now) })
}

func (s *session) visit(id feeds.ArticleID, now time.Time) error {
	_, err := s.exec(qVisit, int64(id), millis(now))
	return err
}

// order puts the keys of a view that is not in order of time published into
// its rows.
func order(v feeds.View, keys []feeds.Key, rows []feeds.Headline) {
	if v.Kind != feeds.ViewHistory {
		return
	}
	for i := range rows {
		rows[i].Place = keys[i]
	}
}
