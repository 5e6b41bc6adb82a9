package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

// dismissalImage is whether the reader said of an article that it does not
// belong with another; Story is the other's story when it was said.
type dismissalImage struct {
	Article, Other, Story int64
	Said                  bool
}

// placeImage is where an article belongs.
type placeImage struct {
	Article, Story, CopyOf int64
}

var (
	qDismissal    = define("dismissal", "SELECT story_id FROM dismissals WHERE article_id = ? AND other_id = ?")
	qSetDismissal = define("dismiss", "INSERT OR REPLACE INTO dismissals(article_id, other_id, story_id) VALUES (?, ?, ?)")
	qNoDismissal  = define("take a dismissal back", "DELETE FROM dismissals WHERE article_id = ? AND other_id = ?")
	qDismissed    = define("dismissals of an article", `SELECT article_id, other_id, story_id FROM dismissals WHERE article_id = ?1
		UNION ALL SELECT article_id, other_id, story_id FROM dismissals WHERE other_id = ?1
		UNION ALL SELECT d.article_id, d.other_id, d.story_id FROM states s CROSS JOIN dismissals d ON d.story_id = s.story_id AND d.story_id <> 0
		WHERE s.article_id = ?1 AND s.story_id <> 0`)
	// qKeepStory lets a story be there, which may have ended since.
	qKeepStory = define("keep a story", "INSERT OR IGNORE INTO stories(id, lead) VALUES (?, ?)")
	qPutPlace  = define("put an article in its place", "UPDATE states SET story_id = ?1, copy_of = ?2, fold = CASE ?2 WHEN 0 THEN 0 ELSE fold END WHERE article_id = ?3")
)

// Dismiss takes an article out of what is related to another, for good: out of
// its story, and out of its copies. A second time it changes nothing.
func (s *Store) Dismiss(ctx context.Context, id, from feeds.ArticleID, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "dismiss an article", func(w *session) error {
		j := newEntry("dismiss", now)
		var story, copyOf, feed, otherStory, otherCopy int64
		err := w.row(qPlace, []any{int64(id)}, &story, &copyOf, &feed)
		if err == nil {
			err = w.row(qPlace, []any{int64(from)}, &otherStory, &otherCopy, &feed)
		}
		if err != nil {
			return err
		}
		old, err := w.swapDismissal(dismissalImage{int64(id), int64(from), otherStory, true})
		if err != nil || old.Said {
			return err
		}
		j.Dismissals = append(j.Dismissals, old)
		leaves := int64(id)
		copies := copyOf == int64(from) || otherCopy == int64(id) || copyOf != 0 && copyOf == otherCopy
		if otherCopy == int64(id) {
			leaves = int64(from) // the article is what the other is a copy of
		}
		switch {
		case copies:
			err = w.leave(j, leaves, 0, 0)
		case story != 0 && story == otherStory:
			err = w.leave(j, leaves, 0, copyOf)
		}
		if err != nil {
			return err
		}
		if err := w.row(qTitle, []any{int64(id)}, &j.what); err != nil {
			return err
		}
		j.n = 1
		c, err = w.journal(j, j.what)
		return err
	})
	return c, err
}

// leave puts an article in another place, with those that are copies of it.
func (s *session) leave(j *entry, id, story, copyOf int64) error {
	all := []int64{id}
	err := s.each(qCopies, []any{id}, func(scan func(...any) error) error {
		var copied int64
		err := scan(&copied)
		if copied != id {
			all = append(all, copied)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i, article := range all {
		p := placeImage{article, story, copyOf}
		if i > 0 {
			p.CopyOf = id
		}
		if err := s.stand(p, j); err != nil {
			return err
		}
	}
	return nil
}

// swapPlace puts an article where p says and gives where it was. Where the
// story or the original has gone meanwhile, the article stands alone.
func (s *session) swapPlace(p placeImage) (old placeImage, err error) {
	old.Article = p.Article
	var feed int64
	err = s.row(qPlace, []any{p.Article}, &old.Story, &old.CopyOf, &feed)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	if err != nil {
		return old, err
	}
	if p.CopyOf != 0 {
		var head placeImage
		switch err := s.row(qPlace, []any{p.CopyOf}, &head.Story, &head.CopyOf, &feed); {
		case errors.Is(err, sql.ErrNoRows) || err == nil && head.CopyOf != 0:
			p.CopyOf = 0
		case err != nil:
			return old, err
		}
	}
	if p.Story != 0 {
		if _, err := s.exec(qKeepStory, p.Story, p.Article); err != nil {
			return old, err
		}
	}
	if _, err := s.exec(qPutPlace, p.Story, p.CopyOf, p.Article); err != nil {
		return old, err
	}
	for _, head := range []int64{old.CopyOf, p.CopyOf} {
		if head != 0 {
			if err := s.refold(head); err != nil {
				return old, err
			}
		}
	}
	if old.Story != 0 && old.Story != p.Story {
		err = s.lead(old.Story)
	}
	return old, err
}

// swapDismissal makes a dismissal said, or not, and gives what it was.
func (s *session) swapDismissal(d dismissalImage) (old dismissalImage, err error) {
	old = dismissalImage{Article: d.Article, Other: d.Other}
	err = s.row(qDismissal, []any{d.Article, d.Other}, &old.Story)
	old.Said = err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return old, err
	}
	if d.Said {
		_, err = s.exec(qSetDismissal, d.Article, d.Other, d.Story)
	} else {
		_, err = s.exec(qNoDismissal, d.Article, d.Other)
	}
	return old, err
}

// Dismissed is what the reader said does not belong with an article: other
// articles, and stories they dismissed it from.
type Dismissed struct {
	Articles map[feeds.ArticleID]bool
	Stories  map[feeds.StoryID]bool
}

// Dismissed gives what does not belong with an article.
func (s *Store) Dismissed(ctx context.Context, id feeds.ArticleID) (d Dismissed, err error) {
	err = s.view(ctx, "read dismissals", func(r *session) error {
		d, err = r.dismissed(id)
		return err
	})
	return d, err
}

// Dismissed gives what does not belong with an article.
func (f *Filing) Dismissed(id feeds.ArticleID) (Dismissed, error) { return f.s.dismissed(id) }

func (s *session) dismissed(id feeds.ArticleID) (d Dismissed, err error) {
	d = Dismissed{map[feeds.ArticleID]bool{}, map[feeds.StoryID]bool{}}
	err = s.each(qDismissed, []any{int64(id)}, func(scan func(...any) error) error {
		var article, other feeds.ArticleID
		var story feeds.StoryID
		if err := scan(&article, &other, &story); err != nil {
			return err
		}
		d.Articles[article] = true
		if other == id || article == id {
			d.Articles[other] = true
		}
		if article == id && story != 0 {
			d.Stories[story] = true
		}
		return nil
	})
	delete(d.Articles, id)
	return d, err
}
