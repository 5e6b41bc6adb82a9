package fetch

import (
	"context"
	"slices"
	"sync"
)

// lanes bounds how many requests are under way at once. Slow requests have a
// lane of their own within the whole, so that dead hosts never hold up the
// rest. First come, first served within a lane; urgent ones before all.
type lanes struct {
	mu             sync.Mutex
	total, slowMax int
	used, slowUsed int
	urgent         queue
	fast, slow     queue
	quick, cut     int // answered within patience; sent to the slow lane by force
}

type queue []*ticket

type ticket struct {
	ready   chan struct{}
	granted bool
}

func (q *queue) push(t *ticket) { *q = append(*q, t) }

func (q *queue) pop() *ticket {
	t := (*q)[0]
	(*q)[0] = nil
	*q = (*q)[1:]
	t.granted = true
	close(t.ready)
	return t
}

func (q *queue) remove(t *ticket) {
	if i := slices.Index(*q, t); i >= 0 {
		*q = slices.Delete(*q, i, i+1)
	}
}

// slot is a place among the requests under way.
type slot struct {
	l    *lanes
	slow bool
}

func (l *lanes) take(ctx context.Context, slow, urgent bool) (*slot, error) {
	q := &l.fast
	switch {
	case urgent:
		// A person's own request to a slow host counts as fast: it is one.
		q, slow = &l.urgent, false
	case slow:
		q = &l.slow
	}
	t := &ticket{ready: make(chan struct{})}
	l.mu.Lock()
	q.push(t)
	l.dispatch(false)
	l.mu.Unlock()
	s := &slot{l: l, slow: slow}
	select {
	case <-t.ready:
		return s, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.granted {
		l.free(s)
	} else {
		q.remove(t)
	}
	return nil, ctx.Err()
}

// dispatch hands out what is free: urgent requests, then the slow lane up to
// its width, then the others. When no others wait the slow ones may have all
// but a few places, kept for what comes.
func (l *lanes) dispatch(freed bool) {
	for l.used < l.total {
		width := l.slowMax
		if freed && len(l.fast) == 0 {
			width = max(width, l.total-l.slowMax)
		}
		switch {
		case len(l.urgent) > 0:
			l.urgent.pop()
		case len(l.slow) > 0 && l.slowUsed < width:
			l.slow.pop()
			l.slowUsed++
		case len(l.fast) > 0:
			l.fast.pop()
		default:
			return
		}
		l.used++
	}
}

func (l *lanes) free(s *slot) {
	l.used--
	if s.slow {
		l.slowUsed--
	}
	l.dispatch(true)
}

func (s *slot) release() {
	s.l.mu.Lock()
	defer s.l.mu.Unlock()
	s.l.free(s)
}

// answered counts a first byte that came within patience.
func (s *slot) answered() {
	s.l.mu.Lock()
	defer s.l.mu.Unlock()
	s.l.quick++
}

// yield is called when a fast request has had no first byte for long. While
// others wait it moves to the slow lane; when that is full, yield says true:
// give up and queue there. Where nearly all hosts are slow (a bad line),
// nobody yields: asking again would only make it worse.
func (s *slot) yield() bool {
	l := s.l
	l.mu.Lock()
	defer l.mu.Unlock()
	if s.slow || len(l.fast) == 0 || l.quick < 8*(l.cut+1) {
		return false
	}
	if l.slowUsed < l.slowMax {
		s.slow = true
		l.slowUsed++
		return false
	}
	l.cut++
	return true
}
