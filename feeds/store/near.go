package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

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
	qFrequency = define("how many articles have a word", "SELECT doc FROM words WHERE term = ?")
	qNear      = define("articles near in time with a word", "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?")
	qSlotsBack = define("slot so many before", "SELECT min(slot) FROM (SELECT slot FROM slots WHERE slot <= ? ORDER BY slot DESC LIMIT ?)")
	qSlotsOn   = define("slot so many after", "SELECT max(slot) FROM (SELECT slot FROM slots WHERE slot >= ? ORDER BY slot LIMIT ?)")
	qAtSlot    = define("article at a slot", "SELECT s.published, s.article_id FROM slots l CROSS JOIN states s ON s.article_id = l.article_id WHERE l.slot = ? AND s.hidden = 0")
	qText      = define("text", "SELECT a.summary, b.html, b.text FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id = ?")
)

// Frequencies says how many articles have each word, in any form of case and
// diacritics; a word of several parts counts as its rarest.
func (s *Store) Frequencies(ctx context.Context, words []string) (map[string]int, error) {
	out := make(map[string]int, len(words))
	err := s.view(ctx, "count words", func(r *session) error {
		windows, err := r.windows()
		if err != nil {
			return err
		}
		for _, word := range words {
			least := -1
			for _, part := range termsOf(word) {
				all := 0
				for _, window := range windows {
					n := 0
					if err := r.row(qFrequency, []any{string(window) + part}, &n); err != nil && !errors.Is(err, sql.ErrNoRows) {
						return err
					}
					all += n
				}
				if least < 0 || all < least {
					least = all
				}
			}
			out[word] = max(least, 0)
		}
		return nil
	})
	return out, err
}

// termsOf gives the terms of a word as the index has them, without a window.
func termsOf(word string) (out []string) {
	for part := range strings.SplitSeq(feeds.Fold(word), " ") {
		if first, n := utf8.DecodeRuneInString(part); n > 0 && n < len(part) && feeds.Unspaced(first) {
			out = slices.AppendSeq(out, pairs(part))
		} else if n > 0 {
			out = append(out, cutTerm(part))
		}
	}
	return out
}

// windows gives the windows that have articles, the newest first.
func (s *session) windows() (out []rune, err error) {
	for from := int64(math.MaxInt64); ; {
		var slot sql.NullInt64
		if err := s.row(qSlotBelow, []any{from}, &slot); err != nil || !slot.Valid {
			return out, err
		}
		out = append(out, windowOf(slot.Int64))
		from = windowFrom(slot.Int64) - 1
	}
}

// Candidates gives up to limit articles that have any of terms, the best
// matches first, among those that are near article exclude in time.
func (s *Store) Candidates(ctx context.Context, terms []string, exclude feeds.ArticleID, limit int) (out []Candidate, err error) {
	if limit <= 0 {
		return nil, nil
	}
	err = s.view(ctx, "find related articles", func(r *session) error {
		keys, err := r.near(terms, int64(exclude), min(limit, maxWindow))
		if err != nil {
			return err
		}
		headlines, err := r.headlines(keys)
		if err != nil {
			return err
		}
		for _, h := range headlines {
			c := Candidate{Headline: h}
			var summary string
			var html, text any
			if err := r.row(qText, []any{int64(h.ID)}, &summary, &html, &text); err != nil {
				return err
			}
			if _, c.Text, err = unpackBody(summary, html, text); err != nil {
				return err
			}
			c.Text = firstCharacters(c.Text, candidateText)
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

func firstCharacters(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// near gives the articles around one that have most of terms, the rarer ones
// counting for more.
func (s *session) near(terms []string, article int64, limit int) (keys []feeds.Key, err error) {
	var newest, lo, hi sql.NullInt64
	if err := s.row(qSlotBelow, []any{int64(math.MaxInt64)}, &newest); err != nil || !newest.Valid {
		return nil, err
	}
	middle := newest.Int64
	var e spot
	var readAt sql.NullInt64
	switch err := s.row(qReadState, []any{article}, &e.published, &e.feed, &readAt); {
	case err == nil:
		middle = since1970(e.published)
	case !errors.Is(err, sql.ErrNoRows):
		return nil, err
	}
	if err := s.row(qSlotsBack, []any{middle, candidateWindow}, &lo); err != nil {
		return nil, err
	}
	if err := s.row(qSlotsOn, []any{middle, candidateWindow}, &hi); err != nil {
		return nil, err
	}
	if !lo.Valid {
		lo.Int64 = middle
	}
	if !hi.Valid {
		hi.Int64 = middle
	}
	scores := map[int64]float64{}
	for _, word := range terms {
		for _, part := range termsOf(word) {
			var found []int64
			for window := windowFrom(lo.Int64); ; window += 1 << windowBits {
				err := s.eachID(qNear, []any{inWindow(term(part), windowOf(window)), lo.Int64, hi.Int64}, func(slot int64) error {
					found = append(found, slot)
					return nil
				})
				if err != nil {
					return nil, err
				}
				if window+1<<windowBits > hi.Int64 || windowOf(window) == lastWindow {
					break
				}
			}
			for _, slot := range found {
				scores[slot] += math.Log(1 + 2*candidateWindow/float64(len(found)))
			}
		}
	}
	slots := slices.SortedFunc(maps.Keys(scores), func(a, b int64) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(b, a))
	})
	for _, slot := range slots {
		var k feeds.Key
		err := s.row(qAtSlot, []any{slot}, &k.Published, &k.ID)
		if errors.Is(err, sql.ErrNoRows) || int64(k.ID) == article {
			continue
		}
		if err != nil {
			return nil, err
		}
		if keys = append(keys, k); len(keys) == limit {
			break
		}
	}
	return keys, nil
}
