package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qCopies = define("copies, the one they are of first", `SELECT article_id FROM states WHERE article_id = ?1
		UNION ALL SELECT article_id FROM states WHERE copy_of = ?1 AND copy_of <> 0`)
	qUnreadCopies = define("unread copies", "SELECT published, article_id, feed_id, copy_of FROM states WHERE copy_of <> 0 AND read_at IS NULL AND hidden < 2 AND article_id <= ?")
	qFoldedUnread = define("unread copies that views leave out", "SELECT article_id FROM states WHERE fold <> 0 AND fold > ? AND read_at IS NULL")
	qReadState    = define("read state", "SELECT published, feed_id, read_at, hidden > 1 FROM states WHERE article_id = ?")
	qRunSum       = define("sum of a run", "SELECT coalesce(sum(hidden < 2), 0), count(read_at), min(read_at), max(read_at) FROM states WHERE article_id BETWEEN ? AND ?")
	qRunSpots     = define("places of a run", "SELECT published * (1 << 28) + feed_id FROM states WHERE article_id BETWEEN ? AND ? ORDER BY article_id")
	qStillUnread  = define("unread ones of some", `SELECT s.published, s.article_id, s.feed_id FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value
		WHERE s.read_at IS NULL AND s.hidden = 0`)
	qStateRun = define("read states of a run", "SELECT published, article_id, feed_id, read_at, hidden > 1 FROM states WHERE article_id BETWEEN ? AND ? ORDER BY article_id")
	qCount    = define("count unread", "UPDATE counters SET unread = unread + ? WHERE feed_id = ?")
	qSince    = define("articles since", "SELECT count(*) FROM states WHERE article_id > ?")
	qTitle    = define("title", "SELECT title FROM articles WHERE id = ?")
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
		found, err := w.takeView(v, ids, int64(newest))
		if err != nil {
			return err
		}
		shown := len(found)
		if found, err = w.addCopies(found, int64(newest)); err != nil {
			return err
		}
		slices.SortFunc(found, func(a, b spot) int { return cmp.Compare(a.id, b.id) })
		j, counts := newEntry("read", now), counts{}
		at := sql.NullInt64{Int64: millis(now), Valid: true}
		var to runs
		for _, e := range found {
			j.Reads = j.Reads.add(e.id, sql.NullInt64{})
			to = to.add(e.id, at)
			counts[e.feed]--
		}
		j.n = shown
		if err := w.setReads(to); err != nil {
			return err
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
func (s *session) takeView(v feeds.View, ids []int64, newest int64) (found []spot, err error) {
	kind := v.Kind
	if v.Sort.Ranks() {
		kind = feeds.ViewSearch // ids is what it shows
	}
	switch kind {
	case feeds.ViewAll, feeds.ViewUnread, feeds.ViewToday, feeds.ViewFolder, feeds.ViewFeed:
		in, err := s.scope(v)
		if err != nil {
			return nil, err
		}
		folded := map[int64]bool{}
		err = s.eachID(qFoldedUnread, []any{levels(v)}, func(id int64) error {
			folded[id] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
		return s.takeUnread(since(v), func(e spot) bool { return e.id <= newest && in(e.feed) && !folded[e.id] })
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
		return nil, err
	}
	return found, s.dropUnread(found)
}

func (s *session) stillUnread(ids []int64) (found []spot, err error) {
	arg, err := json.Marshal(ids)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	err = s.each(qStillUnread, []any{string(arg)}, func(scan func(...any) error) error {
		var e spot
		err := scan(&e.published, &e.id, &e.feed)
		found = append(found, e)
		return err
	})
	return found, err
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")

// addCopies takes the unread copies of articles, up to newest, out of the
// unread list as well, and adds them.
func (s *session) addCopies(found []spot, newest int64) ([]spot, error) {
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
	if err != nil || len(found) == 0 || len(copies) == 0 {
		return found, err
	}
	n := len(found)
	for _, e := range found {
		if _, asked := in[e.id]; asked {
			in[e.id] = true
		}
	}
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
			return nil, err
		case !read.Valid && !muted:
			found = append(found, e)
		}
	}
	return found, s.dropUnread(found[n:])
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

// counts is how many more are unread, by feed.
type counts map[int64]int

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

// turned is which articles become read, and which unread.
type turned struct{ read, unread []spot }

func (t *turned) turn(e spot, from, to sql.NullInt64) {
	switch {
	case from.Valid && !to.Valid:
		t.unread = append(t.unread, e)
	case !from.Valid && to.Valid:
		t.read = append(t.read, e)
	}
}

// settle makes the unread list and the counters follow.
func (s *session) settle(t turned) error {
	counts := counts{}
	for _, e := range t.read {
		counts[e.feed]--
	}
	for _, e := range t.unread {
		counts[e.feed]++
	}
	if err := s.dropUnread(t.read); err != nil {
		return err
	}
	if err := s.addUnread(t.unread); err != nil {
		return err
	}
	return s.add(counts)
}

// swapReads exchanges read states with the store's.
func (s *session) swapReads(other runs) (mine runs, err error) {
	var turned turned
	for _, r := range other {
		old, whole, err := s.wholeRun(r, &turned)
		if err != nil {
			return nil, err
		}
		if whole {
			mine = append(mine, old)
			continue
		}
		err = s.each(qStateRun, []any{r.From, r.From + r.More}, func(scan func(...any) error) error {
			var e spot
			var old sql.NullInt64
			var muted bool
			if err := scan(&e.published, &e.id, &e.feed, &old, &muted); err != nil {
				return err
			}
			if !muted {
				turned.turn(e, old, r.at())
			}
			mine = mine.add(e.id, old)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if err := s.setReads(other); err != nil {
		return nil, err
	}
	return mine, s.settle(turned)
}

// wholeRun reads a run that is of one state throughout, as undoing what marked
// a whole view finds it: half a million rows a second faster than one by one.
func (s *session) wholeRun(r run, t *turned) (old run, whole bool, err error) {
	if r.More < s.reach.run {
		return old, false, nil
	}
	var n, read int64
	var first, last sql.NullInt64
	if err := s.row(qRunSum, []any{r.From, r.From + r.More}, &n, &read, &first, &last); err != nil {
		return old, false, err
	}
	if n != r.More+1 || read != 0 && (read != n || first.Int64 != last.Int64) {
		return old, false, nil
	}
	old = run{From: r.From, More: r.More, ReadAt: first.Int64}
	list := make([]spot, 0, n)
	err = s.each(qRunSpots, []any{r.From, r.From + r.More}, func(scan func(...any) error) error {
		var packed int64
		err := scan(&packed)
		list = append(list, spot{packed >> 28, r.From + int64(len(list)), packed & (1<<28 - 1)})
		return err
	})
	switch {
	case old.ReadAt != 0 && r.ReadAt == 0:
		t.unread = append(t.unread, list...)
	case old.ReadAt == 0 && r.ReadAt != 0:
		t.read = append(t.read, list...)
	}
	return old, true, err
}
