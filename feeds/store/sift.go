package store

import (
	"math"

	"broadsheet/feeds"
)

// sift follows a walk and passes over what its view leaves out: copies of what
// it shows elsewhere and, where a story has one row, the story's other reports.
// Few are, so it asks that of what the walk found and not of all that is there.
type sift struct {
	walk
	passed *query
	args   []any
}

// In a view with one row a story an article is passed over whose story has
// another there: its lead or, where the view lacks that, one that came before.
// In the view is what the read filter lets through, not older than a time; and
// for a folder, what it or one in it has.
const (
	passedOver = "SELECT s.article_id FROM json_each(?1) j CROSS JOIN states s ON s.article_id = j.value WHERE s.fold > ?2"
	notFirst   = ` OR s.story_id <> 0 AND EXISTS (SELECT 1 FROM stories g CROSS JOIN states o ON o.story_id = g.id AND o.story_id <> 0
		WHERE g.id = s.story_id AND o.article_id <> s.article_id AND o.hidden = 0
		AND (o.article_id = g.lead OR s.article_id <> g.lead AND o.article_id < s.article_id)
		AND (o.read_at IS NULL OR o.read_at >= ?3) AND o.published >= ?4 AND o.fold <= ?2`
	below = " AND EXISTS (SELECT 1 FROM folders f WHERE f.id = o.folder_id AND (f.path = ?5 OR f.path >= ?6 AND f.path < ?7))"
)

var (
	qPassedOver = define("copies left out, of some", passedOver)
	qNotFirst   = define("reports left out, of some", passedOver+notFirst+")")
	qNotFirstIn = define("reports left out of a folder, of some", passedOver+notFirst+below+")")
)

// siftOf is what leaves out what v does, if it does at all.
func siftOf(v feeds.View, stories bool) (sift, bool) {
	switch v.Kind {
	case feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll:
		if stories {
			return sift{passed: qNotFirst, args: []any{levels(v), readFilter(v), since(v)}}, true
		}
	case feeds.ViewFolder:
		if stories {
			return sift{passed: qNotFirstIn, args: append([]any{levels(v), readFilter(v), since(v)}, within(v.Folder)...)}, true
		}
	default:
		return sift{}, false
	}
	return sift{passed: qPassedOver, args: []any{levels(v)}}, true
}

// levels is how many levels of folders a view is deep: it leaves out the
// copies that are folded in more.
func levels(v feeds.View) int {
	switch v.Kind {
	case feeds.ViewFolder:
		return feeds.Levels(cleanFolder(v.Folder))
	case feeds.ViewFeed:
		return math.MaxInt32 // it leaves none out
	}
	return 0
}

func (w sift) next(s *session, from feeds.Key, newer bool, limit int) (out []spot, err error) {
	for {
		list, err := w.walk.next(s, from, newer, limit)
		if err != nil || len(list) == 0 {
			return out, err
		}
		ids := make([]int64, len(list))
		for i, e := range list {
			ids[i] = e.id
		}
		gone := map[int64]bool{}
		err = s.eachID(w.passed, append([]any{idList(ids)}, w.args...), func(id int64) error {
			gone[id] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if !gone[e.id] && (limit < 0 || len(out) < limit) {
				out = append(out, e)
			}
		}
		if limit < 0 || len(list) < limit || len(out) >= limit {
			return out, nil
		}
		from = list[len(list)-1].key()
	}
}
