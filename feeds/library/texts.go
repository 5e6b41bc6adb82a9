package library

import (
	"context"
	"errors"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
	"broadsheet/feeds/fetch"
)

const (
	// textGap is between two pages that are asked for the texts of bookmarks.
	textGap = 3 * time.Second
	// textTries is how often a page is asked by itself.
	textTries = 6
	// textsAtOnce is how many bookmarks are looked up at a time.
	textsAtOnce = 20
)

// wakeTexts has the texts of bookmarks looked for now.
func (l *Library) wakeTexts() {
	select {
	case l.texts <- struct{}{}:
	default:
	}
}

// fetchTexts is the work behind an open screen: bookmarks that have not their
// page's text get it, one after the other, behind all that somebody waits for.
// What was kept is asked for at once, what was imported only when a person asks.
func (l *Library) fetchTexts(ctx context.Context) {
	for ctx.Err() == nil {
		l.dueTexts(ctx)
		wait := time.Minute
		if at, err := l.store.NextText(ctx); err == nil && !at.IsZero() {
			wait = max(textGap, min(wait, at.Sub(l.opt.Now())))
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-l.texts:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// dueTexts asks for the texts that are due, until none is.
func (l *Library) dueTexts(ctx context.Context) {
	for first := true; ; {
		list, err := l.store.DueTexts(ctx, l.opt.Now(), textsAtOnce)
		if err != nil && ctx.Err() == nil {
			l.opt.Log.Error("find texts to ask for", "error", err)
		}
		for _, t := range list {
			if !first && !l.opt.rest(ctx, textGap) {
				return
			}
			first = false
			if _, err := l.bookmarkPage(ctx, t.Bookmark, t.Tries, true); err != nil {
				return // the store fails, or all is ending
			}
		}
		if len(list) == 0 || ctx.Err() != nil {
			return
		}
	}
}

// bookmarkPage asks the page of a bookmark for its text. problem says why it
// could not be had; the error is for a lost bookmark or store alone.
func (l *Library) bookmarkPage(ctx context.Context, id feeds.BookmarkID, tries int, background bool) (problem string, err error) {
	b, err := l.store.Bookmark(ctx, id)
	if err != nil || b.Offline {
		return "", err
	}
	d, err := l.bookmarkText(ctx, b, background)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if d != nil {
		if err := l.setBookmarkText(ctx, id, d, err == nil); err != nil {
			return "", err
		}
	}
	if err == nil {
		return "", nil
	}
	problem = feeds.CleanLine(pageSentence(err))
	next, tried := l.textAgain(err, tries)
	return problem, l.store.TextFailed(ctx, id, next, tried, problem)
}

// bookmarkText reads a bookmark's page: on behalf of its feed where it has one,
// and as anybody's link else.
func (l *Library) bookmarkText(ctx context.Context, b feeds.Bookmark, background bool) (*feeds.Document, error) {
	if r, err := l.Article(ctx, b.ArticleID); b.ArticleID != 0 && err == nil && r.Article.URL != "" {
		d, err := l.readPage(ctx, r, background)
		if err == nil && d != nil {
			l.events.send(feeds.FullTextReady{Article: b.ArticleID})
		}
		return d, err
	}
	d, err := l.page(ctx, feeds.Feed{}, b.URL, extract.Hint{Title: b.Title, Summary: b.Summary}, background)
	if err != nil && d != nil && b.Document != nil && d.Words() <= b.Document.Words() {
		d = nil
	}
	return d, err
}

// setBookmarkText keeps a text that came, and tells.
func (l *Library) setBookmarkText(ctx context.Context, id feeds.BookmarkID, d *feeds.Document, whole bool) error {
	if err := l.store.SetBookmarkDocument(ctx, id, d, whole); err != nil {
		return err
	}
	l.events.send(feeds.ArticlesChanged{})
	l.mirrorSoon()
	return nil
}

// pageCame gives what an article was kept as its page's text, however that was
// come by.
func (l *Library) pageCame(ctx context.Context, article feeds.ArticleID, d *feeds.Document) {
	b, err := l.store.BookmarkOf(ctx, article)
	if err != nil || b.Offline {
		return
	}
	if err := l.setBookmarkText(ctx, b.ID, d, true); err != nil && ctx.Err() == nil {
		l.opt.Log.Warn("keep a bookmark's text", "bookmark", b.ID, "error", err)
	}
}

// textAgain is when a page that gave no text is asked again, the zero time for
// not by itself; tried says whether it counts.
func (l *Library) textAgain(err error, tries int) (next time.Time, tried bool) {
	var f *fetch.Error
	if !errors.As(err, &f) {
		return next, true // it is what it is
	}
	now := l.opt.Now()
	switch {
	case f.Unreached():
		return now.Add(offlineAgain), false
	case f.Kind == fetch.ErrWaiting:
		return now.Add(max(f.RetryAfter, time.Minute)), false
	case tries+1 >= textTries:
	case f.Kind == fetch.ErrTimeout, f.Kind == fetch.ErrRefused, f.Kind == fetch.ErrBroken, f.Kind == fetch.ErrUnreachable, f.Kind == fetch.ErrDNS,
		f.Status >= 500, f.Status == 408, f.Status == 425, f.Status == 429:
		return now.Add(feeds.SendAgain(tries+2, f.RetryAfter)), true
	}
	return next, true
}

// FetchText asks the page of a bookmark for its text now, and gives the
// bookmark with what there is. The error is a sentence that says why there is
// no more.
func (l *Library) FetchText(ctx context.Context, id feeds.BookmarkID) (feeds.Bookmark, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.Bookmark{}, err
	}
	defer done()
	problem, err := l.bookmarkPage(ctx, id, 0, false)
	if err != nil {
		return feeds.Bookmark{}, err
	}
	b, err := l.Bookmark(ctx, id)
	if err == nil && problem != "" {
		err = errors.New(problem)
	}
	return b, err
}

// TextFetched is what came of asking for one bookmark's text.
type TextFetched struct {
	Done, Of int
	Bookmark feeds.Bookmark // without its text
	Problem  string
}

// FetchTexts asks for the texts of all bookmarks that a query names and that
// lack it, politely, and tells of each. What is left when ctx ends is asked for
// while a screen is open.
func (l *Library) FetchTexts(ctx context.Context, query string, tell func(TextFetched)) error {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return err
	}
	defer done()
	list, err := l.lackingText(ctx, query)
	if err != nil {
		return err
	}
	ids := make([]feeds.BookmarkID, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	if err := l.store.WantTexts(ctx, ids, l.opt.Now()); err != nil {
		return err
	}
	for i, b := range list {
		problem, err := l.bookmarkPage(ctx, b.ID, 0, true)
		if err != nil {
			return err
		}
		tell(TextFetched{i + 1, len(list), b, problem})
	}
	return nil
}

// lackingText are the bookmarks that a query names and that have not their
// page's text, but could.
func (l *Library) lackingText(ctx context.Context, query string) (out []feeds.Bookmark, err error) {
	matches, err := matching(query, l.opt.Now())
	if err != nil {
		return nil, err
	}
	moment, err := l.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = moment.Close() }()
	for b, err := range moment.All(ctx, query != "") {
		if err != nil {
			return nil, err
		}
		if !b.Offline && feeds.WebURL("", b.URL) != "" && matches(b) {
			b.HTML, b.Document = "", nil
			out = append(out, b)
		}
	}
	return out, nil
}
