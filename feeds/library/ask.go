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
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

// maxArticles bounds what one feed may bring.
const maxArticles = 5000

// cutShort is said of a feed whose body ended early.
const cutShort = "The answer broke off before its end. Its whole articles were kept; the rest is tried again later."

// answer is what asking one feed came to, ready to be committed.
type answer struct {
	feed     feeds.Feed
	said     feeds.Answer
	meta     *feeds.Feed
	articles []feeds.Article
	signed   [][]byte // signatures of articles, nil for those that are known
	size     int      // bytes that the body holds in the library's room
	refused  bool     // the address gave something that is no feed, or says there is none
}

// failed says whether nothing of the feed was had.
func (a answer) failed() bool {
	return a.said.Outcome != feeds.OutcomeGood && a.said.Outcome != feeds.OutcomeCut
}

// fetched says whether a new body came.
func (a answer) fetched() bool { return a.meta != nil }

// result is the answer as the store takes it.
func (a answer) result(opt feeds.ScheduleOptions, keep feeds.Keep) store.FeedResult {
	if own := a.feed.Options.Interval; own > 0 {
		opt.Interval = own
	}
	s := a.feed.FetchState.After(a.said, opt)
	moved := ""
	if a.said.Outcome == feeds.OutcomeGood {
		moved = s.NewURL()
	}
	return store.FeedResult{Feed: a.feed.ID, State: s, Moved: moved, Meta: a.meta, Articles: a.articles, Retain: retention(a.feed.Options, keep, opt.Now),
		Signatures: a.signed, Version: related.Version}
}

// scheduling is the clock, the person's wish and the dice for one answer;
// offline, because no host at all was reached, counts against nobody.
func (l *Library) scheduling(offline bool) feeds.ScheduleOptions {
	return feeds.ScheduleOptions{Now: l.opt.Now(), Interval: l.settings().Interval, Rand: rand.Float64(), Offline: offline}
}

// ask fetches one feed and parses what came, unless it is what came last time.
// It never fails: what went wrong is in the answer. The answer holds room in
// memory until it is let go of.
func (l *Library) ask(ctx context.Context, f feeds.Feed) answer {
	res, err := l.source(ctx, f)
	a := answer{feed: f, said: fetch.Answer(res, err)}
	switch {
	case err != nil:
		a.refused = refuses(a.said.Status, err)
	case !res.NotModified:
		a.size = len(res.Body)
		l.room.take(a.size)
		l.parse(ctx, &a, res)
	}
	return a
}

// refuses says whether an error means that there is no feed to subscribe to at
// this address, rather than that it cannot be had now.
func refuses(status int, err error) bool {
	switch {
	case errors.Is(err, fetch.ErrBadURL), errors.Is(err, fetch.ErrPrivate):
		return true
	case errors.Is(err, fetch.ErrStatus):
		return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429
	}
	return false
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
	aliases := l.aliases()
	for i := range r.Articles {
		r.Articles[i].FirstSeen = now
		r.Articles[i].Topics = aliases.Topics(r.Articles[i].Topics, r.Feed.Title)
	}
	if r.Cut && !res.Truncated { // all came that the server had: what it had was cut
		a.said.Outcome, a.said.BodyHash = feeds.OutcomeCut, ""
	}
	if a.said.Outcome == feeds.OutcomeCut {
		a.said.Error = cutShort
	}
	a.said.Parsed, a.said.TTL, a.said.UpdatePeriod, a.said.SkipHours, a.said.SkipDays = true, r.TTL, r.UpdatePeriod, r.SkipHours, r.SkipDays
	a.meta, a.articles = &r.Feed, r.Articles
	a.signed = l.signNews(ctx, a.feed, r)
}
