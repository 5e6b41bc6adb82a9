package store

import (
	"errors"

	"broadsheet/feeds"
)

var qHowManyUnread = define("how many are unread", "SELECT coalesce(sum(unread), 0) FROM counters")

var qBookmarkedSpots = define("bookmarked articles", `SELECT s.published, s.article_id, s.feed_id, s.read_at, s.fold, s.hidden > 1 FROM bookmarks b
	CROSS JOIN states s ON s.article_id = b.article_id WHERE b.article_id <> 0 AND s.hidden & ?1 = 0
	UNION SELECT s.published, s.article_id, s.feed_id, s.read_at, s.fold, s.hidden > 1 FROM bookmarks b
	CROSS JOIN articles a ON a.canonical_key = b.canonical_key AND a.canonical_key <> 0
	CROSS JOIN states s ON s.article_id = a.id WHERE b.canonical_key <> 0 AND s.hidden & ?1 = 0`)

// What is muted of a feed that is unsubscribed, lists do not show.
var (
	qMutedSpots   = define("muted articles", "SELECT published, article_id, feed_id, read_at, fold, 1 FROM states WHERE hidden = 2")
	qHowManyMuted = define("how many are muted", "SELECT count(*) FROM states WHERE hidden = 2")
)

// aside says whether all that the search may find is on a list of its own: the
// muted articles, those that are bookmarked, or the unread ones, none of which
// is muted.
func (h *hunt) aside() bool {
	if h.hidden == 1 {
		return h.plan.muted || h.plan.bookmarked
	}
	return h.plan.bookmarked || (h.plan.unread || h.filter == unreadOnly) && !h.many
}

// shorter says whether that list is short enough to be gone through instead of
// the index.
func (h *hunt) shorter() (bool, error) {
	q := qHowManyUnread
	switch {
	case h.plan.muted:
		q = qHowManyMuted
	case h.plan.bookmarked:
		q = qBookmarks
	}
	var n int
	err := h.row(q, nil, &n)
	return n <= h.reach.aside, err
}

// goAside goes through the list: not the index but the articles themselves are
// asked. What the index has shown so far is met again.
func (h *hunt) goAside() error {
	h.planner.plain = true
	h.plan = h.planner.plan(h.query)
	h.found, h.batch, h.rows, h.turned = h.found[:0], h.batch[:0], 0, false
	switch {
	case h.plan.muted:
		return h.goSpots(qMutedSpots)
	case h.plan.bookmarked:
		return h.goSpots(qBookmarkedSpots, h.hidden)
	}
	from := min(h.from.Published, h.plan.to)
	if h.newer {
		from = max(h.from.Published, h.plan.from)
	}
	late := h.late
	feeds.SortStable(late, h.order)
	look := func(e spot) error {
		if f := h.planner.feeds[e.feed]; f == nil || f.removed {
			return nil
		}
		if h.newer && e.published > h.plan.to || !h.newer && e.published < h.plan.from {
			return errEnough
		}
		return h.look(hit{spot: e, slot: e.published, fold: foldUnknown})
	}
	before := func(e spot) error { // those read lately stand among the unread
		for len(late) > 0 && h.order(late[0], e) <= 0 {
			first := late[0]
			late = late[1:]
			if err := look(first); err != nil {
				return err
			}
		}
		return nil
	}
	ended := false
	err := h.walkUnread(from, h.newer, func(e spot) error {
		err := before(e)
		if err == nil {
			err = look(e)
		}
		ended = err != nil
		return err
	})
	if err == nil && !ended && len(late) > 0 {
		err = before(late[len(late)-1])
	}
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return h.sift()
}

// order compares spots in the order in which the search meets them.
func (h *hunt) order(a, b spot) int {
	if h.newer {
		return a.older(b)
	}
	return b.older(a)
}

// goSpots goes through a list that comes in no order.
func (h *hunt) goSpots(q *query, args ...any) error {
	var list []hit
	err := h.each(q, args, func(scan func(...any) error) error {
		var r hit
		err := scan(&r.published, &r.id, &r.feed, &r.readAt, &r.fold, &r.muted)
		r.slot = r.published
		list = append(list, r)
		return err
	})
	if err != nil {
		return err
	}
	feeds.SortStable(list, func(a, b hit) int { return h.order(a.spot, b.spot) })
	for _, r := range list {
		if err := h.look(r); errors.Is(err, errEnough) {
			break
		} else if err != nil {
			return err
		}
	}
	return h.sift()
}
