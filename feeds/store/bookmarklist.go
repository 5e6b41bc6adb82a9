package store

import (
	"context"
	"math"

	"broadsheet/feeds"
)

const (
	afterKey = " WHERE (b.saved, b.id) < (?, ?) ORDER BY b.saved DESC, b.id DESC LIMIT ?"
	withBody = ", x.html, x.document FROM bookmarks b JOIN bookmark_bodies x ON x.bookmark_id = b.id" + afterKey
)

var (
	qBookmarkRows   = define("list bookmarks", bookmarkColumns+" FROM bookmarks b"+afterKey)
	qBookmarkBodies = define("list bookmarks with their text", bookmarkColumns+withBody)
)

// maxKey stands for a time and an id after all others.
const maxKey = math.MaxInt64

// Bookmarks gives a window of the bookmarks, latest saved first.
func (s *Store) Bookmarks(ctx context.Context, req feeds.BookmarkRequest) (out []feeds.Bookmark, err error) {
	q, read := qBookmarkRows, func(scan func(...any) error) (feeds.Bookmark, error) { return scanBookmark(scan) }
	if req.Bodies {
		q, read = qBookmarkBodies, scanBookmarkBody
	}
	saved, id := int64(maxKey), int64(maxKey)
	if !req.AfterSaved.IsZero() || req.AfterID != 0 {
		saved, id = millis(req.AfterSaved), int64(req.AfterID)
	}
	err = s.view(ctx, "list bookmarks", func(r *session) error {
		if len(req.IDs) > 0 {
			if out, err = r.bookmarksThere(req.IDs, req.Bodies); err != nil {
				return err
			}
			for i := range out {
				if err := r.hider(&out[i]); err != nil {
					return err
				}
			}
			return nil
		}
		if req.Query != "" {
			out, err = r.searchBookmarks(req, saved, id)
			return err
		}
		return r.each(q, []any{saved, id, max(req.Limit, 0)}, func(scan func(...any) error) error {
			b, err := read(scan)
			out = append(out, b)
			return err
		})
	})
	return out, err
}

// CountBookmarks gives how many there are.
func (s *Store) CountBookmarks(ctx context.Context) (n int, err error) {
	err = s.view(ctx, "count the bookmarks", func(r *session) error { return r.row(qBookmarks, nil, &n) })
	return n, err
}

// Bookmark gives one with its text; ErrNotFound.
func (s *Store) Bookmark(ctx context.Context, id feeds.BookmarkID) (out feeds.Bookmark, err error) {
	err = s.view(ctx, "read a bookmark", func(r *session) error {
		b, err := r.bookmark(id)
		if err == nil && b == nil {
			return ErrNotFound
		}
		if b != nil {
			out = *b
			err = r.hider(&out)
		}
		return err
	})
	return out, err
}

// BookmarkByURL gives the bookmark of a page; ErrNotFound.
func (s *Store) BookmarkByURL(ctx context.Context, url string) (out feeds.Bookmark, err error) {
	var id feeds.BookmarkID
	err = s.view(ctx, "find a bookmark by its address", func(r *session) error {
		return r.row(qBookmarkID, []any{samePage(feeds.Bookmark{URL: url})}, &id)
	})
	if err != nil {
		return out, err
	}
	return s.Bookmark(ctx, id)
}

// BookmarkFor is the id of the bookmark that b is one with; 0 for none.
func (s *Store) BookmarkFor(ctx context.Context, b feeds.Bookmark) (id feeds.BookmarkID, err error) {
	err = s.view(ctx, "find the bookmark of a page", func(r *session) error {
		id, err = r.bookmarkFor(b)
		return err
	})
	return id, err
}
