package store

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"io"
	"sync"

	"broadsheet/feeds"
)

var (
	qKeepImage = define("journal a bookmark", "INSERT INTO journal_bookmarks(journal_id, bookmark_id, other) VALUES (?, ?, ?)")
	qImages    = define("bookmarks of a step", "SELECT id, bookmark_id FROM journal_bookmarks WHERE journal_id = ? ORDER BY id")
	qImage     = define("bookmark of a step", "SELECT other FROM journal_bookmarks WHERE id = ?")
	qSetImage  = define("set bookmark of a step", "UPDATE journal_bookmarks SET other = ? WHERE id = ?")
)

// journalBookmark notes what a bookmark was before the step changed it.
func (s *session) journalBookmark(j *entry, im bookmarkImage) error {
	if j.unkept {
		return nil
	}
	if err := s.beginStep(j); err != nil {
		return err
	}
	other, err := packBookmark(im.Bookmark)
	if err != nil {
		return err
	}
	_, err = s.exec(qKeepImage, j.id, int64(im.ID), other)
	return err
}

// swapBookmarks exchanges the bookmarks of a step with the store's, one at a
// time: the last undone first, and redone in the order they were made.
func (s *session) swapBookmarks(step int64, undo bool) error {
	type row struct {
		id       int64
		bookmark feeds.BookmarkID
	}
	var rows []row
	err := s.each(qImages, []any{step}, func(scan func(...any) error) error {
		var r row
		err := scan(&r.id, &r.bookmark)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return err
	}
	for i := range rows {
		r := rows[i]
		if undo {
			r = rows[len(rows)-1-i]
		}
		var packed []byte
		if err := s.row(qImage, []any{r.id}, &packed); err != nil {
			return err
		}
		b, err := unpackBookmark(packed)
		if err != nil {
			return err
		}
		mine, err := s.swapBookmark(bookmarkImage{r.bookmark, b})
		if err != nil {
			return err
		}
		if packed, err = packBookmark(mine.Bookmark); err != nil {
			return err
		}
		if _, err := s.exec(qSetImage, packed, r.id); err != nil {
			return err
		}
	}
	return nil
}

func packBookmark(b *feeds.Bookmark) ([]byte, error) {
	if b == nil {
		return []byte{}, nil
	}
	return deflate(b)
}

func unpackBookmark(packed []byte) (*feeds.Bookmark, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	b := new(feeds.Bookmark)
	return b, inflate(packed, b)
}

// deflaters are kept: a new one takes hundreds of kilobytes.
var deflaters = sync.Pool{New: func() any {
	z, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is one
	}
	return z
}}

func deflate(v any) ([]byte, error) {
	var b bytes.Buffer
	z := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(z)
	z.Reset(&b)
	if err := json.NewEncoder(z).Encode(v); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

func inflate(packed []byte, v any) error {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}
