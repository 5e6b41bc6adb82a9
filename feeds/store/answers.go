package store

import (
	"context"
	"errors"
	"time"

	"broadsheet/feeds"
)

// Answers are few beside articles: so many are kept at most, and none for
// longer than keptAnswer after it came.
const (
	mostAnswers = 1000
	keptAnswer  = 60 * 24 * time.Hour
)

var (
	qAnswer     = define("answer of an assistant", "SELECT text FROM answers WHERE asked = ?")
	qKeepAnswer = define("keep an answer", `INSERT OR REPLACE INTO answers(asked, article_id, at, text)
		VALUES (?1, (SELECT id FROM articles WHERE id = ?2), ?3, ?4)`)
	qOldAnswers  = define("forget old answers", "DELETE FROM answers WHERE at < ?")
	qMoreAnswers = define("forget answers beyond the most", `DELETE FROM answers WHERE at <= (SELECT at FROM answers ORDER BY at DESC LIMIT 1 OFFSET ?)`)
)

// Answer gives what was answered to what has this hash, "" for nothing.
func (s *Store) Answer(ctx context.Context, asked []byte) (text string, err error) {
	err = s.view(ctx, "read an answer", func(r *session) error { return r.row(qAnswer, []any{asked}, &text) })
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return text, err
}

// KeepAnswer keeps what was answered about an article, 0 for what is not
// stored, and forgets what is old.
func (s *Store) KeepAnswer(ctx context.Context, asked []byte, about feeds.ArticleID, text string, now time.Time) error {
	return s.update(ctx, "keep an answer", func(w *session) error {
		if _, err := w.exec(qKeepAnswer, asked, int64(about), millis(now), text); err != nil {
			return err
		}
		if _, err := w.exec(qOldAnswers, millis(now.Add(-keptAnswer))); err != nil {
			return err
		}
		_, err := w.exec(qMoreAnswers, mostAnswers)
		return err
	})
}
