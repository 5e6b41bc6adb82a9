package store

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

var qBookmarksOf = define("bookmarks of an article", `SELECT b.id FROM bookmarks b WHERE b.article_id = ?1 AND b.article_id <> 0
	UNION SELECT b.id FROM articles a JOIN bookmarks b ON b.canonical_key = a.canonical_key AND b.canonical_key <> 0 WHERE a.id = ?1`)

// Keep keeps a bookmark, saved at now unless it says when. One of the same
// page is the same bookmark: tags are united, notes joined, and what it lacks
// is filled in.
func (s *Store) Keep(ctx context.Context, b feeds.Bookmark, now time.Time) (kept feeds.Bookmark, c feeds.Change, err error) {
	return s.KeepAnd(ctx, b, Errands{}, now)
}

// Errands are what is to be done about a bookmark that is new.
type Errands struct {
	Services []string  // it goes to them
	SendAt   time.Time // not before
	Text     bool      // its page is to be asked for the whole text
}

// KeepAnd is Keep that puts down in the same transaction what is to be done:
// neither is there without the other.
func (s *Store) KeepAnd(ctx context.Context, b feeds.Bookmark, do Errands, now time.Time) (kept feeds.Bookmark, c feeds.Change, err error) {
	c, err = s.step(ctx, "keep a bookmark", "bookmark", now, func(w *session, j *entry) error {
		id, _, err := w.keep(b, j)
		if err != nil {
			return err
		}
		is, err := w.bookmark(id)
		if err != nil {
			return err
		}
		kept = *is
		return w.errands(kept, do, now)
	})
	return kept, c, err
}

func (s *session) errands(b feeds.Bookmark, do Errands, now time.Time) error {
	for _, service := range do.Services {
		if err := s.enqueue(Outgoing{Service: service, Bookmark: b}, do.SendAt, now); err != nil {
			return err
		}
	}
	if do.Text && !b.Offline {
		return s.wantText(b.ID, now)
	}
	return nil
}

// keep adds b or merges it with the bookmark of its page.
func (s *session) keep(b feeds.Bookmark, j *entry) (id feeds.BookmarkID, isNew bool, err error) {
	if b.Saved.IsZero() {
		b.Saved = j.at
	}
	if id, err = s.bookmarkFor(b); err != nil {
		return 0, false, err
	}
	if id == 0 {
		b.Tags = union(nil, b.Tags)
		if id, err = s.putBookmark(0, &b); err != nil {
			return 0, false, err
		}
		j.count(b.Title)
		return id, true, s.journalBookmark(j, bookmarkImage{ID: id})
	}
	old, err := s.bookmark(id)
	if err != nil {
		return 0, false, err
	}
	both := merge(*old, b)
	if reflect.DeepEqual(both, *old) {
		return id, false, nil
	}
	if _, err := s.putBookmark(id, &both); err != nil {
		return 0, false, err
	}
	j.count(both.Title)
	return id, false, s.journalBookmark(j, bookmarkImage{id, old})
}

// merge gives old with what b adds to it: the earliest date, the tags and
// highlights of both, both notes. A title that is but the address gives way.
func merge(old, b feeds.Bookmark) feeds.Bookmark {
	out := old
	if (old.Title == "" || old.Title == old.URL) && b.Title != "" && b.Title != b.URL {
		out.Title = b.Title
	}
	out.Tags = union(old.Tags, b.Tags)
	if !strings.Contains("\n"+old.Note+"\n", "\n"+b.Note+"\n") {
		out.Note = strings.Trim(old.Note+"\n"+b.Note, "\n")
	}
	out.Highlights = unionHighlights(old.Highlights, b.Highlights)
	if b.Saved.Before(old.Saved) {
		out.Saved = b.Saved.Truncate(time.Millisecond)
	}
	if out.ArticleID == 0 {
		out.ArticleID = b.ArticleID
	}
	out.Folder = cmp.Or(old.Folder, cleanFolder(b.Folder))
	out.Source, out.Summary = cmp.Or(old.Source, b.Source), cmp.Or(old.Summary, b.Summary)
	out.HTML = cmp.Or(old.HTML, b.HTML)
	if old.Document == nil || b.Offline && !old.Offline {
		out.Document, out.Offline = b.Document, b.Offline
	}
	if old.Published.IsZero() {
		out.Published = b.Published.Truncate(time.Millisecond)
	}
	if len(old.Authors) == 0 {
		out.Authors = b.Authors
	}
	out.Topics = union(old.Topics, b.Topics)
	if b.URL == old.URL && b.Link.Checked.After(old.Link.Checked) {
		out.Link = settledLink(b.Link)
	}
	return out
}

// union gives a and what b adds, each word once whatever its case.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, word := range b {
		if !slices.ContainsFunc(out, func(have string) bool { return strings.EqualFold(have, word) }) {
			out = append(out, word)
		}
	}
	return out
}

// unionHighlights gives a and what b adds, each passage once.
func unionHighlights(a, b []feeds.Highlight) []feeds.Highlight {
	out := slices.Clone(a)
	for _, h := range b {
		if !slices.ContainsFunc(out, func(have feeds.Highlight) bool {
			return have.Quote == h.Quote && have.Prefix == h.Prefix && have.Suffix == h.Suffix && have.Note == h.Note
		}) {
			h.Made = fromMillis(millis(h.Made))
			out = append(out, h)
		}
	}
	return out
}

// EditBookmark sets title, tags, note, folder and highlights of bookmark b.ID
// from b.
func (s *Store) EditBookmark(ctx context.Context, b feeds.Bookmark, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "edit a bookmark", func(w *session) error {
		old, err := w.bookmark(b.ID)
		if err != nil {
			return err
		}
		if old == nil {
			return ErrNotFound
		}
		edited := *old
		edited.Title, edited.Note, edited.Folder = cmp.Or(b.Title, old.Title), b.Note, cleanFolder(b.Folder)
		edited.Highlights = unionHighlights(nil, b.Highlights)
		if edited.Tags = union(nil, b.Tags); reflect.DeepEqual(edited, *old) {
			return nil
		}
		if _, err := w.putBookmark(b.ID, &edited); err != nil {
			return err
		}
		j := newEntry("edit", now)
		if err := w.journalBookmark(j, bookmarkImage{b.ID, old}); err != nil {
			return err
		}
		j.count(edited.Title)
		c, err = w.journal(j, "")
		return err
	})
	return c, err
}

// RemoveBookmarks removes bookmarks; undo brings them back under their ids.
func (s *Store) RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "remove bookmarks", func(w *session) error {
		c, err = w.unkeep(ids, now)
		return err
	})
	return c, err
}

// Unkeep removes the bookmark of an article, however it was kept.
func (s *Store) Unkeep(ctx context.Context, article feeds.ArticleID, now time.Time) (feeds.Change, error) {
	return s.UnkeepAll(ctx, []feeds.ArticleID{article}, now)
}

func (s *session) unkeep(ids []feeds.BookmarkID, now time.Time) (feeds.Change, error) {
	j := newEntry("unbookmark", now)
	for _, id := range ids {
		old, err := s.bookmark(id)
		if err != nil {
			return feeds.Change{}, err
		}
		if old == nil {
			continue
		}
		if _, err := s.putBookmark(id, nil); err != nil {
			return feeds.Change{}, err
		}
		if err := s.journalBookmark(j, bookmarkImage{id, old}); err != nil {
			return feeds.Change{}, err
		}
		j.count(old.Title)
	}
	return s.journal(j, many(j.n))
}
