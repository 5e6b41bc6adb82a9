package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qCopies = define("copies, the one they are of first", `SELECT article_id FROM states WHERE article_id = ?1
		UNION ALL SELECT article_id FROM states WHERE copy_of = ?1 AND copy_of <> 0`)
	qReadState = define("read state", "SELECT published, feed_id, read_at, hidden > 1 FROM states WHERE article_id = ?")
	qTitle     = define("title", "SELECT title FROM articles WHERE id = ?")
)

// MarkRead sets articles read at now, or unread, and with each its copies, now
// that it is done. Those that are so already are passed over and keep their
// time. The change counts what it was asked for.
func (s *Store) MarkRead(ctx context.Context, ids []feeds.ArticleID, read bool, now time.Time) (c feeds.Change, err error) {
	verb, at := "read", sql.NullInt64{Int64: millis(now), Valid: true}
	if !read {
		verb, at = "unread", sql.NullInt64{}
	}
	asked := make(map[feeds.ArticleID]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	err = s.update(ctx, "mark articles", func(w *session) error {
		j, turned := newEntry(verb, now), turned{}
		all, err := w.withCopies(ids)
		if err != nil {
			return err
		}
		var to runs
		var first feeds.ArticleID
		for _, id := range all {
			e := spot{id: int64(id)}
			var old sql.NullInt64
			var muted bool
			switch err := w.row(qReadState, []any{id}, &e.published, &e.feed, &old, &muted); {
			case errors.Is(err, sql.ErrNoRows):
				continue
			case err != nil:
				return err
			case old.Valid == read:
				continue
			}
			to = to.add(e.id, at)
			if !muted {
				turned.turn(e, old, at)
			}
			j.Reads = j.Reads.add(e.id, old)
			if asked[id] {
				j.n++
				first = id
			}
		}
		if j.n == 0 && len(j.Reads) > 0 { // asked for one that was so already: its copies were not
			j.n, first = 1, feeds.ArticleID(j.Reads[0].From)
		}
		if j.n == 1 {
			if err := w.row(qTitle, []any{int64(first)}, &j.what); err != nil {
				return err
			}
		}
		if err := w.setReads(to); err != nil {
			return err
		}
		if err := w.settle(turned); err != nil {
			return err
		}
		if read && len(ids) == 1 {
			if err := w.visit(ids[0], now); err != nil {
				return err
			}
		}
		c, err = w.journal(j, fmt.Sprintf("%d articles", j.n))
		c.Mark = len(ids) == 1 && len(j.Reads) == 1 && j.Reads[0].From == int64(ids[0]) && j.Reads[0].More == 0
		return err
	})
	return c, err
}

// withCopies adds the copies of articles, in order, each once.
func (s *session) withCopies(ids []feeds.ArticleID) ([]feeds.ArticleID, error) {
	all := slices.Clone(ids)
	for _, id := range ids {
		var story, head, feed int64
		err := s.row(qPlace, []any{int64(id)}, &story, &head, &feed)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if head == 0 {
			head = int64(id)
		}
		err = s.each(qCopies, []any{head}, func(scan func(...any) error) error {
			var copied feeds.ArticleID
			err := scan(&copied)
			all = append(all, copied)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
