package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"reflect"
	"slices"
	"time"

	"broadsheet/feeds"
)

// Taken counts what an import or a restore did with the bookmarks it was given.
type Taken struct {
	Added   int // were not here
	Changed int // were here and differed
	Same    int // were here as they are
}

// errDry ends a transaction that was to count alone.
var errDry = errors.New("nothing is to be kept")

// ImportBookmarks keeps many as one step, named what: one that is here already
// is merged with what comes. An error of in takes back the whole import; dry
// does so in the end, for the counts alone.
func (s *Store) ImportBookmarks(ctx context.Context, in iter.Seq2[feeds.Bookmark, error], what string, now time.Time, dry bool) (Taken, feeds.Change, error) {
	return s.takeBookmarks(ctx, "import bookmarks", in, what, now, dry, (*session).keep)
}

// RestoreBookmarks makes bookmarks what in says they were, as one step. Those
// that in does not have stay as they are.
func (s *Store) RestoreBookmarks(ctx context.Context, in iter.Seq2[feeds.Bookmark, error], what string, now time.Time, dry bool) (Taken, feeds.Change, error) {
	return s.takeBookmarks(ctx, "restore bookmarks", in, what, now, dry, (*session).restore)
}

func (s *Store) takeBookmarks(ctx context.Context, verb string, in iter.Seq2[feeds.Bookmark, error], what string, now time.Time, dry bool,
	take func(*session, feeds.Bookmark, *entry) (feeds.BookmarkID, bool, error)) (done Taken, c feeds.Change, err error) {
	err = s.update(ctx, verb, func(w *session) error {
		j := newEntry(verb, now)
		for b, err := range in {
			if err == nil {
				err = ctx.Err() // nothing is lost by stopping: all of it or nothing
			}
			if err != nil {
				return err
			}
			n := j.n
			_, isNew, err := take(w, b, j)
			switch {
			case err != nil:
				return err
			case isNew:
				done.Added++
			case j.n > n:
				done.Changed++
			default:
				done.Same++
			}
		}
		if dry {
			return errDry
		}
		c, err = w.journal(j, what)
		return err
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return done, c, err
}

// restore makes the bookmark of b's page what b says. One that is gone comes
// back under its id where no other has that; the article may be another
// store's.
func (s *session) restore(b feeds.Bookmark, j *entry) (id feeds.BookmarkID, isNew bool, err error) {
	if b.Saved.IsZero() {
		b.Saved = j.at
	}
	b.CanonicalURL = samePage(b)
	b.Saved, b.Published = fromMillis(millis(b.Saved)), fromMillis(millis(b.Published))
	b.Folder, b.Tags, b.Highlights = cleanFolder(b.Folder), union(nil, b.Tags), unionHighlights(nil, b.Highlights)
	b.Link = settledLink(b.Link)
	if id, err = s.bookmarkFor(b); err != nil {
		return 0, false, err
	}
	old, err := s.bookmark(id)
	if err != nil {
		return 0, false, err
	}
	if old != nil {
		b.ID, b.ArticleID = id, old.ArticleID
		if !b.Link.Checked.After(old.Link.Checked) {
			b.Link = old.Link // what is known of it by now
		}
		if reflect.DeepEqual(settled(*old), settled(b)) {
			return id, false, nil
		}
	} else {
		if b.ArticleID, err = s.sameArticle(b); err != nil {
			return 0, false, err
		}
		switch other, err := s.bookmark(b.ID); {
		case err != nil:
			return 0, false, err
		case other == nil:
			id = b.ID // 0 is a new one's
		}
	}
	if id, err = s.putBookmark(id, &b); err != nil {
		return 0, false, err
	}
	j.count(b.Title)
	return id, old == nil, s.journalBookmark(j, bookmarkImage{id, old})
}

// settled is b with empty lists as nil, for comparing.
func settled(b feeds.Bookmark) feeds.Bookmark {
	b.Tags, b.Authors, b.Topics = slices.Clip(b.Tags), slices.Clip(b.Authors), slices.Clip(b.Topics)
	for _, list := range []*[]string{&b.Tags, &b.Authors, &b.Topics} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(b.Highlights) == 0 {
		b.Highlights = nil
	}
	return b
}

var qArticleTitle = define("title of an article", "SELECT title FROM articles WHERE id = ?")

// sameArticle is b's article where this store has it: under the same id an
// article of the same title.
func (s *session) sameArticle(b feeds.Bookmark) (feeds.ArticleID, error) {
	var title string
	switch err := s.row(qArticleTitle, []any{int64(b.ArticleID)}, &title); {
	case errors.Is(err, sql.ErrNoRows) || err == nil && title != b.Title:
		return 0, nil
	case err != nil:
		return 0, err
	}
	return b.ArticleID, nil
}
