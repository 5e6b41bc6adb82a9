package library

import (
	"cmp"
	"context"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/summary"
)

const (
	summarySentences = 3
	mostReports      = 12 // of a story that are read
)

// Summary gives the sentences that carry the most of an article, or of its
// story, as they stand there. It never asks the network: where the page's text
// was not read, that of the feed is summed up.
func (l *Library) Summary(ctx context.Context, req feeds.SummaryRequest) (feeds.Summary, error) {
	list, err := l.reports(ctx, req, mostReports)
	if err != nil {
		return feeds.Summary{}, err
	}
	return summed(list, req.Article), nil
}

// SummaryOf sums up a text that is not stored.
func SummaryOf(r feeds.Reading) feeds.Summary { return summed([]feeds.Reading{r}, r.Article.ID) }

func summed(list []feeds.Reading, of feeds.ArticleID) feeds.Summary {
	out := feeds.Summary{Article: of, Articles: len(list)}
	texts := make([]summary.Text, len(list))
	for i, r := range list {
		texts[i] = text(r)
		if r.Article.ID == of {
			out.Title = texts[i].Title
		}
	}
	out.Sentences = summary.Extract(texts, summarySentences, related.Common)
	return out
}

// text is what an article says: its page's text where that was read, else what
// its feed gave.
func text(r feeds.Reading) summary.Text {
	t := summary.Text{Article: r.Article.ID, Source: r.Feed.Name(), Title: r.Article.Title}
	for _, d := range []*feeds.Document{r.Page, r.Document} {
		if d == nil {
			continue
		}
		t.Title, t.Source = cmp.Or(t.Title, d.Title), cmp.Or(t.Source, d.Site)
		if t.Body == "" {
			t.Body = d.Prose()
		}
	}
	if t.Body == "" {
		t.Body = r.Article.Text
	}
	return t
}

// reports reads the article asked for, and with it the other reports of its
// story where the story is asked for, so many at most: the earliest first.
func (l *Library) reports(ctx context.Context, req feeds.SummaryRequest, most int) ([]feeds.Reading, error) {
	ids := []feeds.ArticleID{req.Article}
	if req.Story {
		story, err := l.Story(ctx, req.Article)
		if err != nil {
			return nil, err
		}
		for _, r := range story.Reports() {
			if r.ID != req.Article && len(ids) < most {
				ids = append(ids, r.ID)
			}
		}
	}
	var out []feeds.Reading
	for _, id := range ids {
		r, err := l.Article(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read the story: %w", err)
		}
		out = append(out, r)
	}
	feeds.SortStable(out, func(a, b feeds.Reading) int { return a.Article.Published.Compare(b.Article.Published) })
	return out, nil
}
