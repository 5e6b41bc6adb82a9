package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/store"
)

// BookmarkImports names the formats that bookmarks come in.
func BookmarkImports() (names, titles []string) { return bookmarks.Readable() }

// OpenBookmarks opens a file to import that a person names. Its errors are
// sentences.
func OpenBookmarks(path string) (*os.File, error) {
	if strings.TrimSpace(path) == "" {
		return nil, errors.New("name a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, readSentence(path, err)
	}
	return f, nil
}

// ImportBookmarks takes in the bookmarks of another program, or our own, as
// one undoable step. The format is found by the content where it is "". dry
// counts what would be done and does nothing.
func (l *Library) ImportBookmarks(ctx context.Context, r io.Reader, name, format string, dry bool) (feeds.ImportReport, error) {
	return l.takeBookmarks(ctx, name, dry, func(take func(feeds.Bookmark) error) (bookmarks.Report, error) {
		return bookmarks.Import(r, format, take)
	})
}

// ImportBookmarkFolder is ImportBookmarks for all files of a folder.
func (l *Library) ImportBookmarkFolder(ctx context.Context, dir string, dry bool) (feeds.ImportReport, error) {
	return l.takeBookmarks(ctx, dir, dry, func(take func(feeds.Bookmark) error) (bookmarks.Report, error) {
		return bookmarks.ImportFS(os.DirFS(dir), take)
	})
}

func (l *Library) takeBookmarks(ctx context.Context, name string, dry bool, read func(take func(feeds.Bookmark) error) (bookmarks.Report, error)) (feeds.ImportReport, error) {
	var report bookmarks.Report
	list := stream(&report, read, func(b *feeds.Bookmark) {
		b.ID, b.ArticleID = 0, 0 // of another store, where they mean something else
		if feeds.CanonicalURL(b.CanonicalURL) == "" && b.CanonicalURL != b.URL {
			b.CanonicalURL = ""
		}
	})
	var done store.Taken
	_, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		done, c, err = l.store.ImportBookmarks(ctx, list, name, l.opt.Now(), dry)
		return c, err
	})
	return feeds.ImportReport{
		Format: report.Format, Added: done.Added, Duplicate: done.Changed + done.Same, Merged: done.Changed, Skipped: report.Skipped,
	}, importSentence(name, "imported", err)
}

// RestoreBookmarks puts bookmarks back as a copy has them, as one undoable
// step: those that are gone come back, those that were changed are as they
// were. What was kept since stays; since counts it.
func (l *Library) RestoreBookmarks(ctx context.Context, r io.Reader, name string, dry bool) (report feeds.ImportReport, since int, err error) {
	var read bookmarks.Report
	list := stream(&read, func(take func(feeds.Bookmark) error) (bookmarks.Report, error) { return bookmarks.ImportOwn(r, take) }, func(*feeds.Bookmark) {})
	before, err := l.store.CountBookmarks(ctx)
	if err != nil {
		return report, 0, err
	}
	var done store.Taken
	_, err = l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		done, c, err = l.store.RestoreBookmarks(ctx, list, name, l.opt.Now(), dry)
		return c, err
	})
	report = feeds.ImportReport{Format: read.Format, Added: done.Added, Duplicate: done.Changed + done.Same, Merged: done.Changed, Skipped: read.Skipped}
	return report, max(0, before-report.Duplicate), importSentence(name, "restored", err)
}

// errTaken ends reading when nobody takes any more.
var errTaken = errors.New("no more is taken")

// stream makes a sequence of what read hands over, and keeps its report.
func stream(report *bookmarks.Report, read func(take func(feeds.Bookmark) error) (bookmarks.Report, error), each func(*feeds.Bookmark)) iter.Seq2[feeds.Bookmark, error] {
	return func(yield func(feeds.Bookmark, error) bool) {
		var err error
		*report, err = read(func(b feeds.Bookmark) error {
			each(&b)
			if !yield(b, nil) {
				return errTaken
			}
			return nil
		})
		if err != nil && !errors.Is(err, errTaken) {
			yield(feeds.Bookmark{}, &unreadable{err})
		}
	}
}

// unreadable is a file that could not be read, as against a store that could
// not be written.
type unreadable struct{ err error }

func (u *unreadable) Error() string { return u.err.Error() }
func (u *unreadable) Unwrap() error { return u.err }

func importSentence(name, done string, err error) error {
	var file *unreadable
	switch {
	case err == nil:
		return nil
	case errors.As(err, &file):
		return fmt.Errorf("%s was not %s: %s", feeds.CleanLine(name), done, bookmarks.Sentence(file.err))
	}
	return fmt.Errorf("%s was not %s: %w", feeds.CleanLine(name), done, err)
}
