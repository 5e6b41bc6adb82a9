package store

import (
	"math"
)

const (
	// latelyMost is how many articles read lately are looked up one by one:
	// where there are more, lists are walked and those are met on the way.
	latelyMost = 5000
	// readsMost is how many runs of one change are noted: more become one that
	// spans them all.
	readsMost = 10_000
)

var (
	qNoteRead = define("note what was read", "INSERT OR IGNORE INTO reads(at, first, last) VALUES (?, ?, ?)")
	qReads    = define("runs read lately", "SELECT first, last FROM reads WHERE at >= ?")
	qLately   = define("articles read lately, of some", `SELECT s.published, s.article_id, s.feed_id
		FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value WHERE s.read_at >= ? AND s.hidden = 0`)
	qSetRead  = define("set read state", "UPDATE states SET read_at = ? WHERE article_id BETWEEN ? AND ?")
	qSetReads = define("set read state of some", "UPDATE states SET read_at = ? WHERE article_id IN (SELECT value FROM json_each(?))")
)

// setReads makes states say what runs do, and notes what was read.
func (s *session) setReads(rs runs) error {
	if err := s.noteReads(rs); err != nil {
		return err
	}
	return s.counting(rs, func() error { return s.writeReads(rs) })
}

func (s *session) writeReads(rs runs) error {
	if n := rs.len(); n < 100 || n > 4*len(rs) {
		for _, r := range rs {
			if _, err := s.exec(qSetRead, r.at(), r.From, r.From+r.More); err != nil {
				return err
			}
		}
		return nil
	}
	// Scattered ones: a statement for each would cost more than the change.
	for len(rs) > 0 {
		n, at := 1, rs[0].at()
		for n < len(rs) && n < 50_000 && rs[n].at() == at {
			n++
		}
		if _, err := s.exec(qSetReads, at, idList(rs[:n].ids())); err != nil {
			return err
		}
		rs = rs[n:]
	}
	return nil
}

func (s *session) noteReads(rs runs) error {
	note := func(r run) error {
		if r.ReadAt == 0 {
			return nil
		}
		_, err := s.exec(qNoteRead, r.ReadAt, r.From, r.From+r.More)
		return err
	}
	if len(rs) > readsMost {
		span := map[int64]run{}
		for _, r := range rs {
			all, ok := span[r.ReadAt]
			if !ok {
				all = r
			}
			all.More = r.From + r.More - all.From
			span[r.ReadAt] = all
		}
		rs = rs[:0:0]
		for _, r := range span {
			rs = append(rs, r)
		}
	}
	for _, r := range rs {
		if err := note(r); err != nil {
			return err
		}
	}
	return nil
}

// lately gives the articles that were read at a time or after it; many says
// that they are too many to be given.
func (s *session) lately(since int64) (list []spot, many bool, err error) {
	var ids []int64
	err = s.each(qReads, []any{since}, func(scan func(...any) error) error {
		var first, last int64
		if err := scan(&first, &last); err != nil {
			return err
		}
		if many = many || int64(len(ids))+last-first >= latelyMost; many {
			return nil
		}
		for id := first; id <= last; id++ {
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil || many || len(ids) == 0 {
		return nil, many, err
	}
	seen := map[int64]bool{}
	err = s.each(qLately, []any{idList(ids), since}, func(scan func(...any) error) error {
		var e spot
		err := scan(&e.published, &e.id, &e.feed)
		if !seen[e.id] {
			seen[e.id] = true
			list = append(list, e)
		}
		return err
	})
	return list, false, err
}

// unreadOnly is the filter that lets the unread through alone, everyone the
// one that lets all.
const (
	unreadOnly = math.MaxInt64
	everyone   = math.MinInt64
)
