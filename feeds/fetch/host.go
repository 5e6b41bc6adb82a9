package fetch

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// maxWait bounds what a host may ask for by Retry-After.
const maxWait = 7 * 24 * time.Hour

// keepHosts is how many hosts and waiting URLs are remembered before those
// with nothing to remember are swept out.
const keepHosts = 1024

// hosts sees to it that a host is asked one thing at a time, with a gap
// between starts, and not at all while it has asked to be left alone.
type hosts struct {
	gap   time.Duration
	now   func() time.Time
	mu    sync.Mutex
	byKey map[string]*host
	urls  map[string]time.Time // single URLs to be left alone until then
}

type host struct {
	busy  bool
	queue queue
	next  time.Time // no start before this (by the monotonic clock)
	until time.Time // left alone until then
	http1 bool      // its HTTP/2 does not work
}

// turn is the right to ask a host one thing.
type turn struct {
	hs  *hosts
	h   *host
	key string
}

// hostKey is what shares a turn: the host's name. Numbers within a private
// network differ by port as well: one machine there runs many servers.
func hostKey(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip, err := netip.ParseAddr(name); err == nil && !public(ip) || isLocalhost(name) {
		return net.JoinHostPort(name, port(u))
	}
	return name
}

// take waits for the host's turn and its gap. A page's pictures come without
// gaps, as servers of pages expect. It fails with ErrWaiting when the host
// asked to be left alone.
func (hs *hosts) take(ctx context.Context, u *url.URL, urgent, gapless bool) (*turn, error) {
	key := hostKey(u)
	hs.mu.Lock()
	h := hs.byKey[key]
	if h == nil {
		hs.sweep()
		h = &host{}
		hs.byKey[key] = h
	}
	if err := hs.waiting(h, u); err != nil {
		hs.mu.Unlock()
		return nil, err
	}
	t := &turn{hs: hs, h: h, key: key}
	if h.busy {
		k := &ticket{ready: make(chan struct{})}
		if urgent {
			h.queue = append(queue{k}, h.queue...)
		} else {
			h.queue.push(k)
		}
		hs.mu.Unlock()
		select {
		case <-k.ready:
		case <-ctx.Done():
			hs.mu.Lock()
			if !k.granted {
				h.queue.remove(k)
				hs.mu.Unlock()
				return nil, ctx.Err()
			}
			hs.mu.Unlock()
			t.release()
			return nil, ctx.Err()
		}
		hs.mu.Lock()
	}
	h.busy = true
	err := hs.waiting(h, u) // it may have said so while we queued
	wait := time.Until(h.next)
	if gapless {
		wait = 0
	}
	hs.mu.Unlock()
	if err == nil && wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if err != nil {
		t.release()
		return nil, err
	}
	return t, nil
}

// start marks the moment a request goes out.
func (t *turn) start() (http1 bool) {
	t.hs.mu.Lock()
	defer t.hs.mu.Unlock()
	t.h.next = time.Now().Add(t.hs.gap)
	return t.h.http1
}

func (t *turn) release() {
	t.hs.mu.Lock()
	defer t.hs.mu.Unlock()
	if len(t.h.queue) > 0 {
		t.h.queue.pop()
		return
	}
	t.h.busy = false
}

// avoidHTTP2 remembers that the host's HTTP/2 broke.
func (t *turn) avoidHTTP2() {
	t.hs.mu.Lock()
	defer t.hs.mu.Unlock()
	t.h.http1 = true
}

// leaveAlone remembers that the host wants no request for d: none at all, or
// none for u when whole is false.
func (t *turn) leaveAlone(u *url.URL, d time.Duration, whole bool) {
	until := t.hs.now().Add(min(d, maxWait))
	t.hs.mu.Lock()
	defer t.hs.mu.Unlock()
	if whole {
		if until.After(t.h.until) {
			t.h.until = until
		}
		return
	}
	t.hs.sweep()
	t.hs.urls[u.String()] = until
}

func (hs *hosts) waiting(h *host, u *url.URL) error {
	now := hs.now()
	left := h.until.Sub(now)
	if until, ok := hs.urls[u.String()]; ok {
		left = max(left, until.Sub(now))
	}
	if left <= 0 || left > maxWait { // over it: the clock was set back
		return nil
	}
	return &Error{Kind: ErrWaiting, URL: u.String(), RetryAfter: left, Until: now.Add(left)}
}

// sweep forgets hosts and URLs that have nothing to remember.
func (hs *hosts) sweep() {
	now := hs.now()
	if len(hs.byKey) >= keepHosts {
		for key, h := range hs.byKey {
			if !h.busy && now.After(h.until) && time.Until(h.next) <= 0 {
				delete(hs.byKey, key)
			}
		}
	}
	if len(hs.urls) >= keepHosts {
		for u, until := range hs.urls {
			if now.After(until) {
				delete(hs.urls, u)
			}
		}
	}
}
