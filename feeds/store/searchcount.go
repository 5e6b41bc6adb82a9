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
	qFoundBlocks = define("what a part of a saved search finds", "SELECT block, list FROM found WHERE search_id = ? AND part = ?")
	qUnfilled    = define("saved search that is not filled", "SELECT id, name, query, line, filled FROM searches WHERE id = ? AND removed = 0 AND filled = 0")
	qFilled      = define("a saved search is filled", "UPDATE searches SET filled = 1 WHERE id = ?")
)

// FillSearches finds the articles of saved searches that are new or ask for
// something else now, a window at a time so that others may write between; did
// says whether there were any.
func (s *Store) FillSearches(ctx context.Context, now time.Time) (did bool, err error) {
	list, err := s.Searches(ctx)
	if err != nil {
		return false, err
	}
	for _, v := range list {
		if !v.Counted {
			did = true
			if err := s.fillSearch(ctx, v, now); err != nil {
				return did, err
			}
		}
	}
	return did, nil
}

func (s *Store) fillSearch(ctx context.Context, v feeds.SavedSearch, now time.Time) error {
	w, err := watch(v)
	if err != nil {
		return err
	}
	for n, p := range w.parts {
		if p.rest == nil {
			continue
		}
		from, more := edge(math.MaxInt64), true
		for more {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			err := s.update(ctx, "find what a saved search finds", func(tx *session) error {
				if changed, err := tx.isOther(v); changed || err != nil {
					more = false
					return err
				}
				h, err := tx.newHunt(feeds.View{Kind: feeds.ViewSearch, Now: now})
				if err != nil {
					return err
				}
				h.query, h.from, h.bounded, h.copies = feeds.Query{Where: p.rest}, from, true, true
				if more, from, err = h.run(); err != nil {
					return err
				}
				return tx.changeSpots(w.table(n), h.found, withSpots)
			})
			if err != nil {
				return err
			}
		}
	}
	return s.update(ctx, "find what a saved search finds", func(tx *session) error {
		if changed, err := tx.isOther(v); changed || err != nil {
			return err
		}
		_, err := tx.exec(qFilled, int64(v.ID))
		return err
	})
}

// isOther says whether a saved search is gone, filled or asks for something
// else by now.
func (s *session) isOther(v feeds.SavedSearch) (bool, error) {
	var now feeds.SavedSearch
	err := s.row(qUnfilled, []any{int64(v.ID)}, &now.ID, &now.Name, &now.Query, &now.Line, &now.Counted)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return now.Query != v.Query, err
}

// countSearches counts what is unread of the saved searches.
func (s *session) countSearches(now time.Time) (out []feeds.SavedSearch, err error) {
	if out, err = s.searches(); err != nil || len(out) == 0 {
		return out, err
	}
	in, err := s.scope(feeds.View{Kind: feeds.ViewUnread})
	if err != nil {
		return nil, err
	}
	at := &belonging{}
	if err := at.readCopies(s); err != nil {
		return nil, err
	}
	unread := map[int64][]spot{}
	err = s.each(qUnreadNewer, []any{int64(math.MinInt64)}, func(scan func(...any) error) error {
		var block int64
		var packed []byte
		if err := scan(&block, &packed); err != nil {
			return err
		}
		unread[block], err = unpackSpots(nil, block, packed)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		v := &out[i]
		w, err := watch(*v)
		if err != nil {
			return nil, err
		}
		if v.Counted = v.Counted && len(w.parts) > 0; !v.Counted {
			continue
		}
		if w.placed {
			if err := at.readStories(s); err != nil {
				return nil, err
			}
		}
		timed := w.timed(now, at)
		var copies []spot // that count unless one before them does
		for n, p := range w.parts {
			count := func(e spot) {
				if !in(e.feed) || timed(e) != n {
					return
				}
				v.Unread++
				if at.heads[e.id] != 0 {
					copies = append(copies, e)
				}
			}
			if p.all {
				for _, list := range unread {
					for _, e := range list {
						count(e)
					}
				}
			}
			if p.all {
				at.find(at.members, func(e spot) bool { return timed(e) == n })
			}
			if p.rest == nil {
				continue
			}
			var have []spot
			err := s.each(qFoundBlocks, []any{w.id, n}, func(scan func(...any) error) error {
				var block int64
				var packed []byte
				if err := scan(&block, &packed); err != nil {
					return err
				}
				if have, err = unpackSpots(have[:0], block, packed); err != nil {
					return err
				}
				for _, e := range have {
					if _, found := slices.BinarySearchFunc(unread[block], e, spot.older); found {
						count(e)
					}
				}
				if len(at.member) > 0 {
					at.find(have, func(e spot) bool { return at.member[e.id] && timed(e) == n })
				}
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		if !w.copies {
			v.Unread -= at.doubled(copies)
		}
		at.found = nil
	}
	return out, nil
}
