package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/rand/v2"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/parse"
	"broadsheet/feeds/store"
)

// maxArticles bounds what one feed may bring.
const maxArticles = 5000

// answer is what asking one feed came to, ready to be committed.
type answer struct {
	feed     feeds.Feed
	said     feeds.Answer
	meta     *feeds.Feed
	articles []feeds.Article
	refused  bool // the address gave something that is no feed, or says there is none
}

func (a answer) failed() bool { return a.said.Error != "" }

// fetched says whether a new body came.
func (a answer) fetched() bool { return a.meta != nil }

// result is the answer as the store takes it. offline: no host at all was
// reached, which counts against nobody.
func (a answer) result(opt feeds.ScheduleOptions) store.FeedResult {
	return store.FeedResult{Feed: a.feed.ID, State: a.feed.FetchState.After(a.said, opt), Meta: a.meta, Articles: a.articles}
}

// schedule is the clock, the person's wish and the dice for one answer.
func (l *Library) scheduling(offline bool) feeds.ScheduleOptions {
	return feeds.ScheduleOptions{Now: l.opt.Now(), Interval: l.opt.Settings.Interval, Rand: rand.Float64(), Offline: offline}
}

// ask fetches one feed and parses what came, unless it is what came last time.
// It never fails: what went wrong is in the answer.
func (l *Library) ask(ctx context.Context, f feeds.Feed) answer {
	s := f.FetchState
	res, err := l.fetcher().Get(ctx, fetch.Request{
		URL: f.URL, ETag: s.ETag, LastModified: s.LastModified, Trusted: f.URL, Slow: s.Slow(), Kind: fetch.KindFeed,
	})
	a := answer{feed: f, said: feeds.Answer{
		Outcome: feeds.OutcomeGood, Status: res.Status, NotModified: res.NotModified, ETag: res.ETag, LastModified: res.LastModified,
		RetryAfter: res.RetryAfter, MaxAge: res.MaxAge, Expires: res.Expires, Date: res.Date, Moved: res.Moved, Took: res.Took,
	}}
	switch {
	case err != nil:
		a.explain(err)
	case !res.NotModified:
		l.parse(ctx, &a, res)
	}
	return a
}

// explain says in the answer what kept the fetch from succeeding.
func (a *answer) explain(err error) {
	a.said.Outcome, a.said.Error = feeds.OutcomeFailed, fetch.Sentence(err)
	var f *fetch.Error
	switch {
	case errors.Is(err, fetch.ErrCanceled):
		a.said.Outcome = feeds.OutcomeCanceled
	case errors.Is(err, fetch.ErrWaiting):
		a.said.Outcome = feeds.OutcomeWaiting
		if errors.As(err, &f) && a.said.RetryAfter == 0 {
			a.said.RetryAfter = f.RetryAfter
		}
	case errors.Is(err, fetch.ErrStatus):
		a.said.Outcome = feeds.OutcomeBad
		a.refused = a.said.Status >= 400 && a.said.Status < 500 && a.said.Status != 408 && a.said.Status != 425 && a.said.Status != 429
	case errors.As(err, &f) && f.Unreached():
		a.said.Outcome = feeds.OutcomeUnreached
	}
	if errors.Is(err, fetch.ErrBadURL) || errors.Is(err, fetch.ErrPrivate) {
		a.refused = true
	}
}

// parse reads a body into the answer. A body with last time's hash is not
// parsed: nothing in it can be new.
func (l *Library) parse(ctx context.Context, a *answer, res fetch.Response) {
	sum := sha256.Sum256(res.Body)
	hash := hex.EncodeToString(sum[:])
	if !res.Truncated {
		a.said.BodyHash = hash
		if hash == a.feed.FetchState.BodyHash {
			return
		}
	}
	select {
	case l.parsing <- struct{}{}:
		defer func() { <-l.parsing }()
	case <-ctx.Done():
		a.said.Outcome = feeds.OutcomeCanceled
		return
	}
	now := l.opt.Now()
	r, err := parse.Parse(res.Body, parse.Source{URL: res.URL, ContentType: res.ContentType, Now: now, Max: maxArticles})
	if err != nil {
		a.said.Outcome, a.said.Error = feeds.OutcomeBad, parse.Sentence(err)
		a.refused = errors.Is(err, parse.ErrNotFeed)
		return
	}
	for i := range r.Articles {
		r.Articles[i].FirstSeen = now
	}
	if res.Truncated {
		a.said.Outcome = feeds.OutcomeCut
	}
	a.said.Parsed, a.said.TTL, a.said.UpdatePeriod, a.said.SkipHours, a.said.SkipDays = true, r.TTL, r.UpdatePeriod, r.SkipHours, r.SkipDays
	a.meta, a.articles = &r.Feed, r.Articles
}
