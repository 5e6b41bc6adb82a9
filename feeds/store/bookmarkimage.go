package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"broadsheet/feeds"
)

// bookmarkImage is a bookmark on the other side of a step: nil while it is not
// there.
type bookmarkImage struct {
	ID       feeds.BookmarkID
	Bookmark *feeds.Bookmark
}

const bookmarkColumns = `SELECT b.id, b.article_id, b.url, b.canonical, b.title, b.source, b.authors, b.published, b.saved, b.topics,
	b.summary, b.tags, b.note, b.folder, b.highlights, b.offline, (SELECT c.found FROM link_checks c WHERE c.url = b.url)`

var (
	qBookmark     = define("bookmark", bookmarkColumns+", x.html, x.document FROM bookmarks b JOIN bookmark_bodies x ON x.bookmark_id = b.id WHERE b.id = ?")
	qBookmarkID   = define("bookmark by page", "SELECT id FROM bookmarks WHERE canonical = ?")
	qDropBookmark = define("drop bookmark", "DELETE FROM bookmarks WHERE id = ?")
	qPutBookmark  = define("put bookmark", `INSERT INTO bookmarks(id, article_id, url, canonical, canonical_key, title, source, authors, published,
		saved, topics, summary, tags, note, folder, highlights, offline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	qPutBookmarkBody = define("put bookmark body", "INSERT INTO bookmark_bodies(bookmark_id, html, document) VALUES (?, ?, ?)")
)

func scanBookmark(scan func(...any) error, more ...any) (b feeds.Bookmark, err error) {
	var published, saved int64
	var authors, topics, tags, marked string
	var found *string
	err = scan(append([]any{&b.ID, &b.ArticleID, &b.URL, &b.CanonicalURL, &b.Title, &b.Source, &authors, &published, &saved,
		&topics, &b.Summary, &tags, &b.Note, &b.Folder, &marked, &b.Offline, &found}, more...)...)
	b.Published, b.Saved = fromMillis(published), fromMillis(saved)
	b.Authors, b.Topics, b.Tags = fromList(authors), fromList(topics), fromList(tags)
	if err == nil && marked != "" {
		err = json.Unmarshal([]byte(marked), &b.Highlights)
	}
	if err == nil && found != nil {
		err = json.Unmarshal([]byte(*found), &b.Link)
	}
	return b, err
}

// bookmark reads one with its body; nil when it is not there.
func (s *session) bookmark(id feeds.BookmarkID) (out *feeds.Bookmark, err error) {
	err = s.each(qBookmark, []any{int64(id)}, func(scan func(...any) error) error {
		b, err := scanBookmarkBody(scan)
		out = &b
		return err
	})
	return out, err
}

func scanBookmarkBody(scan func(...any) error) (feeds.Bookmark, error) {
	var html, doc string
	b, err := scanBookmark(scan, &html, &doc)
	if err != nil {
		return b, err
	}
	b.HTML = feeds.Raw(html)
	b.Document, err = fromDocument(doc)
	return b, err
}

// samePage is what makes two bookmarks one: the page, else the address, else
// the article.
func samePage(b feeds.Bookmark) string {
	switch page := canonical(b.CanonicalURL, b.URL); {
	case page != "":
		return page
	case b.URL != "":
		return b.URL
	case b.ArticleID != 0:
		return "article:" + b.ArticleID.String()
	}
	return "title:" + b.Title
}

// putBookmark makes bookmark id what b says, nil for gone. An id of 0 is a new
// one's.
func (s *session) putBookmark(id feeds.BookmarkID, b *feeds.Bookmark) (feeds.BookmarkID, error) {
	var old *feeds.Bookmark
	if id != 0 {
		was, err := s.bookmarkRow(id)
		if err != nil {
			return 0, err
		}
		old = was
		if _, err := s.exec(qDropBookmark, int64(id)); err != nil {
			return 0, err
		}
		if _, err := s.exec(qUnindex, keptSlots+int64(id)); err != nil {
			return 0, err
		}
	}
	if b == nil {
		return id, s.retestKept(old)
	}
	doc, err := document(b.Document)
	if err != nil {
		return 0, err
	}
	marked, err := highlights(b.Highlights)
	if err != nil {
		return 0, err
	}
	page := samePage(*b)
	newID, _, err := s.insert(qPutBookmark, sql.NullInt64{Int64: int64(id), Valid: id != 0}, int64(b.ArticleID), b.URL, page, key(page),
		b.Title, b.Source, list(b.Authors), millis(b.Published), millis(b.Saved), list(b.Topics), b.Summary, list(b.Tags), b.Note, cleanFolder(b.Folder), marked, b.Offline)
	if err != nil {
		return 0, err
	}
	if _, err = s.exec(qPutBookmarkBody, newID, b.HTML, doc); err != nil {
		return 0, err
	}
	if err := s.indexBookmark(newID, *b); err != nil {
		return 0, err
	}
	if err := s.setLink(b.URL, b.Link); err != nil {
		return 0, err
	}
	return feeds.BookmarkID(newID), s.retestKept(old, b)
}

// bookmarkRow reads one without its body; nil when it is not there.
func (s *session) bookmarkRow(id feeds.BookmarkID) (out *feeds.Bookmark, err error) {
	err = s.each(qBookmarkRow, []any{int64(id)}, func(scan func(...any) error) error {
		b, err := scanBookmark(scan)
		out = &b
		return err
	})
	return out, err
}

// highlights keeps times as the store does, to the millisecond.
func highlights(list []feeds.Highlight) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	out := slices.Clone(list)
	for i := range out {
		out[i].Made = fromMillis(millis(out[i].Made))
	}
	b, err := json.Marshal(out)
	return string(b), err
}

// swapBookmark puts an image back and gives what was there instead.
func (s *session) swapBookmark(im bookmarkImage) (bookmarkImage, error) {
	mine, err := s.bookmark(im.ID)
	if err != nil {
		return im, err
	}
	if mine != nil && mine.Offline && im.Bookmark != nil && !im.Bookmark.Offline {
		// The text came meanwhile, and is no change of the reader's to take back.
		im.Bookmark.Document, im.Bookmark.Offline = mine.Document, true
	}
	_, err = s.putBookmark(im.ID, im.Bookmark)
	return bookmarkImage{im.ID, mine}, err
}

// bookmarkFor finds the bookmark that b would be one with; 0 for none.
func (s *session) bookmarkFor(b feeds.Bookmark) (id feeds.BookmarkID, err error) {
	if err = s.row(qBookmarkID, []any{samePage(b)}, &id); errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

func many(n int) string { return fmt.Sprintf("%d bookmarks", n) }
