package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
)

// sortFeeds orders feeds by folder and name. Each feed's key is made once, and
// the feeds, which are large, are moved once.
func sortFeeds(list []feeds.Feed) {
	type place struct {
		key string
		at  int
	}
	order := make([]place, len(list))
	for i := range list {
		f := &list[i]
		order[i] = place{strings.ToLower(f.Folder) + "\x00" + f.Folder + "\x00" + strings.ToLower(f.Name()), i}
	}
	feeds.SortStable(order, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(list[a.at].ID, list[b.at].ID))
	})
	out := make([]feeds.Feed, len(list))
	for i, p := range order {
		out[i] = list[p.at]
	}
	copy(list, out)
}

var (
	qAnyFeed = define("feed by address, also unsubscribed",
		"SELECT id, removed FROM feeds WHERE url = ?")
	qNewFeed = define("new feed", `INSERT INTO feeds(url, title, own_title, folder_id, site_url, description, language, origin, line, options)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	qNewFetchState = define("new fetch state", "INSERT INTO fetch_state(feed_id) VALUES (?)")
	qNewCounter    = define("new counter", "INSERT INTO counters(feed_id) VALUES (?)")
)

// Subscribe adds feeds as one step of the journal, under verb ("subscribe" or
// "import") and, when it adds more than one, named what. A feed that is there
// already is given as it stands and not added; one that was unsubscribed comes
// back with its articles and their state. Both results run parallel to list.
func (s *Store) Subscribe(ctx context.Context, list []feeds.Feed, verb, what string, now time.Time) (out []feeds.Feed, added []bool, c feeds.Change, err error) {
	err = s.update(ctx, "subscribe", func(w *session) error {
		out, added = make([]feeds.Feed, len(list)), make([]bool, len(list))
		j := newEntry(verb, now)
		for i, f := range list {
			var id feeds.FeedID
			if id, added[i], err = w.subscribe(f, j); err != nil {
				return err
			}
			if out[i], err = w.feed(id); err != nil {
				return err
			}
			if added[i] {
				j.count(out[i].Name())
			}
		}
		c, err = w.journal(j, what)
		return err
	})
	return out, added, c, err
}

func (s *session) subscribe(f feeds.Feed, j *entry) (id feeds.FeedID, added bool, err error) {
	if f.URL == "" {
		return 0, false, errors.New("a feed without an address")
	}
	id, removed, err := s.anyFeed(f.URL)
	switch {
	case err != nil:
		return 0, false, err
	case id == 0:
		if id, err = s.newFeed(f); err != nil {
			return 0, false, err
		}
		j.feed(feedImage{ID: id, Removed: true})
		return id, true, nil
	case !removed:
		return id, false, nil
	}
	old, err := s.feedImage(id)
	if err != nil {
		return 0, false, err
	}
	j.feed(old)
	back := old
	back.Removed, back.Origin, back.OwnOrigin, back.Line = false, f.Origin, "", f.Line
	back.Options = cmp.Or(encodeOptions(f.Options), old.Options)
	back.OwnTitle, back.Folder = cmp.Or(f.OwnTitle, old.OwnTitle), cmp.Or(f.Folder, old.Folder)
	return id, true, s.putFeedImage(back)
}

// anyFeed finds a feed by its address, also an unsubscribed one; 0 for none.
func (s *session) anyFeed(url string) (id feeds.FeedID, removed bool, err error) {
	err = s.row(qAnyFeed, []any{url}, &id, &removed)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return id, removed, err
}

func (s *session) newFeed(f feeds.Feed) (feeds.FeedID, error) {
	folder, err := s.folder(f.Folder)
	if err != nil {
		return 0, err
	}
	id, _, err := s.insert(qNewFeed, f.URL, f.Title, f.OwnTitle, folder, f.SiteURL, f.Description, f.Language,
		string(cmp.Or(f.Origin, feeds.OriginAdded)), f.Line, encodeOptions(f.Options))
	if err != nil {
		return 0, err
	}
	if _, err = s.exec(qNewFetchState, id); err == nil {
		_, err = s.exec(qNewCounter, id)
	}
	return feeds.FeedID(id), err
}

// Unsubscribe hides feeds with their articles; nothing is deleted. Feeds that
// are not there are passed over.
func (s *Store) Unsubscribe(ctx context.Context, ids []feeds.FeedID, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "unsubscribe", func(w *session) error {
		j := newEntry("unsubscribe", now)
		for _, id := range ids {
			old, err := w.feedImage(id)
			if errors.Is(err, sql.ErrNoRows) || err == nil && old.Removed {
				continue
			}
			if err != nil {
				return err
			}
			f, err := w.feed(id)
			if err != nil {
				return err
			}
			gone := old
			gone.Removed = true
			if err := w.putFeedImage(gone); err != nil {
				return err
			}
			j.feed(old)
			j.count(f.Name())
		}
		c, err = w.journal(j, fmt.Sprintf("%d feeds", j.n))
		return err
	})
	return c, err
}

// ErrTaken says that another feed has the address already.
var ErrTaken = errors.New("another feed has this address")

// EditFeed sets a feed's address, own title, folder and options from f. A new address
// drops the validators and the back-off of the old one.
func (s *Store) EditFeed(ctx context.Context, f feeds.Feed, now time.Time) (c feeds.Change, err error) {
	err = s.update(ctx, "edit a feed", func(w *session) error {
		old, err := w.feedImage(f.ID)
		if err != nil {
			return err
		}
		edited := old
		edited.URL, edited.OwnTitle, edited.Folder = cmp.Or(f.URL, old.URL), f.OwnTitle, cleanFolder(f.Folder)
		edited.Options = encodeOptions(f.Options)
		if edited == old {
			return nil
		}
		if edited.URL != old.URL {
			if id, _, err := w.anyFeed(edited.URL); err != nil || id != 0 {
				return cmp.Or(err, ErrTaken)
			}
			if old.Origin == feeds.OriginMoved {
				edited.Origin = feeds.OriginAdded // now it is the person's word again
			}
		}
		if err := w.putFeedImage(edited); err != nil {
			return err
		}
		j := newEntry("edit", now)
		j.feed(old)
		if err := w.leftOut(f.ID, old.Options, edited.Options, j); err != nil {
			return err
		}
		after, err := w.feed(f.ID)
		if err != nil {
			return err
		}
		j.count(after.Name())
		c, err = w.journal(j, "")
		return err
	})
	return c, err
}
