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

// retain drops what a feed's retention no longer keeps; carried are the GUIDs
// of what the feed brought just now.
func (s *session) retain(feed feeds.FeedID, r Retention, carried map[int64]bool) error {
	if r.Before.IsZero() && r.Count <= 0 {
		return nil
	}
	var have int
	if err := s.row(qHowMany, []any{feed}, &have); err != nil {
		return err
	}
	excess := 0
	if r.Count > 0 {
		excess = have - r.Count
	}
	var gone []spot
	err := s.each(qOldest, []any{feed, retainStep + len(carried)}, func(scan func(...any) error) error {
		var id, published, guid int64
		if err := scan(&id, &published, &guid); err != nil {
			return err
		}
		old := !r.Before.IsZero() && published < r.Before.Unix()
		if len(gone) < retainStep && !carried[guid] && (old || len(gone) < excess) {
			gone = append(gone, spot{published, id, int64(feed)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range gone {
		if _, err := s.exec(qDropArticle, e.id); err != nil {
			return err
		}
	}
	return s.unfind(gone)
}
