package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"strings"
	"sync"
	"time"
)

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
		if cause == nil && (e.headRefused(0, err) || e.repeat(err)) {
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
	method := http.MethodGet
	if e.head {
		method = http.MethodHead
	}
	hr, err := http.NewRequestWithContext(httptraced(ctx, e), method, e.url.String(), nil)
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
	case e.req.Probe && code/100 == 2:
		return true, res, nil // the body stays where it is, however long it is
	case e.headRefused(code, nil):
		return false, res, nil
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

// headRefused says whether a HEAD was answered in a way that servers have for
// HEAD alone, so that GET is to be tried: by an error, or by breaking off. Who
// is asked too often is not asked twice.
func (e *exchange) headRefused(status int, err error) bool {
	switch {
	case !e.head, status == http.StatusTooManyRequests, err == nil && status < 400:
		return false
	case err != nil && (!e.isConnected() || isTimeout(err)):
		return false
	}
	e.head = false
	return true
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

// httptraced is ctx with e hearing of the connection.
func httptraced(ctx context.Context, e *exchange) context.Context {
	return httptrace.WithClientTrace(ctx, e.trace())
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
		_, _ = io.Copy(io.Discard, answer.Body)
	}
}
