package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// What the fake does for one who reads: pages, comments, places, outlets.

func (f *fake) AskPage(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	r, err := f.FullText(ctx, id)
	if text, ok := f.asked[id]; ok {
		r.Document, r.FromPage = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text}}}}}, true
	}
	return r, err
}

func (f *fake) Prefetch(_ context.Context, ids []feeds.ArticleID) error {
	f.prefetched = append(f.prefetched, ids)
	return nil
}

func (f *fake) Comments(context.Context, feeds.ArticleID) ([]feeds.Comment, error) {
	return f.comments, f.fail()
}

func (f *fake) Place(_ context.Context, id feeds.ArticleID) (feeds.Place, error) {
	if p, ok := f.places[id]; ok {
		return p, nil
	}
	return feeds.Place{Block: -1}, nil
}

func (f *fake) SetPlace(_ context.Context, id feeds.ArticleID, p feeds.Place) error {
	if f.places == nil {
		f.places = map[feeds.ArticleID]feeds.Place{}
	}
	f.places[id] = p
	return nil
}

func (f *fake) SaveArticle(_ context.Context, _ feeds.ArticleID, path string) error {
	f.exported = path
	return f.fail()
}

func (f *fake) Opened(id feeds.ArticleID) { f.opened = append(f.opened, id) }

func (f *fake) Order(_ context.Context, v feeds.View) (feeds.Order, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.orders[v.Name()], f.orderErr
}

func (f *fake) SetOrder(_ context.Context, v feeds.View, o feeds.Order) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.orders == nil {
		f.orders = map[string]feeds.Order{}
	}
	f.orders[v.Name()] = o
	return f.fail()
}

// listed are the articles of a view, in its order.
func (f *fake) listed(v feeds.View) (out []feeds.Reading) {
	if v.Kind == feeds.ViewHistory {
		for i := len(f.opened) - 1; i >= 0; i-- {
			if slices.Index(f.opened, f.opened[i]) == i { // the fake knows the first visit alone
				out = append(out, *f.find(f.opened[i]))
			}
		}
		return out
	}
	for _, r := range f.articles {
		if f.in(v, r) {
			out = append(out, r)
		}
	}
	switch v.Sort {
	case feeds.SortOldest:
		slices.Reverse(out)
	case feeds.SortFeed:
		slices.SortStableFunc(out, func(a, b feeds.Reading) int { return strings.Compare(a.Feed.Title, b.Feed.Title) })
	}
	return out
}

func (f *fake) Pipe(_ context.Context, _ feeds.ArticleID, argv []string, as string) (string, error) {
	f.piped, f.pipedAs = argv, as
	return f.output, f.fail()
}

func (f *fake) KeepURL(_ context.Context, url string) (feeds.Change, error) {
	f.keptURL = url
	return feeds.Change{Verb: "bookmark", N: 1, What: url}, f.fail()
}

func (f *fake) Picture(ctx context.Context, _ feeds.FeedID, url string) ([]byte, error) {
	if f.picture == nil {
		return nil, errors.New("404")
	}
	return f.picture(ctx, url)
}

// Summary gives the first sentence of the article, and of the next one as
// another report of its story.
func (f *fake) Summary(_ context.Context, req feeds.SummaryRequest) (feeds.Summary, error) {
	out := feeds.Summary{Article: req.Article}
	if f.said != nil && !req.Story {
		if s := f.said(req.Article); s != "" {
			out.Sentences = []feeds.Sentence{{Text: s, Article: req.Article}}
		}
		return out, nil
	}
	for i, r := range f.articles {
		if r.Article.ID != req.Article {
			continue
		}
		out.Title = r.Article.Title
		told := f.articles[i:min(i+1, len(f.articles))]
		if req.Story {
			told = f.articles[i:min(i+2, len(f.articles))]
		}
		for _, r := range told {
			first, _, _ := strings.Cut(r.Document.Prose(), ". ")
			out.Sentences = append(out.Sentences, feeds.Sentence{Text: first + ".", Article: r.Article.ID, Source: r.Feed.Name()})
			out.Articles++
		}
	}
	return out, f.fail()
}

// Assist answers in two sentences, the second without a source, and
// translates by shouting; cutOff stops it after the first.
func (f *fake) Assist(ctx context.Context, req feeds.AssistantRequest, tell func(feeds.AssistantAnswer)) (feeds.AssistantAnswer, error) {
	f.consulted = append(f.consulted, req)
	out := feeds.AssistantAnswer{Article: req.Article, Title: req.Title, Model: "llama3.2", Where: "http://127.0.0.1:11434, model llama3.2", Language: "German"}
	if req.Act == feeds.AssistTranslation {
		d := *req.Document
		d.Blocks = slices.Clone(d.Blocks)
		out.Of, out.Document, out.Title = 1+len(d.Blocks), &d, strings.ToUpper(req.Title)
		for i, b := range d.Blocks {
			if f.cutOff != nil && i > 0 {
				return out, f.cutOff
			}
			d.Blocks[i].Spans = []feeds.Span{{Text: strings.ToUpper(b.Spans[0].Text)}}
			out.Done = i + 2
			tell(out)
		}
		return out, f.fail()
	}
	for i, r := range f.articles {
		if n := len(out.Sources); r.Article.ID == req.Article || n > 0 && n < 2 && req.Story {
			out.Sources = append(out.Sources, feeds.AssistantSource{Article: f.articles[i].Article.ID, Title: r.Article.Title, Source: r.Feed.Name()})
		}
	}
	tell(out)
	out.Sentences = []feeds.AssistantSentence{{Text: "The bank waits for spring.", Sources: []int{1}}}
	tell(out)
	if f.cutOff != nil {
		return out, f.cutOff
	}
	out.Sentences = append(out.Sentences, feeds.AssistantSentence{Text: "So does everybody."})
	return out, f.fail()
}

func (f *fake) Follow(_ context.Context, topic string, on bool) (feeds.Change, error) {
	if err := f.fail(); err != nil {
		return feeds.Change{}, err
	}
	verb := "follow"
	f.followed = slices.DeleteFunc(f.followed, func(x feeds.Followed) bool { return strings.EqualFold(x.Topic, topic) })
	if on {
		f.followed = append(f.followed, feeds.Followed{Topic: topic, Unread: 3})
	} else {
		verb = "unfollow"
	}
	return feeds.Change{Verb: verb, N: 1, What: feeds.TopicLabel(topic)}, nil
}
