package store

import "broadsheet/feeds"

var qBelonging = define("articles of a feed that belong with others", `SELECT s.article_id, s.copy_of FROM states s WHERE s.feed_id = ?1
	AND (s.story_id <> 0 OR s.copy_of <> 0 OR EXISTS (SELECT 1 FROM states c WHERE c.copy_of = s.article_id AND c.copy_of <> 0))`)

// leftOut follows options that leave a feed out of stories and copies, where
// those before did not: its articles stand alone then. j keeps where they stood.
func (s *session) leftOut(feed feeds.FeedID, old, now string, j *entry) error {
	if decodeOptions(old).Unrelated || !decodeOptions(now).Unrelated {
		return nil
	}
	var list []placeImage
	err := s.each(qBelonging, []any{feed}, func(scan func(...any) error) error {
		var p placeImage
		err := scan(&p.Article, &p.CopyOf)
		list = append(list, p)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.CopyOf == 0 {
			if err := s.handOn(p.Article, j); err != nil {
				return err
			}
		}
		if err := s.stand(placeImage{Article: p.Article}, j); err != nil {
			return err
		}
	}
	return nil
}

// handOn lets the first of an article's copies stand for the others.
func (s *session) handOn(head int64, j *entry) error {
	var copies []int64
	err := s.each(qCopies, []any{head}, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		if id != head {
			copies = append(copies, id)
		}
		return err
	})
	if err != nil || len(copies) == 0 {
		return err
	}
	story, err := s.storyOf(feeds.ArticleID(head))
	if err != nil {
		return err
	}
	next := int64(0)
	for _, id := range copies {
		if err := s.stand(placeImage{id, int64(story), next}, j); err != nil {
			return err
		}
		if next == 0 {
			next = id
		}
	}
	return nil
}

// stand puts an article where p says, and keeps in j where it was.
func (s *session) stand(p placeImage, j *entry) error {
	old, err := s.swapPlace(p)
	j.Places = append(j.Places, old)
	return err
}
