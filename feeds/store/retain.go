package store

import (
	"context"
	"math"
	"time"

	"broadsheet/feeds"
)

// retainStep bounds what one commit drops of one feed, so that retention never
// holds the writer up; what is left goes with Retain.
const retainStep = 200

// Retention is how much of a feed is kept. Unread and bookmarked articles
// always stay, but for what a rule mutes. What it dropped stays away for as long
// as it holds, though the feed may still carry it.
type Retention struct {
	Before time.Time // read articles published before it go; zero: none for their age
	Count  int       // the oldest read ones beyond it go; 0: none for their number
}

// none says that all is kept.
func (r Retention) none() bool { return r.Before.IsZero() && r.Count <= 0 }

// bars says whether an article that was dropped before stays away. Where age alone
// decides, one that says that it was published anew is let in, read as it was.
func (r Retention) bars(a *feeds.Article) bool {
	return r.Count > 0 || a.Published.Before(r.Before) || a.DateGuessed && !r.none()
}

var (
	qOldest = define("read articles of a feed, the oldest first", `SELECT s.article_id, s.published, a.guid_key
		FROM states s CROSS JOIN articles a ON a.id = s.article_id
		WHERE s.feed_id = ? AND (s.read_at IS NOT NULL OR s.hidden = 2) AND s.hidden & 1 = 0 AND NOT `+bookmarked+`
		ORDER BY s.published LIMIT ?`)
	// Its time of reading, which outlived it, below zero says that it is not to come
	// again; what a rule muted may have had none.
	qStayAway = define("an article stays away", `INSERT INTO past_states(feed_id, guid_key, read_at) VALUES (?, ?, -1)
		ON CONFLICT DO UPDATE SET read_at = -max(read_at, 1) WHERE read_at >= 0`)
	qDropArticle = define("drop an article", "DELETE FROM articles WHERE id = ?")
	qHowMany     = define("how many articles a feed has", "SELECT articles FROM counters WHERE feed_id = ?")
)

// Retain drops what a feed's retention no longer keeps, most articles at most in
// one change, and says which. Fewer than most: there are no more.
func (s *Store) Retain(ctx context.Context, feed feeds.FeedID, r Retention, most int) (gone []feeds.ArticleID, err error) {
	err = s.update(ctx, "drop what is no longer kept", func(w *session) error {
		gone, err = w.retain(feed, r, nil, most)
		return err
	})
	return gone, err
}

// Wanes counts what Retain would drop of a feed in all.
func (s *Store) Wanes(ctx context.Context, feed feeds.FeedID, r Retention) (n int, err error) {
	err = s.view(ctx, "count what is no longer kept", func(v *session) error {
		gone, err := v.waning(feed, r, nil, math.MaxInt32)
		n = len(gone)
		return err
	})
	return n, err
}

// waned is an article that goes.
type waned struct {
	spot
	guid int64
}

// waning gives the oldest articles of a feed that its retention no longer keeps,
// most at most; carried are the GUIDs of what the feed brought just now: those
// stay, since their next correction is to be seen.
func (s *session) waning(feed feeds.FeedID, r Retention, carried map[int64]bool, most int) (gone []waned, err error) {
	if r.none() {
		return nil, nil
	}
	excess := 0
	if r.Count > 0 {
		var have int
		if err := s.row(qHowMany, []any{feed}, &have); err != nil {
			return nil, err
		}
		excess = have - r.Count
	}
	err = s.each(qOldest, []any{feed, most + len(carried)}, func(scan func(...any) error) error {
		w := waned{spot: spot{feed: int64(feed)}}
		if err := scan(&w.id, &w.published, &w.guid); err != nil {
			return err
		}
		old := !r.Before.IsZero() && w.published < r.Before.Unix()
		if len(gone) < most && !carried[w.guid] && (old || len(gone) < excess) {
			gone = append(gone, w)
		}
		return nil
	})
	return gone, err
}

// retain drops what is waning and has it stay away.
func (s *session) retain(feed feeds.FeedID, r Retention, carried map[int64]bool, most int) (gone []feeds.ArticleID, err error) {
	list, err := s.waning(feed, r, carried, most)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var spots []spot
	for _, w := range list {
		if err := s.drop(feeds.ArticleID(w.id)); err != nil {
			return nil, err
		}
		if _, err := s.exec(qStayAway, int64(feed), w.guid); err != nil {
			return nil, err
		}
		gone, spots = append(gone, feeds.ArticleID(w.id)), append(spots, w.spot)
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
