package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

var qRemember = define("remember a state", "INSERT OR IGNORE INTO past_states(feed_id, guid_key, read_at) VALUES (?, ?, ?)")

// TookOver is what TakeOver did, and which of the articles given are here: by
// their identity, and those that are unread here and were read there.
type TookOver struct {
	Committed
	IDs    map[string]feeds.ArticleID
	Unread []feeds.ArticleID
}

// TakeOver commits what another reader had of a feed. read are the identities
// of what was read there, in r or not: an article that is new here arrives read,
// now or when its feed brings it. One that is here already stays as it is.
func (s *Store) TakeOver(ctx context.Context, r FeedResult, read []string, now time.Time) (out TookOver, err error) {
	err = s.update(ctx, "take a feed over", func(w *session) error {
		out = TookOver{IDs: map[string]feeds.ArticleID{}}
		for _, guid := range read {
			k := key(guid)
			id, err := w.known(r.Feed, k)
			switch {
			case err != nil:
				return err
			case id == 0:
				if _, err := w.exec(qRemember, int64(r.Feed), k, millis(now)); err != nil {
					return err
				}
				continue
			}
			var feed int64
			var at sql.NullInt64
			if err := w.row(qReadState, []any{int64(id)}, &feed, &at); err != nil {
				return err
			}
			if !at.Valid {
				out.Unread = append(out.Unread, id)
			}
		}
		var fresh []feeds.Article
		for _, a := range r.Articles {
			switch out.IDs[a.GUID], err = w.known(r.Feed, key(a.GUID)); {
			case err != nil:
				return err
			case out.IDs[a.GUID] == 0:
				fresh = append(fresh, a)
			}
		}
		r.Articles = fresh
		if out.Committed, err = w.commitFeed(r, map[string]int64{}); err != nil {
			return err
		}
		for _, a := range fresh {
			if out.IDs[a.GUID], err = w.known(r.Feed, key(a.GUID)); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// known is the article of a feed with this identity, 0 for none.
func (s *session) known(feed feeds.FeedID, guidKey int64) (id feeds.ArticleID, err error) {
	var hash string
	err = s.row(qKnown, []any{int64(feed), guidKey}, &id, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}
