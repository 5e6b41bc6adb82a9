package library

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	// cleanStep is how many articles go in one change: a key that marks waits for
	// no more than that.
	cleanStep  = 50
	cleanEvery = 6 * time.Hour
)

// Waned is how many articles of a feed are no longer kept.
type Waned struct {
	Feed     feeds.Feed
	Articles int
}

// retention is how much of a feed the person wants to keep: by its own numbers,
// else by those for all.
func retention(o feeds.FeedOptions, k feeds.Keep, now time.Time) (r store.Retention) {
	if days := cmp.Or(o.KeepDays, k.Days); days > 0 {
		r.Before = now.AddDate(0, 0, -days)
	}
	r.Count = cmp.Or(o.KeepArticles, k.Articles)
	return r
}

// Wanes says what Clean would drop, by feed, and drops nothing.
func (l *Library) Wanes(ctx context.Context) (out []Waned, err error) {
	return l.eachWaned(ctx, l.store.Wanes)
}

// Clean drops read articles that the settings no longer keep, in small changes
// with room for others between them, and says how many of which feeds. Where ctx
// ends, what is done is done.
func (l *Library) Clean(ctx context.Context) (out []Waned, err error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	some := false
	out, err = l.eachWaned(ctx, func(ctx context.Context, id feeds.FeedID, r store.Retention) (n int, err error) {
		for {
			gone, err := l.store.Retain(ctx, id, r, cleanStep)
			l.forget(gone)
			n, some = n+len(gone), some || len(gone) > 0
			if err != nil || len(gone) < cleanStep {
				return n, err
			}
			if !rest(ctx, breath) {
				return n, ctx.Err()
			}
		}
	})
	if some {
		l.events.send(feeds.ArticlesChanged{})
	}
	return out, err
}

// eachWaned asks of every feed that keeps less than all how many go.
func (l *Library) eachWaned(ctx context.Context, goes func(context.Context, feeds.FeedID, store.Retention) (int, error)) (out []Waned, err error) {
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the feeds: %w", err)
	}
	keep, now := l.settings().Keep, l.opt.Now()
	for _, f := range list {
		n, err := goes(ctx, f.ID, retention(f.Options, keep, now))
		if n > 0 {
			out = append(out, Waned{f, n})
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// keepClean cleans after a while, and then a few times a day.
func (l *Library) keepClean(ctx context.Context) {
	for wait := cleanAfter; rest(ctx, wait); wait = cleanEvery {
		if _, err := l.Clean(ctx); err != nil && ctx.Err() == nil {
			l.opt.Log.Error("drop what is no longer kept", "error", err)
		}
	}
}
