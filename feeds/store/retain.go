package store

import (
	"time"

	"broadsheet/feeds"
)

// retainStep bounds what one commit drops of one feed, so that retention never
// holds the writer up; what is left goes at the feed's next news.
const retainStep = 200

// Retention is how much of a feed is kept. Unread and bookmarked articles
// always stay, and so do those that the feed still carries: they would come
// again at once.
type Retention struct {
	Before time.Time // read articles published before it go; zero: none for their age
	Count  int       // the oldest read ones beyond it go; 0: none for their number
}

var (
	qOldest = define("read articles of a feed, the oldest first", `SELECT s.article_id, s.published, a.guid_key
		FROM states s CROSS JOIN articles a ON a.id = s.article_id
		WHERE s.feed_id = ? AND s.read_at IS NOT NULL AND s.hidden = 0 AND NOT `+bookmarked+`
		ORDER BY s.published LIMIT ?`)
	qDropArticle = define("drop an article", "DELETE FROM articles WHERE id = ?")
	qHowMany     = define("how many articles a feed has", "SELECT articles FROM counters WHERE feed_id = ?")
)

// retain drops what a feed's retention no longer keeps and says what that was;
// carried are the GUIDs of what the feed brought just now.
func (s *session) retain(feed feeds.FeedID, r Retention, carried map[int64]bool) (gone []feeds.ArticleID, err error) {
	if r.Before.IsZero() && r.Count <= 0 {
		return nil, nil
	}
	var have int
	if err := s.row(qHowMany, []any{feed}, &have); err != nil {
		return nil, err
	}
	excess := 0
	if r.Count > 0 {
		excess = have - r.Count
	}
	var spots []spot
	err = s.each(qOldest, []any{feed, retainStep + len(carried)}, func(scan func(...any) error) error {
		var id, published, guid int64
		if err := scan(&id, &published, &guid); err != nil {
			return err
		}
		old := !r.Before.IsZero() && published < r.Before.Unix()
		if len(gone) < retainStep && !carried[guid] && (old || len(gone) < excess) {
			gone, spots = append(gone, feeds.ArticleID(id)), append(spots, spot{published, id, int64(feed)})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range gone {
		if err := s.drop(id); err != nil {
			return nil, err
		}
	}
	return gone, s.unfind(spots)
}

// drop deletes an article, and lets others stand for its copies and its story.
func (s *session) drop(id feeds.ArticleID) error {
	var story, head, feed int64
	if err := s.row(qPlace, []any{int64(id)}, &story, &head, &feed); err != nil {
		return err
	}
	if _, err := s.exec(qDropArticle, int64(id)); err != nil {
		return err
	}
	var err error
	if head == 0 {
		err = s.succeed(int64(id))
	} else {
		err = s.refold(head)
	}
	if err != nil || story == 0 {
		return err
	}
	return s.lead(story)
}
