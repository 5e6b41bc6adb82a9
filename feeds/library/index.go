package library

import (
	"context"
	"maps"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

const (
	// resident is how far back articles are compared at any time.
	resident = 60 * 24 * time.Hour
	// settle is what the screen has to itself before articles are indexed.
	settle = 300 * time.Millisecond
	// signStep and fileStep are how many articles are signed or filed in one
	// change, so that none holds the writer up.
	signStep = 100
	fileStep = 500
	// breath is between two steps of what nobody waits for.
	breath = 50 * time.Millisecond
	// renewAfter is how long an index serves: the days that are resident move on.
	renewAfter = 7 * 24 * time.Hour
)

// shelf is what the library knows of articles to compare them by: the last
// days', and for a while those of an earlier time that was asked for.
type shelf struct {
	mu        sync.RWMutex
	recent    *related.Index    // nil until it has been read
	read      time.Time         // when that was
	last      feeds.ArticleID   // up to this one it has all
	corrected int64             // the last correction it knows
	late      []feeds.ArticleID // corrected when nothing could be filed
	left      map[feeds.FeedID]bool
	preferred map[feeds.FeedID]bool
	earlier   *period

	ready   bool          // it is there, and no article waits for its place
	settled chan struct{} // closed when whoever sees to that is done; nil while nobody does
	again   bool          // there is more to do than there was when they began
	lately  arrivals
	reloads int  // that run
	held    bool // nothing is filed before a first load is here whole
	signing bool // the articles of earlier times are being signed
}

// strictness is how near articles must be, by the person's wish.
func (l *Library) strictness() related.Strictness {
	switch l.settings().Related {
	case feeds.StrictnessStrict:
		return related.Strict
	case feeds.StrictnessLoose:
		return related.Loose
	}
	return related.Normal
}

// index has the articles indexed in the background, after a while, unless that
// is done or under way. The channel closes when all have their places, or
// nobody goes on.
func (l *Library) index(after time.Duration) <-chan struct{} {
	s := &l.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.settled != nil {
		return s.settled
	}
	done := make(chan struct{})
	ctx, end, err := l.join(l.ctx)
	if err != nil || s.held || s.ready && !s.again {
		close(done)
		if err == nil {
			end()
		}
		return done
	}
	s.settled = done
	go func() {
		defer end()
		defer l.caught()
		if after > 0 {
			rest(ctx, after)
		}
		err := l.prepare(ctx)
		close(done)
		if err == nil {
			l.events.send(feeds.RelatedReady{})
			err = l.signRest(ctx)
		}
		if err != nil && ctx.Err() == nil {
			l.opt.Log.Error("index the articles", "error", err)
		}
	}()
	return done
}

// prepare does what there is to do until there is nothing more.
func (l *Library) prepare(ctx context.Context) (err error) {
	s := &l.shelf
	for {
		s.mu.Lock()
		s.again = false
		wanted := s.recent == nil || s.worn(l.opt.Now())
		s.mu.Unlock()
		if err = ctx.Err(); err == nil && wanted {
			err = l.readIndex(ctx)
		}
		if err == nil {
			err = l.fileAll(ctx)
		}
		s.mu.Lock()
		if err != nil {
			s.recent = nil // it may know what was not kept
		}
		over := err != nil || !s.again || s.held
		if over {
			s.ready, s.settled = err == nil && !s.held, nil
		}
		s.mu.Unlock()
		if over {
			return err
		}
	}
}

// worn says whether the index has become large by what is gone from it, or is
// too old by now.
func (s *shelf) worn(now time.Time) bool {
	return s.recent != nil && (s.recent.Dead() > 1000+s.recent.Len()/4 || now.Sub(s.read) > renewAfter)
}

// stale has the index read anew, where it was read: what it knows is no longer
// what the store has.
func (l *Library) stale() {
	s := &l.shelf
	s.mu.Lock()
	had := s.recent != nil || s.settled != nil
	s.leaveEarlier()
	s.recent, s.ready, s.again = nil, false, true
	s.mu.Unlock()
	if had {
		l.index(0)
	}
}

// fileLater sees to articles that came and wait for their places, and to an
// index that is worn.
func (l *Library) fileLater(ctx context.Context) {
	waiting, err := l.store.Waiting(ctx)
	if err != nil {
		l.opt.Log.Error("look for articles that wait for their places", "error", err)
	}
	s, parted := &l.shelf, len(l.parted()) > 0
	s.mu.Lock()
	more := parted || len(waiting)+len(s.late) > 0 || s.worn(l.opt.Now())
	s.ready, s.again = s.ready && len(waiting) == 0, s.again || more
	s.mu.Unlock()
	if more {
		l.index(0)
	}
}

// sign makes the signature of an article.
func (l *Library) sign(ctx context.Context) func(*store.Fresh) []byte {
	return func(a *store.Fresh) []byte {
		return related.Sign(related.Text{Title: a.Title, Body: a.Text, Language: a.Language, Source: a.Source, Usual: l.usual(ctx, a.FeedID)})
	}
}

// signSince signs the articles published since a time.
func (l *Library) signSince(ctx context.Context, since time.Time) error {
	if l.store.ReadOnly() {
		return nil // what is signed already has to do
	}
	earliest, err := l.store.Earliest(ctx, since)
	for err == nil {
		var from feeds.ArticleID
		if from, err = l.store.Sign(ctx, related.Version, signStep, l.sign(ctx)); from <= max(earliest, 1) {
			break
		}
	}
	return err
}

// signRest signs all others, in no hurry.
func (l *Library) signRest(ctx context.Context) error {
	if l.store.ReadOnly() {
		return nil
	}
	s := &l.shelf
	s.mu.Lock()
	busy := s.signing
	s.signing = true
	s.mu.Unlock()
	if busy {
		return nil
	}
	defer func() {
		s.mu.Lock()
		s.signing = false
		s.mu.Unlock()
	}()
	for {
		from, err := l.store.Sign(ctx, related.Version, signStep, l.sign(ctx))
		if err != nil || from <= 1 || !rest(ctx, breath) {
			return err
		}
	}
}

// readIndex signs what is not signed of the articles of the last days, reads
// their signatures, and takes the new index in place of one that is there.
func (l *Library) readIndex(ctx context.Context) error {
	now := l.opt.Now()
	if err := l.signSince(ctx, now.Add(-resident)); err != nil {
		return err
	}
	if _, err := l.readOptions(ctx); err != nil {
		return err
	}
	var corrected int64
	err := l.store.Look(ctx, func(f *store.Filing) (err error) {
		corrected, err = f.Corrected(-1, related.Version, nil)
		return err
	})
	if err != nil {
		return err
	}
	x, last, err := l.fill(ctx, now.Add(-resident), endOfTime)
	if err != nil {
		return err
	}
	s := &l.shelf
	err = l.store.Look(ctx, func(f *store.Filing) error { // nobody files meanwhile
		s.mu.Lock()
		s.recent, s.read, s.last, s.corrected = x, now, last, corrected
		s.mu.Unlock()
		return l.follow(f)
	})
	l.giveBack() // to fill it took as much again
	return err
}

var endOfTime = time.Unix(1<<40, 0)

// fill makes an index of the articles published from a time to before another.
func (l *Library) fill(ctx context.Context, from, to time.Time) (x *related.Index, last feeds.ArticleID, err error) {
	x = new(related.Index)
	left := l.leftOut()
	x.Load(func(yield func(related.Doc) bool) {
		last, err = l.store.Signatures(ctx, related.Version, from, to, func(g store.Signed) {
			if !left[g.Feed] {
				yield(doc(g))
			}
		})
	})
	return x, last, err
}

func doc(g store.Signed) related.Doc {
	return related.Doc{ID: g.ID, Feed: g.Feed, Published: g.Published, Story: g.Story, Waits: g.Waits, Signature: g.Signature}
}

// readOptions notes which feeds are left out, and which preferred; changed says
// whether others are left out than were.
func (l *Library) readOptions(ctx context.Context) (changed bool, err error) {
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return false, err
	}
	left, preferred := map[feeds.FeedID]bool{}, map[feeds.FeedID]bool{}
	for _, f := range list {
		if f.Options.Unrelated {
			left[f.ID] = true
		}
		if f.Options.Preferred {
			preferred[f.ID] = true
		}
	}
	s := &l.shelf
	s.mu.Lock()
	changed = !maps.Equal(left, s.left)
	s.left, s.preferred = left, preferred
	s.mu.Unlock()
	return changed, nil
}

// takeOptions follows what feeds' options say now.
func (l *Library) takeOptions(ctx context.Context) {
	changed, err := l.readOptions(ctx)
	if err != nil && ctx.Err() == nil {
		l.opt.Log.Error("read the feeds' options", "error", err)
	}
	if changed {
		l.stale()
	}
}

// leftOut gives the feeds whose articles are related to nothing. The map is
// never changed.
func (l *Library) leftOut() map[feeds.FeedID]bool {
	l.shelf.mu.RLock()
	defer l.shelf.mu.RUnlock()
	return l.shelf.left
}
