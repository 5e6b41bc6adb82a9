package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

var qRemember = define("remember a state", "INSERT OR IGNORE INTO past_states(feed_id, guid_key, read_at) VALUES (?, ?, ?)")

// Taking is what another reader had of a feed. Read are the identities of what
// was read there, among its articles or not.
type Taking struct {
	FeedResult
	Read []string
}

// TookOver is what TakeOver did, and which of the articles given are here: by
// their identity, and those that are unread here and were read there.
type TookOver struct {
	Committed
	IDs    map[string]feeds.ArticleID
	Unread []feeds.ArticleID
}

// TakeOver commits what another reader had of feeds, in one transaction. An
// article that is new here arrives read if it was read there, now or when its
// feed brings it. One that is here already stays as it is.
func (s *Store) TakeOver(ctx context.Context, list []Taking, now time.Time) (out []TookOver, err error) {
	err = s.update(ctx, "take feeds over", func(w *session) error {
		out = nil
		all := &intake{topics: map[string]int64{}, now: now, imported: true}
		for _, t := range list {
			taken, err := w.takeOver(t, all, now)
			if err != nil {
				return err
			}
			out = append(out, taken)
		}
		_, err = w.takeIn(all)
		return err
	})
	return out, err
}

func (s *session) takeOver(t Taking, all *intake, now time.Time) (out TookOver, err error) {
	out.IDs = map[string]feeds.ArticleID{}
	for _, guid := range t.Read {
		k := key(guid)
		id, err := s.known(t.Feed, k)
		switch {
		case err != nil:
			return out, err
		case id == 0:
			if _, err := s.exec(qRemember, int64(t.Feed), k, millis(now)); err != nil {
				return out, err
			}
			continue
		}
		var unread bool
		if err := s.row(qIsUnread, []any{int64(id)}, &unread); err != nil {
			return out, err
		}
		if unread {
			out.Unread = append(out.Unread, id)
		}
	}
	var fresh []feeds.Article
	for _, a := range t.Articles {
		switch out.IDs[a.GUID], err = s.known(t.Feed, key(a.GUID)); {
		case err != nil:
			return out, err
		case out.IDs[a.GUID] == 0:
			fresh = append(fresh, a)
		}
	}
	t.Articles = fresh
	if out.Committed, err = s.commitFeed(t.FeedResult, all); err != nil {
		return out, err
	}
	for _, a := range fresh {
		if out.IDs[a.GUID], err = s.known(t.Feed, key(a.GUID)); err != nil {
			return out, err
		}
	}
	return out, nil
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
