package sample

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// What one connection may send, in bytes, and how long it may take.
const (
	maxRequest = 16 << 10
	maxTime    = 30 * time.Second
)

// serve answers connections until the listener is closed, one request each.
// net/http has a server, which brings its side of HTTP/2 along: 390 kB of the
// program, three times what the papers are.
func (e *Edition) serve(ctx context.Context) {
	for {
		conn, err := e.listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // too many files are open, for now
			time.Sleep(50 * time.Millisecond)
			continue
		}
		e.open.Go(func() {
			defer func() { _ = recover() }() // a fault ends the connection alone
			e.talk(ctx, conn)
		})
	}
}

// talk reads a request and writes the answer.
func (e *Edition) talk(ctx context.Context, conn net.Conn) {
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	_ = conn.SetDeadline(time.Now().Add(maxTime)) // one that is closed fails below
	req, err := http.ReadRequest(bufio.NewReader(io.LimitReader(conn, maxRequest)))
	if err != nil {
		return
	}
	answer := e.answer(req)
	defer answer.Body.Close()
	_ = answer.Write(conn) // who has left misses nothing
}

// answer answers GET and HEAD for the papers' hosts, with validators.
func (e *Edition) answer(req *http.Request) *http.Response {
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		return reply(req, http.StatusMethodNotAllowed, http.Header{"Allow": {"GET, HEAD"}}, nil)
	}
	host := strings.ToLower(req.Host)
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	e.mu.RLock()
	r := e.routes[host+req.URL.Path]
	e.mu.RUnlock()
	if r == nil {
		return reply(req, http.StatusNotFound, http.Header{}, nil)
	}
	if r.once.Do(r.prepare); r.err != nil {
		return reply(req, http.StatusInternalServerError, http.Header{}, nil)
	}
	h := http.Header{"Cache-Control": {"no-cache"}, "Etag": {r.etag}, "Last-Modified": {r.modified.UTC().Format(http.TimeFormat)}}
	if r.gz != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	if r.unchanged(req.Header) {
		return reply(req, http.StatusNotModified, h, nil)
	}
	h.Set("Content-Type", r.mime)
	h.Set("X-Content-Type-Options", "nosniff")
	body := r.body
	if r.gz != nil && acceptsGzip(req.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = r.gz
	}
	return reply(req, http.StatusOK, h, body)
}

// unchanged reads the conditions of a request (RFC 9110, 13.2.2).
func (r *resource) unchanged(asked http.Header) bool {
	if tags := asked.Get("If-None-Match"); tags != "" {
		return strings.Contains(tags, r.etag)
	}
	since, err := http.ParseTime(asked.Get("If-Modified-Since"))
	return err == nil && !r.modified.Truncate(time.Second).After(since)
}

// reply is an answer with a body, or where that is nil with its status in words.
func reply(req *http.Request, status int, h http.Header, body []byte) *http.Response {
	if body == nil && status != http.StatusNotModified {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		body = []byte(strconv.Itoa(status) + " " + http.StatusText(status) + "\n")
	}
	return &http.Response{
		ProtoMajor: 1, ProtoMinor: 1, StatusCode: status, Request: req, Header: h, Close: true,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// acceptsGzip reads an Accept-Encoding header as far as gzip goes.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, q, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(part), " ", ""), ";")
		if coding == "gzip" {
			return strings.Trim(strings.TrimPrefix(q, "q="), "0.") != "" || q == ""
		}
	}
	return false
}
