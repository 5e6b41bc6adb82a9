package library

import (
	"context"
	"slices"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/rising"
)

const (
	risingNames  = 5
	risingDays   = 7    // that are looked back on
	risingWindow = 1000 // articles read at a time
	risingMost   = 3    // windows: what a reload costs has a bound
)

// names are those that rise, as of the last reload.
func (l *Library) names() []feeds.Rising {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.risen)
}

// rise looks for the names that rise, and tells where they are others than
// before.
func (l *Library) rise(ctx context.Context) {
	now := l.opt.Now()
	req := feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll, Now: now}, Limit: risingWindow}
	var list []feeds.Headline
	for range risingMost {
		page, err := l.store.List(ctx, req)
		if err != nil {
			if ctx.Err() == nil {
				l.opt.Log.Error("look for names that rise", "error", err)
			}
			return
		}
		list = append(list, page.Headlines...)
		if n := len(list); !page.More || n == 0 || now.Sub(list[n-1].Published) > risingDays*24*time.Hour {
			break
		}
		req.From = page.Reached
	}
	var found []feeds.Rising
	for _, n := range rising.Names(list, now, risingNames, related.Common) {
		found = append(found, feeds.Rising{Name: n.Text, Articles: n.Articles, Papers: n.Papers})
	}
	l.mu.Lock()
	same := slices.Equal(found, l.risen)
	l.risen = found
	l.mu.Unlock()
	if !same {
		l.events.send(feeds.ArticlesChanged{})
	}
}
