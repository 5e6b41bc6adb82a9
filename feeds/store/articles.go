package store

import (
	"context"
	"encoding/json"
	"time"

	"broadsheet/feeds"
)

var (
	qArticle = define("article", `SELECT a.id, a.feed_id, a.guid, a.url, a.canonical, a.title, a.authors, s.published, a.date_guessed,
		a.updated, a.first_seen, a.summary, b.summary, b.html, b.text, a.words, a.topics, a.hashtags, a.language, a.comments_url, a.comments_feed,
		a.comments, a.enclosures, a.image, a.hash, s.read_at, `+bookmarked+`, s.hidden > 1
		FROM articles a JOIN states s ON s.article_id = a.id JOIN bodies b ON b.article_id = a.id WHERE a.id = ?`)
	qArticleByPage = define("article by page", `SELECT a.id FROM articles a JOIN states s ON s.article_id = a.id
		WHERE a.canonical_key = ? AND a.canonical_key <> 0 ORDER BY s.hidden, s.published DESC, a.id DESC LIMIT 1`)
	qPage    = define("page of article", "SELECT document, version FROM pages WHERE article_id = ?")
	qSetPage = define("set page of article", "INSERT OR REPLACE INTO pages(article_id, document, version) VALUES (?, ?, ?)")
)

// Article gives an article with its text, feed and state, without a Document;
// ErrNotFound.
func (s *Store) Article(ctx context.Context, id feeds.ArticleID) (out feeds.Reading, err error) {
	err = s.view(ctx, "read an article", func(r *session) error {
		out, err = r.article(id)
		return err
	})
	return out, err
}

// ArticleByURL gives the article with this address, or one of the same page;
// ErrNotFound.
func (s *Store) ArticleByURL(ctx context.Context, url string) (out feeds.Reading, err error) {
	err = s.view(ctx, "find an article by its address", func(r *session) error {
		var id feeds.ArticleID
		if err := r.row(qArticleByPage, []any{key(feeds.CanonicalURL(url))}, &id); err != nil {
			return err
		}
		out, err = r.article(id)
		return err
	})
	return out, err
}

func (s *session) article(id feeds.ArticleID) (out feeds.Reading, err error) {
	a := &out.Article
	var published, updated, firstSeen int64
	var page, authors, topics, hashtags, list, summary, enc string
	var html, text any
	var readAt *int64
	err = s.row(qArticle, []any{int64(id)}, &a.ID, &a.FeedID, &a.GUID, &a.URL, &page, &a.Title, &authors, &published, &a.DateGuessed,
		&updated, &firstSeen, &list, &summary, &html, &text, &a.Words, &topics, &hashtags, &a.Language, &a.CommentsURL, &a.CommentsFeed,
		&a.Comments, &enc, &a.Image, &a.Hash, &readAt, &out.State.Bookmarked, &out.State.Muted)
	if err != nil {
		return out, err
	}
	if a.HTML, a.Text, err = unpackBody(list, html, text); err != nil {
		return out, err
	}
	a.CanonicalURL = canonical(page, a.URL)
	a.Authors, a.Topics = fromList(authors), fromLists(topics, hashtags)
	a.Published, a.Updated, a.FirstSeen = time.Unix(published, 0).UTC(), fromMillis(updated), fromMillis(firstSeen)
	if a.Summary = summary; summary == "" {
		a.Summary = list
	}
	if a.HTML == "" {
		a.HTML = feeds.Raw(a.Text)
	}
	if enc != "" {
		if err := json.Unmarshal([]byte(enc), &a.Enclosures); err != nil {
			return out, err
		}
	}
	if readAt != nil {
		out.State.Read, out.State.ReadAt = true, fromMillis(*readAt)
	}
	if out.State.Muted {
		if _, out.State.HiddenBy, err = s.hiddenBy(id); err != nil {
			return out, err
		}
	}
	out.Feed, err = s.feed(a.FeedID)
	return out, err
}

// PageDocument gives the text of an article's page as it was kept by
// SetPageDocument, and the version of what read it; ErrNotFound.
func (s *Store) PageDocument(ctx context.Context, id feeds.ArticleID) (d *feeds.Document, version int, err error) {
	err = s.view(ctx, "read a page's text", func(r *session) error {
		var text string
		if err := r.row(qPage, []any{int64(id)}, &text, &version); err != nil {
			return err
		}
		d, err = fromDocument(text)
		return err
	})
	return d, version, err
}

// SetPageDocument keeps the text of an article's page until the article is
// corrected, and lets the article be found by it as well.
func (s *Store) SetPageDocument(ctx context.Context, id feeds.ArticleID, d *feeds.Document, version int) error {
	return s.update(ctx, "keep a page's text", func(w *session) error {
		text, err := document(d)
		if err != nil {
			return err
		}
		if _, err = w.exec(qSetPage, int64(id), text, version); err != nil {
			return err
		}
		row, at, err := w.reindexed(id)
		if err != nil {
			return err
		}
		if err := w.flushIndex([]indexRow{row}); err != nil {
			return err
		}
		searches, err := w.watching()
		if err != nil || len(searches) == 0 {
			return err
		}
		return w.retest([]tested{{spot: at}}, searches)
	})
}
