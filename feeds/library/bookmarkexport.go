package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/extract"
	"broadsheet/feeds/store"
)

// BookmarkFormats lists the formats bookmarks leave in.
func BookmarkFormats() []feeds.BookmarkFormat { return bookmarks.Formats() }

// BookmarkDialects names whose columns a CSV can have.
func BookmarkDialects() []string { return bookmarks.Dialects() }

// BookmarkFormatOf is the format that a file's ending names, netscape where it
// names none.
func BookmarkFormatOf(path string) string {
	ext := strings.ToLower(filepath.Ext(path))
	if ext == ".htm" {
		ext = ".html"
	}
	for _, f := range bookmarks.Formats() {
		if ext != "" && f.Ext == ext {
			return f.Name
		}
	}
	return bookmarks.Formats()[0].Name
}

// WriteBookmarks writes bookmarks of one moment to a file's writer.
func (l *Library) WriteBookmarks(ctx context.Context, w io.Writer, e feeds.BookmarkExport) (done feeds.BookmarksExported, err error) {
	err = l.exporting(ctx, e, func(ctx context.Context, list iter.Seq2[feeds.Bookmark, error], opt bookmarks.Options) (err error) {
		done, err = bookmarks.Export(ctx, w, e.Format, list, opt)
		return err
	})
	return done, err
}

// WriteNotes writes bookmarks as notes into a folder, which is made where it
// is missing. A person's own files, and what they wrote in a note, stay.
func (l *Library) WriteNotes(ctx context.Context, dir string, e feeds.BookmarkExport) (done feeds.BookmarksExported, err error) {
	e.Format = "obsidian"
	folder, err := openNotes(expand(dir))
	if err != nil {
		return done, err
	}
	defer folder.close()
	err = l.exporting(ctx, e, func(ctx context.Context, list iter.Seq2[feeds.Bookmark, error], opt bookmarks.Options) (err error) {
		done, err = bookmarks.ExportNotes(ctx, folder, list, opt)
		if of := errors.Unwrap(err); of != nil {
			err = of // a sentence of the folder's, or the store's
		}
		return plain(err)
	})
	return done, err
}

// exporting hands one moment's bookmarks to do, those that e names.
func (l *Library) exporting(ctx context.Context, e feeds.BookmarkExport, do func(context.Context, iter.Seq2[feeds.Bookmark, error], bookmarks.Options) error) error {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return err
	}
	defer done()
	matches, err := matching(e.Query, l.opt.Now())
	if err != nil {
		return err
	}
	opt := bookmarks.Options{Dialect: e.Dialect, CSVSafe: e.CSVSafe, Text: readable, Told: e.Told}
	if e.Images {
		opt.Picture = func(of feeds.ArticleID, url string) ([]byte, error) {
			feed, err := l.store.FeedOf(ctx, of)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			return l.Picture(ctx, feed, url)
		}
	}
	if e.TemplateFile != "" {
		text, err := ReadFile(expand(e.TemplateFile))
		if err != nil {
			return err
		}
		opt.Template = string(text)
	}
	if len(e.Articles) > 0 || e.View.Kind != "" {
		return do(ctx, l.articlesLeaving(ctx, e), opt)
	}
	moment, err := l.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = moment.Close() }()
	return do(ctx, leaving(ctx, moment, e, matches), opt)
}

// leaving gives the bookmarks that e names. Texts are read only where the
// format carries them or the query asks for them.
func leaving(ctx context.Context, moment *store.Snapshot, e feeds.BookmarkExport, matches func(feeds.Bookmark) bool) iter.Seq2[feeds.Bookmark, error] {
	if len(e.IDs) > 0 {
		return moment.Only(ctx, e.IDs)
	}
	bodies := e.Query != "" || hasBodies(e.Format)
	return func(yield func(feeds.Bookmark, error) bool) {
		for b, err := range moment.All(ctx, bodies) {
			if (err != nil || matches(b)) && !yield(b, err) {
				return
			}
		}
	}
}

// readable is the text of a bookmark that came with HTML alone.
func readable(b feeds.Bookmark) *feeds.Document { return extract.FromHTML(b.HTML, b.URL) }

// ExportBookmarks writes bookmarks to a file, or a folder where the format is
// one, in the format of e or, without one, that the file's ending names. A file
// appears whole or not at all.
func (l *Library) ExportBookmarks(ctx context.Context, path string, e feeds.BookmarkExport) (done feeds.BookmarksExported, err error) {
	if path = expand(path); path == "" {
		return done, errors.New("name a file to write the bookmarks to")
	}
	if e.Format == "" {
		e.Format = BookmarkFormatOf(path)
	}
	if isFolder(e.Format) {
		return l.WriteNotes(ctx, path, e)
	}
	err = WriteFile(path, func(w io.Writer) (err error) {
		done, err = l.WriteBookmarks(ctx, w, e)
		return err
	})
	return done, err
}

// PreviewBookmarks is the beginning of what an export would write: whole lines,
// at most so many bytes. Of a folder and of what is no text there is none.
func (l *Library) PreviewBookmarks(ctx context.Context, e feeds.BookmarkExport, most int) (string, error) {
	w := &beginning{most: most}
	e.Images, e.Told = false, nil // nothing is fetched to look at
	if _, err := l.WriteBookmarks(ctx, w, e); err != nil && !errors.Is(err, errFull) {
		return "", err
	}
	text := w.text.String()
	if i := strings.LastIndexByte(text, '\n'); w.full && i > 0 {
		text = text[:i]
	}
	return feeds.Clean(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\t", "    ")), nil
}

// errFull ends an export of which the beginning was wanted.
var errFull = errors.New("enough was written")

// beginning keeps the first bytes of what is written.
type beginning struct {
	text strings.Builder
	most int
	full bool
}

func (b *beginning) Write(p []byte) (int, error) {
	if room := b.most - b.text.Len(); len(p) > room {
		b.text.Write(p[:room])
		b.full = true
		return room, errFull
	}
	return b.text.Write(p)
}

// matching is what a query asks of a bookmark. An export has an order of its
// own, in which no order that a query asks for could hold all of them.
func matching(query string, now time.Time) (func(feeds.Bookmark) bool, error) {
	q, err := feeds.ParseQuery(query)
	switch {
	case err != nil:
		return nil, err
	case q.Sort != feeds.SortDate:
		return nil, fmt.Errorf("an export has the order of its format; leave out sort:%s", q.Sort)
	case q.Where == nil:
		return func(feeds.Bookmark) bool { return true }, nil
	}
	m := q.Matcher(now)
	return func(b feeds.Bookmark) bool { return m.Matches(feeds.QueriedBookmark(b)) }, nil
}

// BookmarkFormats lists the formats bookmarks leave in.
func (l *Library) BookmarkFormats() []feeds.BookmarkFormat { return BookmarkFormats() }
