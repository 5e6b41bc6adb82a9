package store

import (
	"cmp"
	"slices"

	"broadsheet/feeds"
)

// ranked reads a search in another order than that of time: its newest
// matches, all at once, since no key says where in such an order one is.
func (h *hunt) ranked(req feeds.ListRequest) (p feeds.Page, err error) {
	if req.Newer || !req.From.IsZero() && !req.Including {
		return p, nil
	}
	h.limit = feeds.MaxRanked
	if _, _, err = h.run(); err != nil {
		return p, err
	}
	keys := make([]feeds.Key, len(h.found))
	for i, e := range h.found {
		keys[i] = e.key()
	}
	if p.Headlines, err = h.headlines(keys); err != nil {
		return p, err
	}
	rank(p.Headlines, h.query.Sort)
	if h.query.Sort == feeds.SortBest {
		err = h.best(p.Headlines)
	}
	p.Looked = len(p.Headlines)
	return p, err
}

// best puts headlines in the order of how well they match.
func (h *hunt) best(list []feeds.Headline) error {
	ranking := h.query.Ranking()
	for part := range slices.Chunk(list, mostTexts) {
		rows, asked := make([]hit, len(part)), make([]*feeds.Queried, len(part))
		for i, a := range part {
			rows[i].id = int64(a.ID)
			asked[i] = &feeds.Queried{Feed: a.Source, Folder: a.Folder, Published: a.Published, Read: a.Read}
		}
		if err := h.readAsked(rows, asked, needHead|needBody); err != nil {
			return err
		}
		for _, v := range asked {
			ranking.Add(v)
		}
	}
	scores := make(map[feeds.ArticleID]float64, len(list))
	for i, score := range ranking.Scores() {
		scores[list[i].ID] = score
	}
	feeds.SortStable(list, func(a, b feeds.Headline) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	return nil
}
