package store

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// Bookmarks are in the index as articles are, all in one window of their own
// by their ids. There are few enough to sort what it finds.

const ofIDs = ", x.html, x.document FROM json_each(?) j CROSS JOIN bookmarks b ON b.id = j.value JOIN bookmark_bodies x ON x.bookmark_id = b.id"

var (
	qBookmarksFound = define("search bookmarks", `SELECT b.id, b.saved FROM search CROSS JOIN bookmarks b ON b.id = search.rowid - ?2
		WHERE search MATCH ?1 AND search.rowid > ?2`)
	qBookmarksEvery = define("every bookmark", "SELECT b.id, b.saved FROM bookmarks b ORDER BY b.saved DESC, b.id DESC")
	qBookmarksOfIDs = define("bookmarks with their text, of some", bookmarkColumns+ofIDs)
	qBookmarkRowsOf = define("bookmarks, of some", bookmarkColumns+" FROM json_each(?) j CROSS JOIN bookmarks b ON b.id = j.value")
)

// bookmarkPart is how many bookmarks a search reads at once.
const bookmarkPart = 64

func (s *session) indexBookmark(id int64, b feeds.Bookmark) error {
	row := indexRow{slot: keptSlots + id, again: true, terms: s.terms.terms(feeds.QueriedBookmark(b), 0, keptWindow)}
	return s.flushIndex([]indexRow{row})
}

// keptAt is a bookmark's place in their list.
type keptAt struct{ id, saved int64 }

// searchBookmarks gives the bookmarks that a query asks for and that follow
// the one of a time and an id.
func (s *session) searchBookmarks(req feeds.BookmarkRequest, saved, id int64) (out []feeds.Bookmark, err error) {
	q, err := feeds.ParseQuery(req.Query)
	if err != nil {
		return nil, err
	}
	limit, bodies := max(req.Limit, 0), req.Bodies
	if q.Sort != feeds.SortDate {
		if id != math.MaxInt64 {
			return nil, nil
		}
		limit, bodies = feeds.MaxRanked, true
	}
	var plan plan
	if q.Where != nil { // an order alone leaves nothing out
		p := planner{now: req.Now, kept: true}
		if plan = p.plan(q); plan.nothing {
			return nil, nil
		}
	}
	list, err := s.bookmarksFound(plan)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(k keptAt) bool { return k.saved > saved || k.saved == saved && k.id >= id })
	for _, st := range plan.rest {
		bodies = bodies || st.needs > 0
	}
	for part := range slices.Chunk(list, bookmarkPart) {
		read, err := s.bookmarksOf(part, bodies)
		if err != nil {
			return nil, err
		}
		for _, b := range read {
			if len(out) < limit && plan.holds(feeds.QueriedBookmark(b)) {
				out = append(out, b)
			}
		}
		if len(out) == limit {
			break
		}
	}
	if q.Sort != feeds.SortDate {
		sortBookmarks(out, q)
	}
	if !req.Bodies {
		for i := range out {
			out[i].HTML, out[i].Document = "", nil
		}
	}
	return out, nil
}

// holds says whether the rest of a plan holds for what is wholly known.
func (p *plan) holds(v *feeds.Queried) bool {
	for _, st := range p.rest {
		if !st.matcher.Matches(v) {
			return false
		}
	}
	return true
}

// bookmarksFound gives the places of those that the plan's expression lets
// through, latest saved first.
func (s *session) bookmarksFound(p plan) (list []keptAt, err error) {
	q, args := qBookmarksEvery, []any(nil)
	if p.expression != "" {
		q, args = qBookmarksFound, []any{inWindow(p.expression, keptWindow), keptSlots}
	}
	err = s.each(q, args, func(scan func(...any) error) error {
		var k keptAt
		err := scan(&k.id, &k.saved)
		list = append(list, k)
		return err
	})
	feeds.SortStable(list, func(a, b keptAt) int { return cmp.Or(cmp.Compare(b.saved, a.saved), cmp.Compare(b.id, a.id)) })
	return list, err
}

// bookmarksOf reads bookmarks in the order of their places.
func (s *session) bookmarksOf(list []keptAt, bodies bool) ([]feeds.Bookmark, error) {
	ids, at := make([]int64, len(list)), make(map[feeds.BookmarkID]int, len(list))
	for i, k := range list {
		ids[i], at[feeds.BookmarkID(k.id)] = k.id, i
	}
	out := make([]feeds.Bookmark, len(list))
	q := qBookmarkRowsOf
	if bodies {
		q = qBookmarksOfIDs
	}
	err := s.each(q, []any{idList(ids)}, func(scan func(...any) error) error {
		var b feeds.Bookmark
		var err error
		if bodies {
			b, err = scanBookmarkBody(scan)
		} else {
			b, err = scanBookmark(scan)
		}
		out[at[b.ID]] = b
		return err
	})
	return out, err
}

// sortBookmarks puts bookmarks in the order a query asks for.
func sortBookmarks(list []feeds.Bookmark, q feeds.Query) {
	switch q.Sort {
	case feeds.SortFeed:
		feeds.SortStable(list, func(a, b feeds.Bookmark) int {
			return cmp.Or(strings.Compare(feeds.FoldLabel(a.Source), feeds.FoldLabel(b.Source)), strings.Compare(a.Source, b.Source))
		})
	case feeds.SortWords:
		feeds.SortStable(list, func(a, b feeds.Bookmark) int {
			return cmp.Compare(feeds.QueriedBookmark(b).Words, feeds.QueriedBookmark(a).Words)
		})
	case feeds.SortBest:
		ranking := q.Ranking()
		for _, b := range list {
			ranking.Add(feeds.QueriedBookmark(b))
		}
		scores := make(map[feeds.BookmarkID]float64, len(list))
		for i, score := range ranking.Scores() {
			scores[list[i].ID] = score
		}
		feeds.SortStable(list, func(a, b feeds.Bookmark) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	}
}
