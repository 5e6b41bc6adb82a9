package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"
)

// errTotal is the cause when a whole Get took too long; errYield, when it made
// room for others.
var (
	errTotal = errors.New("took too long in all")
	errYield = errors.New("makes room for others")
)

// defaultWait is how long a host is left alone that said "too many requests"
// and not for how long.
const defaultWait = 10 * time.Minute

// Client asks hosts for things within its Policy. It is safe for use by many
// goroutines: call Get from as many as there are things to get, it queues.
type Client struct {
	policy     Policy
	hosts      *hosts
	lanes      *lanes
	mu         sync.Mutex
	transports map[way]*http.Transport
}

// New gives a client that keeps p. Close it when done.
func New(p Policy) *Client {
	p = p.filled()
	return &Client{
		policy:     p,
		hosts:      &hosts{gap: p.Gap, now: p.Now, byKey: map[string]*host{}, urls: map[string]time.Time{}},
		lanes:      &lanes{total: p.Hosts, slowMax: p.SlowHosts},
		transports: map[way]*http.Transport{},
	}
}

// Close ends the connections kept for later.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.transports {
		t.CloseIdleConnections()
	}
}

// Get asks for r.URL once it is its turn: one request a host at a time, with
// the policy's gap between starts. All errors are *Error. With ErrStatus the
// Response holds what the headers said.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	u, err := target(r.URL)
	if err != nil {
		return Response{}, &Error{Kind: ErrBadURL, Err: err}
	}
	if u.User != nil {
		if r.User == "" {
			r.User = u.User.Username()
			r.Password, _ = u.User.Password()
		}
		u.User = nil
	}
	v := &visit{c: c, req: r, url: u, own: true, permanent: true, slow: r.Slow, head: r.Probe}
	if t, err := url.Parse(r.Trusted); err == nil && r.Trusted != "" {
		v.trusted = origin(t)
	}
	for {
		done, res, err := v.step(ctx)
		if done {
			res.URL, res.Moved, res.Took = shown(v.url), v.moved, v.spent
			if e := (*Error)(nil); errors.As(err, &e) {
				e.For = r.Kind
			}
			return res, err
		}
	}
}

// visit is the state of one Get: where it has come to and what it may still
// do.
type visit struct {
	c         *Client
	req       Request
	url       *url.URL
	trusted   string // host:port that may be private
	own       bool   // the person's credentials and headers may go to url
	permanent bool   // only 301 and 308 so far
	moved     string
	hops      int
	slow      bool
	http1     bool
	again     bool // the one repetition has been used
	head      bool // a Probe that has not been refused HEAD
	spent     time.Duration
}

// step makes one request, in its turn. It is done when there is an answer to
// give; otherwise the visit goes on: a redirect, GET after HEAD was refused, or
// the one repetition.
func (v *visit) step(ctx context.Context) (done bool, res Response, err error) {
	w, err := v.way()
	if err != nil {
		return true, res, err
	}
	urgent := v.req.Urgent || v.req.Kind != KindFeed && !v.req.Background
	t, err := v.c.hosts.take(ctx, v.url, urgent || v.hops > 0 || v.again, v.req.Kind == KindImage)
	if err != nil {
		return true, res, classify(err, context.Cause(ctx), v.url, limits{policy: v.c.policy})
	}
	defer t.release()
	s, err := v.c.lanes.take(ctx, v.slow, urgent)
	if err != nil {
		return true, res, classify(err, context.Cause(ctx), v.url, limits{policy: v.c.policy})
	}
	defer s.release()
	if room := v.c.policy.Room; room != nil && !urgent {
		if err := room(ctx); err != nil {
			return true, res, classify(err, context.Cause(ctx), v.url, limits{policy: v.c.policy})
		}
	}

	if t.start() {
		w.http1 = true
	}
	began := time.Now()
	defer func() { v.spent += time.Since(began); res.Took = v.spent }()
	ctx, stop := context.WithTimeoutCause(ctx, v.c.policy.Total-v.spent, errTotal)
	defer stop()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	e := &exchange{visit: v, turn: t, slot: s}
	return e.run(ctx, cancel, w)
}

// way says which connections may serve this step, and refuses what no
// connection may.
func (v *visit) way() (way, error) {
	w := way{http1: v.http1, certificate: v.req.Certificate}
	if !v.own {
		w.certificate = ""
	}
	here := origin(v.url)
	w.trusted = v.trusted != "" && v.trusted == here
	if v.c.policy.Addresses[here] != "" {
		return w, nil
	}
	name := v.url.Hostname()
	ip, err := netip.ParseAddr(name)
	private := err == nil && !public(ip) || isLocalhost(name)
	if private && !w.trusted {
		return w, &Error{Kind: ErrPrivate, URL: shown(v.url), Target: name}
	}
	switch {
	case private, v.req.Proxy == "direct":
	case v.req.Proxy != "":
		w.proxy = v.req.Proxy
	case v.c.policy.Proxy != nil:
		p, err := v.c.policy.Proxy(&http.Request{URL: v.url})
		if err != nil {
			return w, &Error{Kind: ErrUnreachable, URL: shown(v.url), Err: errors.New("the proxy's address is not a URL")}
		}
		if p != nil {
			w.proxy = p.String()
		}
	}
	return w, nil
}
