package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qSetLink = define("set check of a link", `INSERT INTO link_checks(url, checked, found) VALUES (?, ?, ?)
		ON CONFLICT(url) DO UPDATE SET checked = excluded.checked, found = excluded.found WHERE excluded.checked > link_checks.checked`)
	qDropLinks = define("forget checks of links", "DELETE FROM link_checks WHERE checked < ? AND url NOT IN (SELECT url FROM bookmarks)")
)

// LinkFound is what is known of a link from now on.
type LinkFound struct {
	URL  string
	Link feeds.LinkCheck
}

// SetLinks puts down what checks have found. A later check that is known
// already stays. It is no change of the reader's.
func (s *Store) SetLinks(ctx context.Context, list []LinkFound) error {
	return s.update(ctx, "put down what became of links", func(w *session) error {
		for _, f := range list {
			if err := w.setLink(f.URL, f.Link); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *session) setLink(url string, c feeds.LinkCheck) error {
	if c.State == "" {
		return nil
	}
	found, err := json.Marshal(settledLink(c))
	if err == nil {
		_, err = s.exec(qSetLink, url, millis(c.Checked), string(found))
	}
	return err
}

// settledLink has its times as the store does, to the millisecond.
func settledLink(c feeds.LinkCheck) feeds.LinkCheck {
	c.Checked, c.Since = fromMillis(millis(c.Checked)), fromMillis(millis(c.Since))
	return c
}

// ForgetLinks forgets checks from before of links that no bookmark has any more.
func (s *Store) ForgetLinks(ctx context.Context, before time.Time) error {
	return s.update(ctx, "forget checks of links", func(w *session) error {
		_, err := w.exec(qDropLinks, millis(before))
		return err
	})
}

// FollowMoved gives bookmarks the addresses that their pages have moved to, as
// one step. One whose page is bookmarked under that address already becomes one
// with it.
func (s *Store) FollowMoved(ctx context.Context, ids []feeds.BookmarkID, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "follow moved bookmarks", func(w *session) error {
		j := newEntry("follow moved", now)
		for _, id := range ids {
			old, err := w.bookmark(id)
			if err != nil {
				return err
			}
			if old == nil || old.Link.State != feeds.LinkMoved {
				continue
			}
			if err := w.followMoved(*old, j); err != nil {
				return err
			}
			j.count(old.Title)
		}
		c, err = w.journal(j, many(j.n))
		return err
	})
	return c, err
}

func (s *session) followMoved(old feeds.Bookmark, j *entry) error {
	moved := old
	moved.URL, moved.CanonicalURL = old.Link.To, feeds.CanonicalURL(old.Link.To)
	moved.Link = feeds.LinkCheck{State: feeds.LinkAlive, Checked: old.Link.Checked}
	moved.Tags = slices.Clone(old.Tags)
	there, err := s.bookmarkFor(moved)
	if err != nil {
		return err
	}
	if there == 0 || there == old.ID {
		if _, err = s.putBookmark(old.ID, &moved); err != nil {
			return err
		}
		return s.journalBookmark(j, bookmarkImage{old.ID, &old})
	}
	other, err := s.bookmark(there)
	if err != nil {
		return err
	}
	if _, err = s.putBookmark(old.ID, nil); err != nil {
		return err
	}
	if err = s.journalBookmark(j, bookmarkImage{old.ID, &old}); err != nil {
		return err
	}
	both := merge(*other, moved)
	if _, err = s.putBookmark(there, &both); err != nil {
		return err
	}
	return s.journalBookmark(j, bookmarkImage{there, other})
}
