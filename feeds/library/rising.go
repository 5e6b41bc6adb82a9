package library

import (
	"context"
	"fmt"
	"slices"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/rising"
	"broadsheet/feeds/store"
)

const (
	risingNames  = 5
	risingDays   = 7              // that are looked back on
	risingWindow = 1000           // articles read at a time
	risingMost   = 3              // windows: what a reload costs has a bound
	hashtagsBack = 48 * time.Hour // how old an article may be that gets a name as its topic
)

// names are those that rise, as of the last reload.
func (l *Library) names() []feeds.Rising {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.risen)
}

// rise looks for the names that rise, makes them topics of the articles that
// have them, and tells where something is other than before. It waits until all
// have their places: what is a copy names nothing a second time.
func (l *Library) rise(ctx context.Context) {
	if l.Settle(ctx) != nil {
		return
	}
	l.rising.Lock()
	defer l.rising.Unlock()
	now := l.opt.Now()
	list, err := l.latest(ctx, now)
	if err != nil {
		if ctx.Err() == nil {
			l.opt.Log.Error("look for names that rise", "error", err)
		}
		return
	}
	var found []feeds.Rising
	for _, n := range rising.Names(list, now, risingNames, related.Common) {
		found = append(found, feeds.Rising{Name: l.topic(n.Text), Articles: n.Articles, Papers: n.Papers})
	}
	given, err := l.giveTopics(ctx, list, found, now)
	if err != nil {
		l.opt.Log.Error("give articles the names that rise", "error", err)
	}
	l.mu.Lock()
	same := slices.Equal(found, l.risen)
	l.risen = found
	l.mu.Unlock()
	if !same || given > 0 {
		l.events.send(feeds.ArticlesChanged{})
	}
}

// latest are the headlines in which names are looked for.
func (l *Library) latest(ctx context.Context, now time.Time) (list []feeds.Headline, err error) {
	req := feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll, Now: now}, Limit: risingWindow}
	for range risingMost {
		page, err := l.store.List(ctx, req)
		if err != nil {
			return nil, err
		}
		list = append(list, page.Headlines...)
		if n := len(list); !page.More || n == 0 || now.Sub(list[n-1].Published) > risingDays*24*time.Hour {
			break
		}
		req.From = page.Reached
	}
	return list, nil
}

// giveTopics makes names topics of the latest articles that have them: those
// that rise, the strongest first, and those the reader follows since they did.
func (l *Library) giveTopics(ctx context.Context, list []feeds.Headline, found []feeds.Rising, now time.Time) (int, error) {
	var names []string
	for _, f := range found {
		names = append(names, f.Name)
	}
	followed, err := l.store.FollowedHashtags(ctx)
	if err != nil {
		return 0, fmt.Errorf("read what is followed: %w", err)
	}
	for _, f := range followed {
		if !slices.ContainsFunc(names, func(n string) bool { return feeds.FoldLabel(n) == feeds.FoldLabel(f) }) {
			names = append(names, f)
		}
	}
	in := rising.Finder(names)
	var all []store.Hashtags
	for i := range list {
		h := &list[i]
		if age := now.Sub(h.Published); age > hashtagsBack || age < 0 {
			continue
		}
		topics := in(h)
		if h.Copies == 0 { // else one of them may lack what this one has
			topics = slices.DeleteFunc(topics, func(t string) bool { return slices.Contains(h.Topics, t) })
		}
		if len(topics) > 0 {
			all = append(all, store.Hashtags{Article: h.ID, Topics: topics})
		}
	}
	if len(all) == 0 {
		return 0, nil
	}
	return l.store.AddHashtags(ctx, all)
}
