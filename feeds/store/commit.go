package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
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

	Signatures [][]byte // of Articles, nil for those of which none was made
	Version    int      // of what made them
}

// Committed counts what a FeedResult changed.
type Committed struct {
	Feed         feeds.FeedID
	New, Changed int
	Fresh        []feeds.ArticleID // of the new ones, those not read before and not muted
	Muted        int               // of the new ones, by a rule
	Moved        bool              // the feed has its new address
	Dropped      []feeds.ArticleID // by its retention
}

var (
	qKnown      = define("known article", "SELECT id, hash FROM articles WHERE feed_id = ? AND guid_key = ?")
	qSubscribed = define("is subscribed", `SELECT NOT removed, EXISTS (SELECT 1 FROM past_states p WHERE p.feed_id = feeds.id),
		(SELECT succeeded = 0 FROM fetch_state x WHERE x.feed_id = feeds.id) FROM feeds WHERE id = ?`)
	qSetFetch = define("set fetch state", `UPDATE fetch_state SET etag = ?, last_modified = ?, body_hash = ?, checked = ?, succeeded = ?,
		next = ?, failures = ?, status = ?, error = ?, gone = ?, moved = ?, moved_count = ?, took = ?, every = ?, skip_hours = ?, skip_days = ?, claimed_until = 0 WHERE feed_id = ?`)
	qGrow   = define("count new articles", "UPDATE counters SET articles = articles + ?, unread = unread + ? WHERE feed_id = ?")
	qStands = define("where an article stands", "SELECT story_id, copy_of, read_at IS NOT NULL FROM states WHERE article_id = ?")
	qAfter  = define("next article after one", "SELECT article_id FROM states WHERE article_id > ? ORDER BY article_id LIMIT 1")
	qPlaced = define("folder of a feed", "SELECT folder_id FROM feeds WHERE id = ?")
)

// Commit keeps results of a reload in one transaction. An article whose Hash
// is the one stored is not written; one with another becomes a revision and
// stays as read as it was. A feed unsubscribed meanwhile is passed over. What
// came gets its place by file, unless that is nil or others wait for theirs:
// then File is for them all.
func (s *Store) Commit(ctx context.Context, results []FeedResult, file Filer) (out []Committed, err error) {
	err = s.update(ctx, "commit a reload", func(w *session) error {
		all := &intake{topics: map[string]int64{}}
		for _, r := range results {
			if all.now.Before(r.State.Checked) {
				all.now = r.State.Checked
			}
			c, err := w.commitFeed(r, all)
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		muted, err := w.takeIn(all)
		if err != nil {
			return err
		}
		for i := range out {
			n := len(out[i].Fresh)
			out[i].Fresh = slices.DeleteFunc(out[i].Fresh, func(id feeds.ArticleID) bool { return muted[id] })
			out[i].Muted = n - len(out[i].Fresh)
		}
		return w.fileArrivals(all.fresh, file)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// News says which articles of a feed are not known, or have changed.
func (s *Store) News(ctx context.Context, f feeds.Feed, articles []feeds.Article) ([]bool, error) {
	news := make([]bool, len(articles))
	if f.Articles == 0 {
		for i := range news {
			news[i] = true
		}
		return news, nil
	}
	err := s.view(ctx, "look for news", func(r *session) error {
		for i := range articles {
			var id int64
			var hash string
			err := r.row(qKnown, []any{f.ID, key(articles[i].GUID)}, &id, &hash)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			news[i] = err != nil || hash != articles[i].Hash
		}
		return nil
	})
	return news, err
}

// fileArrivals gives what came or changed its place. What came later than an
// article that waits for its own, waits too.
func (s *session) fileArrivals(fresh []Fresh, file Filer) error {
	if len(fresh) == 0 || file == nil {
		return nil
	}
	done, err := s.number(filed)
	if err != nil {
		return err
	}
	var next int64 // the first that waits
	if err := s.row(qAfter, []any{done}, &next); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	now := done
	if slices.ContainsFunc(fresh, func(f Fresh) bool { return int64(f.ID) == next && !f.Corrected }) {
		for _, f := range fresh {
			now = max(now, int64(f.ID))
		}
	}
	_, err = s.file(file, done, slices.DeleteFunc(fresh, func(f Fresh) bool { return int64(f.ID) > now }), now)
	return err
}

func (s *session) commitFeed(r FeedResult, all *intake) (c Committed, err error) {
	c.Feed = r.Feed
	var subscribed, past, first bool
	switch err := s.row(qSubscribed, []any{r.Feed}, &subscribed, &past, &first); {
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
	in := arrival{intake: all, feed: f.ID, name: f.Name(), language: f.Language, past: past, first: first, version: r.Version}
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
		in.signature = nil
		if i < len(r.Signatures) {
			in.signature = r.Signatures[i]
		}
		var id int64
		var hash string
		switch err := s.row(qKnown, []any{r.Feed, k}, &id, &hash); {
		case errors.Is(err, sql.ErrNoRows):
			readAt, dropped, err := s.pastOf(k, in)
			if err != nil {
				return c, err
			}
			if dropped && r.Retain.bars(a) {
				continue
			}
			id, isRead, err := s.newArticle(a, k, readAt, in)
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
	c.Dropped, err = s.retain(r.Feed, r.Retain, seen, retainStep)
	return c, err
}

// intake is what the results of one commit have in common: what is written at
// its end, in the order of time.
type intake struct {
	topics map[string]int64 // ids found so far
	rows   []indexRow
	unread []spot
	tested []tested // for the rules and the saved searches
	fresh  []Fresh

	now      time.Time // as of which the rules are asked
	imported bool      // it comes from elsewhere, where it was told of already
}

// takeIn writes what an intake has gathered for lists and the index, and gives
// what the rules mute of it.
func (s *session) takeIn(all *intake) (muted map[feeds.ArticleID]bool, err error) {
	if err := s.addUnread(all.unread); err != nil {
		return nil, err
	}
	if len(all.tested) > 0 { // before the index holds what any other statement would have it write
		if muted, err = s.rule(all.tested, all.now, all.imported); err != nil {
			return nil, err
		}
	}
	if err := s.flushIndex(all.rows); err != nil {
		return nil, err
	}
	all.unread, all.rows = all.unread[:0], all.rows[:0]
	if len(all.tested) == 0 {
		return nil, nil
	}
	searches, err := s.watching()
	if err == nil && len(searches) > 0 {
		err = s.retest(all.tested, searches)
	}
	all.tested = all.tested[:0]
	return muted, err
}

// arrival is an article that comes, and what all of its feed have in common.
type arrival struct {
	*intake
	feed     feeds.FeedID
	folder   int64
	name     string
	language string
	past     bool // there is state of articles that are gone
	first    bool // they are the first that the feed brings, and no news
	version  int

	signature []byte // the article's, nil for none
}

// came notes an article that was written, for what is to be found out about
// it, and keeps its signature.
func (s *session) came(a *feeds.Article, id, published int64, corrected bool, in arrival) error {
	fresh := Fresh{
		ID: feeds.ArticleID(id), FeedID: in.feed, Source: in.name, GUID: a.GUID, Canonical: canonical(a.CanonicalURL, a.URL),
		Title: a.Title, Text: a.Text, Language: cmp.Or(a.Language, in.language), Published: published, Words: a.Words,
		Signature: in.signature, Corrected: corrected,
	}
	if corrected {
		if err := s.row(qStands, []any{id}, &fresh.Story, &fresh.CopyOf, &fresh.Read); err != nil {
			return err
		}
	}
	in.fresh = append(in.fresh, fresh)
	if in.signature == nil {
		return nil
	}
	return s.sign(id, in.version, in.signature, corrected)
}

// firstSeen is when an article came, as its parser says; its date else.
func firstSeen(a *feeds.Article) time.Time {
	if a.FirstSeen.IsZero() {
		return a.Published
	}
	return a.FirstSeen
}
