package library

import (
	"cmp"
	"context"
	"sync"

	"broadsheet/feeds"
	"broadsheet/feeds/parse"
	"broadsheet/feeds/related"
)

// usualFrom is how many of a feed's latest articles are looked at for what it
// writes in each.
const usualFrom = 8

// habits are what feeds write in all their articles, of those looked at.
type habits struct {
	mu sync.Mutex
	of map[feeds.FeedID]related.Usual
}

func (h *habits) get(id feeds.FeedID) (u related.Usual, known bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	u, known = h.of[id]
	return u, known
}

func (h *habits) set(id feeds.FeedID, u related.Usual) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == nil {
		h.of = map[feeds.FeedID]related.Usual{}
	}
	h.of[id] = u
}

// usual is what a feed writes in all its articles.
func (l *Library) usual(ctx context.Context, id feeds.FeedID) related.Usual {
	if u, known := l.habits.get(id); known {
		return u
	}
	list, err := l.store.Latest(ctx, id, usualFrom)
	if err != nil {
		return nil // nothing is left out then
	}
	texts := make([]related.Text, len(list))
	for i, a := range list {
		texts[i] = related.Text{Title: a.Title, Body: a.Text}
	}
	u := related.UsualIn(texts)
	if len(list) == usualFrom {
		l.habits.set(id, u)
	}
	return u
}

// signNews makes the signatures of what is not known of a feed's articles, or
// has changed.
func (l *Library) signNews(ctx context.Context, f feeds.Feed, r parse.Result) [][]byte {
	news, err := l.store.News(ctx, f, r.Articles)
	if err != nil {
		return nil // they are signed when they are filed
	}
	texts := make([]related.Text, len(r.Articles))
	some := false
	f.Title = cmp.Or(r.Feed.Title, f.Title)
	for i, a := range r.Articles {
		texts[i] = related.Text{Title: a.Title, Body: a.Text, Language: cmp.Or(a.Language, r.Feed.Language, f.Language), Source: f.Name()}
		some = some || news[i]
	}
	if !some {
		return nil
	}
	usual := related.UsualIn(texts)
	if usual == nil && len(texts) < usualFrom {
		usual = l.usual(ctx, f.ID) // the feed gives its latest articles alone
	} else {
		l.habits.set(f.ID, usual)
	}
	signed := make([][]byte, len(texts))
	for i, t := range texts {
		if news[i] {
			t.Usual = usual
			signed[i] = related.Sign(t)
		}
	}
	return signed
}
