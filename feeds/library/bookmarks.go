package library

import (
	"context"
	"fmt"
	"strconv"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
)

// Keep keeps an article as a bookmark with its own copy of the text.
func (l *Library) Keep(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	_, c, err := l.keepArticle(ctx, id, with)
	return c, err
}

func (l *Library) keepArticle(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Bookmark, feeds.Change, error) {
	b, wanted, err := l.bookmarkOf(ctx, id, with)
	if err != nil {
		return feeds.Bookmark{}, feeds.Change{}, err
	}
	c, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		b, c, err = l.store.KeepAnd(ctx, b, l.errands(wanted), l.opt.Now())
		return c, err
	})
	l.kept(b, c, err)
	return b, c, err
}

// bookmarkOf is the bookmark that an article becomes; wanted says that its page
// is to be asked for the text, where that is not there yet.
func (l *Library) bookmarkOf(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (b feeds.Bookmark, wanted bool, err error) {
	r, err := l.Article(ctx, id)
	if err != nil {
		return feeds.Bookmark{}, false, err
	}
	d := r.Document
	if r.Page != nil {
		d = r.Page
	}
	a := r.Article
	return feeds.Bookmark{
		ArticleID: a.ID, URL: a.URL, CanonicalURL: a.CanonicalURL, Title: a.Title, Source: r.Feed.Name(),
		Authors: a.Authors, Published: a.Published, Saved: l.opt.Now(), Topics: a.Topics, Summary: a.Summary,
		Tags: with.Tags, Note: with.Note, Folder: with.Folder, HTML: a.HTML, Document: d,
		Offline: r.Page != nil || !r.Stub && !r.Wanted,
	}, r.Wanted, nil
}

// Unkeep removes the bookmark of an article.
func (l *Library) Unkeep(ctx context.Context, id feeds.ArticleID) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.Unkeep(ctx, id, l.opt.Now()) })
}

// KeepURL keeps what stands at an address, one found in an article for
// instance.
func (l *Library) KeepURL(ctx context.Context, url string) (feeds.Change, error) {
	// The address is a publisher's word: no private one is asked for it.
	_, c, _, err := l.keepURL(ctx, url, feeds.Keeping{}, feeds.Feed{})
	return c, err
}

// AddBookmark keeps a stored article, by id or address, or else the page at an
// address. problem says why the page's text could not be had.
func (l *Library) AddBookmark(ctx context.Context, idOrURL string, with feeds.Keeping) (b feeds.Bookmark, problem string, err error) {
	b, _, problem, err = l.keepURL(ctx, idOrURL, with, feeds.Feed{URL: feeds.WebURL("", idOrURL), Origin: feeds.OriginAdded})
	if err == nil && problem == "" && !b.Offline {
		if r, e := l.Article(ctx, b.ArticleID); e == nil && r.Wanted { // a person waits: now, not in the background
			problem, err = l.bookmarkPage(ctx, b.ID, 0, false)
		}
	}
	return b, problem, err
}

// keepURL fetches the page on behalf of a feed: what that may be asked of.
func (l *Library) keepURL(ctx context.Context, idOrURL string, with feeds.Keeping, by feeds.Feed) (b feeds.Bookmark, c feeds.Change, problem string, err error) {
	if id, err := l.FindArticle(ctx, idOrURL); err == nil {
		b, c, err = l.keepArticle(ctx, id, with)
		return b, c, "", err
	}
	u := feeds.WebURL("", idOrURL)
	if u == "" {
		return b, c, "", fmt.Errorf("%q is neither an article's id nor a web address; `broadsheet list` shows ids", feeds.CleanLine(idOrURL))
	}
	b = feeds.Bookmark{URL: u, CanonicalURL: feeds.CanonicalURL(u), Title: u, Source: feeds.Host(u), Saved: l.opt.Now(),
		Tags: with.Tags, Note: with.Note, Folder: with.Folder}
	if d, err := l.page(ctx, by, u, extract.Hint{}, false); err != nil {
		problem = pageSentence(err)
	} else {
		b.Document, b.Published = d, d.Published
		if d.Title != "" {
			b.Title = d.Title
		}
		if d.Site != "" {
			b.Source = d.Site
		}
		if d.Byline != "" {
			b.Authors = []string{d.Byline}
		}
	}
	b.Offline = b.Document != nil && problem == ""
	var kept feeds.Bookmark
	c, err = l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		kept, c, err = l.store.KeepAnd(ctx, b, l.errands(problem != ""), l.opt.Now())
		return c, err
	})
	l.kept(kept, c, err)
	return kept, c, problem, err
}

// kept sets off what follows when something was bookmarked.
func (l *Library) kept(b feeds.Bookmark, c feeds.Change, err error) {
	if err != nil || c.N == 0 {
		return
	}
	l.hooks.kept(b)
	l.wakeSender()
	l.wakeTexts()
}

// Bookmarks reads a window of the bookmarks, or of those a query asks for.
func (l *Library) Bookmarks(ctx context.Context, req feeds.BookmarkRequest) ([]feeds.Bookmark, error) {
	if req.Now.IsZero() {
		req.Now = l.opt.Now()
	}
	return l.store.Bookmarks(ctx, req)
}

// Bookmark reads one bookmark with its text. What came from another program
// with its HTML alone is made readable.
func (l *Library) Bookmark(ctx context.Context, id feeds.BookmarkID) (feeds.Bookmark, error) {
	b, err := l.store.Bookmark(ctx, id)
	if err == nil && b.Document == nil && b.HTML != "" {
		b.Document = readable(b)
	}
	return b, err
}

// FindBookmark finds a bookmark by its id or its address.
func (l *Library) FindBookmark(ctx context.Context, idOrURL string) (feeds.Bookmark, error) {
	if id, err := strconv.ParseInt(idOrURL, 10, 64); err == nil {
		if b, err := l.store.Bookmark(ctx, feeds.BookmarkID(id)); err == nil {
			return b, nil
		}
	} else if b, err := l.store.BookmarkByURL(ctx, idOrURL); err == nil && b.ID != 0 {
		return b, nil
	}
	return feeds.Bookmark{}, fmt.Errorf("no bookmark has the id or address %q; `broadsheet bookmarks list` shows them", feeds.CleanLine(idOrURL))
}

// EditBookmark changes a bookmark's tags, note and folder.
func (l *Library) EditBookmark(ctx context.Context, id feeds.BookmarkID, with feeds.Keeping) (feeds.Change, error) {
	b, err := l.store.Bookmark(ctx, id)
	if err != nil {
		return feeds.Change{}, fmt.Errorf("find the bookmark: %w", err)
	}
	b.Tags, b.Note, b.Folder = with.Tags, with.Note, with.Folder
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.EditBookmark(ctx, b, l.opt.Now()) })
}

// RemoveBookmarks removes bookmarks; undo brings them back whole.
func (l *Library) RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.RemoveBookmarks(ctx, ids, l.opt.Now()) })
}
