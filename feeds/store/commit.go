package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

// FeedResult is what a request for one feed came to.
type FeedResult struct {
	Feed     feeds.FeedID
	State    feeds.FetchState
	Moved    string      // the feed's new address for good, "" for none
	Meta     *feeds.Feed // Title, SiteURL, Description and Language; nil: as they were
	Articles []feeds.Article
	Retain   Retention
}

// Committed counts what a FeedResult changed.
type Committed struct {
	Feed         feeds.FeedID
	New, Changed int
	Fresh        []feeds.ArticleID // of the new ones, those not read before
	Moved        bool              // the feed has its new address
}

var (
	qKnown      = define("known article", "SELECT id, hash FROM articles WHERE feed_id = ? AND guid_key = ?")
	qSubscribed = define("is subscribed", "SELECT NOT removed, EXISTS (SELECT 1 FROM past_states p WHERE p.feed_id = feeds.id) FROM feeds WHERE id = ?")
	qSetFetch   = define("set fetch state", `UPDATE fetch_state SET etag = ?, last_modified = ?, body_hash = ?, checked = ?, succeeded = ?,
		next = ?, failures = ?, status = ?, error = ?, gone = ?, moved = ?, moved_count = ?, took = ?, every = ?, skip_hours = ?, skip_days = ?, claimed_until = 0 WHERE feed_id = ?`)
	qGrow   = define("count new articles", "UPDATE counters SET articles = articles + ?, unread = unread + ? WHERE feed_id = ?")
	qPlaced = define("folder of a feed", "SELECT folder_id FROM feeds WHERE id = ?")
)

// Commit keeps results of a reload in one transaction. An article whose Hash
// is the one stored is not written; one with another becomes a revision and
// stays as read as it was. A feed unsubscribed meanwhile is passed over.
func (s *Store) Commit(ctx context.Context, results []FeedResult) (out []Committed, err error) {
	err = s.update(ctx, "commit a reload", func(w *session) error {
		all := &intake{topics: map[string]int64{}}
		for _, r := range results {
			c, err := w.commitFeed(r, all)
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		return w.takeIn(all)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *session) commitFeed(r FeedResult, all *intake) (c Committed, err error) {
	c.Feed = r.Feed
	var subscribed, past bool
	switch err := s.row(qSubscribed, []any{r.Feed}, &subscribed, &past); {
	case errors.Is(err, sql.ErrNoRows) || err == nil && !subscribed:
		return c, nil
	case err != nil:
		return c, err
	}
	st := r.State
	if r.Moved != "" {
		if c.Moved, err = s.move(r.Feed, r.Moved); err != nil {
			return c, err
		}
		if c.Moved {
			st.Moved, st.MovedCount = "", 0
		}
	}
	if _, err := s.exec(qSetFetch, st.ETag, st.LastModified, st.BodyHash, millis(st.Checked), millis(st.Succeeded), millis(st.Next),
		st.Failures, st.Status, st.Error, st.Gone, st.Moved, st.MovedCount, int64(st.Took), int64(st.Every), st.SkipHours, st.SkipDays, r.Feed); err != nil {
		return c, err
	}
	if r.Meta != nil {
		if err := s.setMeta(r.Feed, r.Meta); err != nil {
			return c, err
		}
	}
	if len(r.Articles) == 0 {
		return c, nil
	}
	f, err := s.feed(r.Feed)
	if err != nil {
		return c, err
	}
	in := arrival{intake: all, feed: f.ID, past: past}
	if err := s.row(qPlaced, []any{r.Feed}, &in.folder); err != nil {
		return c, err
	}
	unread := 0
	seen := make(map[int64]bool, len(r.Articles))
	for i := range r.Articles {
		a := &r.Articles[i]
		k := key(a.GUID)
		if seen[k] {
			continue // twice in one feed: the first counts, or both would be news at every reload
		}
		seen[k] = true
		var id int64
		var hash string
		switch err := s.row(qKnown, []any{r.Feed, k}, &id, &hash); {
		case errors.Is(err, sql.ErrNoRows):
			id, isRead, err := s.newArticle(a, k, in)
			if err != nil {
				return c, err
			}
			c.New++
			if !isRead {
				unread++
				c.Fresh = append(c.Fresh, feeds.ArticleID(id))
			}
		case err != nil:
			return c, err
		case hash != a.Hash:
			if err := s.reviseArticle(a, id, in); err != nil {
				return c, err
			}
			c.Changed++
		}
	}
	if c.New > 0 {
		if _, err = s.exec(qGrow, c.New, unread, r.Feed); err != nil {
			return c, err
		}
	}
	return c, s.retain(r.Feed, r.Retain, seen)
}

// arrival is what the articles of one result have in common.
type arrival struct {
	*intake
	feed   feeds.FeedID
	folder int64
	past   bool // there is state of articles that are gone
}

// intake is what the results of one commit have in common: what is written at
// its end, in the order of time.
type intake struct {
	topics map[string]int64 // ids found so far
	rows   []indexRow
	unread []spot
	tested []tested // for the saved searches
}

// takeIn writes what an intake has gathered, and empties it.
func (s *session) takeIn(all *intake) error {
	if err := s.addUnread(all.unread); err != nil {
		return err
	}
	if err := s.flushIndex(all.rows); err != nil {
		return err
	}
	all.unread, all.rows = all.unread[:0], all.rows[:0]
	if len(all.tested) == 0 {
		return nil
	}
	searches, err := s.watching()
	if err == nil && len(searches) > 0 {
		err = s.retest(all.tested, searches)
	}
	all.tested = all.tested[:0]
	return err
}

// firstSeen is when an article came, as its parser says; its date else.
func firstSeen(a *feeds.Article) time.Time {
	if a.FirstSeen.IsZero() {
		return a.Published
	}
	return a.FirstSeen
}
