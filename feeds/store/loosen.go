package store

import "broadsheet/feeds"

var qLoose = define("articles whose places may change", `SELECT s.article_id FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value
	WHERE s.read_at IS NULL AND NOT EXISTS (SELECT 1 FROM states o WHERE o.story_id = s.story_id AND o.story_id <> 0 AND o.read_at IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.story_id = s.story_id AND d.story_id <> 0)`)

// Loosen takes articles out of their stories, and from what they are copies
// of, to be filed anew with what came since; it gives those that are free now.
// What the reader has opened stays where it is, and so does all of a story of
// which they opened an article, or from which they dismissed one.
func (f *Filing) Loosen(ids []feeds.ArticleID) (free map[feeds.ArticleID]bool, err error) {
	free = map[feeds.ArticleID]bool{}
	err = f.s.each(qLoose, []any{idList(ids)}, func(scan func(...any) error) error {
		var id feeds.ArticleID
		err := scan(&id)
		free[id] = true
		return err
	})
	for _, id := range ids {
		if err != nil || !free[id] {
			continue
		}
		var old placeImage
		if old, err = f.s.swapPlace(placeImage{Article: int64(id)}); err != nil || old.Story == 0 {
			continue
		}
		if err = f.Join(id, 0); err == nil { // copies of it that stay
			err = f.s.lead(old.Story)
		}
	}
	return free, err
}
