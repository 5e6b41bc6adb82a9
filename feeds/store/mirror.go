package store

import (
	"context"
	"errors"
	"time"

	"broadsheet/feeds"
)

var (
	qMirror     = define("mirror", "SELECT path, format, sum FROM mirror WHERE id = 1")
	qNewMirror  = define("new mirror", "INSERT OR REPLACE INTO mirror(id, path, format) VALUES (1, ?, ?)")
	qNoMirror   = define("no mirror", "DELETE FROM mirror")
	qNoChanges  = define("forget what the mirror lacks", "DELETE FROM mirror_changes")
	qAllChanged = define("mirror lacks all", "INSERT INTO mirror_changes(bookmark_id, url, canonical) SELECT id, url, canonical FROM bookmarks ORDER BY saved")
	qHoldMirror = define("hold the mirror", "UPDATE mirror SET holder = ?1, until = ?2 WHERE id = 1 AND (holder IN ('', ?1) OR NOT (until > ?3 AND until <= ?2))")
	qFreeMirror = define("free the mirror", "UPDATE mirror SET holder = '', until = 0 WHERE id = 1 AND holder = ?")
	qChanges    = define("what the mirror lacks", "SELECT seq, bookmark_id, url, canonical FROM mirror_changes ORDER BY seq LIMIT ?")
	qBehind     = define("whether the mirror lacks anything", "SELECT seq FROM mirror_changes ORDER BY seq DESC LIMIT 1")
	qMirrored   = define("mirrored", "DELETE FROM mirror_changes WHERE seq <= ?")
	qMirrorSum  = define("sum of the mirror", "UPDATE mirror SET sum = ? WHERE id = 1")
)

// Mirror is where bookmarks are mirrored as files.
type Mirror struct {
	Path, Format string // both "" for nowhere
	Sum          string // of the file, or a word for the folder, as SetMirrored put it down; "" before the first time
}

// MirrorChange is a bookmark that was changed since it was mirrored.
type MirrorChange struct {
	Seq  int64
	ID   feeds.BookmarkID
	Page feeds.Bookmark // its addresses, then
}

// Mirror is the mirror that changes are put down for.
func (s *Store) Mirror(ctx context.Context) (m Mirror, err error) {
	err = s.view(ctx, "read the mirror", func(r *session) error { return r.row(qMirror, nil, &m.Path, &m.Format, &m.Sum) })
	if errors.Is(err, ErrNotFound) {
		return m, nil
	}
	return m, err
}

// SetMirror puts changes down for another mirror from now on, which lacks every
// bookmark; for none where m has no path.
func (s *Store) SetMirror(ctx context.Context, m Mirror) error {
	return s.update(ctx, "set the mirror", func(w *session) error {
		_, err := w.exec(qNoChanges)
		if err == nil && m.Path == "" {
			_, err = w.exec(qNoMirror)
			return err
		}
		if err == nil {
			_, err = w.exec(qNewMirror, m.Path, m.Format)
		}
		if err == nil {
			_, err = w.exec(qAllChanged)
		}
		return err
	})
}

// HoldMirror claims the mirror for holder, or keeps its claim, until a time;
// ok is false while another has it. FreeMirror ends the claim.
func (s *Store) HoldMirror(ctx context.Context, holder string, until, now time.Time) (ok bool, err error) {
	err = s.update(ctx, "hold the mirror", func(w *session) error {
		n, err := w.exec(qHoldMirror, holder, millis(until), millis(now))
		ok = n > 0
		return err
	})
	return ok, err
}

// FreeMirror lets others write the mirror.
func (s *Store) FreeMirror(ctx context.Context, holder string) error {
	return s.update(ctx, "free the mirror", func(w *session) error {
		_, err := w.exec(qFreeMirror, holder)
		return err
	})
}

// MirrorChanges gives the first changes that the mirror lacks.
func (s *Store) MirrorChanges(ctx context.Context, limit int) (out []MirrorChange, err error) {
	err = s.view(ctx, "read what the mirror lacks", func(r *session) error {
		return r.each(qChanges, []any{limit}, func(scan func(...any) error) error {
			var c MirrorChange
			err := scan(&c.Seq, &c.ID, &c.Page.URL, &c.Page.CanonicalURL)
			out = append(out, c)
			return err
		})
	})
	return out, err
}

// MirrorBehind gives the last change that the mirror lacks, 0 for none.
func (s *Store) MirrorBehind(ctx context.Context) (seq int64, err error) {
	err = s.view(ctx, "see whether the mirror is behind", func(r *session) error { return r.row(qBehind, nil, &seq) })
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return seq, err
}

// SetMirrored puts down that the mirror has all changes up to seq, and the sum
// of what it is now.
func (s *Store) SetMirrored(ctx context.Context, seq int64, sum string) error {
	return s.update(ctx, "put down what is mirrored", func(w *session) error {
		if _, err := w.exec(qMirrored, seq); err != nil {
			return err
		}
		_, err := w.exec(qMirrorSum, sum)
		return err
	})
}
