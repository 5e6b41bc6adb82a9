package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"

	"broadsheet/feeds"
)

// A search goes through the articles in the order of lists, the index's
// windows one after another, and ends where it has found enough, or looked at
// so many that it had better report first.

// reach is how far the store goes one way before it takes another.
type reach struct {
	rows, texts int   // of the index looked at, and articles read, before it reports
	detour      int   // rows of the index before a shorter list is gone through instead
	aside       int   // how many unread or bookmarked articles are a short list
	pages       int   // of the index that are too much for one unfinished word
	run         int64 // how long a run of ids is worth a look as a whole
	swap        int   // about how many articles are held while read states are exchanged: a million were 100 MB
	recount     int   // how many are counted one by one where they are followed; for more, all is counted again
}

// usualReach keeps each of these to a few hundredths of a second.
var usualReach = reach{rows: 100_000, texts: 4000, detour: 10_000, aside: 20_000, pages: 12, run: 1000, swap: 50_000, recount: 20_000}

const foundColumns = `SELECT l.slot, s.published, s.article_id, s.feed_id, s.read_at, s.fold, s.hidden > 1 FROM `

var (
	qFoundOlder = define("search, older", foundColumns+`search CROSS JOIN slots l ON l.slot = search.rowid
		CROSS JOIN states s ON s.article_id = l.article_id
		WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND s.hidden & ? = 0 ORDER BY search.rowid DESC`)
	qFoundNewer = define("search, newer", foundColumns+`search CROSS JOIN slots l ON l.slot = search.rowid
		CROSS JOIN states s ON s.article_id = l.article_id
		WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND s.hidden & ? = 0 ORDER BY search.rowid`)
	qSlotsOlder = define("every slot, older", foundColumns+`slots l CROSS JOIN states s ON s.article_id = l.article_id
		WHERE l.slot BETWEEN ? AND ? AND s.hidden & ? = 0 ORDER BY l.slot DESC`)
	qSlotsNewer = define("every slot, newer", foundColumns+`slots l CROSS JOIN states s ON s.article_id = l.article_id
		WHERE l.slot BETWEEN ? AND ? AND s.hidden & ? = 0 ORDER BY l.slot`)
	qHowManyFound = define("how many a window finds", `SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)`)
	qFacts        = define("names of the feeds", `SELECT f.id, coalesce(nullif(f.own_title, ''), nullif(f.title, ''), f.url), d.path, f.removed
		FROM feeds f JOIN folders d ON d.id = f.folder_id`)
)

// hunt is one search under way.
type hunt struct {
	*session
	query   feeds.Query
	planner planner
	window  int64 // the first slot of the window that wide asks about
	plan    plan
	filter  int64  // read filter
	opened  int64  // what was read at or after it counts as unread, 0 for nothing
	late    []spot // that, which is on no list of the unread
	many    bool   // it is too many to be told
	from    feeds.Key
	newer   bool
	limit   int
	bounded bool // it reports after a step
	slack   int64
	copies  bool // they have rows of their own
	hidden  int  // bits of states.hidden that what is found may not have

	found  []spot
	enough int64 // once there are limit + 1: the time of the furthest
	rows   int   // looked at
	texts  int   // read
	batch  []hit
	size   int   // of the next batch
	far    int64 // slot of the row at hand
	parted bool  // the hunt ended for a report
	turned bool  // it ended for a detour
	fault  error // of pages

	whole  *feeds.Matcher // the query, for what the index did not let through
	known  map[verdict]bool
	groups groups // of the copies it met
}

// hit is a row that the index let through.
type hit struct {
	spot
	slot   int64
	readAt sql.NullInt64
	fold   int
	muted  bool
}

// newHunt prepares a search of a view, whose query must read.
func (s *session) newHunt(v feeds.View) (*hunt, error) {
	q, err := feeds.ParseQuery(v.Query)
	if err != nil {
		return nil, err
	}
	h := &hunt{session: s, query: q, copies: feeds.Asks(q.Where, feeds.Is{State: "copy"}), filter: readFilter(v), hidden: 3, limit: math.MaxInt - 1, from: edge(math.MaxInt64)}
	if !v.Opened.IsZero() {
		h.opened = millis(v.Opened)
		if h.late, h.many, err = s.lately(h.opened); err != nil {
			return nil, err
		}
	}
	if feeds.Asks(q.Where, feeds.Is{State: "muted"}) {
		h.hidden = 1
	}
	if h.slack, err = s.slack(); err != nil {
		return nil, err
	}
	h.planner = planner{now: v.Now, feeds: map[int64]*feedFacts{}, pages: h.pages, most: s.reach.pages}
	err = s.each(qFacts, nil, func(scan func(...any) error) error {
		var id int64
		f := new(feedFacts)
		err := scan(&id, &f.name, &f.folder, &f.removed)
		h.planner.feeds[id] = f
		return err
	})
	return h, err
}

// run searches. What was found is in order afterwards, and no more than limit;
// more says whether there is more beyond, and reached how far it looked.
func (h *hunt) run() (more bool, reached feeds.Key, err error) {
	h.size = 16
	h.plan = h.planner.plan(h.query)
	switch {
	case h.plan.nothing:
		return false, reached, nil
	case h.plan.expression == "" && h.aside():
		err = h.goAside()
	default:
		if err = h.goThrough(); err == nil && h.turned {
			err = h.goAside()
		}
	}
	if err = cmp.Or(err, h.fault); err != nil {
		return false, reached, err
	}
	return h.settle()
}

// settle puts what was found in order. Of a hunt that ended early it leaves
// what nothing unseen can stand before.
func (h *hunt) settle() (more bool, reached feeds.Key, err error) {
	if h.parted {
		if h.newer {
			reached = feeds.Key{Published: h.far - h.slack - 1, ID: math.MaxInt64}
			h.found = slices.DeleteFunc(h.found, func(e spot) bool { return e.published >= h.far-h.slack })
		} else {
			reached = edge(h.far)
			h.found = slices.DeleteFunc(h.found, func(e spot) bool { return e.published <= h.far })
		}
	}
	slices.SortFunc(h.found, func(a, b spot) int { return b.older(a) })
	if len(h.found) <= h.limit {
		return h.parted, reached, nil
	}
	if h.newer {
		h.found = h.found[len(h.found)-h.limit:]
		return true, h.found[0].key(), nil
	}
	h.found = h.found[:h.limit]
	return true, h.found[h.limit-1].key(), nil
}

// pages is how many pages of the index terms that begin so take up in the
// window at hand.
func (h *hunt) pages(start string) int {
	n, err := h.indexPages(string(windowOf(h.window)) + start)
	h.fault = cmp.Or(h.fault, err)
	return n
}

// pageTexts is how many articles can be read in the time in which a page of
// the index is read for the start of a term.
const pageTexts = 40

// planWindow plans for the window of a slot, where the plan depends on it: it
// leaves out the starts of terms where the other terms let so few through that
// those are sooner asked.
func (h *hunt) planWindow(slot, lo, hi int64) error {
	if h.window = slot; !h.planner.split {
		return nil
	}
	h.plan = h.planner.plan(h.query)
	if h.planner.begun == 0 {
		return h.fault
	}
	most, few := h.planner.most, h.planner.begun*pageTexts
	h.planner.most = -1
	lean := h.planner.plan(h.query)
	h.planner.most = most
	if lean.expression == "" || h.fault != nil {
		return h.fault
	}
	n := 0
	err := h.row(qHowManyFound, []any{inWindow(lean.expression, windowOf(slot)), lo, hi, few + 1}, &n)
	if n <= few {
		h.plan = lean
	}
	return err
}

// countsWider is how many times more of the index a count may read for the
// start of a word than a list, which shows fewer and so asks fewer articles.
const countsWider = 5

// Count says how many articles a view has, exactly up to feeds.MaxRanked.
func (s *Store) Count(ctx context.Context, v feeds.View) (c feeds.Count, err error) {
	err = s.view(ctx, "count articles", func(r *session) error {
		if v.Kind != feeds.ViewSearch {
			keys, more, err := r.window(feeds.ListRequest{View: v, Limit: feeds.MaxRanked})
			c = feeds.Count{N: len(keys), More: more}
			return err
		}
		h, err := r.newHunt(v)
		if err != nil {
			return err
		}
		h.limit = feeds.MaxRanked
		h.planner.most *= countsWider
		more, _, err := h.run()
		c = feeds.Count{N: len(h.found), More: more}
		return err
	})
	return c, err
}

// page reads a window of a search.
func (h *hunt) page(req feeds.ListRequest) (p feeds.Page, err error) {
	if h.query.Sort != feeds.SortDate {
		return h.ranked(req)
	}
	h.from, _ = bounds(req)
	h.newer, h.bounded, h.limit = req.Newer, true, min(max(req.Limit, 0), maxWindow)
	if p.More, p.Reached, err = h.run(); err != nil {
		return p, err
	}
	p.Looked = h.texts
	keys := make([]feeds.Key, len(h.found))
	for i, e := range h.found {
		keys[i] = e.key()
	}
	p.Headlines, err = h.headlines(keys)
	return p, err
}
