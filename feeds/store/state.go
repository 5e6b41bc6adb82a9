package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qReadState = define("read state", "SELECT feed_id, read_at FROM states WHERE article_id = ?")
	qSetRead   = define("set read state", "UPDATE states SET read_at = ? WHERE article_id BETWEEN ? AND ?")
	qStateRun  = define("read states of a run", "SELECT article_id, feed_id, read_at FROM states WHERE article_id BETWEEN ? AND ? ORDER BY article_id")
	qCount     = define("count unread", "UPDATE counters SET unread = unread + ? WHERE feed_id = ?")
	qTitle     = define("title", "SELECT title FROM articles WHERE id = ?")
)

// MarkRead sets articles read at now, or unread. Those that are so already
// are passed over and keep their time.
func (s *Store) MarkRead(ctx context.Context, ids []feeds.ArticleID, read bool, now time.Time) (c feeds.Change, err error) {
	verb, at := "read", sql.NullInt64{Int64: millis(now), Valid: true}
	if !read {
		verb, at = "unread", sql.NullInt64{}
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	err = s.update(ctx, "mark articles", func(w *session) error {
		j, counts := newEntry(verb, now), counts{}
		for _, id := range slices.Compact(ids) {
			var feed int64
			var old sql.NullInt64
			switch err := w.row(qReadState, []any{id}, &feed, &old); {
			case errors.Is(err, sql.ErrNoRows):
				continue
			case err != nil:
				return err
			case old.Valid == read:
				continue
			}
			if _, err := w.exec(qSetRead, at, id, id); err != nil {
				return err
			}
			counts.turn(feed, old, at)
			j.Reads = j.Reads.add(int64(id), old)
			j.n++
		}
		if j.n == 1 {
			if err := w.row(qTitle, []any{j.Reads[0].From}, &j.what); err != nil {
				return err
			}
		}
		if err := w.add(counts); err != nil {
			return err
		}
		c, err = w.journal(j, fmt.Sprintf("%d articles", j.n))
		return err
	})
	return c, err
}

// MarkAllRead sets read what is unread in a view, up to the newest article the
// reader can have seen there: what arrived since stays unread.
func (s *Store) MarkAllRead(ctx context.Context, v feeds.View, newest feeds.ArticleID, now time.Time) (c feeds.Change, err error) {
	v.Unread, v.Opened = true, time.Time{}
	err = s.update(ctx, "mark all read", func(w *session) error {
		found, err := w.unread(v, newest)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(a, b unreadRow) int { return int(a.id - b.id) })
		j, counts := newEntry("read", now), counts{}
		at := sql.NullInt64{Int64: millis(now), Valid: true}
		for _, u := range found {
			j.Reads = j.Reads.add(u.id, sql.NullInt64{})
			counts[u.feed]--
		}
		j.n = len(found)
		for _, r := range j.Reads {
			if _, err := w.exec(qSetRead, at, r.From, r.From+r.More); err != nil {
				return err
			}
		}
		if err := w.add(counts); err != nil {
			return err
		}
		what, err := w.viewName(v)
		if err != nil {
			return err
		}
		j.what = what
		c, err = w.journal(j, what)
		return err
	})
	return c, err
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")

type unreadRow struct{ id, feed int64 }

// unread finds what is unread in v up to newest, by the statements that list
// the view.
func (s *session) unread(v feeds.View, newest feeds.ArticleID) (out []unreadRow, err error) {
	walks, err := s.walks(v)
	if err != nil {
		return nil, err
	}
	_, oldest := bounds(feeds.ListRequest{View: v})
	for _, walk := range walks {
		err = s.each(walk.older, walk.args(edge(math.MaxInt64), -1), func(scan func(...any) error) error {
			var u unreadRow
			var published int64
			switch err := scan(&published, &u.id, &u.feed); {
			case err != nil:
				return err
			case published < oldest:
				return errEnough
			case u.id <= int64(newest):
				out = append(out, u)
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
	}
	return out, nil
}

// viewName is what a change names that touched a whole view.
func (s *session) viewName(v feeds.View) (string, error) {
	switch v.Kind {
	case feeds.ViewFolder:
		return v.Folder, nil
	case feeds.ViewTopic:
		return v.Topic, nil
	case feeds.ViewSearch:
		return v.Query, nil
	case feeds.ViewFeed:
		f, err := s.feed(v.Feed)
		return f.Name(), err
	}
	return string(v.Kind), nil
}

// counts is how many more are unread, by feed.
type counts map[int64]int

func (c counts) turn(feed int64, from, to sql.NullInt64) {
	switch {
	case from.Valid && !to.Valid:
		c[feed]++
	case !from.Valid && to.Valid:
		c[feed]--
	}
}

func (s *session) add(c counts) error {
	for feed, n := range c {
		if n == 0 {
			continue
		}
		if _, err := s.exec(qCount, n, feed); err != nil {
			return err
		}
	}
	return nil
}

// swapReads exchanges read states with the store's.
func (s *session) swapReads(other runs) (mine runs, err error) {
	counts := counts{}
	for _, r := range other {
		err := s.each(qStateRun, []any{r.From, r.From + r.More}, func(scan func(...any) error) error {
			var id, feed int64
			var old sql.NullInt64
			if err := scan(&id, &feed, &old); err != nil {
				return err
			}
			counts.turn(feed, old, r.at())
			mine = mine.add(id, old)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if _, err := s.exec(qSetRead, r.at(), r.From, r.From+r.More); err != nil {
			return nil, err
		}
	}
	return mine, s.add(counts)
}
