package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
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
	v := &visit{c: c, req: r, url: u, own: true, permanent: true, slow: r.Slow}
	if t, err := url.Parse(r.Trusted); err == nil && r.Trusted != "" {
		v.trusted = origin(t)
	}
	for {
		done, res, err := v.step(ctx)
		if done {
			res.URL, res.Moved, res.Took = shown(v.url), v.moved, v.spent
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
	spent     time.Duration
}

// step makes one request, in its turn. It is done when there is an answer to
// give; otherwise the visit goes on: a redirect, or the one repetition.
func (v *visit) step(ctx context.Context) (done bool, res Response, err error) {
	w, err := v.way()
	if err != nil {
		return true, res, err
	}
	urgent := v.req.Urgent || v.req.Kind != KindFeed
	t, err := v.c.hosts.take(ctx, v.url, urgent || v.hops > 0 || v.again)
	if err != nil {
		return true, res, classify(err, context.Cause(ctx), v.url, limits{policy: v.c.policy})
	}
	defer t.release()
	s, err := v.c.lanes.take(ctx, v.slow, urgent)
	if err != nil {
		return true, res, classify(err, context.Cause(ctx), v.url, limits{policy: v.c.policy})
	}
	defer s.release()

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

// exchange is one request and its answer.
type exchange struct {
	*visit
	turn      *turn
	slot      *slot
	mu        sync.Mutex
	connected bool
	first     bool // a byte of the answer has come
	http2     bool
	private   bool // the other end is no public address
	settled   bool // answered or failed: nothing to be impatient about
}

func (e *exchange) run(ctx context.Context, cancel context.CancelCauseFunc, w way) (done bool, res Response, err error) {
	fail := func(err error) (bool, Response, error) {
		cause := context.Cause(ctx)
		if errors.Is(cause, errYield) {
			e.slow, e.again = true, true
			return false, res, nil
		}
		if cause == nil && e.repeat(err) {
			return false, res, nil
		}
		return true, res, classify(err, cause, e.url, limits{policy: e.c.policy, connected: e.isConnected()})
	}
	transport, err := e.c.transport(w)
	if err != nil {
		return true, res, &Error{Kind: ErrUnreachable, URL: shown(e.url), Err: err}
	}
	patience := e.watch(cancel)
	defer e.settle(patience)
	hr, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, e.trace()), http.MethodGet, e.url.String(), nil)
	if err != nil {
		return true, res, &Error{Kind: ErrBadURL, URL: shown(e.url), Err: err}
	}
	hr.URL = e.url // as it is: parsing it again could change an escape
	hr.Header = e.c.headers(e.req, e.own)
	if e.own && e.req.User != "" {
		hr.SetBasicAuth(e.req.User, e.req.Password)
	}
	answer, err := transport.RoundTrip(hr)
	e.settle(patience)
	if err != nil {
		return fail(err)
	}
	defer answer.Body.Close()
	res.Status = answer.StatusCode
	res.read(answer.Header, e.c.policy.Now())

	location := answer.Header.Get("Location")
	switch code := answer.StatusCode; {
	case isRedirect(code) && location != "":
		drain(answer)
		if err := e.follow(code, location); err != nil {
			return true, res, err
		}
		return false, res, nil
	case code == http.StatusNotModified && (hr.Header.Get("If-None-Match") != "" || hr.Header.Get("If-Modified-Since") != ""):
		res.NotModified = true
		return true, res, nil
	case code == http.StatusOK, code == http.StatusNonAuthoritativeInfo, code == http.StatusNoContent:
	default:
		drain(answer)
		e.heed(res)
		return true, res, &Error{Kind: ErrStatus, URL: shown(e.url), Status: code, RetryAfter: res.RetryAfter}
	}

	limit := e.c.policy.maxBody(e.req.Kind)
	if answer.ContentLength > limit+1<<20 {
		return true, res, &Error{Kind: ErrTooLarge, URL: shown(e.url), Size: limit}
	}
	res.Body, err = readBody(answer.Body, answer.Header.Values("Content-Encoding"), limit, answer.ContentLength)
	cause := context.Cause(ctx)
	switch {
	case err == nil:
		return true, res, nil
	case errors.Is(err, errSize):
		return true, res, &Error{Kind: ErrTooLarge, URL: shown(e.url), Size: limit}
	case errors.Is(err, errCoding):
		return true, res, &Error{Kind: ErrEncoding, URL: shown(e.url), Err: err}
	case cause == nil && e.repeatBody():
		return false, Response{}, nil
	case len(res.Body) == 0, cause != nil && !errors.Is(cause, errTotal):
		res.Body = nil
		return fail(err)
	}
	res.Truncated = true
	return true, res, nil
}

// heed remembers what a host in trouble asked for: to be left alone as a
// whole after 429, this URL after 503. Private machines run many servers at
// one address, so there it is never more than the URL.
func (e *exchange) heed(res Response) {
	e.mu.Lock()
	private := e.private
	e.mu.Unlock()
	switch {
	case res.Status == http.StatusTooManyRequests:
		wait := res.RetryAfter
		if wait == 0 {
			wait = defaultWait
		}
		e.turn.leaveAlone(e.url, wait, !private)
	case res.Status == http.StatusServiceUnavailable && res.RetryAfter > 0:
		e.turn.leaveAlone(e.url, res.RetryAfter, false)
	}
}

// repeat says whether a request that brought nothing may be made once more at
// once: its connection died before the first byte, or its HTTP/2 broke.
func (e *exchange) repeat(err error) bool {
	e.mu.Lock()
	first, http2, connected := e.first, e.http2, e.connected
	e.mu.Unlock()
	if !connected || isTimeout(err) {
		return false
	}
	if http2 {
		return e.repeatBody()
	}
	if first || e.again {
		return false
	}
	e.again = true
	return true
}

// repeatBody falls back to HTTP/1.1, once, when HTTP/2 broke.
func (e *exchange) repeatBody() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.http2 || e.visit.http1 || e.again {
		return false
	}
	e.turn.avoidHTTP2()
	e.visit.http1, e.again = true, true
	return true
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func (e *exchange) isConnected() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.connected
}

// watch lets others go first when no byte comes for long.
func (e *exchange) watch(cancel context.CancelCauseFunc) *time.Timer {
	e.mu.Lock()
	defer e.mu.Unlock()
	var timer *time.Timer
	timer = time.AfterFunc(e.c.policy.Patience, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		switch {
		case e.first || e.settled: // settled: the slot may be another's by now
		case !e.again && e.slot.yield():
			cancel(errYield)
		default:
			timer.Reset(e.c.policy.Patience)
		}
	})
	return timer
}

func (e *exchange) settle(patience *time.Timer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.settled = true
	patience.Stop()
}

func (e *exchange) trace() *httptrace.ClientTrace {
	began := time.Now()
	return &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			remote, err := netip.ParseAddrPort(info.Conn.RemoteAddr().String())
			e.mu.Lock()
			defer e.mu.Unlock()
			e.connected = true
			e.private = err == nil && !public(remote.Addr()) || e.c.policy.Addresses[origin(e.url)] != ""
			if c, ok := info.Conn.(*tls.Conn); ok {
				e.http2 = c.ConnectionState().NegotiatedProtocol == "h2"
			}
		},
		GotFirstResponseByte: func() {
			e.mu.Lock()
			e.first = true
			e.mu.Unlock()
			if time.Since(began) < e.c.policy.Patience {
				e.slot.answered()
			}
		},
	}
}

// drain reads what little is left of an answer nobody needs, so that its
// connection can be used again.
func drain(answer *http.Response) {
	if n := answer.ContentLength; n >= 0 && n <= 16<<10 && !strings.EqualFold(answer.Header.Get("Connection"), "close") {
		io.Copy(io.Discard, answer.Body)
	}
}
