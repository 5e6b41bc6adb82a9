package store

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"broadsheet/feeds"
)

var qHighlights = define("highlights of a bookmark", "SELECT highlights FROM bookmarks WHERE id = ?")

// HighlightsOf gives the highlights of what an article, or a copy of it, was
// kept as; none where it is not kept.
func (s *Store) HighlightsOf(ctx context.Context, article feeds.ArticleID) (out []feeds.Highlight, err error) {
	var marked string
	err = s.view(ctx, "read an article's highlights", func(r *session) error {
		var id feeds.BookmarkID
		if err := r.row(qBookmarksOf, []any{int64(article)}, &id); err != nil {
			return err
		}
		return r.row(qHighlights, []any{int64(id)}, &marked)
	})
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, nil
	case err == nil && marked != "":
		err = json.Unmarshal([]byte(marked), &out)
	}
	return out, err
}

// Highlight takes the highlights that are gone away from bookmark b.ID and puts
// others in their place, as one step; ErrNotFound. Where b has no ID yet it is
// kept with those others, as part of the step, and what is to be done about it
// is put down.
func (s *Store) Highlight(ctx context.Context, b feeds.Bookmark, gone, others []feeds.Highlight, do Errands, now time.Time) (kept feeds.Bookmark, c feeds.Change, err error) {
	verb := "highlight"
	switch {
	case len(others) == 0:
		verb = "unhighlight"
	case len(gone) > 0:
		verb = "edit highlight"
	}
	c, err = s.step(ctx, "highlight a passage", verb, now, func(w *session, j *entry) (err error) {
		id := b.ID
		if id == 0 {
			b.Highlights = feeds.Rehighlight(nil, nil, others)
			if id, _, err = w.keep(b, j); err != nil {
				return err
			}
		} else if err := w.rehighlight(id, gone, others, j); err != nil {
			return err
		}
		is, err := w.bookmark(id)
		if err != nil {
			return err
		}
		kept = *is
		if b.ID == 0 {
			return w.errands(kept, do, now)
		}
		return nil
	})
	return kept, c, err
}

// rehighlight changes the highlights of a bookmark that is there.
func (s *session) rehighlight(id feeds.BookmarkID, gone, others []feeds.Highlight, j *entry) error {
	old, err := s.bookmark(id)
	switch {
	case err != nil:
		return err
	case old == nil:
		return ErrNotFound
	}
	edited := *old
	edited.Highlights = unionHighlights(nil, feeds.Rehighlight(old.Highlights, gone, others))
	if reflect.DeepEqual(edited.Highlights, old.Highlights) {
		return nil
	}
	if _, err := s.putBookmark(id, &edited); err != nil {
		return err
	}
	j.count(old.Title)
	return s.journalBookmark(j, bookmarkImage{id, old})
}
