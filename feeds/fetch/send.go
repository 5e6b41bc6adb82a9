package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/http/httpguts"
)

// maxReply bounds what a service may answer, in bytes, and maxStream an answer
// that is read while it comes.
const (
	maxReply  = 1 << 20
	maxStream = 16 << 20
)

// errLeads is a redirect of what must not go astray.
var errLeads = errors.New("what carries a secret is not sent on")

// Message is something a person sends to a service of theirs. The service is
// Trusted: it may be in a private network.
type Message struct {
	Method string
	URL    string // its query may hold a secret: no error names it
	Header http.Header
	Body   []byte
}

// Reply is what a service answered, whatever its status.
type Reply struct {
	Status     int
	Header     http.Header
	Body       []byte
	RetryAfter time.Duration // 0 none
}

// Send sends m once, in its host's turn. It is never sent on to where an answer
// points, and never sent again: who sends knows whether that does harm. All
// errors are *Error; an answer with a status that says no is none.
func (c *Client) Send(ctx context.Context, m Message) (Reply, error) {
	return c.send(ctx, m, sending{total: c.policy.Total})
}

// Stream is Send for an answer that is worth reading while it comes, and that
// may take as long as ctx lasts: the body of one that says yes is given to take
// piece by piece, 16 MiB of it at most. An error of take ends it and is given
// back as it is.
func (c *Client) Stream(ctx context.Context, m Message, take func([]byte) error) (Reply, error) {
	return c.send(ctx, m, sending{take: take})
}

// sending is how a message is sent.
type sending struct {
	total time.Duration      // it may take, 0 for as long as the context lasts
	take  func([]byte) error // takes the body, nil to have it whole
}

func (c *Client) send(ctx context.Context, m Message, how sending) (Reply, error) {
	u, err := target(m.URL)
	if err != nil {
		return Reply{}, &Error{Kind: ErrBadURL, Err: errNowhere, For: KindSent}
	}
	bare := &url.URL{Scheme: u.Scheme, Host: u.Host}
	fail := func(err error, cause error, l limits) (Reply, error) {
		e := classify(withoutURL(err), cause, bare, l)
		e.URL, e.For = bare.String(), KindSent
		return Reply{}, e
	}
	v := &visit{c: c, req: Request{Kind: KindSent}, url: bare, trusted: origin(u)}
	w, err := v.way()
	if err != nil {
		return fail(err, nil, limits{})
	}
	t, err := c.hosts.take(ctx, bare, true, false)
	if err != nil {
		return fail(err, context.Cause(ctx), limits{policy: c.policy})
	}
	release := sync.OnceFunc(t.release)
	defer release()
	s, err := c.lanes.take(ctx, false, true)
	if err != nil {
		return fail(err, context.Cause(ctx), limits{policy: c.policy})
	}
	defer s.release()
	w.http1 = t.start()
	if how.take != nil {
		w.patient = true
		release() // it may answer for minutes, and holds nobody up
	}

	if how.total > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeoutCause(ctx, how.total, errTotal)
		defer stop()
	}
	transport, err := c.transport(w)
	if err != nil {
		return fail(&Error{Kind: ErrUnreachable, Err: err}, nil, limits{})
	}
	e := &exchange{visit: v, turn: t, slot: s}
	hr, err := http.NewRequestWithContext(httptraced(ctx, e), m.Method, u.String(), bytes.NewReader(m.Body))
	if err != nil {
		return fail(&Error{Kind: ErrBadURL}, nil, limits{})
	}
	for name, values := range m.Header {
		for _, v := range values {
			if httpguts.ValidHeaderFieldName(name) && httpguts.ValidHeaderFieldValue(v) {
				hr.Header.Add(name, v)
			}
		}
	}
	hr.Header.Set("User-Agent", c.policy.UserAgent)
	answer, err := transport.RoundTrip(hr)
	if err != nil {
		return fail(err, context.Cause(ctx), limits{policy: c.policy, connected: e.isConnected()})
	}
	defer answer.Body.Close()
	if to := answer.Header.Get("Location"); isRedirect(answer.StatusCode) {
		return fail(&Error{Kind: ErrRedirect, Status: answer.StatusCode, Target: leadsTo(u, to), Err: errLeads}, nil, limits{})
	}
	reply := Reply{Status: answer.StatusCode, Header: answer.Header}
	var hints Response
	hints.read(answer.Header, c.policy.Now())
	reply.RetryAfter = hints.RetryAfter
	size := int64(maxReply)
	if how.take != nil && answer.StatusCode >= 200 && answer.StatusCode <= 299 {
		size = maxStream
		var taken error
		if taken, err = pass(answer, how.take); taken != nil {
			return reply, taken
		}
	} else {
		reply.Body, err = readBody(answer.Body, answer.Header.Values("Content-Encoding"), maxReply, answer.ContentLength)
	}
	switch {
	case errors.Is(err, errSize):
		return fail(&Error{Kind: ErrTooLarge, Size: size}, nil, limits{})
	case errors.Is(err, errCoding):
		return fail(&Error{Kind: ErrEncoding}, nil, limits{})
	case err != nil:
		return fail(err, context.Cause(ctx), limits{policy: c.policy, connected: true})
	}
	return reply, nil
}

// pass gives a body to take as it comes. What is packed comes in blocks, which
// is no streaming: it was not asked for, and is not taken.
func pass(answer *http.Response, take func([]byte) error) (taken, err error) {
	list, err := encodings(answer.Header.Values("Content-Encoding"))
	if err != nil || len(list) > 0 {
		return nil, errCoding
	}
	body := &meter{r: answer.Body, left: maxStream}
	piece := make([]byte, 16<<10)
	for {
		n, err := body.Read(piece)
		if n > 0 {
			if taken := take(piece[:n]); taken != nil {
				return taken, nil
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		}
	}
}

// leadsTo is the server that an answer points at, for a person to see.
func leadsTo(from *url.URL, location string) string {
	to, err := from.Parse(location)
	if err != nil || to.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: to.Scheme, Host: to.Host}).String()
}

// withoutURL takes the address, which may hold a secret, out of an error.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
