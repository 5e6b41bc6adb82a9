package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"broadsheet/feeds"
)

// What the index, the unread list and the slots of a store are filled from
// that had none, as its tables were then.
const (
	articlesToIndex = `SELECT a.id, a.feed_id, a.title, a.authors, a.topics, a.language, a.enclosures, a.image, a.comments_url, a.comments_feed,
		a.comments, b.text, coalesce(p.document, ''), s.published, s.read_at
		FROM states s CROSS JOIN articles a ON a.id = s.article_id CROSS JOIN bodies b ON b.article_id = a.id
		LEFT JOIN pages p ON p.article_id = a.id ORDER BY s.published, s.article_id`
	bookmarksToIndex = `SELECT b.id, b.url, b.title, b.source, b.authors, b.published, b.topics, b.summary, b.tags, b.note, b.folder, b.highlights, x.document
		FROM bookmarks b JOIN bookmark_bodies x ON x.bookmark_id = b.id`
)

// fillPart is how many articles are in memory at once.
const fillPart = 2000

func fillSearch(ctx context.Context, w *session) error {
	var all intake
	err := eachOf(ctx, w, articlesToIndex, func(rows *sql.Rows) error {
		a := feeds.Article{}
		var authors, topics, enc, kept string
		var published int64
		var readAt sql.NullInt64
		err := rows.Scan(&a.ID, &a.FeedID, &a.Title, &authors, &topics, &a.Language, &enc, &a.Image, &a.CommentsURL, &a.CommentsFeed,
			&a.Comments, &a.Text, &kept, &published, &readAt)
		if err != nil {
			return err
		}
		a.Authors, a.Topics = fromList(authors), fromList(topics)
		if enc != "" {
			if err := json.Unmarshal([]byte(enc), &a.Enclosures); err != nil {
				return err
			}
		}
		page, err := fromDocument(kept)
		if err != nil {
			return err
		}
		slot, err := w.takeSlot(int64(a.ID), published)
		if err != nil {
			return err
		}
		all.rows = append(all.rows, w.indexRow(slot, feeds.QueriedArticle(feeds.Reading{Article: a, Page: page}), a.FeedID))
		if !readAt.Valid {
			all.unread = append(all.unread, spot{published, int64(a.ID), int64(a.FeedID)})
		}
		if len(all.rows) < fillPart {
			return nil
		}
		_, err = w.takeIn(&all)
		return err
	})
	if err == nil {
		_, err = w.takeIn(&all)
	}
	if err != nil {
		return err
	}
	return eachOf(ctx, w, bookmarksToIndex, func(rows *sql.Rows) error {
		var b feeds.Bookmark
		var authors, topics, tags, marked, doc string
		var published int64
		err := rows.Scan(&b.ID, &b.URL, &b.Title, &b.Source, &authors, &published, &topics, &b.Summary, &tags, &b.Note, &b.Folder, &marked, &doc)
		if err != nil {
			return err
		}
		b.Authors, b.Topics, b.Tags = fromList(authors), fromList(topics), fromList(tags)
		b.Published = time.UnixMilli(published)
		if marked != "" {
			if err := json.Unmarshal([]byte(marked), &b.Highlights); err != nil {
				return err
			}
		}
		if b.Document, err = fromDocument(doc); err != nil {
			return err
		}
		return w.indexBookmark(int64(b.ID), b)
	})
}

func eachOf(ctx context.Context, w *session, query string, do func(*sql.Rows) error) error {
	rows, err := w.conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
