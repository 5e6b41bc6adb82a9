package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"broadsheet/feeds"
)

const (
	// mostHashtags is how many topics may be found in one article.
	mostHashtags = 3
	// hashtagStep is how many articles get theirs in one change: others write
	// between.
	hashtagStep = 200
)

// Hashtags are topics that were found in an article.
type Hashtags struct {
	Article feeds.ArticleID
	Topics  []string // the strongest first
}

var (
	qTagged = define("article to give topics", `SELECT s.article_id, s.published, s.feed_id, a.topics, a.hashtags FROM states s JOIN articles a ON a.id = s.article_id WHERE s.article_id = ?1
		UNION ALL SELECT s.article_id, s.published, s.feed_id, a.topics, a.hashtags FROM states s JOIN articles a ON a.id = s.article_id WHERE s.copy_of = ?1 AND s.copy_of <> 0`)
	qSetHashtags = define("set the found topics of an article", "UPDATE articles SET hashtags = ? WHERE id = ?")
	qFoundTopic  = define("a topic is found", "UPDATE topics SET found = 1 WHERE id = ? AND found = 0")
	qFollowFound = define("found topics that are followed", "SELECT f.label FROM follows f CROSS JOIN topics t ON t.id = f.topic_id WHERE t.found = 1")
)

// AddHashtags gives articles, and their copies, the topics that were found in
// them: three of an article at most, and never one it has. What an article was
// given it keeps, also when it is corrected. It says how many articles got some.
func (s *Store) AddHashtags(ctx context.Context, all []Hashtags) (n int, err error) {
	for part := range slices.Chunk(all, hashtagStep) {
		err := s.update(ctx, "give articles topics", func(w *session) error {
			topics := map[string]int64{}
			var rows []indexRow
			var changed []tested
			for _, h := range part {
				if err := w.addHashtags(h, topics, &rows, &changed); err != nil {
					return err
				}
			}
			if n += len(changed); len(changed) == 0 {
				return nil
			}
			if err := w.flushIndex(rows); err != nil {
				return err
			}
			searches, err := w.watching()
			if err != nil || len(searches) == 0 {
				return err
			}
			return w.retest(changed, searches)
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (s *session) addHashtags(h Hashtags, topics map[string]int64, rows *[]indexRow, changed *[]tested) error {
	type article struct {
		spot
		labels, hashtags string
	}
	var group []article
	err := s.each(qTagged, []any{int64(h.Article)}, func(scan func(...any) error) error {
		var a article
		err := scan(&a.id, &a.published, &a.feed, &a.labels, &a.hashtags)
		group = append(group, a)
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range group {
		has := fromList(a.hashtags)
		had := len(has)
		for _, t := range h.Topics {
			if len(has) < mostHashtags && !hasLabel(fromLists(a.labels, list(has)), t) {
				has = append(has, t)
			}
		}
		if len(has) == had {
			continue
		}
		if _, err := s.exec(qSetHashtags, list(has), a.id); err != nil {
			return err
		}
		if err := s.setTopics(a.id, a.published, has[had:], topics); err != nil {
			return err
		}
		for _, t := range has[had:] {
			id, err := s.topic(topicName(t))
			if err == nil {
				_, err = s.exec(qFoundTopic, id)
			}
			if err != nil {
				return err
			}
		}
		row, at, err := s.reindexed(feeds.ArticleID(a.id))
		if err != nil {
			return err
		}
		*rows = append(*rows, row)
		*changed = append(*changed, tested{spot: at})
	}
	return nil
}

// reindexed is the row of the index of an article that is in it already, as it
// is now, and its place.
func (s *session) reindexed(id feeds.ArticleID) (row indexRow, at spot, err error) {
	a, err := s.article(id)
	if err != nil {
		return row, at, err
	}
	if a.Page, err = s.keptPage(id); err != nil {
		return row, at, err
	}
	at = spot{a.Article.Published.Unix(), int64(id), int64(a.Article.FeedID)}
	slot, err := s.slotOf(at.id, at.published)
	if err != nil {
		return row, at, err
	}
	row = s.indexRow(slot, feeds.QueriedArticle(a), a.Article.FeedID)
	row.again = true
	return row, at, nil
}

// keptPage is the text of an article's page, nil where none is kept.
func (s *session) keptPage(id feeds.ArticleID) (*feeds.Document, error) {
	var text string
	var version int
	switch err := s.row(qPage, []any{int64(id)}, &text, &version); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return fromDocument(text)
}

// FollowedHashtags are the topics that were found once and are followed now.
func (s *Store) FollowedHashtags(ctx context.Context) (out []string, err error) {
	err = s.view(ctx, "look for found topics that are followed", func(r *session) error {
		return r.each(qFollowFound, nil, func(scan func(...any) error) error {
			var label string
			err := scan(&label)
			out = append(out, label)
			return err
		})
	})
	return out, err
}

// fromLists are the topics of an article: its publisher's, then those found in
// it that are not among them.
func fromLists(labels, hashtags string) []string {
	out := fromList(labels)
	for _, t := range fromList(hashtags) {
		if !hasLabel(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func hasLabel(labels []string, label string) bool {
	return slices.ContainsFunc(labels, func(l string) bool { return topicName(l) == topicName(label) })
}
