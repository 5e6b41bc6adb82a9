package library

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
	"broadsheet/feeds/fetch"
)

const (
	// maxPrefetch bounds the articles whose pages one call asks for: the one
	// looked at and the next two.
	maxPrefetch = 3
	// askAgain is how long a page that could not be had is left alone, unless
	// the person asks.
	askAgain = time.Hour
)

// desk is where pages are being read: one request for a page at a time, and
// what went wrong lately.
type desk struct {
	mu       sync.Mutex
	flights  map[feeds.ArticleID]*flight
	problems map[feeds.ArticleID]problem
}

type flight struct {
	done chan struct{} // closed when doc and err are set
	doc  *feeds.Document
	err  error
}

type problem struct {
	text string
	at   time.Time
}

// maxProblems bounds what is remembered of pages that could not be had.
const maxProblems = 1000

func (d *desk) problem(id feeds.ArticleID, now time.Time) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, ok := d.problems[id]; ok && now.Sub(p.at) < askAgain && !now.Before(p.at) {
		return p.text
	}
	return ""
}

func (d *desk) note(id feeds.ArticleID, text string, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if text == "" {
		delete(d.problems, id)
		return
	}
	if d.problems == nil || len(d.problems) >= maxProblems {
		d.problems = map[feeds.ArticleID]problem{}
	}
	d.problems[id] = problem{text, now}
}

// wanted says whether an article's page is to be asked for without the person
// asking: as the feed's options say, else the general setting.
func (l *Library) wanted(r feeds.Reading) bool {
	when := l.settings().FullText
	if own := r.Feed.Options.FullText; own != "" {
		when = own
	}
	switch {
	case r.Article.URL == "":
		return false
	case r.Feed.Options.ReaderView, when == feeds.FullTextAlways:
		return true
	case when == feeds.FullTextNever:
		return false
	}
	return r.Stub
}

// FullText is Article with the page's text as the Document, where that is
// wanted or in the store already, and no less than the feed's. The page is fetched once and kept; where it
// cannot be had the feed's text stays, with the Problem.
func (l *Library) FullText(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	return l.fullText(ctx, id, false)
}

// AskPage is FullText for a person who asks for the page whatever the settings
// say, or again after a Problem.
func (l *Library) AskPage(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	return l.fullText(ctx, id, true)
}

func (l *Library) fullText(ctx context.Context, id feeds.ArticleID, asked bool) (feeds.Reading, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.Reading{}, err
	}
	defer done()
	r, err := l.Article(ctx, id)
	if err != nil || r.Article.URL == "" {
		return r, err
	}
	_, version, err := l.store.PageDocument(ctx, id)
	current := err == nil && version == extract.Version
	if !current && (r.Wanted || asked) {
		page, err := l.readPage(ctx, r, false)
		if page != nil {
			r.Page = page
		}
		r.Problem = l.problemOf(err)
	}
	if r.Page != nil && (asked || r.Better()) {
		r.Document, r.FromPage = r.Page, true
		if r.Problem != "" && current {
			r.Problem = ""
		}
	}
	return r, nil
}

// Prefetch reads the pages of articles that will probably be opened next, the
// first of them at most maxPrefetch, one after the other and behind all that
// somebody waits for. Each that came is told by feeds.FullTextReady. It ends
// with ctx; what could not be had is no error, and left alone for an hour.
func (l *Library) Prefetch(ctx context.Context, ids []feeds.ArticleID) error {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return err
	}
	defer done()
	for _, id := range ids[:min(len(ids), maxPrefetch)] {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := l.Article(ctx, id)
		if err != nil || !r.Wanted || l.pages.problem(id, l.opt.Now()) != "" {
			continue
		}
		if _, version, err := l.store.PageDocument(ctx, id); err == nil && version == extract.Version {
			continue
		}
		if d, err := l.readPage(ctx, r, true); err == nil && d != nil {
			l.events.send(feeds.FullTextReady{Article: id})
		}
	}
	return ctx.Err()
}

// readPage reads an article's page and keeps its text. Two who want the same
// page share one request.
func (l *Library) readPage(ctx context.Context, r feeds.Reading, background bool) (*feeds.Document, error) {
	id := r.Article.ID
	for {
		l.pages.mu.Lock()
		f := l.pages.flights[id]
		if f == nil {
			f = &flight{done: make(chan struct{})}
			if l.pages.flights == nil {
				l.pages.flights = map[feeds.ArticleID]*flight{}
			}
			l.pages.flights[id] = f
			l.pages.mu.Unlock()
			f.doc, f.err = l.fetchPage(ctx, r, background)
			l.pages.mu.Lock()
			delete(l.pages.flights, id)
			l.pages.mu.Unlock()
			close(f.done)
			return f.doc, f.err
		}
		l.pages.mu.Unlock()
		select {
		case <-f.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if f.err == nil || !errors.Is(f.err, context.Canceled) {
			return f.doc, f.err
		}
		// The other gave up, we have not.
	}
}

func (l *Library) fetchPage(ctx context.Context, r feeds.Reading, background bool) (*feeds.Document, error) {
	hint := extract.Hint{Title: r.Article.Title, Summary: r.Article.Summary}
	d, err := l.page(ctx, r.Feed, r.Article.URL, hint, background)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	l.pages.note(r.Article.ID, l.problemOf(err), l.opt.Now())
	if err != nil {
		if d != nil && d.Words() > r.Document.Words() {
			return d, err // little, but more than the feed gives
		}
		return nil, err
	}
	if err := l.store.SetPageDocument(ctx, r.Article.ID, d, extract.Version); err != nil {
		l.opt.Log.Warn("keep a page's text", "article", r.Article.ID, "error", err)
	}
	l.pageCame(ctx, r.Article.ID, d)
	return d, nil
}

// problemOf is a Reading's Problem, "" for no error or one of the person's own
// making.
func (l *Library) problemOf(err error) string {
	if err == nil || errors.Is(err, context.Canceled) {
		return ""
	}
	return strings.TrimSuffix(pageSentence(err), inBrowser) + feeds.ProblemKeys
}

// inBrowser is what extract's sentences end in.
const inBrowser = "; o opens it in the browser"

// page fetches url, a page of feed f, and extracts its article, its further
// pages joined. There may be a Document with an error, as of extract.FromPage.
func (l *Library) page(ctx context.Context, f feeds.Feed, url string, hint extract.Hint, background bool) (*feeds.Document, error) {
	res, err := l.pageBytes(ctx, f, url, background)
	if err != nil {
		return nil, err
	}
	hint.Site = l.siteRule(res.URL)
	return extract.FromPages(ctx, res.Body, res.ContentType, res.URL, hint, func(ctx context.Context, next string) ([]byte, string, string, error) {
		more, err := l.pageBytes(ctx, f, next, background)
		return more.Body, more.ContentType, more.URL, err
	})
}

func (l *Library) pageBytes(ctx context.Context, f feeds.Feed, url string, background bool) (fetch.Response, error) {
	req, err := l.request(ctx, f, url)
	if err != nil {
		return fetch.Response{}, err
	}
	req.Kind, req.Background = fetch.KindPage, background
	return l.fetcher().Get(ctx, req)
}

// siteRule is what the person says of a page's site: the rule of the longest
// host that it is of.
func (l *Library) siteRule(url string) feeds.SiteRule { return siteRule(l.settings().Sites, url) }

func siteRule(rules []feeds.SiteRule, url string) (best feeds.SiteRule) {
	host := strings.TrimPrefix(feeds.Host(url), "www.")
	for _, r := range rules {
		if (host == r.Host || strings.HasSuffix(host, "."+r.Host)) && len(r.Host) > len(best.Host) {
			best = r
		}
	}
	return best
}
