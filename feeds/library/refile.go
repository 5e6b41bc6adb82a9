package library

import (
	"context"
	"errors"
	"slices"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

const (
	// unsettled is how long what was filed may be filed anew: what comes in
	// so short a time counts as one reload, whose order makes no difference.
	unsettled = 10 * time.Minute
	// mostAgain is how many articles are filed anew at most, in one change.
	mostAgain = 2000
)

// errUnread is why nothing is filed anew: what was taken from its place must not
// be kept so.
var errUnread = errors.New("there is no index to file by")

// arrivals are what was filed lately, and when.
type arrivals struct {
	at    map[feeds.ArticleID]time.Time
	parts int // in which it was filed
}

// runs counts the reloads that run.
func (l *Library) runs(n int) {
	l.shelf.mu.Lock()
	defer l.shelf.mu.Unlock()
	l.shelf.reloads += n
}

// latelyElsewhere notes, once, what was filed lately by another process or an
// earlier run.
func (l *Library) latelyElsewhere(ctx context.Context) error {
	l.shelf.mu.RLock()
	known := l.shelf.lately.at != nil
	l.shelf.mu.RUnlock()
	if known {
		return nil
	}
	ids, err := l.store.Came(ctx, l.opt.Now().Add(-unsettled), mostAgain)
	l.lately(ids)
	return err
}

// lately notes what is filed together.
func (l *Library) lately(ids []feeds.ArticleID) {
	s, now := &l.shelf, l.opt.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lately.at == nil {
		s.lately.at = map[feeds.ArticleID]time.Time{}
	}
	for id, at := range s.lately.at {
		if now.Sub(at) > unsettled {
			delete(s.lately.at, id)
		}
	}
	if len(s.lately.at) == 0 {
		s.lately.parts = 0
	}
	if len(s.lately.at)+len(ids) > mostAgain {
		clear(s.lately.at)
		s.lately.parts = 0
		return
	}
	if len(ids) > 0 {
		s.lately.parts++
	}
	for _, id := range ids {
		s.lately.at[id] = now
	}
}

// parted gives what was filed lately, where that was in parts, and no reload
// runs that may bring more.
func (l *Library) parted() (ids []feeds.ArticleID) {
	s := &l.shelf
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.lately.parts < 2 || s.reloads > 0 || s.held {
		return nil
	}
	for id := range s.lately.at {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// filedAsOne notes that what was filed lately is of one piece.
func (l *Library) filedAsOne() {
	l.shelf.mu.Lock()
	defer l.shelf.mu.Unlock()
	l.shelf.lately.parts = 1
}

// refile files anew what came in parts, as though it had come at once. What the
// reader has opened stays.
func (l *Library) refile(f *store.Filing, fresh []store.Fresh) error {
	left := l.leftOut()
	fresh = slices.DeleteFunc(fresh, func(a store.Fresh) bool { return a.Signature == nil || left[a.FeedID] })
	ids := make([]feeds.ArticleID, len(fresh))
	for i := range fresh {
		ids[i] = fresh[i].ID
	}
	free, err := f.Loosen(ids)
	if err != nil {
		return err
	}
	fresh = slices.DeleteFunc(fresh, func(a store.Fresh) bool { return !free[a.ID] })
	docs := make([]related.Doc, len(fresh))
	for i := range fresh {
		fresh[i].Story, fresh[i].CopyOf = 0, 0
		docs[i] = docOfFresh(&fresh[i])
	}
	err = l.change(func(x *related.Index) error { x.Loosen(docs); return nil })
	if err == nil {
		err = l.fileThese(f, fresh)
	}
	if errors.Is(err, store.ErrNotNow) {
		return errUnread
	}
	return err
}
