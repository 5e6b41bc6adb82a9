package store

import (
	"cmp"
	"context"
	"math"
	"strconv"
	"time"

	"broadsheet/feeds"
)

// maxWindow bounds a window, so that no caller reads a whole view by mistake.
const maxWindow = 1000

// List reads a window of a view; see feeds.ListRequest.
func (s *Store) List(ctx context.Context, req feeds.ListRequest) (p feeds.Page, err error) {
	err = s.view(ctx, "list articles", func(r *session) error {
		switch {
		case req.View.Kind == feeds.ViewSearch:
			var h *hunt
			if h, err = r.newHunt(req.View); err == nil {
				p, err = h.page(req)
			}
		case req.View.Sort == feeds.SortOldest:
			p, err = r.oldestFirst(req)
		case req.View.Sort.Ranks():
			p, err = r.ranks(req)
		default:
			p, err = r.listed(req)
		}
		return cmp.Or(err, r.row(qNewest, nil, &p.Newest))
	})
	return p, err
}

// listed reads a window of a view that is no search, newest first.
func (s *session) listed(req feeds.ListRequest) (p feeds.Page, err error) {
	keys, more, err := s.window(req)
	if err != nil {
		return p, err
	}
	if p.More = more; more {
		p.Reached = keys[len(keys)-1]
		if req.Newer {
			p.Reached = keys[0]
		}
	}
	p.Headlines, err = s.headlines(keys)
	order(req.View, keys, p.Headlines)
	return p, err
}

// window finds the keys of a window: the walks' first limit + 1 each, merged.
func (s *session) window(req feeds.ListRequest) (keys []feeds.Key, more bool, err error) {
	walks, err := s.walks(req.View, req.Stories)
	if err != nil || len(walks) == 0 || req.Limit <= 0 {
		return nil, false, err
	}
	limit := min(req.Limit, maxWindow)
	from, oldest := bounds(req)
	for _, w := range walks {
		list, err := w.next(s, from, req.Newer, limit+1)
		if err != nil {
			return nil, false, err
		}
		for _, e := range list {
			if e.published >= oldest {
				keys = append(keys, e.key())
			}
		}
	}
	keys, more = cut(keys, limit, req.Newer)
	return keys, more, nil
}

// cut puts keys in the order of lists and leaves the limit that is nearest.
func cut(keys []feeds.Key, limit int, newer bool) (_ []feeds.Key, more bool) {
	feeds.SortStable(keys, func(a, b feeds.Key) int {
		return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(b.ID, a.ID))
	})
	switch {
	case len(keys) <= limit:
		return keys, false
	case newer:
		return keys[len(keys)-limit:], true
	}
	return keys[:limit], true
}

// bounds gives the key that a window lies strictly beyond, and the time it may
// not go below.
func bounds(req feeds.ListRequest) (from feeds.Key, oldest int64) {
	oldest = since(req.View)
	from = req.From
	switch {
	case req.Newer && from.IsZero():
		return feeds.Key{Published: oldest}, oldest
	case from.IsZero():
		return edge(math.MaxInt64), oldest
	case req.Including && req.Newer:
		from.ID--
	case req.Including:
		from.ID++
	}
	if req.Newer && from.Published < oldest {
		from = feeds.Key{Published: oldest}
	}
	return from, oldest
}

// What a bookmark of an article is found by: its id, or the page they share.
const bookmarked = `(EXISTS (SELECT 1 FROM bookmarks b WHERE b.article_id = a.id AND b.article_id <> 0)
	OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.canonical_key = a.canonical_key AND b.canonical_key <> 0))`

var qHeadlines = define("headlines", `SELECT a.id, a.feed_id, coalesce(nullif(f.own_title, ''), nullif(f.title, ''), f.url), d.path,
	a.title, a.url, s.published, a.first_seen, a.date_guessed, a.topics, a.hashtags, a.summary, a.words, s.read_at, `+bookmarked+`, s.hidden > 1, s.story_id, s.copy_of,
	CASE s.story_id WHEN 0 THEN 0 ELSE (SELECT count(*) FROM states o WHERE o.story_id = s.story_id AND o.story_id <> 0
		AND o.copy_of = 0 AND o.hidden = 0 AND o.article_id <> coalesce(nullif(s.copy_of, 0), s.article_id)) END,
	(SELECT count(*) FROM states c WHERE c.copy_of = coalesce(nullif(s.copy_of, 0), s.article_id) AND c.copy_of <> 0 AND c.hidden = 0)
		- coalesce((SELECT h.hidden <> 0 FROM states h WHERE h.article_id = s.copy_of), 0) + (s.copy_of <> 0 AND s.hidden <> 0)
	FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value JOIN states s ON s.article_id = a.id
	JOIN feeds f ON f.id = a.feed_id JOIN folders d ON d.id = f.folder_id`)

// headlines reads the rows of keys, in their order.
func (s *session) headlines(keys []feeds.Key) ([]feeds.Headline, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	ids, place := make([]feeds.ArticleID, len(keys)), make(map[feeds.ArticleID]int, len(keys))
	for i, k := range keys {
		ids[i], place[k.ID] = k.ID, i
	}
	out := make([]feeds.Headline, len(keys))
	err := s.each(qHeadlines, []any{idList(ids)}, func(scan func(...any) error) error {
		h, err := scanHeadline(scan)
		if err == nil {
			out[place[h.ID]] = h
		}
		return err
	})
	for i := range out {
		if err == nil && out[i].Muted {
			_, out[i].HiddenBy, err = s.hiddenBy(out[i].ID)
		}
	}
	return out, err
}

// idList is ids as json_each takes them.
func idList[ID ~int64](ids []ID) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(append(b, ']'))
}

func scanHeadline(scan func(...any) error) (h feeds.Headline, err error) {
	var published, firstSeen int64
	var readAt *int64
	var topics, hashtags string
	err = scan(&h.ID, &h.FeedID, &h.Source, &h.Folder, &h.Title, &h.URL, &published, &firstSeen, &h.DateGuessed,
		&topics, &hashtags, &h.Summary, &h.Words, &readAt, &h.Bookmarked, &h.Muted, &h.Story, &h.CopyOf, &h.Reports, &h.Copies)
	h.Published, h.FirstSeen, h.Topics = time.Unix(published, 0).UTC(), fromMillis(firstSeen), fromLists(topics, hashtags)
	if readAt != nil {
		h.Read, h.ReadAt = true, fromMillis(*readAt)
	}
	return h, err
}
