package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
	"broadsheet/feeds/fetch"
)

// Sections reads what the left pane shows.
func (l *Library) Sections(ctx context.Context) (feeds.Sections, error) {
	s, err := l.store.Sections(ctx, l.opt.Now())
	l.mu.Lock()
	first := !l.looked
	l.looked = true
	l.mu.Unlock()
	if first {
		l.later(settle, l.rise)
	}
	s.Rising = l.names()
	return s, err
}

// List reads a window of a view.
func (l *Library) List(ctx context.Context, req feeds.ListRequest) (feeds.Page, error) {
	req.View = l.at(req.View)
	return l.store.List(ctx, req)
}

// Count says how many articles a view has, exactly up to feeds.MaxRanked.
func (l *Library) Count(ctx context.Context, v feeds.View) (feeds.Count, error) {
	return l.store.Count(ctx, l.at(v))
}

// Excerpts gives of each of some articles a line around what a search finds in
// its text; those are left out where it finds nothing.
func (l *Library) Excerpts(ctx context.Context, ids []feeds.ArticleID, finds *feeds.Marker) (map[feeds.ArticleID]string, error) {
	return l.store.Excerpts(ctx, ids, finds)
}

// at gives a view the present, where it has none of its own.
func (l *Library) at(v feeds.View) feeds.View {
	if v.Now.IsZero() {
		v.Now = l.opt.Now()
	}
	if v.Kind == feeds.ViewTopic {
		v.Topic = l.topic(v.Topic)
	}
	return v
}

// Stored reads an article with its feed and state, and no Document.
func (l *Library) Stored(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	return l.store.Article(ctx, id)
}

// FindArticle finds an article by its id or its address.
func (l *Library) FindArticle(ctx context.Context, idOrURL string) (feeds.ArticleID, error) {
	if id, err := strconv.ParseInt(idOrURL, 10, 64); err == nil {
		if r, err := l.store.Article(ctx, feeds.ArticleID(id)); err == nil {
			return r.Article.ID, nil
		}
	} else if r, err := l.store.ArticleByURL(ctx, idOrURL); err == nil {
		return r.Article.ID, nil
	}
	return 0, fmt.Errorf("no article has the id or address %q; `broadsheet list` shows them", feeds.CleanLine(idOrURL))
}

// Article reads an article with the text its feed gives as its Document, and
// the page's where that was had before. It never asks the network.
func (l *Library) Article(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	r, err := l.store.Article(ctx, id)
	if err != nil {
		return r, fmt.Errorf("read the article: %w", err)
	}
	base := r.Article.URL
	if base == "" {
		base = r.Feed.SiteURL
	}
	r.Document = extract.FromHTML(r.Article.HTML, base)
	r.Stub = extract.IsStub(r.Article)
	r.Wanted = l.wanted(r)
	if d, _, err := l.store.PageDocument(ctx, id); err == nil {
		r.Page = d
	}
	if r.State.Bookmarked {
		if r.Highlights, err = l.store.HighlightsOf(ctx, id); err != nil {
			return r, fmt.Errorf("read the article's highlights: %w", err)
		}
	}
	if r.Page == nil && r.Wanted {
		r.Problem = l.pages.problem(id, l.opt.Now())
	}
	return r, nil
}

// ReadPage fetches a page a person named and reads its article.
func (l *Library) ReadPage(ctx context.Context, url string) (feeds.Reading, error) {
	d, err := l.page(ctx, feeds.Feed{URL: url, Origin: feeds.OriginAdded}, url, extract.Hint{}, false)
	switch {
	case d == nil && err != nil:
		// What a key of the screen does is of no use here.
		return feeds.Reading{}, fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(url), strings.TrimSuffix(pageSentence(err), inBrowser))
	case err != nil:
		return feeds.Reading{Document: d, FromPage: true, Problem: strings.TrimSuffix(pageSentence(err), inBrowser)}, nil
	}
	return feeds.Reading{Document: d, FromPage: true}, nil
}

// pageSentence says why a page's text could not be had.
func pageSentence(err error) string {
	var f *fetch.Error
	if errors.As(err, &f) {
		return f.Sentence()
	}
	return extract.Sentence(err)
}

// ReadHTML reads the article of an HTML text that a person has, called name;
// base is its address, "" for none.
func ReadHTML(data []byte, name, base string, sites []feeds.SiteRule) (feeds.Reading, error) {
	name = feeds.CleanLine(name)
	if len(bytes.TrimSpace(data)) == 0 {
		return feeds.Reading{}, fmt.Errorf("%s is empty", name)
	}
	if kind := looksLike(data); kind != "" {
		return feeds.Reading{}, fmt.Errorf("%s is no web page: it looks like %s", name, kind)
	}
	d, err := extract.FromPage(data, "text/html", base, extract.Hint{Site: siteRule(sites, base)})
	if d != nil && err != nil {
		return feeds.Reading{Document: d, FromPage: true, Problem: strings.TrimSuffix(extract.Sentence(err), inBrowser)}, nil
	}
	if errors.Is(err, extract.ErrTooShort) || errors.Is(err, extract.ErrNeedsScript) {
		// A person's own file is shown as it is rather than not at all.
		d, err = extract.FromHTML(feeds.Raw(data), base), nil
	}
	if err != nil {
		return feeds.Reading{}, fmt.Errorf("%s cannot be read: %s", name, strings.TrimSuffix(extract.Sentence(err), inBrowser))
	}
	return feeds.Reading{Document: d, FromPage: true}, nil
}

// looksLike names a file that is no text by how it begins, "" for text.
func looksLike(data []byte) string {
	for _, k := range []struct{ start, name string }{
		{"\x89PNG\r\n\x1a\n", "image/png"}, {"\xff\xd8\xff", "image/jpeg"}, {"GIF8", "image/gif"}, {"%PDF-", "application/pdf"},
		{"PK\x03\x04", "application/zip"}, {"\x1f\x8b\x08", "application/x-gzip"}, {"\x7fELF", "a program"},
	} {
		if bytes.HasPrefix(data, []byte(k.start)) {
			return k.name
		}
	}
	wide := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) // UTF-16
	if !wide && bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 {
		return "application/octet-stream"
	}
	return ""
}
