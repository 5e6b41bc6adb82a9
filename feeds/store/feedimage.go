package store

import (
	"cmp"

	"broadsheet/feeds"
)

// feedImage is what a person decides about a feed: what the journal keeps and
// puts back.
type feedImage struct {
	ID        feeds.FeedID
	URL       string
	OwnTitle  string
	Folder    string
	Origin    feeds.Origin
	OwnOrigin feeds.Origin
	Line      int
	Options   string // JSON
	Removed   bool
}

var (
	qFeedImage = define("feed image", `SELECT f.id, f.url, f.own_title, d.path, f.origin, f.own_origin, f.line, f.options, f.removed
		FROM feeds f JOIN folders d ON d.id = f.folder_id WHERE f.id = ?`)
	qPutFeed = define("put feed image", `UPDATE feeds SET url = ?, own_title = ?, folder_id = ?, origin = ?, own_origin = ?, line = ?, options = ?,
		removed = ? WHERE id = ?`)
	qHide       = define("hide a feed's articles", "UPDATE states SET hidden = (hidden & 2) | ?1 WHERE feed_id = ?2 AND hidden & 1 <> ?1")
	qRefolder   = define("move a feed's articles", "UPDATE states SET folder_id = ? WHERE feed_id = ? AND folder_id <> ?")
	qForgetHTTP = define("drop validators", `UPDATE fetch_state SET etag = '', last_modified = '', body_hash = '', next = 0,
		failures = 0, status = 0, error = '', gone = 0, moved = '', moved_count = 0, every = 0, skip_hours = 0, skip_days = 0, claimed_until = 0 WHERE feed_id = ?`)
)

func (s *session) feedImage(id feeds.FeedID) (f feedImage, err error) {
	err = s.row(qFeedImage, []any{id}, &f.ID, &f.URL, &f.OwnTitle, &f.Folder, &f.Origin, &f.OwnOrigin, &f.Line, &f.Options, &f.Removed)
	return f, err
}

// putFeedImage makes a feed as f says, with everything that follows from it.
func (s *session) putFeedImage(f feedImage) error {
	old, err := s.feedImage(f.ID)
	if err != nil {
		return err
	}
	before, err := s.facts(f.ID, old.Removed)
	if err != nil {
		return err
	}
	folder, err := s.folder(f.Folder)
	if err != nil {
		return err
	}
	if _, err := s.exec(qPutFeed, f.URL, f.OwnTitle, folder, string(cmp.Or(f.Origin, feeds.OriginAdded)), string(f.OwnOrigin),
		f.Line, f.Options, f.Removed, f.ID); err != nil {
		return err
	}
	if _, err := s.exec(qHide, f.Removed, f.ID); err != nil {
		return err
	}
	if _, err := s.exec(qRefolder, folder, f.ID, folder); err != nil {
		return err
	}
	if f.Removed != old.Removed || f.Folder != old.Folder {
		if err := s.refoldFeed(f.ID); err != nil {
			return err
		}
	}
	if f.URL != old.URL {
		if _, err := s.exec(qForgetHTTP, f.ID); err != nil {
			return err
		}
	}
	now, err := s.facts(f.ID, f.Removed)
	if err != nil {
		return err
	}
	return s.retestFeed(f.ID, before, now)
}

// facts is what queries ask of a feed.
func (s *session) facts(id feeds.FeedID, removed bool) (f feedFacts, err error) {
	f.removed = removed
	err = s.row(qFactsOf, []any{int64(id)}, &f.name, &f.folder)
	return f, err
}

// swapFeed puts f back and gives what was there instead.
func (s *session) swapFeed(f feedImage) (feedImage, error) {
	old, err := s.feedImage(f.ID)
	if err != nil {
		return f, err
	}
	if f.URL == "" { // a feed that the step added: it had no other side
		f = old
		f.Removed = true
	}
	if f.URL != old.URL {
		// Another feed may have come to the address outside the journal, from
		// the config: then this one keeps its own.
		if id, _, err := s.anyFeed(f.URL); err != nil {
			return f, err
		} else if id != 0 {
			f.URL = old.URL
		}
	}
	if old.Origin == feeds.OriginConfig || f.Origin == feeds.OriginConfig {
		// The file is the authority on what it declares.
		f.Origin, f.OwnOrigin, f.Line, f.Options = old.Origin, old.OwnOrigin, old.Line, old.Options
	}
	return old, s.putFeedImage(f)
}

var qTouchMeta = define("set feed meta", "UPDATE feeds SET title = ?, site_url = ?, description = ?, language = ? WHERE id = ?")

// setMeta takes over what the publisher says about its feed.
func (s *session) setMeta(id feeds.FeedID, m *feeds.Feed) error {
	old, err := s.feed(id)
	if err != nil {
		return err
	}
	title := cmp.Or(m.Title, old.Title)
	if title == old.Title && m.SiteURL == old.SiteURL && m.Description == old.Description && m.Language == old.Language {
		return nil
	}
	if _, err = s.exec(qTouchMeta, title, m.SiteURL, m.Description, m.Language, id); err != nil || title == old.Title {
		return err
	}
	before := feedFacts{name: old.Name(), folder: old.Folder}
	now, err := s.facts(id, false)
	if err != nil {
		return err
	}
	return s.retestFeed(id, before, now)
}
