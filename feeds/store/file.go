package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"

	"broadsheet/feeds"
)

// Fresh is an article that has come or was corrected, for a Filer.
type Fresh struct {
	ID        feeds.ArticleID
	FeedID    feeds.FeedID
	Source    string // the feed's name
	GUID      string
	Canonical string // what one page's addresses share, "" for none
	Title     string
	Text      string // as much of it as is compared
	Language  string // the article's, else the feed's
	Published int64  // Unix seconds
	Words     int
	Story     feeds.StoryID
	CopyOf    feeds.ArticleID
	Read      bool
	Signature []byte // nil where none was made yet
	Corrected bool   // it was known and has changed
}

// Filer says where articles belong. It is called within the change that keeps
// them, or by File, and says it by Filing's methods.
// Where it gives ErrNotNow they wait for their places.
type Filer func(f *Filing, fresh []Fresh) error

// ErrNotNow is what a Filer gives that cannot file.
var ErrNotNow = errors.New("nothing can be filed now")

// Filing is a change of the store in which articles get their places. It may
// not be kept.
type Filing struct {
	s    *session
	done int64 // up to this article all have theirs
	upto int64 // up to this one all do when this change is made

	was map[feeds.ArticleID]int64 // stories that articles were of before they were loosened
}

// Upto is the article up to which all have their places when the change is made.
func (f *Filing) Upto() feeds.ArticleID { return feeds.ArticleID(f.upto) }

// filed names the value that says up to which article all have their place.
const filed = "filed"

const freshColumns = `SELECT a.id, a.feed_id, coalesce(nullif(f.own_title, ''), nullif(f.title, ''), f.url), a.guid, a.canonical, a.url, a.title,
	a.summary, b.html, b.text, coalesce(nullif(a.language, ''), f.language), s.published, a.words, s.story_id, s.copy_of, s.read_at IS NOT NULL, g.terms
	FROM articles a JOIN states s ON s.article_id = a.id JOIN bodies b ON b.article_id = a.id JOIN feeds f ON f.id = a.feed_id
	LEFT JOIN signatures g ON g.article_id = a.id `

var (
	qFresh   = define("article to file", freshColumns+"WHERE a.id = ?")
	qWaiting = define("articles to file", "SELECT article_id FROM states WHERE article_id > ? ORDER BY published, feed_id, article_id")
	// No statement that comes with new articles may replace or conflict: SQLite
	// would make a savepoint for it, and the full-text index write all it holds.
	qSign   = define("new signature", "INSERT INTO signatures(article_id, version, terms) VALUES (?, ?, ?)")
	qResign = define("set signature", "UPDATE signatures SET version = ?, terms = ? WHERE article_id = ?")
	qTextOf = define("text to compare", "SELECT a.summary, b.html, b.text FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id = ?")
	qOnPage = define("articles of a page", `SELECT a.id, a.feed_id, s.published FROM articles a JOIN states s ON s.article_id = a.id
		WHERE a.canonical_key = ? AND a.canonical_key <> 0 ORDER BY a.id LIMIT 20`)
	qSameGUID = define("same guid among articles", `SELECT a.id FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value WHERE a.guid_key = ? LIMIT 1`)
	qPlace    = define("place in stories", "SELECT story_id, copy_of, feed_id FROM states WHERE article_id = ?")
	qSetStory = define("set story", "UPDATE states SET story_id = ?1 WHERE article_id = ?2 OR copy_of = ?2 AND copy_of <> 0")
	qSetCopy  = define("set copy", "UPDATE states SET copy_of = ?1, story_id = ?2 WHERE article_id = ?3 OR copy_of = ?3 AND copy_of <> 0")
	qNewStory = define("new story", "INSERT INTO stories(id, lead) VALUES (nullif(?, 0), ?)")
	qLead     = define("lead of a story", `SELECT g.lead, s.feed_id, a.words, s.read_at IS NOT NULL FROM stories g
		JOIN states s ON s.article_id = g.lead JOIN articles a ON a.id = g.lead WHERE g.id = ?`)
	qMoving = define("articles to merge", "SELECT article_id, read_at IS NOT NULL FROM states WHERE story_id = ? AND story_id <> 0")
	qApart  = define("is an article dismissed from a story", `SELECT EXISTS (SELECT 1 FROM dismissals d WHERE d.article_id = ?1
			AND (d.story_id = ?2 OR EXISTS (SELECT 1 FROM states o WHERE o.article_id = d.other_id AND o.story_id = ?2)))
		OR EXISTS (SELECT 1 FROM dismissals d CROSS JOIN states o ON o.article_id = d.article_id WHERE d.other_id = ?1 AND o.story_id = ?2)`)
	qMergeStories    = define("merge stories", "UPDATE states SET story_id = ?1 WHERE story_id = ?2 AND story_id <> 0")
	qMergeDismissals = define("merge dismissals", "UPDATE dismissals SET story_id = ?1 WHERE story_id = ?2 AND story_id <> 0")
	qSetLead         = define("set lead", "UPDATE stories SET lead = ? WHERE id = ?")
)

func (s *session) fresh(q *query, args []any) (out []Fresh, err error) {
	err = s.each(q, args, func(scan func(...any) error) error {
		var f Fresh
		var url string
		var b packedBody
		err := scan(&f.ID, &f.FeedID, &f.Source, &f.GUID, &f.Canonical, &url, &f.Title, &b.summary, &b.html, &b.text, &f.Language, &f.Published, &f.Words, &f.Story, &f.CopyOf, &f.Read, &f.Signature)
		if err == nil {
			f.Text, err = b.beginning()
		}
		f.Canonical = canonical(f.Canonical, url)
		out = append(out, f)
		return err
	})
	return out, err
}

// Sign keeps an article's signature.
func (f *Filing) Sign(id feeds.ArticleID, version int, signature []byte) error {
	return f.s.sign(int64(id), version, signature, true)
}

// sign keeps a signature; there may be one of the article already.
func (s *session) sign(id int64, version int, signature []byte, known bool) error {
	if signature == nil {
		signature = []byte{}
	}
	if known {
		n, err := s.exec(qResign, version, signature, id)
		if err != nil || n > 0 {
			return err
		}
	}
	_, err := s.exec(qSign, id, version, signature)
	return err
}

// Text is the beginning of an article's text; "" for one that is gone.
func (f *Filing) Text(id feeds.ArticleID) (text string, err error) {
	var b packedBody
	switch err = f.s.row(qTextOf, []any{int64(id)}, &b.summary, &b.html, &b.text); {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", err
	}
	return b.beginning()
}

// SamePage gives the first article of another feed that has the same address
// and came within so long; 0 for none. An address that one feed has under
// several articles says nothing: it is the site's. Feeds in left do not count.
func (f *Filing) SamePage(of *Fresh, within time.Duration, left map[feeds.FeedID]bool) (twin feeds.ArticleID, err error) {
	if of.Canonical == "" {
		return 0, nil
	}
	seen := map[feeds.FeedID]bool{}
	several := false
	err = f.s.each(qOnPage, []any{key(of.Canonical)}, func(scan func(...any) error) error {
		var id feeds.ArticleID
		var feed feeds.FeedID
		var published int64
		err := scan(&id, &feed, &published)
		several = several || seen[feed]
		seen[feed] = true
		if twin == 0 && feed != of.FeedID && !left[feed] && time.Duration(max(published-of.Published, of.Published-published))*time.Second <= within {
			twin = id
		}
		return err
	})
	if several {
		twin = 0
	}
	return twin, err
}

// SameGUID gives the one of some articles that has the same guid, 0 for none.
func (f *Filing) SameGUID(of *Fresh, among []feeds.ArticleID) (twin feeds.ArticleID, err error) {
	if len(among) == 0 {
		return 0, nil
	}
	err = f.s.row(qSameGUID, []any{idList(among), key(of.GUID)}, &twin)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return twin, err
}

// Copy makes an article, and what are copies of it, a copy of another, or of what
// that is a copy of; not where that is gone, or the article itself.
func (f *Filing) Copy(id, of feeds.ArticleID) (copied bool, err error) {
	var story, head, feed int64
	for range 2 { // a copy's original is no copy
		switch err := f.s.row(qPlace, []any{int64(of)}, &story, &head, &feed); {
		case errors.Is(err, sql.ErrNoRows):
			return false, nil
		case err != nil:
			return false, err
		case head != 0:
			of = feeds.ArticleID(head)
			continue
		}
		break
	}
	if head != 0 || of == id {
		return false, nil
	}
	if _, err := f.s.exec(qSetCopy, int64(of), story, int64(id)); err != nil {
		return false, err
	}
	return true, f.s.refold(int64(of))
}

// Join puts an article into a story, with its copies.
func (f *Filing) Join(id feeds.ArticleID, story feeds.StoryID) error {
	_, err := f.s.exec(qSetStory, int64(story), int64(id))
	return err
}

// Begin makes a story of two articles, of which the first stands for it; where
// that is of a story already, the second joins it. It gives the story, 0 where
// the first is gone. One that ended when its articles were loosened begins again.
func (f *Filing) Begin(first, second feeds.ArticleID) (story feeds.StoryID, err error) {
	var head, feed int64
	switch err := f.s.row(qPlace, []any{int64(first)}, &story, &head, &feed); {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, err
	}
	if head != 0 {
		first = feeds.ArticleID(head)
	}
	if story == 0 {
		id, err := f.ended(first, second)
		if err == nil {
			id, _, err = f.s.insert(qNewStory, id, int64(first))
		}
		if err != nil {
			return 0, err
		}
		story = feeds.StoryID(id)
		if err := f.Join(first, story); err != nil {
			return 0, err
		}
	}
	return story, f.Join(second, story)
}

// apart says whether the reader said of an article that it does not belong with
// a story, or one of its articles.
func (f *Filing) apart(id feeds.ArticleID, story feeds.StoryID) (said bool, err error) {
	err = f.s.row(qApart, []any{int64(id), int64(story)}, &said)
	return said, err
}

// Gather puts an article that stands alone into a story, and says whether it
// has: not where it is of a story already, or was dismissed from this one.
func (f *Filing) Gather(id feeds.ArticleID, story feeds.StoryID) (bool, error) {
	var its, head, feed int64
	err := f.s.row(qPlace, []any{int64(id)}, &its, &head, &feed)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (its != 0 || head != 0) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if said, err := f.apart(id, story); said || err != nil {
		return false, err
	}
	return true, f.Join(id, story)
}

// Merge puts the articles of one story into another and gives them, and none
// where that must not be: the reader has opened one of them, and what was opened
// stays where it was; or they said that one does not belong there.
func (f *Filing) Merge(into, from feeds.StoryID) (moved []feeds.ArticleID, err error) {
	opened := false
	err = f.s.each(qMoving, []any{int64(from)}, func(scan func(...any) error) error {
		var id feeds.ArticleID
		var read bool
		err := scan(&id, &read)
		opened = opened || read
		moved = append(moved, id)
		return err
	})
	if err != nil || opened {
		return nil, err
	}
	for _, id := range moved {
		if said, err := f.apart(id, into); said || err != nil {
			return nil, err
		}
	}
	for _, q := range []*query{qMergeStories, qMergeDismissals} {
		if _, err := f.s.exec(q, int64(into), int64(from)); err != nil {
			return nil, err
		}
	}
	_, err = f.s.exec(qEndStory, int64(from))
	return moved, err
}

// Lead is the article that stands for a story; its feed, words, and whether it
// was read.
func (f *Filing) Lead(story feeds.StoryID) (lead Fresh, err error) {
	err = f.s.row(qLead, []any{int64(story)}, &lead.ID, &lead.FeedID, &lead.Words, &lead.Read)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return lead, err
}

// SetLead lets an article stand for a story.
func (f *Filing) SetLead(story feeds.StoryID, lead feeds.ArticleID) error {
	_, err := f.s.exec(qSetLead, int64(lead), int64(story))
	return err
}

// Waiting gives the articles that wait for their places, in the order in which
// they were published, of one time in that of their feeds.
func (s *Store) Waiting(ctx context.Context) (ids []feeds.ArticleID, err error) {
	err = s.view(ctx, "look for articles without a place", func(r *session) error {
		done, err := r.number(filed)
		if err != nil {
			return err
		}
		ids, err = r.ids(qWaiting, done)
		return err
	})
	return ids, err
}

// File gives articles their places, and says whether they could have them. One
// that had its place before counts as corrected. upto is the article up to
// which all have theirs then; 0 where others wait still.
func (s *Store) File(ctx context.Context, ids []feeds.ArticleID, upto feeds.ArticleID, file Filer) (could bool, err error) {
	err = s.update(ctx, "file articles", func(w *session) error {
		done, err := w.number(filed)
		if err != nil {
			return err
		}
		var fresh []Fresh
		for _, id := range ids {
			one, err := w.fresh(qFresh, []any{int64(id)})
			if err != nil {
				return err
			}
			for _, f := range one { // none where it is gone
				f.Corrected = int64(id) <= done
				fresh = append(fresh, f)
			}
		}
		could, err = w.file(file, done, fresh, max(done, int64(upto)))
		return err
	})
	return could, err
}

// file has articles filed, and notes up to which all are.
func (s *session) file(file Filer, done int64, fresh []Fresh, now int64) (could bool, err error) {
	err = file(&Filing{s: s, done: done, upto: now}, fresh)
	if errors.Is(err, ErrNotNow) {
		return false, nil
	}
	if err == nil && now != done {
		_, err = s.exec(qSetValue, filed, strconv.FormatInt(now, 10))
	}
	return err == nil, err
}

// number is a value that SetValue kept, as a number; 0 for none.
func (s *session) number(name string) (n int64, err error) {
	var text string
	err = s.row(qValue, []any{name}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err == nil {
		n, err = strconv.ParseInt(text, 10, 64)
	}
	return n, err
}
