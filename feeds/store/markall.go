package store

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qUnreadCopies = define("unread copies", "SELECT published, article_id, feed_id, copy_of FROM states WHERE copy_of <> 0 AND read_at IS NULL AND hidden < 2 AND article_id <= ?")
	qFoldedUnread = define("unread copies that views leave out", "SELECT article_id FROM states WHERE fold <> 0 AND fold > ? AND read_at IS NULL")
	qStillUnread  = define("unread ones of some", `SELECT s.published, s.article_id, s.feed_id FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value
		WHERE s.read_at IS NULL AND s.hidden = 0`)
	qSince = define("articles since", "SELECT count(*) FROM states WHERE article_id > ?")
)

// MarkAllRead sets read what is unread in a view, up to the newest article the
// reader can have seen there: what arrived since stays unread. The copies of
// what was marked are read as well.
func (s *Store) MarkAllRead(ctx context.Context, v feeds.View, newest feeds.ArticleID, now time.Time) (c feeds.Change, err error) {
	var ids []int64
	switch {
	case v.Kind != feeds.ViewSearch && v.Sort.Ranks():
		if ids, err = s.ranked(ctx, v, newest); err != nil {
			return c, err
		}
	case v.Kind == feeds.ViewSearch:
		// What no index answers takes its time, in which others may write.
		if ids, err = s.matches(ctx, v, newest, now); err != nil {
			return c, err
		}
	}
	v.Unread, v.Opened = true, time.Time{}
	err = s.update(ctx, "mark all read", func(w *session) error {
		found := taken{counts: counts{}}
		if err := w.takeView(&found, v, ids, int64(newest)); err != nil {
			return err
		}
		j := newEntry("read", now)
		j.n = found.n
		if err := w.addCopies(&found, int64(newest)); err != nil {
			return err
		}
		j.Reads = found.runs()
		to := slices.Clone(j.Reads)
		for i := range to {
			to[i].ReadAt = millis(now)
		}
		if err := w.setReads(to); err != nil {
			return err
		}
		if err := w.add(found.counts); err != nil {
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

// matches gives what a search shows of articles up to newest.
func (s *Store) matches(ctx context.Context, v feeds.View, newest feeds.ArticleID, now time.Time) (ids []int64, err error) {
	if v.Now.IsZero() {
		v.Now = now
	}
	err = s.view(ctx, "mark all read", func(r *session) error {
		h, err := r.newHunt(v)
		if err != nil {
			return err
		}
		most := math.MaxInt
		if h.query.Sort != feeds.SortDate {
			var since int // as many may have taken the place of others
			if err := r.row(qSince, []any{int64(newest)}, &since); err != nil {
				return err
			}
			most, h.limit = feeds.MaxRanked, feeds.MaxRanked+since
		} else {
			h.filter = unreadOnly
		}
		_, _, err = h.run()
		for _, e := range h.found {
			if e.id <= int64(newest) && len(ids) < most {
				ids = append(ids, e.id)
			}
		}
		return err
	})
	return ids, err
}

// takeView takes what is unread in v, up to newest, out of the unread list;
// ids is what a search shows, or a view whose order ranks.
func (s *session) takeView(t *taken, v feeds.View, ids []int64, newest int64) error {
	var found []spot
	var err error
	kind := v.Kind
	if v.Sort.Ranks() {
		kind = feeds.ViewSearch // ids is what it shows
	}
	switch kind {
	case feeds.ViewAll, feeds.ViewUnread, feeds.ViewToday, feeds.ViewFolder, feeds.ViewFeed:
		in, err := s.scope(v)
		if err != nil {
			return err
		}
		folded := map[int64]bool{}
		err = s.eachID(qFoldedUnread, []any{levels(v)}, func(id int64) error {
			folded[id] = true
			return nil
		})
		if err != nil {
			return err
		}
		return s.takeUnread(since(v), func(e spot) bool {
			if e.id > newest || !in(e.feed) || folded[e.id] {
				return false
			}
			t.add(e)
			return true
		})
	case feeds.ViewSearch:
		found, err = s.stillUnread(ids)
	default:
		var walks []walk
		if walks, err = s.walks(v, false); err == nil && len(walks) > 0 {
			found, err = walks[0].next(s, edge(math.MaxInt64), false, -1)
		}
		found = slices.DeleteFunc(found, func(e spot) bool { return e.id > newest })
		if v.Kind == feeds.ViewHistory && err == nil { // its spots stand elsewhere in the unread list
			for _, e := range found {
				ids = append(ids, e.id)
			}
			found, err = s.stillUnread(ids)
		}
	}
	if err != nil {
		return err
	}
	t.add(found...)
	return s.dropUnread(found)
}

func (s *session) stillUnread(ids []int64) (found []spot, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.each(qStillUnread, []any{idList(ids)}, func(scan func(...any) error) error {
		var e spot
		err := scan(&e.published, &e.id, &e.feed)
		found = append(found, e)
		return err
	})
	return found, err
}

// addCopies takes the unread copies of articles, up to newest, out of the
// unread list as well, and adds them.
func (s *session) addCopies(t *taken, newest int64) error {
	type copied struct {
		spot
		of int64
	}
	var copies []copied
	in := map[int64]bool{} // which of the copies, and of what they are of, is found
	err := s.each(qUnreadCopies, []any{newest}, func(scan func(...any) error) error {
		var c copied
		err := scan(&c.published, &c.id, &c.feed, &c.of)
		copies = append(copies, c)
		in[c.id], in[c.of] = false, false
		return err
	})
	if err != nil || t.n == 0 || len(copies) == 0 {
		return err
	}
	for id := range in {
		in[id] = t.has(id)
	}
	var found []spot
	groups := map[int64]bool{} // of which one was found that is itself a copy
	for _, c := range copies {
		groups[c.of] = groups[c.of] || in[c.id]
	}
	for _, c := range copies {
		if !in[c.id] && (in[c.of] || groups[c.of]) {
			found = append(found, c.spot)
		}
	}
	for head, marked := range groups {
		if !marked || in[head] || head > newest {
			continue
		}
		e := spot{id: head}
		var read sql.NullInt64
		var muted bool
		switch err := s.row(qReadState, []any{head}, &e.published, &e.feed, &read, &muted); {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case !read.Valid && !muted:
			found = append(found, e)
		}
	}
	t.add(found...)
	return s.dropUnread(found)
}

// viewName is what a change names that touched a whole view.
func (s *session) viewName(v feeds.View) (string, error) {
	switch v.Kind {
	case feeds.ViewFolder:
		return v.Folder, nil
	case feeds.ViewTopic:
		return v.Topic, nil
	case feeds.ViewSearch:
		if v.Search != 0 {
			var name string
			err := s.row(qSearchName, []any{int64(v.Search)}, &name)
			if !errors.Is(err, sql.ErrNoRows) {
				return name, err
			}
		}
		return v.Query, nil
	case feeds.ViewFeed:
		f, err := s.feed(v.Feed)
		return f.Name(), err
	}
	return string(v.Kind), nil
}
