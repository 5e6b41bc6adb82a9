package store

import (
	"context"
	"time"

	"broadsheet/feeds"
)

var qAlone = define("bookmarks whose article no list shows", `SELECT count(*) FROM (SELECT 1 FROM json_each(?) j CROSS JOIN bookmarks b ON b.id = j.value
	WHERE NOT EXISTS (SELECT 1 FROM states s WHERE s.article_id = b.article_id AND s.hidden = 0)
	AND NOT EXISTS (SELECT 1 FROM articles a CROSS JOIN states s ON s.article_id = a.id
		WHERE a.canonical_key = b.canonical_key AND a.canonical_key <> 0 AND s.hidden = 0) LIMIT ?)`)

// CountAlone counts the bookmarks that a query finds and whose article no list
// shows: there is none, or it is hidden.
func (s *Store) CountAlone(ctx context.Context, query string, now time.Time) (c feeds.Count, err error) {
	q, err := feeds.ParseQuery(query)
	if err != nil || q.Where == nil {
		return c, err
	}
	q.Sort = feeds.SortDate
	for req := (feeds.BookmarkOrderRequest{Query: q.String(), Now: now}); ; {
		order, err := s.BookmarkOrder(ctx, req)
		if err != nil {
			return c, err
		}
		n := 0
		err = s.view(ctx, "count bookmarks", func(r *session) error { return r.row(qAlone, []any{idList(order.IDs), feeds.MaxRanked + 1}, &n) })
		if c.N += n; c.N > feeds.MaxRanked {
			c.N, c.More = feeds.MaxRanked, true
		}
		if req.After = order.After; err != nil || c.More || order.After == 0 {
			return c, err
		}
	}
}
