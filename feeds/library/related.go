package library

import (
	"context"
	"fmt"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
)

// candidates is how many articles are looked at more closely for one.
const candidates = 120

// Related finds articles near one, from other feeds first, each with the
// reason.
func (l *Library) Related(ctx context.Context, id feeds.ArticleID, limit int) ([]feeds.Related, error) {
	r, err := l.store.Article(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read the article: %w", err)
	}
	total, err := l.countArticles(ctx)
	if err != nil {
		return nil, fmt.Errorf("count the articles: %w", err)
	}
	of := subject(r)
	frequencies := func(words []string) (map[string]int, error) { return l.store.Frequencies(ctx, words) }
	terms, err := related.Terms(of.Title, of.Text, frequencies, total)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	found, err := l.store.Candidates(ctx, terms, id, candidates)
	if err != nil {
		return nil, fmt.Errorf("look for related articles: %w", err)
	}
	subjects := make([]related.Subject, len(found))
	for i, c := range found {
		subjects[i] = related.Subject{Headline: c.Headline, Text: c.Text}
	}
	return related.Rank(of, subjects, limit), nil
}

func subject(r feeds.Reading) related.Subject {
	a := r.Article
	return related.Subject{Text: a.Text, Headline: feeds.Headline{
		ID: a.ID, FeedID: a.FeedID, Source: r.Feed.Name(), Folder: r.Feed.Folder, Title: a.Title, URL: a.URL,
		Published: a.Published, FirstSeen: a.FirstSeen, DateGuessed: a.DateGuessed, Topics: a.Topics, Summary: a.Summary,
		Words: a.Words, State: r.State,
	}}
}

// countArticles is how many articles there are, as of a minute ago at most:
// word weights need no more.
func (l *Library) countArticles(ctx context.Context) (int, error) {
	now := l.opt.Now()
	l.mu.Lock()
	n, at := l.articles, l.counted
	l.mu.Unlock()
	if age := now.Sub(at); n > 0 && age >= 0 && age < time.Minute {
		return n, nil
	}
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return 0, err
	}
	n = 0
	for _, f := range list {
		n += f.Articles
	}
	l.mu.Lock()
	l.articles, l.counted = n, now
	l.mu.Unlock()
	return n, nil
}
