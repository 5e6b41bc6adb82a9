package library

import (
	"sync"

	"broadsheet/feeds"
)

// queue holds events until the reader takes them. It never blocks the sender:
// what a slow reader missed of a progress is merged, endings are kept.
type queue struct {
	mu     sync.Mutex
	list   []feeds.Event
	wake   chan struct{}
	out    chan feeds.Event
	done   chan struct{}
	closed sync.Once
}

func newQueue() *queue {
	q := &queue{wake: make(chan struct{}, 1), out: make(chan feeds.Event), done: make(chan struct{})}
	go q.pump()
	return q
}

func (q *queue) send(e feeds.Event) {
	q.mu.Lock()
	q.list = merge(q.list, e)
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// merge appends e, replacing an event that e makes stale.
func merge(list []feeds.Event, e feeds.Event) []feeds.Event {
	for i := len(list) - 1; i >= 0; i-- {
		switch old := list[i].(type) {
		case feeds.ReloadStarted, feeds.ReloadFinished:
			// A progress belongs to the reload it stands in: never merge across.
			return append(list, e)
		case feeds.ReloadProgress:
			if _, ok := e.(feeds.ReloadProgress); ok {
				list[i] = e
				return list
			}
		case feeds.LinksProgress:
			if _, ok := e.(feeds.LinksProgress); ok {
				list[i] = e
				return list
			}
		case feeds.MarkChanged:
			switch e.(type) {
			case feeds.MarkChanged, feeds.ArticlesChanged:
				list[i] = e
				return list
			}
		case feeds.ArticlesChanged:
			if _, mark := e.(feeds.MarkChanged); mark {
				return list
			}
			if n, ok := e.(feeds.ArticlesChanged); ok {
				list[i] = feeds.ArticlesChanged{New: old.New + n.New}
				return list
			}
		case feeds.FeedsChanged:
			if _, ok := e.(feeds.FeedsChanged); ok {
				return list
			}
		}
	}
	return append(list, e)
}

func (q *queue) pump() {
	defer close(q.out)
	for {
		q.mu.Lock()
		var next feeds.Event
		if len(q.list) > 0 {
			next, q.list = q.list[0], q.list[1:]
		}
		q.mu.Unlock()
		if next == nil {
			select {
			case <-q.wake:
				continue
			case <-q.done:
				return
			}
		}
		select {
		case q.out <- next:
		case <-q.done:
			return
		}
	}
}

func (q *queue) close() { q.closed.Do(func() { close(q.done) }) }
