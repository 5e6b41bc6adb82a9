package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"broadsheet/feeds"
)

var (
	qOrder     = define("order of a view", "SELECT sort, days, published, article, newest, shift FROM orders WHERE view = ?")
	qSetOrder  = define("set the order of a view", "INSERT OR REPLACE INTO orders(view, sort, days, published, article, newest, shift) VALUES (?, ?, ?, ?, ?, ?, ?)")
	qDropOrder = define("drop the order of a view", "DELETE FROM orders WHERE view = ?")
)

// Order gives how the list of a view is set.
func (s *Store) Order(ctx context.Context, v feeds.View) (o feeds.Order, err error) {
	var shift sql.NullInt64
	err = s.view(ctx, "read the order of a view", func(r *session) error {
		return r.row(qOrder, []any{v.Name()}, &o.Sort, &o.Days, &o.At.Published, &o.At.ID, &o.Newest, &shift)
	})
	o.Shift, o.Sized = int(shift.Int64), shift.Valid
	if errors.Is(err, ErrNotFound) {
		return feeds.Order{}, nil
	}
	return o, err
}

// SetOrder keeps how the list of a view is set.
func (s *Store) SetOrder(ctx context.Context, v feeds.View, o feeds.Order) error {
	return s.update(ctx, "keep the order of a view", func(w *session) error {
		if o == (feeds.Order{}) {
			_, err := w.exec(qDropOrder, v.Name())
			return err
		}
		_, err := w.exec(qSetOrder, v.Name(), string(o.Sort), o.Days, o.At.Published, int64(o.At.ID), int64(o.Newest), sql.NullInt64{Int64: int64(o.Shift), Valid: o.Sized})
		return err
	})
}

// mirrored is the key of an article in a list that runs the other way.
func mirrored(k feeds.Key) feeds.Key { return feeds.Key{Published: -k.Published, ID: -k.ID} }

// oldestFirst reads a window of a list that runs from the oldest: one of the
// list as it is, from the other end.
func (s *session) oldestFirst(req feeds.ListRequest) (p feeds.Page, err error) {
	from := req
	from.View.Sort, from.From, from.Newer = feeds.SortDate, mirrored(req.From), !req.Newer
	if p, err = s.listed(from); err != nil {
		return p, err
	}
	slices.Reverse(p.Headlines)
	for i := range p.Headlines {
		p.Headlines[i].Place = mirrored(p.Headlines[i].Key())
	}
	p.Reached = mirrored(p.Reached)
	return p, nil
}

// ranks reads a view in an order that no key tells: its newest, all at once.
func (s *session) ranks(req feeds.ListRequest) (p feeds.Page, err error) {
	if req.Newer || !req.From.IsZero() && !req.Including {
		return p, nil
	}
	by := req.View.Sort
	req.View.Sort, req.From, req.Limit = feeds.SortDate, feeds.Key{}, feeds.MaxRanked
	if p, err = s.listed(req); err != nil {
		return p, err
	}
	rank(p.Headlines, by)
	for i := range p.Headlines {
		p.Headlines[i].Place = feeds.Key{Published: int64(feeds.MaxRanked - i), ID: p.Headlines[i].ID}
	}
	p.More, p.Reached = false, feeds.Key{}
	return p, nil
}

// rank puts headlines in an order that no key tells.
func rank(list []feeds.Headline, by feeds.Sort) {
	switch by {
	case feeds.SortFeed:
		feeds.SortStable(list, func(a, b feeds.Headline) int {
			return cmp.Or(strings.Compare(feeds.FoldLabel(a.Source), feeds.FoldLabel(b.Source)), strings.Compare(a.Source, b.Source))
		})
	case feeds.SortTitle:
		feeds.SortStable(list, func(a, b feeds.Headline) int {
			return strings.Compare(feeds.FoldLabel(a.Title), feeds.FoldLabel(b.Title))
		})
	case feeds.SortFolder:
		feeds.SortStable(list, func(a, b feeds.Headline) int {
			return strings.Compare(strings.ReplaceAll(a.Folder, "/", "\x01"), strings.ReplaceAll(b.Folder, "/", "\x01"))
		})
	case feeds.SortStory:
		feeds.SortStable(list, func(a, b feeds.Headline) int { return cmp.Compare(b.Reports, a.Reports) })
	case feeds.SortWords:
		feeds.SortStable(list, func(a, b feeds.Headline) int { return cmp.Compare(b.Words, a.Words) })
	}
}

// ranked gives what a view in such an order shows of articles up to newest:
// what came since may have taken the place of some.
func (s *Store) ranked(ctx context.Context, v feeds.View, newest feeds.ArticleID) (ids []int64, err error) {
	err = s.view(ctx, "mark all read", func(r *session) error {
		v.Sort = feeds.SortDate
		req := feeds.ListRequest{View: v, Limit: feeds.MaxRanked}
		for {
			keys, more, err := r.window(req)
			if err != nil {
				return err
			}
			for _, k := range keys {
				if k.ID <= newest && len(ids) < feeds.MaxRanked {
					ids = append(ids, int64(k.ID))
				}
			}
			if !more || len(ids) == feeds.MaxRanked {
				return nil
			}
			req.From = keys[len(keys)-1]
		}
	})
	return ids, err
}
