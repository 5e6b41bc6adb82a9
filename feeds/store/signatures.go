package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Signed is an article's signature and place, as an index is filled with them.
type Signed struct {
	ID        feeds.ArticleID
	Feed      feeds.FeedID
	Published int64 // Unix seconds
	Story     feeds.StoryID
	Waits     bool // for its place
	Signature []byte
}

var (
	qEarliest   = define("first article published since a time", "SELECT coalesce(min(article_id), 0) FROM states INDEXED BY states_all WHERE hidden = 0 AND fold = 0 AND published >= ?")
	qSignatures = define("signatures", `SELECT s.article_id, s.feed_id, s.published, s.story_id, g.terms
		FROM states s INDEXED BY states_all CROSS JOIN signatures g ON g.article_id = s.article_id
		WHERE s.hidden = 0 AND s.fold = 0 AND s.published >= ? AND s.published < ? AND g.version = ? ORDER BY s.published`)
	qMissed = define("signatures of articles that were filed", `SELECT s.article_id, s.feed_id, s.published, s.story_id, g.terms
		FROM states s CROSS JOIN signatures g ON g.article_id = s.article_id
		WHERE s.article_id > ? AND s.article_id <= ? AND s.copy_of = 0 AND g.version = ? ORDER BY s.article_id`)
	qOneSignature = define("signature of an article", `SELECT s.article_id, s.feed_id, s.published, s.story_id, g.terms
		FROM states s JOIN signatures g ON g.article_id = s.article_id WHERE s.article_id = ? AND g.version = ?`)
	qCorrections    = define("articles corrected since", "SELECT id, article_id FROM revisions WHERE id > ? ORDER BY id")
	qLastCorrection = define("last correction", "SELECT coalesce(max(id), 0) FROM revisions")
	qPlaces         = define("places in stories since", "SELECT article_id, feed_id, story_id FROM states INDEXED BY states_all WHERE hidden = 0 AND fold = 0 AND published >= ?")
	qSignIfThere    = define("sign an article", `INSERT OR REPLACE INTO signatures(article_id, version, terms) SELECT ?1, ?2, ?3
		WHERE EXISTS (SELECT 1 FROM articles WHERE id = ?1) AND NOT EXISTS (SELECT 1 FROM signatures WHERE article_id = ?1 AND version = ?2)`)
	qToSign = define("articles to sign", freshColumns+"WHERE a.id < ? AND (g.version IS NULL OR g.version <> ?) ORDER BY a.id DESC LIMIT ?")
)

// Earliest gives the first article that came of those published since a time,
// 0 when none was.
func (s *Store) Earliest(ctx context.Context, since time.Time) (id feeds.ArticleID, err error) {
	err = s.view(ctx, "find the first article since a time", func(r *session) error {
		return r.row(qEarliest, []any{since.Unix()}, &id)
	})
	return id, err
}

// Signatures gives the signatures of one version of the articles that are no
// copies and were published from a time to before another, in that order; and
// up to which article all have their places.
func (s *Store) Signatures(ctx context.Context, version int, from, to time.Time, each func(Signed)) (done feeds.ArticleID, err error) {
	err = s.view(ctx, "read signatures", func(r *session) error {
		n, err := r.number(filed)
		if err != nil {
			return err
		}
		done = feeds.ArticleID(n)
		return r.signatures(qSignatures, []any{from.Unix(), to.Unix(), version}, func(g Signed) {
			g.Waits = g.ID > done
			each(g)
		})
	})
	return done, err
}

func (s *session) signatures(q *query, args []any, each func(Signed)) error {
	return s.each(q, args, func(scan func(...any) error) error {
		var g Signed
		err := scan(&g.ID, &g.Feed, &g.Published, &g.Story, &g.Signature)
		if err == nil {
			each(g)
		}
		return err
	})
}

// Missed gives the signatures of the articles after one that have their places
// already, and up to which article that is: what another process filed.
func (f *Filing) Missed(after feeds.ArticleID, version int, each func(Signed)) (done feeds.ArticleID, err error) {
	if int64(after) < f.done {
		err = f.s.signatures(qMissed, []any{int64(after), f.done, version}, each)
	}
	return feeds.ArticleID(f.done), err
}

// signing names the value that says how far articles are signed: the version,
// and the earliest article of which all from there on are.
const signing = "signed"

// signedTo is the article from which on all are signed.
func (s *session) signedTo(version int) (below int64, err error) {
	var value string
	if err := s.row(qValue, []any{signing}, &value); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	of, from, _ := strings.Cut(value, " ")
	if below, err = strconv.ParseInt(from, 10, 64); err == nil && of == strconv.Itoa(version) {
		return below, nil
	}
	err = s.row(qNewest, nil, &below)
	return below + 1, err
}

// Sign signs up to limit articles that have no signature of a version, the
// latest first, and gives the article from which on all have: 1 when all there
// are have.
func (s *Store) Sign(ctx context.Context, version, limit int, sign func(*Fresh) []byte) (from feeds.ArticleID, err error) {
	var list []Fresh
	var below int64
	err = s.view(ctx, "read articles to sign", func(r *session) error {
		if below, err = r.signedTo(version); err == nil && below > 1 {
			list, err = r.fresh(qToSign, []any{below, version, limit})
		}
		return err
	})
	if err != nil || below <= 1 {
		return 1, err
	}
	signatures := make([][]byte, len(list))
	for i := range list {
		signatures[i] = sign(&list[i])
		below = int64(list[i].ID)
	}
	if len(list) < limit {
		below = 1
	}
	err = s.update(ctx, "keep signatures", func(w *session) error {
		for i, f := range list {
			if _, err := w.exec(qSignIfThere, int64(f.ID), version, signatures[i]); err != nil {
				return err
			}
		}
		_, err := w.exec(qSetValue, signing, strconv.Itoa(version)+" "+strconv.FormatInt(below, 10))
		return err
	})
	return feeds.ArticleID(below), err
}

// Corrected gives the signatures of articles that were corrected after a
// correction, all for 0, and the last one there is; after -1 that alone.
func (f *Filing) Corrected(after int64, version int, each func(Signed)) (last int64, err error) {
	if last = after; after < 0 {
		err = f.s.row(qLastCorrection, nil, &last)
		return last, err
	}
	var ids []int64
	err = f.s.each(qCorrections, []any{after}, func(scan func(...any) error) error {
		var id int64
		err := scan(&last, &id)
		ids = append(ids, id)
		return err
	})
	for i := 0; i < len(ids) && err == nil; i++ {
		err = f.s.signatures(qOneSignature, []any{ids[i], version}, func(g Signed) {
			g.Waits = int64(g.ID) > f.done
			each(g)
		})
	}
	return last, err
}

// Signature gives an article's signature; nil for none.
func (s *Store) Signature(ctx context.Context, id feeds.ArticleID, version int) (out *Signed, err error) {
	err = s.view(ctx, "read a signature", func(r *session) error {
		return r.signatures(qOneSignature, []any{int64(id), version}, func(g Signed) { out = &g })
	})
	return out, err
}

// Signature gives an article's signature; nil for none.
func (f *Filing) Signature(id feeds.ArticleID, version int) (out *Signed, err error) {
	err = f.s.signatures(qOneSignature, []any{int64(id), version}, func(g Signed) { out = &g })
	return out, err
}

// Places gives the articles published since that a view of all feeds shows,
// with their stories.
func (f *Filing) Places(since time.Time, each func(feeds.ArticleID, feeds.FeedID, feeds.StoryID)) error {
	return f.s.each(qPlaces, []any{since.Unix()}, func(scan func(...any) error) error {
		var id feeds.ArticleID
		var feed feeds.FeedID
		var story feeds.StoryID
		err := scan(&id, &feed, &story)
		if err == nil {
			each(id, feed, story)
		}
		return err
	})
}

// Look lets do see where articles stand while nobody can change it.
func (s *Store) Look(ctx context.Context, do func(*Filing) error) error {
	in := s.update
	if s.ReadOnly() {
		in = s.view
	}
	return in(ctx, "look where articles stand", func(w *session) error {
		done, err := w.number(filed)
		if err != nil {
			return err
		}
		return do(&Filing{s: w, done: done, upto: done})
	})
}
