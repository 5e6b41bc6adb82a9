package store

import (
	"cmp"
	"context"
	"time"

	"broadsheet/feeds"
)

var qConfigFeeds = define("feeds of the config", "SELECT id FROM feeds WHERE origin = 'config' AND NOT removed")

// SyncConfig makes the subscriptions of origin config those of list. A feed
// that was added otherwise is the config's while the file has it. One that is
// no longer listed is what it was before, or unsubscribed; with keep, because
// the file had a mistake, none is removed. The file is the authority: nothing
// is journalled. changed says whether anything was.
func (s *Store) SyncConfig(ctx context.Context, list []feeds.Feed, keep bool) (changed bool, err error) {
	err = s.update(ctx, "take over the feeds of the config", func(w *session) error {
		listed := make(map[feeds.FeedID]bool, len(list))
		for _, f := range list {
			if f.URL == "" {
				continue
			}
			id, did, err := w.declare(f)
			if err != nil {
				return err
			}
			listed[id], changed = true, changed || did
		}
		if keep {
			return nil
		}
		var gone []feeds.FeedID
		err := w.each(qConfigFeeds, nil, func(scan func(...any) error) error {
			var id feeds.FeedID
			err := scan(&id)
			if !listed[id] {
				gone = append(gone, id)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range gone {
			if err := w.undeclare(id); err != nil {
				return err
			}
			changed = true
		}
		return nil
	})
	return changed, err
}

// declare makes f a feed of the config.
func (s *session) declare(f feeds.Feed) (id feeds.FeedID, changed bool, err error) {
	f.Origin = feeds.OriginConfig
	id, _, err = s.anyFeed(f.URL)
	if err != nil {
		return 0, false, err
	}
	if id == 0 {
		id, err = s.newFeed(f)
		return id, true, err
	}
	old, err := s.feedImage(id)
	if err != nil {
		return 0, false, err
	}
	now := old
	now.Origin, now.Line, now.Options = feeds.OriginConfig, f.Line, encodeOptions(f.Options)
	if old.Origin != feeds.OriginConfig && !old.Removed {
		now.OwnOrigin = old.Origin
	}
	if old.Removed {
		now.Removed, now.OwnOrigin = false, ""
	}
	now.OwnTitle, now.Folder = f.OwnTitle, cleanFolder(f.Folder)
	if now.OwnOrigin != "" { // what the person chose stands where the file says nothing
		now.OwnTitle, now.Folder = cmp.Or(f.OwnTitle, old.OwnTitle), cmp.Or(now.Folder, old.Folder)
	}
	if now == old {
		return id, false, nil
	}
	if err := s.leftOut(id, old.Options, now.Options, newEntry("", time.Time{})); err != nil { // the file is not journalled
		return 0, false, err
	}
	return id, true, s.putFeedImage(now)
}

// undeclare lets a feed go that the config no longer has.
func (s *session) undeclare(id feeds.FeedID) error {
	f, err := s.feedImage(id)
	if err != nil {
		return err
	}
	f.Line = 0
	if f.OwnOrigin != "" {
		f.Origin, f.OwnOrigin, f.Options = f.OwnOrigin, "", "" // the file's secrets go with it
	} else {
		f.Removed = true
	}
	return s.putFeedImage(f)
}
