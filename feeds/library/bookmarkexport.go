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
	moment, err := l.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = moment.Close() }()
	opt := bookmarks.Options{Dialect: e.Dialect, CSVSafe: e.CSVSafe, Template: e.Template, Text: readable}
	if e.Images {
		opt.Picture = func(url string) ([]byte, error) { return l.Picture(ctx, 0, url) }
	}
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

// ExportBookmarks writes all bookmarks to a file, in the format its ending
// names. The file appears whole or not at all.
func (l *Library) ExportBookmarks(ctx context.Context, path string) (int, error) {
	path = expand(path)
	if path == "" {
		return 0, errors.New("name a file to write the bookmarks to")
	}
	var n feeds.BookmarksExported
	err := WriteFile(path, func(w io.Writer) (err error) {
		n, err = l.WriteBookmarks(ctx, w, feeds.BookmarkExport{Format: BookmarkFormatOf(path)})
		return err
	})
	return n.Written, err
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
