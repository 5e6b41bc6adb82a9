package store

import (
	"context"

	"broadsheet/feeds"
)

// Compared is an article as it is compared with another in words.
type Compared struct {
	feeds.Headline
	Text     string // its beginning
	Language string // the article's, else the feed's
}

var qCompared = define("articles to compare", `SELECT a.id, a.summary, b.html, b.text, coalesce(nullif(a.language, ''), f.language)
	FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value JOIN articles a ON a.id = s.article_id
	JOIN bodies b ON b.article_id = a.id JOIN feeds f ON f.id = a.feed_id WHERE s.hidden = 0`)

var qLatest = define("latest of a feed, to compare", `SELECT a.title, a.summary, b.html, b.text FROM states s
	CROSS JOIN articles a ON a.id = s.article_id JOIN bodies b ON b.article_id = a.id
	WHERE s.feed_id = ? ORDER BY s.published DESC, s.article_id DESC LIMIT ?`)

// packedBody is an article's text as it is stored; see unpackBody.
type packedBody struct {
	summary    string
	html, text any
}

// comparedText is how much of a text is compared, in characters.
const comparedText = 4000

// beginning gives as much of the text as is compared.
func (b packedBody) beginning() (string, error) {
	_, text, err := unpackBody(b.summary, b.html, b.text)
	n := 0
	for i := range text {
		if n++; n > comparedText {
			return text[:i], err
		}
	}
	return text, err
}

// Latest gives the titles and the beginnings of the texts of a feed's latest
// articles, n at most.
func (s *Store) Latest(ctx context.Context, feed feeds.FeedID, n int) (out []Compared, err error) {
	err = s.view(ctx, "read a feed's latest articles", func(r *session) error {
		return r.each(qLatest, []any{int64(feed), n}, func(scan func(...any) error) error {
			var c Compared
			var b packedBody
			err := scan(&c.Title, &b.summary, &b.html, &b.text)
			if err == nil {
				c.Text, err = b.beginning()
			}
			out = append(out, c)
			return err
		})
	})
	return out, err
}

// Compared gives articles with the beginnings of their texts; those that are
// gone, or went with their feed, are left out.
func (s *Store) Compared(ctx context.Context, ids []feeds.ArticleID) (out []Compared, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.view(ctx, "read articles to compare", func(r *session) error {
		var keys []feeds.Key
		err := r.each(qCompared, []any{idList(ids)}, func(scan func(...any) error) error {
			var c Compared
			var b packedBody
			err := scan(&c.ID, &b.summary, &b.html, &b.text, &c.Language)
			if err == nil {
				c.Text, err = b.beginning()
			}
			out, keys = append(out, c), append(keys, feeds.Key{ID: c.ID})
			return err
		})
		if err != nil {
			return err
		}
		headlines, err := r.headlines(keys)
		if err != nil {
			return err
		}
		for i := range out {
			out[i].Headline = headlines[i]
		}
		return nil
	})
	return out, err
}
