package library

import (
	"context"
	"sync"
)

// roomFor is how many bytes of bodies may have come and not be written yet
// before the next feed waits with asking: fetching is faster than writing, and
// an article takes several times its bytes while it is prepared.
const roomFor = 4 << 20

// room counts the bodies between fetch and store. The zero room is empty.
type room struct {
	mu    sync.Mutex
	held  int
	freed chan struct{} // closed when held falls; nil while nobody waits
}

func (r *room) take(n int) {
	r.mu.Lock()
	r.held += n
	r.mu.Unlock()
}

func (r *room) free(n int) {
	if n == 0 {
		return
	}
	r.mu.Lock()
	r.held -= n
	if r.freed != nil {
		close(r.freed)
		r.freed = nil
	}
	r.mu.Unlock()
}

// wait returns when there is room for one more body, however large it is.
func (r *room) wait(ctx context.Context) error {
	for {
		r.mu.Lock()
		if r.held < roomFor {
			r.mu.Unlock()
			return nil
		}
		if r.freed == nil {
			r.freed = make(chan struct{})
		}
		freed := r.freed
		r.mu.Unlock()
		select {
		case <-freed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
