package store

import (
	"broadsheet/feeds"
	"errors"
)

var qHowManyUnread = define("how many are unread", "SELECT coalesce(sum(unread), 0) FROM counters")

var qBookmarkedSpots = define("bookmarked articles", `SELECT s.published, s.article_id, s.feed_id, s.read_at FROM bookmarks b
	CROSS JOIN states s ON s.article_id = b.article_id WHERE b.article_id <> 0 AND s.hidden = 0
	UNION SELECT s.published, s.article_id, s.feed_id, s.read_at FROM bookmarks b
	CROSS JOIN articles a ON a.canonical_key = b.canonical_key AND a.canonical_key <> 0
	CROSS JOIN states s ON s.article_id = a.id WHERE b.canonical_key <> 0 AND s.hidden = 0`)

// aside says whether all that the search may find is on a list of its own: the
// unread articles, or those that are bookmarked.
func (h *hunt) aside() bool {
	return h.plan.unread || h.plan.bookmarked || h.filter == unreadOnly
}

// shorter says whether that list is short enough to be gone through instead of
// the index.
func (h *hunt) shorter() (bool, error) {
	q := qHowManyUnread
	if h.plan.bookmarked {
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
	if h.plan.bookmarked {
		return h.goBookmarked()
	}
	from := min(h.from.Published, h.plan.to)
	if h.newer {
		from = max(h.from.Published, h.plan.from)
	}
	err := h.walkUnread(from, h.newer, func(e spot) error {
		if f := h.planner.feeds[e.feed]; f == nil || f.removed {
			return nil
		}
		if h.newer && e.published > h.plan.to || !h.newer && e.published < h.plan.from {
			return errEnough
		}
		return h.look(hit{spot: e, slot: e.published})
	})
	if err != nil {
		return err
	}
	return h.sift()
}

func (h *hunt) goBookmarked() error {
	var list []hit
	err := h.each(qBookmarkedSpots, nil, func(scan func(...any) error) error {
		var r hit
		err := scan(&r.published, &r.id, &r.feed, &r.readAt)
		r.slot = r.published
		list = append(list, r)
		return err
	})
	if err != nil {
		return err
	}
	feeds.SortStable(list, func(a, b hit) int {
		if h.newer {
			return a.older(b.spot)
		}
		return b.older(a.spot)
	})
	for _, r := range list {
		if err := h.look(r); errors.Is(err, errEnough) {
			break
		} else if err != nil {
			return err
		}
	}
	return h.sift()
}
