package store

import (
	"context"
	"database/sql"
	"errors"

	"broadsheet/feeds"
)

// Candidate is an article that shares words with another, and what related
// compares: the text's first characters.
type Candidate struct {
	feeds.Headline
	Text string
}

const (
	candidateText   = 4000  // characters
	candidateWindow = 10000 // articles before and after: what is near in time, and what bounds the work
)

var (
	qFrequency  = define("how many articles have a word", "SELECT doc FROM words WHERE term = ?")
	qCandidates = define("articles with any of some words", `SELECT s.published, s.article_id
		FROM search CROSS JOIN states s ON s.article_id = search.rowid
		WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND s.article_id <> ? AND s.hidden = 0 ORDER BY rank LIMIT ?`)
	qText = define("text", "SELECT substr(text, 1, ?) FROM bodies WHERE article_id = ?")
)

// Frequencies says how many articles have each word, in any form of case and
// diacritics; a word of several parts counts as its rarest.
func (s *Store) Frequencies(ctx context.Context, words []string) (map[string]int, error) {
	out := make(map[string]int, len(words))
	err := s.view(ctx, "count words", func(r *session) error {
		for _, word := range words {
			least := -1
			for _, token := range tokens(word) {
				n := 0
				if err := r.row(qFrequency, []any{token}, &n); err != nil && !errors.Is(err, sql.ErrNoRows) {
					return err
				}
				if least < 0 || n < least {
					least = n
				}
			}
			out[word] = max(least, 0)
		}
		return nil
	})
	return out, err
}

// Candidates gives up to limit articles that have any of terms, the best
// matches first, among those that arrived around article exclude.
func (s *Store) Candidates(ctx context.Context, terms []string, exclude feeds.ArticleID, limit int) (out []Candidate, err error) {
	match := matchAny(terms)
	if match == "" || limit <= 0 {
		return nil, nil
	}
	err = s.view(ctx, "find related articles", func(r *session) error {
		middle := int64(exclude)
		var newest int64
		if err := r.row(qNewest, nil, &newest); err != nil {
			return err
		}
		if middle == 0 || middle > newest {
			middle = newest
		}
		var keys []feeds.Key
		args := []any{match, middle - candidateWindow, middle + candidateWindow, int64(exclude), min(limit, maxWindow)}
		err := r.each(qCandidates, args, func(scan func(...any) error) error {
			var k feeds.Key
			err := scan(&k.Published, &k.ID)
			keys = append(keys, k)
			return err
		})
		if err != nil {
			return err
		}
		headlines, err := r.headlines(keys)
		if err != nil {
			return err
		}
		for _, h := range headlines {
			c := Candidate{Headline: h}
			if err := r.row(qText, []any{candidateText, h.ID}, &c.Text); err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	})
	return out, err
}
