package store

import (
	"database/sql"
	"errors"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// listSummary is how much of a summary lists need, in characters, and
// keptRevisions how many corrections of one article are kept.
const (
	listSummary   = 300
	keptRevisions = 5
)

var (
	qNewArticle = define("new article", `INSERT INTO articles(feed_id, guid, guid_key, url, canonical, canonical_key, title, authors,
		date_guessed, updated, first_seen, summary, words, topics, language, comments_url, comments_feed, comments, enclosures, image, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	qSetArticle = define("set article", `UPDATE articles SET url = ?, canonical = ?, canonical_key = ?, title = ?, authors = ?,
		date_guessed = ?, updated = ?, summary = ?, words = ?, topics = ?, language = ?, comments_url = ?, comments_feed = ?, comments = ?,
		enclosures = ?, image = ?, hash = ? WHERE id = ?`)
	qNewState = define("new state", "INSERT INTO states(article_id, feed_id, folder_id, published, hidden, read_at) VALUES (?, ?, ?, ?, 0, ?)")
	qSetPlace = define("set place in lists", "UPDATE states SET published = ? WHERE article_id = ?")
	qNewBody  = define("new body", "INSERT INTO bodies(article_id, text, html, summary) VALUES (?, ?, ?, ?)")
	qSetBody  = define("set body", "UPDATE bodies SET text = ?, html = ?, summary = ? WHERE article_id = ?")
	qIsUnread = define("is an article in the unread list", "SELECT read_at IS NULL AND hidden < 2 FROM states WHERE article_id = ?")
	qPast     = define("past state", "SELECT read_at FROM past_states WHERE feed_id = ? AND guid_key = ?")
	qOld      = define("article before its correction", `SELECT a.title, a.hash, a.date_guessed, a.topics, a.hashtags, s.published,
		a.summary, CASE b.html WHEN '' THEN b.text ELSE b.html END
		FROM articles a JOIN states s ON s.article_id = a.id JOIN bodies b ON b.article_id = a.id WHERE a.id = ?`)
	qNewRevision = define("new revision", "INSERT INTO revisions(article_id, replaced, title, html, hash) VALUES (?, ?, ?, ?, ?)")
	qOldRevision = define("drop old revisions", `DELETE FROM revisions WHERE article_id = ?1 AND id <=
		(SELECT id FROM revisions WHERE article_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`)
	qTopic      = define("topic by name", "SELECT id FROM topics WHERE name = ?")
	qNewTopic   = define("new topic", "INSERT INTO topics(name) VALUES (?)")
	qSetTopic   = define("set topic of article", "INSERT OR IGNORE INTO article_topics(topic_id, published, article_id) VALUES (?, ?, ?)")
	qDropTopics = define("drop topics of article", "DELETE FROM article_topics WHERE article_id = ?")
	qDropPage   = define("drop page of article", "DELETE FROM pages WHERE article_id = ?")
)

// pastOf is when an article that is not here was read, if it was here before,
// and whether its retention dropped it.
func (s *session) pastOf(guidKey int64, in arrival) (readAt sql.NullInt64, dropped bool, err error) {
	if !in.past {
		return readAt, false, nil
	}
	err = s.row(qPast, []any{int64(in.feed), guidKey}, &readAt)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if dropped = readAt.Valid && readAt.Int64 < 0; dropped {
		readAt.Int64 = -readAt.Int64
	}
	return readAt, dropped, err
}

// newArticle keeps an article that was not known, gives its id and says whether
// it arrives read, having been read before it went.
func (s *session) newArticle(a *feeds.Article, guidKey int64, readAt sql.NullInt64, in arrival) (id int64, isRead bool, err error) {
	v, err := articleValues(a)
	if err != nil {
		return 0, false, err
	}
	args := append(append([]any{int64(in.feed), a.GUID, guidKey}, v[:5]...), a.DateGuessed, millis(a.Updated), millis(firstSeen(a)))
	id, _, err = s.insert(qNewArticle, append(args, v[5:]...)...)
	if err != nil {
		return 0, false, err
	}
	published := a.Published.Unix()
	if _, err := s.exec(qNewState, id, int64(in.feed), in.folder, published, readAt); err != nil {
		return 0, false, err
	}
	text, html, summary := body(a)
	if _, err := s.exec(qNewBody, id, text, html, summary); err != nil {
		return 0, false, err
	}
	slot, err := s.takeSlot(id, published)
	if err != nil {
		return 0, false, err
	}
	asked := feeds.QueriedArticle(feeds.Reading{Article: *a})
	in.rows = append(in.rows, s.indexRow(slot, asked, in.feed))
	in.tested = append(in.tested, tested{spot{published, id, int64(in.feed)}, asked, needHead | needBody, in.first, false})
	if readAt.Valid {
		err = s.noteReads(runs{{From: id, ReadAt: readAt.Int64}})
	} else {
		in.unread = append(in.unread, spot{published, id, int64(in.feed)})
	}
	if err != nil {
		return 0, false, err
	}
	if err := s.came(a, id, published, false, in); err != nil {
		return 0, false, err
	}
	labels, err := s.labels(a)
	if err != nil {
		return 0, false, err
	}
	return id, readAt.Valid, s.setTopics(id, published, labels, in.topics)
}

// reviseArticle makes article id what a says and keeps what it was.
func (s *session) reviseArticle(a *feeds.Article, id int64, in arrival) error {
	var title, hash, topics, hashtags, oldSummary string
	var oldHTML any
	var guessed bool
	var published int64
	if err := s.row(qOld, []any{id}, &title, &hash, &guessed, &topics, &hashtags, &published, &oldSummary, &oldHTML); err != nil {
		return err
	}
	old, err := unpackText(oldHTML, oldSummary)
	if err != nil {
		return err
	}
	if _, err := s.exec(qNewRevision, id, millis(firstSeen(a)), title, old, hash); err != nil {
		return err
	}
	if _, err := s.exec(qOldRevision, id, keptRevisions); err != nil {
		return err
	}
	v, err := articleValues(a)
	if err != nil {
		return err
	}
	place := a.Published.Unix()
	if a.DateGuessed { // a guess at a date never replaces an earlier one
		place = published
	}
	args := append(append([]any{}, v[:5]...), guessed && a.DateGuessed, millis(a.Updated))
	if _, err := s.exec(qSetArticle, append(append(args, v[5:]...), id)...); err != nil {
		return err
	}
	text, html, summary := body(a)
	if _, err := s.exec(qSetBody, text, html, summary, id); err != nil {
		return err
	}
	if _, err := s.exec(qDropPage, id); err != nil { // the page has changed as well
		return err
	}
	slot, err := s.moveSpot(id, published, place, in)
	if err != nil {
		return err
	}
	whole := *a // with what was found in it before
	whole.Topics = fromLists(list(a.Topics), hashtags)
	asked := feeds.QueriedArticle(feeds.Reading{Article: whole})
	row := s.indexRow(slot, asked, in.feed)
	row.again = true
	in.rows = append(in.rows, row)
	in.tested = append(in.tested, tested{spot{place, id, int64(in.feed)}, asked, needHead | needBody, false, true})
	if err := s.came(a, id, place, true, in); err != nil {
		return err
	}
	labels, err := s.labels(&whole)
	if err != nil {
		return err
	}
	if place == published && topics == list(a.Topics) && len(labels) == len(a.Topics) {
		return nil
	}
	if _, err := s.exec(qDropTopics, id); err != nil {
		return err
	}
	return s.setTopics(id, place, labels, in.topics)
}

// moveSpot gives an article its place of a new time in lists, and its slot.
func (s *session) moveSpot(id, from, to int64, in arrival) (slot int64, err error) {
	if slot, err = s.slotOf(id, from); err != nil || to == from {
		return slot, err
	}
	in.rows = slices.DeleteFunc(in.rows, func(r indexRow) bool { return r.slot == slot })
	in.tested = slices.DeleteFunc(in.tested, func(t tested) bool { return t.id == id })
	if err := s.unfind([]spot{{from, id, int64(in.feed)}}); err != nil {
		return 0, err
	}
	if _, err := s.exec(qUnindex, slot); err != nil {
		return 0, err
	}
	if _, err := s.exec(qFreeSlot, slot); err != nil {
		return 0, err
	}
	if _, err := s.exec(qSetPlace, to, id); err != nil {
		return 0, err
	}
	var unread bool
	if err := s.row(qIsUnread, []any{id}, &unread); err != nil {
		return 0, err
	}
	if unread {
		feed := int64(in.feed)
		in.unread = append(slices.DeleteFunc(in.unread, func(e spot) bool { return e.id == id }), spot{to, id, feed})
		if err := s.dropUnread([]spot{{from, id, feed}}); err != nil {
			return 0, err
		}
	}
	return s.takeSlot(id, to)
}

// articleValues are the columns that a correction may change: five of them
// before the dates, the others after.
func articleValues(a *feeds.Article) ([]any, error) {
	enc, err := enclosures(a.Enclosures)
	if err != nil {
		return nil, err
	}
	page := canonical(a.CanonicalURL, a.URL)
	kept := page
	if page == feeds.CanonicalURL(a.URL) {
		kept = ""
	}
	return []any{a.URL, kept, key(page), a.Title, list(a.Authors),
		feeds.Shorten(a.Summary, listSummary), a.Words, list(a.Topics), a.Language, a.CommentsURL, a.CommentsFeed, a.Comments, enc, a.Image, a.Hash}, nil
}

// body is what only the open article needs: columns text, html and summary.
func body(a *feeds.Article) (text, html any, summary string) {
	whole, list := string(a.HTML), feeds.Shorten(a.Summary, listSummary)
	if whole == a.Text {
		whole = ""
	}
	if a.Summary != list {
		summary = a.Summary
	}
	return packText(a.Text, whole), packHTML(whole, list), summary
}

// topic is the id of a topic by its name in lower case.
func (s *session) topic(name string) (id int64, err error) {
	err = s.row(qTopic, []any{name}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		id, _, err = s.insert(qNewTopic, name)
	}
	return id, err
}

// topicName is what a topic is known by: articles keep the spelling.
func topicName(label string) string { return strings.ToLower(label) }

func (s *session) setTopics(article, published int64, topics []string, known map[string]int64) error {
	for _, name := range topics {
		name = topicName(name)
		id, ok := known[name]
		if !ok {
			var err error
			if id, err = s.topic(name); err != nil {
				return err
			}
			known[name] = id
		}
		if _, err := s.exec(qSetTopic, id, published, article); err != nil {
			return err
		}
	}
	return nil
}
