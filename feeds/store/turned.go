package store

import (
	"database/sql"
	"errors"
)

var (
	qRunFirst = define("read state of the first of a run", "SELECT read_at FROM states WHERE article_id = ?")
	qRunOdd   = define("whether a run is of several states", "SELECT EXISTS (SELECT 1 FROM states WHERE article_id BETWEEN ? AND ? AND (read_at IS NOT ? OR hidden > 1))")
	qRunSpots = define("places of a run", "SELECT published * (1 << 28) + feed_id FROM states WHERE article_id BETWEEN ? AND ? ORDER BY article_id")
	qStateRun = define("read states of a run", "SELECT published, article_id, feed_id, read_at, hidden > 1 FROM states WHERE article_id BETWEEN ? AND ? ORDER BY article_id")
	qCount    = define("count unread", "UPDATE counters SET unread = unread + ? WHERE feed_id = ?")
)

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

func (t *turned) len() int { return len(t.read) + len(t.unread) }

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
	for r := range other.pieces(int64(s.reach.swap)) {
		if turned.len() > s.reach.swap {
			if err := s.settle(turned); err != nil {
				return nil, err
			}
			turned.read, turned.unread = turned.read[:0], turned.unread[:0]
		}
		old, whole, err := s.wholeRun(r, &turned)
		if err != nil {
			return nil, err
		}
		if whole {
			mine = mine.join(old)
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
	var first sql.NullInt64
	switch err := s.row(qRunFirst, []any{r.From}, &first); {
	case errors.Is(err, sql.ErrNoRows):
		return old, false, nil
	case err != nil:
		return old, false, err
	}
	var odd bool
	if err := s.row(qRunOdd, []any{r.From, r.From + r.More, first}, &odd); err != nil || odd {
		return old, false, err
	}
	old = run{From: r.From, More: r.More, ReadAt: first.Int64}
	list := make([]spot, 0, r.More+1)
	err = s.each(qRunSpots, []any{r.From, r.From + r.More}, func(scan func(...any) error) error {
		var packed int64
		err := scan(&packed)
		list = append(list, spot{packed >> 28, r.From + int64(len(list)), packed & (1<<28 - 1)})
		return err
	})
	if int64(len(list)) != r.More+1 { // some are gone, and the places of the others are not known
		return old, false, err
	}
	switch {
	case old.ReadAt != 0 && r.ReadAt == 0:
		t.unread = append(t.unread, list...)
	case old.ReadAt == 0 && r.ReadAt != 0:
		t.read = append(t.read, list...)
	}
	return old, true, err
}
