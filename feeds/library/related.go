package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

const (
	// usualRows is how many articles are listed as related unless asked.
	usualRows = 10
	// budget is how many postings a look at all time reads.
	budget = 150_000
	// usualBlink is how long an answer waits for the index of an earlier time.
	usualBlink = 100 * time.Millisecond
)

// Related finds what is related to an article. It waits for the index of an
// earlier time, but no longer than a blink: what cannot be looked at yet is told
// by Indexing, and by RelatedReady when it can.
func (l *Library) Related(ctx context.Context, req feeds.RelatedRequest) (out feeds.Nearby, err error) {
	r, err := l.store.Article(ctx, req.Article)
	if err != nil {
		return out, fmt.Errorf("read the article: %w", err)
	}
	if r.Feed.Options.Unrelated {
		out.Unrelated = true
		return out, nil
	}
	d, err := l.docOf(ctx, r)
	if err != nil {
		return out, fmt.Errorf("read the article's words: %w", err)
	}
	shelves, indexing := l.shelves(d, req.AllTime)
	if indexing && len(shelves) > 0 { // an earlier time is mostly read before anybody could read that it is
		short, cancel := context.WithTimeout(ctx, l.blink)
		_ = wait(short, l.periodRead())
		cancel()
		shelves, indexing = l.shelves(d, req.AllTime)
	}
	out.Indexing = indexing
	q := related.Nearby(d, l.strictness())
	q.Before, q.After = resident, resident
	if req.AllTime {
		q.Before, q.After, q.Budget = 0, 0, budget
	}
	hits := map[feeds.ArticleID]related.Hit{}
	for _, x := range shelves {
		l.shelf.mu.RLock()
		near := x.Near(q)
		l.shelf.mu.RUnlock()
		for _, h := range near {
			hits[h.ID] = h
		}
	}
	of, near, err := l.matches(ctx, r, hits)
	if err != nil {
		return out, fmt.Errorf("read the related articles: %w", err)
	}
	limit := req.Limit
	if limit <= 0 {
		limit = usualRows
	}
	x := new(related.Index)
	if len(shelves) > 0 {
		x = shelves[0]
	}
	l.shelf.mu.RLock()
	out.Rows = x.Relate(of, near, l.strictness(), limit, func(id feeds.FeedID) related.Usual { return l.usual(ctx, id) })
	l.shelf.mu.RUnlock()
	return out, nil
}

// RelatedNow is Related for those who have no screen to wait at: it answers when
// all there is was looked at.
func (l *Library) RelatedNow(ctx context.Context, req feeds.RelatedRequest) (feeds.Nearby, error) {
	if err := l.Settle(ctx); err != nil {
		return feeds.Nearby{}, err
	}
	out, err := l.Related(ctx, req)
	if err != nil || !out.Indexing {
		return out, err
	}
	if err := wait(ctx, l.periodRead()); err != nil {
		return out, err
	}
	return l.Related(ctx, req)
}

// Settle waits until every article that came has its place in stories.
func (l *Library) Settle(ctx context.Context) error { return wait(ctx, l.index(0)) }

// wait waits for done, or the end of ctx.
func wait(ctx context.Context, done <-chan struct{}) error {
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// docOf is an article as an index is asked for it.
func (l *Library) docOf(ctx context.Context, r feeds.Reading) (related.Doc, error) {
	a := r.Article
	d := related.Doc{ID: a.ID, Feed: a.FeedID, Published: a.Published.Unix()}
	g, err := l.store.Signature(ctx, a.ID, related.Version)
	if err != nil {
		return d, err
	}
	if g != nil {
		d.Signature = g.Signature
		return d, nil
	}
	d.Signature = l.sign(ctx)(&store.Fresh{FeedID: a.FeedID, Title: a.Title, Text: a.Text, Language: cmp.Or(a.Language, r.Feed.Language), Source: r.Feed.Name()})
	return d, nil
}

// matches reads what an article is to be compared with: what an index found,
// the rest of its story and its copies, without what the reader dismissed.
func (l *Library) matches(ctx context.Context, r feeds.Reading, hits map[feeds.ArticleID]related.Hit) (of related.Subject, near []related.Match, err error) {
	st, err := l.store.StoryOf(ctx, r.Article.ID)
	if err != nil {
		return of, nil, err
	}
	for _, h := range st.Articles {
		if _, found := hits[h.ID]; !found {
			hits[h.ID] = related.Hit{ID: h.ID, Feed: h.FeedID, Story: h.Story}
		}
	}
	not, err := l.store.Dismissed(ctx, r.Article.ID)
	if err != nil {
		return of, nil, err
	}
	ids := []feeds.ArticleID{r.Article.ID}
	for id := range hits {
		if id != r.Article.ID && !not.Articles[id] && !not.Stories[hits[id].Story] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	found, err := l.store.Compared(ctx, ids)
	if err != nil {
		return of, nil, err
	}
	for _, c := range found {
		s := related.Subject{Headline: c.Headline, Text: c.Text, Language: c.Language}
		if c.ID == r.Article.ID {
			of = s
		} else {
			near = append(near, related.Match{Subject: s, Hit: hits[c.ID]})
		}
	}
	return of, near, nil
}

// Story gives the story of an article: one of itself, with its copies, where it
// stands alone.
func (l *Library) Story(ctx context.Context, id feeds.ArticleID) (feeds.Story, error) {
	st, err := l.store.StoryOf(ctx, id)
	if err != nil {
		return st, fmt.Errorf("read the story: %w", err)
	}
	return st, nil
}

// Stories gives the stories with a report since a time, those that matter most
// first.
func (l *Library) Stories(ctx context.Context, req feeds.StoriesRequest) ([]feeds.Story, error) {
	all, err := l.store.Stories(ctx, req.Since)
	if err != nil {
		return nil, fmt.Errorf("read the stories: %w", err)
	}
	source, err := l.publishers(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the feeds: %w", err)
	}
	now := l.opt.Now()
	list := all[:0]
	for _, st := range all {
		if len(st.Reports()) < 2 {
			continue // the others were dismissed, or went with their feeds
		}
		st.Score = related.Weight(st, now, req.Topics, source)
		list = append(list, st)
	}
	feeds.SortStable(list, func(a, b feeds.Story) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.Last().Compare(a.Last()), cmp.Compare(b.ID, a.ID))
	})
	if req.Limit > 0 && len(list) > req.Limit {
		list = list[:req.Limit]
	}
	return list, nil
}

// publishers gives what feeds are independent by: the sites they are of.
func (l *Library) publishers(ctx context.Context) (func(feeds.FeedID) string, error) {
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	site := make(map[feeds.FeedID]string, len(list))
	for _, f := range list {
		site[f.ID] = cmp.Or(feeds.Host(f.SiteURL), feeds.Host(f.URL), f.URL)
	}
	return func(id feeds.FeedID) string { return site[id] }, nil
}

// Dismiss says that an article is not related to another: it leaves its story,
// does not come back to it, and can be undone.
func (l *Library) Dismiss(ctx context.Context, id, from feeds.ArticleID) (feeds.Change, error) {
	c, err := l.store.Dismiss(ctx, id, from, l.opt.Now())
	return l.changed(c, err)
}
