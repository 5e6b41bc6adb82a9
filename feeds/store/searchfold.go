package store

import (
	"cmp"
	"iter"
	"slices"

	"broadsheet/feeds"
)

// A search has one row for copies of one article, as lists have: of those that
// match, the one that stands for the others, or else the one that came first.
// So a copy is left out where one before it matches as well; whether that was
// read makes no difference, as in lists. Where the query asks for copies
// themselves, none is left out.

var (
	qHeads  = define("what some copies are of", `SELECT s.article_id, s.copy_of FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value WHERE s.fold <> 0`)
	qGroups = define("articles of some groups of copies", `SELECT s.article_id, s.article_id, s.published, s.feed_id FROM json_each(?1) j
		CROSS JOIN states s ON s.article_id = j.value WHERE s.hidden = 0
		UNION ALL SELECT s.copy_of, s.article_id, s.published, s.feed_id FROM json_each(?1) j
		CROSS JOIN states s ON s.copy_of = j.value AND s.copy_of <> 0 WHERE s.hidden = 0`)
	qSearchPlace = define("places in stories that a search looks at", `SELECT s.article_id, s.fold <> 0, s.story_id <> 0 AND EXISTS (SELECT 1 FROM states o
		WHERE o.story_id = s.story_id AND o.story_id <> 0 AND o.copy_of = 0 AND o.hidden = 0 AND o.article_id <> coalesce(nullif(s.copy_of, 0), s.article_id))
		FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value`)
)

// foldUnknown is the fold of a row that came from a list which does not know.
const foldUnknown = -1

// groups are the shown articles of groups of copies, by what stands for each:
// that first, then the others as they came.
type groups map[int64][]spot

// readGroups adds the groups that some articles stand for.
func (s *session) readGroups(heads []int64, to groups) error {
	if len(heads) == 0 {
		return nil
	}
	err := s.each(qGroups, []any{idList(heads)}, func(scan func(...any) error) error {
		var head int64
		var e spot
		err := scan(&head, &e.id, &e.published, &e.feed)
		to[head] = append(to[head], e)
		return err
	})
	for _, head := range heads {
		slices.SortFunc(to[head], func(a, b spot) int {
			switch head {
			case a.id:
				return -1
			case b.id:
				return 1
			}
			return cmp.Compare(a.id, b.id)
		})
	}
	return err
}

// before are those of a group that come before a copy, another feed's.
func before(group []spot, id, feed int64) iter.Seq[spot] {
	return func(yield func(spot) bool) {
		for _, e := range group {
			if e.id == id || e.feed != feed && !yield(e) {
				return
			}
		}
	}
}

// folded gives rows that match without the copies of others that do.
func (h *hunt) folded(rows []hit) ([]hit, error) {
	if h.copies {
		return rows, nil
	}
	var ids []int64
	for _, r := range rows {
		if r.fold != 0 {
			ids = append(ids, r.id)
		}
	}
	if len(ids) == 0 {
		return rows, nil
	}
	heads := map[int64]int64{}
	var fresh []int64
	err := h.each(qHeads, []any{idList(ids)}, func(scan func(...any) error) error {
		var id, head int64
		err := scan(&id, &head)
		if heads[id] = head; !slices.Contains(fresh, head) && h.groups[head] == nil {
			fresh = append(fresh, head)
		}
		return err
	})
	if err != nil || len(heads) == 0 {
		return rows, err
	}
	if h.groups == nil {
		h.groups, h.known, h.whole = groups{}, map[verdict]bool{}, h.query.Matcher(h.planner.now)
	}
	if err := h.readGroups(fresh, h.groups); err != nil {
		return nil, err
	}
	// Of each copy one that comes before it is asked about at a time: mostly
	// the first matches as well.
	gone, waiting := map[int64]bool{}, rows
	for len(waiting) > 0 {
		var next []hit
		ask := map[bool][]spot{}
		for _, r := range waiting {
			for e := range before(h.groups[heads[r.id]], r.id, r.feed) {
				matches, known := h.known[verdict{e.id, h.isRead(r)}]
				if gone[r.id] = matches; matches {
					break
				}
				if !known {
					ask[h.isRead(r)] = append(ask[h.isRead(r)], e)
					next = append(next, r)
					break
				}
			}
		}
		for read, of := range ask {
			if err := h.judge(of, read); err != nil {
				return nil, err
			}
		}
		waiting = next
	}
	return slices.DeleteFunc(rows, func(r hit) bool { return gone[r.id] }), nil
}

// verdict is an article that was held against the query, as read or not.
type verdict struct {
	id   int64
	read bool
}

// judge finds out whether articles match, were they read or not.
func (h *hunt) judge(all []spot, read bool) error {
	of := h.planner.needs(h.query.Where)
	for part := range slices.Chunk(all, mostTexts) {
		var rows []hit
		var asked []*feeds.Queried
		for _, e := range part {
			at := verdict{e.id, read}
			f := h.planner.feeds[e.feed]
			if _, known := h.known[at]; known {
				continue
			}
			if h.known[at] = false; f != nil {
				rows = append(rows, hit{spot: e})
				asked = append(asked, &feeds.Queried{Feed: f.name, Folder: f.folder, Published: e.time(), Read: read})
			}
		}
		if len(rows) == 0 {
			continue
		}
		if err := h.readAsked(rows, asked, of); err != nil {
			return err
		}
		for i, v := range asked {
			h.known[verdict{rows[i].id, read}] = h.whole.Matches(v)
		}
	}
	return nil
}
