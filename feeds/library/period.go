package library

import (
	"context"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
)

const (
	// around is how far before and after an old article others are looked for.
	around = 30 * 24 * time.Hour
	// beyond is how much further an index reaches, so that it serves for the
	// articles before and after one, however few there are a day.
	beyond = 10 * 24 * time.Hour
	// unused is how long an index of an earlier time may be before it goes.
	unused = time.Minute
)

// period is an index of articles published before those that are resident. It
// is read when it is asked for, and let go when it is not any more.
type period struct {
	from, to time.Time
	x        *related.Index // nil until it has been read
	read     chan struct{}  // closed then, or when it cannot be
	used     time.Time
	end      context.CancelFunc // of who reads and keeps it
}

// periodRead is closed when the earlier time asked for last has been read.
func (l *Library) periodRead() <-chan struct{} {
	l.shelf.mu.RLock()
	defer l.shelf.mu.RUnlock()
	if p := l.shelf.earlier; p != nil {
		return p.read
	}
	none := make(chan struct{})
	close(none)
	return none
}

// shelves gives the indexes to look an article up in, and whether one is to
// come yet.
func (l *Library) shelves(d related.Doc, allTime bool) (out []*related.Index, indexing bool) {
	now := l.opt.Now()
	residents, at := now.Add(-resident), time.Unix(d.Published, 0)
	from, to := time.Time{}, residents
	if !allTime {
		from, to = at.Add(-around), minTime(at.Add(around), residents)
	}
	s := &l.shelf
	s.mu.Lock()
	recent, ready := s.recent, s.ready
	if recent != nil {
		out = append(out, recent)
	}
	indexing = !ready
	if recent != nil && (allTime || at.Before(residents)) {
		p := s.earlier
		if p == nil || p.from.After(from) || p.to.Before(to.Add(-time.Hour)) { // what is resident moves on
			s.leaveEarlier()
			if !allTime {
				from, to = from.Add(-beyond), minTime(to.Add(beyond), residents)
			}
			ctx, end := context.WithCancel(l.ctx)
			p = &period{from: from, to: to, read: make(chan struct{}), end: end}
			s.earlier = p
			l.background(func(context.Context) { defer end(); l.readPeriod(ctx, p) })
		}
		p.used = now
		if p.x != nil {
			out = append(out, p.x)
		}
		indexing = indexing || p.x == nil
	}
	s.mu.Unlock()
	if !ready {
		l.index(0)
	}
	return out, indexing
}

// leaveEarlier lets the index of an earlier time go, also one that is being read.
func (s *shelf) leaveEarlier() {
	if s.earlier != nil {
		s.earlier.end()
		s.earlier = nil
	}
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// readPeriod reads an index, tells that it is there, and lets it go when it has
// not been used for a while.
func (l *Library) readPeriod(ctx context.Context, p *period) {
	if err := l.signSince(ctx, p.from); err != nil {
		l.opt.Log.Error("sign earlier articles", "error", err)
	}
	x, _, err := l.fill(ctx, p.from, p.to)
	s := &l.shelf
	s.mu.Lock()
	switch {
	case s.earlier != p: // another is wanted by now
	case err == nil:
		p.x = x
	default:
		s.earlier = nil
	}
	s.mu.Unlock()
	close(p.read)
	if err != nil {
		if ctx.Err() == nil {
			l.opt.Log.Error("index earlier articles", "error", err)
		}
		return
	}
	l.events.send(feeds.RelatedReady{})
	for rest(ctx, unused/5) && !l.endPeriod(p) {
		continue
	}
	l.giveBack()
}

// endPeriod lets a period's index go when it has not been used for a while, or
// another took its place; true when it has gone.
func (l *Library) endPeriod(p *period) bool {
	s := &l.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.earlier == p && l.opt.Now().Sub(p.used) < unused {
		return false
	}
	if s.earlier == p {
		s.leaveEarlier()
	}
	return true
}
