package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/extract"
)

// Keep keeps an article as a bookmark with its own copy of the text.
func (l *Library) Keep(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	_, c, err := l.keepArticle(ctx, id, with)
	return c, err
}

func (l *Library) keepArticle(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Bookmark, feeds.Change, error) {
	r, err := l.Article(ctx, id)
	if err != nil {
		return feeds.Bookmark{}, feeds.Change{}, err
	}
	d := r.Document
	if page, _, err := l.store.PageDocument(ctx, id); err == nil && page != nil {
		d = page
	}
	a := r.Article
	b, c, err := l.store.Keep(ctx, feeds.Bookmark{
		ArticleID: a.ID, URL: a.URL, CanonicalURL: a.CanonicalURL, Title: a.Title, Source: r.Feed.Name(),
		Authors: a.Authors, Published: a.Published, Saved: l.opt.Now(), Topics: a.Topics, Summary: a.Summary,
		Tags: with.Tags, Note: with.Note, Folder: with.Folder, HTML: a.HTML, Document: d,
	}, l.opt.Now())
	c, err = l.changed(c, err)
	if err == nil && c.N > 0 {
		l.hooks.kept(b)
	}
	return b, c, err
}

// Unkeep removes the bookmark of an article.
func (l *Library) Unkeep(ctx context.Context, id feeds.ArticleID) (feeds.Change, error) {
	return l.changed(l.store.Unkeep(ctx, id, l.opt.Now()))
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
	kept, c, err := l.store.Keep(ctx, b, l.opt.Now())
	c, err = l.changed(c, err)
	if err == nil && c.N > 0 {
		l.hooks.kept(kept)
	}
	return kept, c, problem, err
}

// Bookmarks reads a window of the bookmarks.
func (l *Library) Bookmarks(ctx context.Context, req feeds.BookmarkRequest) ([]feeds.Bookmark, error) {
	return l.store.Bookmarks(ctx, req)
}

// Bookmark reads one bookmark with its text.
func (l *Library) Bookmark(ctx context.Context, id feeds.BookmarkID) (feeds.Bookmark, error) {
	return l.store.Bookmark(ctx, id)
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
	return l.changed(l.store.EditBookmark(ctx, b, l.opt.Now()))
}

// RemoveBookmarks removes bookmarks; undo brings them back whole.
func (l *Library) RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	return l.changed(l.store.RemoveBookmarks(ctx, ids, l.opt.Now()))
}

// BookmarkFormats names the formats of WriteBookmarks.
func BookmarkFormats() []string {
	var names []string
	for _, f := range bookmarks.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// BookmarkFormatOf is the format that a file's ending names, netscape where it
// names none.
func BookmarkFormatOf(path string) string {
	ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	for _, f := range bookmarks.Formats() {
		if ext != "" && (strings.TrimPrefix(f.Ext, ".") == ext || ext == "htm" && strings.HasSuffix(f.Ext, "html")) {
			return f.Name
		}
	}
	return "netscape"
}

// Written says what WriteBookmarks wrote and what it left out.
type Written = bookmarks.Count

// WriteBookmarks writes all bookmarks in a format.
func (l *Library) WriteBookmarks(ctx context.Context, w io.Writer, format string) (Written, error) {
	moment, err := l.store.Snapshot(ctx)
	if err != nil {
		return Written{}, err
	}
	defer func() { _ = moment.Close() }()
	return bookmarks.Export(w, format, moment.All(ctx), bookmarks.Options{Now: l.opt.Now()})
}

// ExportBookmarks writes all bookmarks to a file, in the format its ending
// names. The file appears whole or not at all.
func (l *Library) ExportBookmarks(ctx context.Context, path string) (int, error) {
	path = expand(path)
	if path == "" {
		return 0, errors.New("name a file to write the bookmarks to")
	}
	var n Written
	err := WriteFile(path, func(w io.Writer) (err error) {
		n, err = l.WriteBookmarks(ctx, w, BookmarkFormatOf(path))
		return err
	})
	return n.Written, err
}

// ImportBookmarks takes in another program's bookmarks as one undoable step.
func (l *Library) ImportBookmarks(ctx context.Context, data []byte, name string) (feeds.ImportReport, error) {
	in, err := bookmarks.Import(bytes.NewReader(data))
	if err != nil {
		return feeds.ImportReport{}, fmt.Errorf("%s was not imported: %s", feeds.CleanLine(name), bookmarks.Sentence(err))
	}
	report := feeds.ImportReport{Title: in.Format}
	for _, s := range in.Skipped {
		report.Skipped = append(report.Skipped, feeds.CleanLine(fmt.Sprintf("line %d: %s: %s", s.Line, s.What, s.Why)))
	}
	now := l.opt.Now()
	for i := range in.Bookmarks {
		b := &in.Bookmarks[i]
		b.ID, b.ArticleID = 0, 0 // of another store, where they mean something else
		if b.Saved.IsZero() {
			b.Saved = now
		}
	}
	done, c, err := l.store.ImportBookmarks(ctx, func(yield func(feeds.Bookmark, error) bool) {
		for _, b := range in.Bookmarks {
			if !yield(b, nil) {
				return
			}
		}
	}, name, now, false)
	report.Added, report.Duplicate = done.Added, done.Changed+done.Same
	_, err = l.changed(c, err)
	return report, err
}
