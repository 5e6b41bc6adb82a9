package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"

	"broadsheet/feeds"
)

const (
	byFolder = "replace(b.folder, '/', char(1))" // as the index has it
	inFolder = " WHERE " + byFolder + " = ? ORDER BY b.saved DESC, b.id DESC"
)

var (
	qFirstFolder  = define("first folder of bookmarks", "SELECT "+byFolder+" FROM bookmarks b WHERE "+byFolder+" >= '' ORDER BY "+byFolder+" LIMIT 1")
	qNextFolder   = define("next folder of bookmarks", "SELECT "+byFolder+" FROM bookmarks b WHERE "+byFolder+" > ? ORDER BY "+byFolder+" LIMIT 1")
	qFolderRows   = define("bookmarks of a folder", bookmarkColumns+" FROM bookmarks b"+inFolder)
	qFolderBodies = define("bookmarks of a folder with their text", bookmarkColumns+
		", x.html, x.document FROM bookmarks b JOIN bookmark_bodies x ON x.bookmark_id = b.id"+inFolder)
	qBookmarkRow = define("bookmark without its text", bookmarkColumns+" FROM bookmarks b WHERE b.id = ?")
)

// Snapshot is the bookmarks of one moment, whatever is changed meanwhile, over
// a connection of its own: a slow reader of it holds nobody up. It is for one
// goroutine, which closes it.
type Snapshot struct {
	N  int // how many there are
	db *sql.DB
	in *session
}

// Snapshot holds on to the bookmarks as they are.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	db, err := connect(s.path, s.how, 1, append(commonPragmas(), "query_only(1)", "cache_size(-2000)"))
	if err != nil {
		return nil, err
	}
	x := &Snapshot{db: db}
	if x.in, err = newSession(ctx, db, s.reach); err == nil {
		_, err = x.in.exec(qBeginRead)
	}
	if err == nil {
		err = x.in.row(qBookmarks, nil, &x.N) // the first read says which moment
	}
	if err != nil {
		return nil, wrap("read the bookmarks", errors.Join(err, x.Close()))
	}
	return x, nil
}

// Close lets the moment go.
func (x *Snapshot) Close() error {
	if x.in != nil {
		_ = x.in.close()
	}
	return x.db.Close()
}

// All streams every bookmark, with its text where bodies are wanted, folder by
// folder, each folder followed by those within it, latest saved first. It can
// be walked again, and gives the same.
func (x *Snapshot) All(ctx context.Context, bodies bool) iter.Seq2[feeds.Bookmark, error] {
	q, read := qFolderRows, func(scan func(...any) error) (feeds.Bookmark, error) { return scanBookmark(scan) }
	if bodies {
		q, read = qFolderBodies, scanBookmarkBody
	}
	return func(yield func(feeds.Bookmark, error) bool) {
		x.in.ctx = ctx
		var folder string
		err := x.in.row(qFirstFolder, nil, &folder)
		for err == nil {
			err = x.in.each(q, []any{folder}, func(scan func(...any) error) error {
				b, err := read(scan)
				if err == nil && !yield(b, nil) {
					err = errEnough
				}
				return err
			})
			if err == nil {
				err = x.in.row(qNextFolder, []any{folder}, &folder)
			}
		}
		if !errors.Is(err, errEnough) && !errors.Is(err, sql.ErrNoRows) {
			yield(feeds.Bookmark{}, wrap("read bookmarks", err))
		}
	}
}

// Only is All, with the texts, for the bookmarks that have these ids.
func (x *Snapshot) Only(ctx context.Context, ids []feeds.BookmarkID) iter.Seq2[feeds.Bookmark, error] {
	return func(yield func(feeds.Bookmark, error) bool) {
		x.in.ctx = ctx
		rows := make([]feeds.Bookmark, 0, len(ids))
		for _, id := range ids {
			err := x.in.each(qBookmarkRow, []any{int64(id)}, func(scan func(...any) error) error {
				b, err := scanBookmark(scan)
				rows = append(rows, feeds.Bookmark{ID: b.ID, Folder: b.Folder, Saved: b.Saved})
				return err
			})
			if err != nil {
				yield(feeds.Bookmark{}, wrap("read bookmarks", err))
				return
			}
		}
		feeds.SortStable(rows, inOrder)
		for i, row := range rows {
			if i > 0 && rows[i-1].ID == row.ID {
				continue // named twice
			}
			b, err := x.in.bookmark(row.ID)
			if err != nil {
				yield(feeds.Bookmark{}, wrap("read bookmarks", err))
				return
			}
			if !yield(*b, nil) {
				return
			}
		}
	}
}

// inOrder compares as the index bookmarks_folder does.
func inOrder(a, b feeds.Bookmark) int {
	folder := func(b feeds.Bookmark) string { return strings.ReplaceAll(b.Folder, "/", "\x01") }
	return cmp.Or(strings.Compare(folder(a), folder(b)), b.Saved.Compare(a.Saved), cmp.Compare(b.ID, a.ID))
}
