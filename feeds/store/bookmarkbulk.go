package store

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// EditBookmarks changes the tags and the folder of many as one step.
func (s *Store) EditBookmarks(ctx context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit, now time.Time) (feeds.Change, error) {
	verb := "tag"
	if e.Move {
		verb = "move"
	}
	return s.changeEach(ctx, verb, ids, now, func(b *feeds.Bookmark) {
		b.Tags = slices.DeleteFunc(union(b.Tags, e.Add), func(tag string) bool {
			return slices.ContainsFunc(e.Drop, func(drop string) bool { return strings.EqualFold(tag, drop) })
		})
		if e.Move {
			b.Folder = cleanFolder(e.Folder)
		}
	})
}

// changeEach does the same to bookmarks that are there, as one step of the
// journal.
func (s *Store) changeEach(ctx context.Context, verb string, ids []feeds.BookmarkID, now time.Time, do func(*feeds.Bookmark)) (c feeds.Change, err error) {
	err = s.update(ctx, verb+" bookmarks", func(w *session) error {
		j := newEntry(verb, now)
		for _, id := range ids {
			old, err := w.bookmark(id)
			if err != nil {
				return err
			}
			if old == nil {
				continue
			}
			changed := *old
			changed.Tags = slices.Clone(old.Tags)
			if do(&changed); len(changed.Tags) == 0 {
				changed.Tags = nil
			}
			if reflect.DeepEqual(changed, *old) {
				continue
			}
			if _, err := w.putBookmark(id, &changed); err != nil {
				return err
			}
			if err := w.journalBookmark(j, bookmarkImage{id, old}); err != nil {
				return err
			}
			j.count(changed.Title)
		}
		c, err = w.journal(j, many(j.n))
		return err
	})
	return c, err
}

// ToKeep is a bookmark to keep and what is to be done for it, as KeepAnd has it.
type ToKeep struct {
	Bookmark feeds.Bookmark
	Do       Errands
}

// KeepAll is KeepAnd for many, as one step. It gives those that it added or
// added something to.
func (s *Store) KeepAll(ctx context.Context, list []ToKeep, now time.Time) (kept []feeds.Bookmark, c feeds.Change, err error) {
	err = s.update(ctx, "keep bookmarks", func(w *session) error {
		j := newEntry("bookmark", now)
		for _, k := range list {
			n := j.n
			id, _, err := w.keep(k.Bookmark, j)
			if err != nil {
				return err
			}
			if j.n == n {
				continue
			}
			is, err := w.bookmark(id)
			if err != nil {
				return err
			}
			if err := w.errands(*is, k.Do, now); err != nil {
				return err
			}
			kept = append(kept, *is)
		}
		c, err = w.journal(j, many(j.n))
		return err
	})
	return kept, c, err
}

// UnkeepAll removes the bookmarks of articles as one step.
func (s *Store) UnkeepAll(ctx context.Context, articles []feeds.ArticleID, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "remove bookmarks", func(w *session) error {
		var ids []feeds.BookmarkID
		for _, article := range articles {
			of, err := w.bookmarksOfArticle(article)
			if err != nil {
				return err
			}
			ids = append(ids, of...)
		}
		c, err = w.unkeep(ids, now)
		return err
	})
	return c, err
}

func (s *session) bookmarksOfArticle(article feeds.ArticleID) (ids []feeds.BookmarkID, err error) {
	err = s.each(qBookmarksOf, []any{int64(article)}, func(scan func(...any) error) error {
		var id feeds.BookmarkID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}
