package store

import (
	"context"
	"encoding/json"
	"strings"

	"broadsheet/feeds"
)

// orderPart is how many bookmarks that no index tells apart are read before an
// order leaves off to tell what it has.
const orderPart = 2048

// bookmarkOrders are the orders of bookmarks. What is equal in one is newest
// first.
var bookmarkOrders = map[feeds.Sort]string{
	feeds.SortDate:      "b.saved DESC, b.id DESC",
	feeds.SortPublished: "b.published DESC, b.saved DESC, b.id DESC",
	feeds.SortTitle:     "b.title COLLATE NOCASE, b.saved DESC, b.id DESC",
	feeds.SortFeed:      "b.source COLLATE NOCASE, b.saved DESC, b.id DESC",
	feeds.SortFolder:    byFolder + ", b.saved DESC, b.id DESC",
}

// qOrdered and qOrderedFound give the ids of all bookmarks, or of those that the
// index finds, in one of the orders: as one value, since a row for each would
// take ten times as long.
var qOrdered, qOrderedFound = func() (all, found map[feeds.Sort]*query) {
	all, found = map[feeds.Sort]*query{}, map[feeds.Sort]*query{}
	for by, order := range bookmarkOrders {
		name := "by " + string(by)
		if by == feeds.SortDate {
			name = "by date"
		}
		all[by] = define("bookmarks "+name, "SELECT json_group_array(id) FROM (SELECT b.id FROM bookmarks b ORDER BY "+order+")")
		found[by] = define("bookmarks found, "+name, `SELECT json_group_array(id) FROM (SELECT b.id FROM search CROSS JOIN bookmarks b ON b.id = search.rowid - ?2
			WHERE search MATCH ?1 AND search.rowid > ?2 ORDER BY `+order+")")
	}
	return all, found
}()

// BookmarkOrder gives the ids of the bookmarks that a query asks for, in its
// order. The orders that weigh texts take the newest MaxRanked.
func (s *Store) BookmarkOrder(ctx context.Context, req feeds.BookmarkOrderRequest) (out feeds.BookmarkOrder, err error) {
	q, err := feeds.ParseQuery(req.Query)
	if err != nil {
		return out, err
	}
	err = s.view(ctx, "list bookmarks", func(r *session) error {
		if _, known := bookmarkOrders[q.Sort]; !known {
			list, err := r.searchBookmarks(feeds.BookmarkRequest{Query: req.Query, Now: req.Now, Limit: feeds.MaxRanked}, maxKey, maxKey)
			for _, b := range list {
				out.IDs = append(out.IDs, b.ID)
			}
			return err
		}
		out, err = r.orderBookmarks(q, req)
		return err
	})
	return out, err
}

func (s *session) orderBookmarks(q feeds.Query, req feeds.BookmarkOrderRequest) (out feeds.BookmarkOrder, err error) {
	var p plan
	if q.Where != nil {
		planner := planner{now: req.Now, kept: true}
		if p = planner.plan(q); p.nothing {
			return out, nil
		}
	}
	statement, args := qOrdered[q.Sort], []any(nil)
	if p.expression != "" {
		statement, args = qOrderedFound[q.Sort], []any{inWindow(p.expression, keptWindow), keptSlots}
	}
	var packed string
	if err := s.row(statement, args, &packed); err != nil {
		return out, err
	}
	var list []int64
	if err := json.NewDecoder(strings.NewReader(packed)).Decode(&list); err != nil {
		return out, err
	}
	bodies := false
	for _, st := range p.rest {
		bodies = bodies || st.needs&needBody > 0 || st.needs&needHead > 0
	}
	if len(p.rest) == 0 {
		out.IDs = make([]feeds.BookmarkID, len(list))
		for i, id := range list {
			out.IDs[i] = feeds.BookmarkID(id)
		}
		return out, nil
	}
	from := min(req.After, len(list))
	to := min(from+orderPart, len(list))
	for ; from < to; from += bookmarkPart {
		part := make([]keptAt, 0, bookmarkPart)
		for _, id := range list[from:min(from+bookmarkPart, to)] {
			part = append(part, keptAt{id: id})
		}
		read, err := s.bookmarksOf(part, bodies)
		if err != nil {
			return out, err
		}
		for _, b := range read {
			if p.holds(feeds.QueriedBookmark(b)) {
				out.IDs = append(out.IDs, b.ID)
			}
		}
	}
	if to < len(list) {
		out.After, out.Of = to, len(list)
	}
	return out, nil
}

// bookmarksThere reads the bookmarks of ids that are there.
func (s *session) bookmarksThere(ids []feeds.BookmarkID, bodies bool) (out []feeds.Bookmark, err error) {
	for i := 0; i < len(ids); i += bookmarkPart {
		part := make([]keptAt, 0, bookmarkPart)
		for _, id := range ids[i:min(i+bookmarkPart, len(ids))] {
			part = append(part, keptAt{id: int64(id)})
		}
		read, err := s.bookmarksOf(part, bodies)
		if err != nil {
			return nil, err
		}
		for _, b := range read {
			if b.ID != 0 {
				out = append(out, b)
			}
		}
	}
	return out, nil
}
