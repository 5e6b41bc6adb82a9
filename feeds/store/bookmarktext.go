package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

var (
	qSetBookmarkDoc = define("set document of bookmark", "UPDATE bookmark_bodies SET document = ? WHERE bookmark_id = ?")
	qSetOffline     = define("bookmark has its page's text", `UPDATE bookmarks SET offline = ?2, title = CASE WHEN title = url AND ?3 <> '' THEN ?3 ELSE title END,
		authors = CASE authors WHEN '' THEN ?4 ELSE authors END, published = CASE published WHEN 0 THEN ?5 ELSE published END WHERE id = ?1`)
	qWantText = define("want text of bookmark", `INSERT INTO bookmark_texts(bookmark_id, next) VALUES (?, ?)
		ON CONFLICT(bookmark_id) DO UPDATE SET next = excluded.next, tries = 0, problem = ''`)
	qHaveText   = define("have text of bookmark", "DELETE FROM bookmark_texts WHERE bookmark_id = ?")
	qTextFailed = define("no text of bookmark", "UPDATE bookmark_texts SET next = ?, tries = tries + ?, problem = ? WHERE bookmark_id = ?")
	qTextDue    = define("texts that are due", `SELECT t.bookmark_id, t.tries FROM bookmark_texts t JOIN bookmarks b ON b.id = t.bookmark_id
		WHERE t.next > 0 AND t.next <= ? AND b.offline = 0 ORDER BY t.next LIMIT ?`)
	qTextNext    = define("next text that is due", "SELECT next FROM bookmark_texts WHERE next > 0 ORDER BY next LIMIT 1")
	qTextProblem = define("problem of a text", "SELECT problem FROM bookmark_texts WHERE bookmark_id = ?")
	qTextGone    = define("texts that nobody wants", `DELETE FROM bookmark_texts WHERE next > 0 AND next <= ?
		AND NOT EXISTS (SELECT 1 FROM bookmarks b WHERE b.id = bookmark_texts.bookmark_id AND b.offline = 0)`)
)

// SetBookmarkDocument gives a bookmark its own copy of the text, once it has
// been read from the page, and of what the page says of itself where nothing is
// known but the address. whole says that there is no more to be had. It is not
// a change of the reader's.
func (s *Store) SetBookmarkDocument(ctx context.Context, id feeds.BookmarkID, d *feeds.Document, whole bool) error {
	return s.update(ctx, "keep a bookmark's text", func(w *session) error {
		text, err := document(d)
		if err != nil {
			return err
		}
		var authors []string
		if d.Byline != "" {
			authors = []string{d.Byline}
		}
		if _, err := w.exec(qSetOffline, int64(id), whole, d.Title, list(authors), millis(d.Published)); err != nil {
			return err
		}
		n, err := w.exec(qSetBookmarkDoc, text, int64(id))
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		b, err := w.bookmark(id)
		if err == nil {
			err = w.indexBookmark(int64(id), *b)
		}
		if err == nil && whole {
			_, err = w.exec(qHaveText, int64(id))
		}
		return err
	})
}

func (s *session) wantText(id feeds.BookmarkID, at time.Time) error {
	_, err := s.exec(qWantText, int64(id), millis(at))
	return err
}

// WantTexts puts down that the pages of bookmarks are to be asked for their
// texts from at on.
func (s *Store) WantTexts(ctx context.Context, ids []feeds.BookmarkID, at time.Time) error {
	return s.update(ctx, "want the texts of bookmarks", func(w *session) error {
		for _, id := range ids {
			if err := w.wantText(id, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// WantedText is a bookmark whose page is to be asked.
type WantedText struct {
	Bookmark feeds.BookmarkID
	Tries    int // in vain so far
}

// DueTexts gives some of the bookmarks whose pages are to be asked by now, those
// that have waited longest first.
func (s *Store) DueTexts(ctx context.Context, now time.Time, limit int) (out []WantedText, err error) {
	err = s.view(ctx, "find texts to ask for", func(r *session) error {
		return r.each(qTextDue, []any{millis(now), limit}, func(scan func(...any) error) error {
			var t WantedText
			err := scan(&t.Bookmark, &t.Tries)
			out = append(out, t)
			return err
		})
	})
	return out, err
}

// NextText is when the next page is to be asked; zero for none.
func (s *Store) NextText(ctx context.Context) (at time.Time, err error) {
	var ms int64
	err = s.view(ctx, "find the next text", func(r *session) error { return r.row(qTextNext, nil, &ms) })
	if errors.Is(err, ErrNotFound) {
		return at, nil
	}
	return fromMillis(ms), err
}

// TextFailed puts down why a page gave no text, and when it is asked again; the
// zero time: not by itself. tried says whether that counts as a try.
func (s *Store) TextFailed(ctx context.Context, id feeds.BookmarkID, next time.Time, tried bool, problem string) error {
	return s.update(ctx, "put down that a text is missing", func(w *session) error {
		_, err := w.exec(qTextFailed, millis(next), tried, problem, int64(id))
		return err
	})
}

// TextProblem is why a bookmark has not its page's text, "" where nothing went
// wrong.
func (s *Store) TextProblem(ctx context.Context, id feeds.BookmarkID) (problem string, err error) {
	err = s.view(ctx, "find why a text is missing", func(r *session) error {
		err := r.row(qTextProblem, []any{int64(id)}, &problem)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return problem, err
}

// ForgetTexts forgets what was wanted of bookmarks that have been gone since
// before, or have their texts.
func (s *Store) ForgetTexts(ctx context.Context, before time.Time) error {
	return s.update(ctx, "forget texts that nobody wants", func(w *session) error {
		_, err := w.exec(qTextGone, millis(before))
		return err
	})
}
