package services

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"broadsheet/feeds"
)

// call is one bookmark on its way to a service.
type call struct {
	feeds.Service
	Means
	kind    feeds.ServiceKind
	secrets []string // used so far, which no error may name
}

// there takes it for good that a service has the page already, when it is asked
// to make a bookmark of it.
func there(err error) error {
	if e := (*Error)(nil); errors.As(err, &e) && e.Status == http.StatusConflict {
		return nil
	}
	return err
}

// secret asks for one of the service's secrets.
func (c *call) secret(ctx context.Context, which string) (string, error) {
	s, err := c.Secret(ctx, which)
	if err != nil {
		return "", c.fail(&Error{Kind: ErrSecret, Err: err})
	}
	c.secrets = append(c.secrets, s, url.QueryEscape(s))
	return s, nil
}

// bearer and basic are headers that a secret stands in.
func bearer(scheme, token string) http.Header {
	return http.Header{"Authorization": {scheme + " " + token}}
}

func basic(user, password string) http.Header {
	return bearer("Basic", base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

// do makes one request: in is a form (url.Values), nothing (nil), or anything
// else as JSON. A good answer is JSON that is read into out, or nothing where
// that is nil.
func (c *call) do(ctx context.Context, method, path string, head http.Header, in, out any) (status int, err error) {
	r := Request{Method: method, URL: c.URL + path, Header: http.Header{"Accept": {"application/json"}}}
	for name, values := range head {
		r.Header[name] = values
	}
	switch in := in.(type) {
	case nil:
	case url.Values:
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body = []byte(in.Encode())
	default:
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(in); err != nil {
			return 0, c.fail(&Error{Kind: ErrRefused, Err: err})
		}
		r.Header.Set("Content-Type", "application/json")
		r.Body = b.Bytes()
	}
	a, err := c.Exchange(ctx, r)
	if err != nil {
		return 0, c.fail(&Error{Kind: ErrNetwork, Err: err})
	}
	switch {
	case a.Status < 200 || a.Status > 299:
		return a.Status, c.refusal(a)
	case out == nil:
		return a.Status, nil
	}
	if json.Unmarshal(a.Body, out) != nil {
		return a.Status, c.fail(&Error{Kind: ErrAnswer, Status: a.Status})
	}
	return a.Status, nil
}

// refusal is what an answer that says no means.
func (c *call) refusal(a Answer) *Error {
	e := &Error{Status: a.Status, RetryAfter: a.RetryAfter}
	switch a.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		e.Kind = ErrToken
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone:
		e.Kind = ErrNowhere
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.Kind = ErrBusy
	default:
		e.Kind, e.Said = ErrRefused, feeds.SaidWhy(a.Body, maxSaid)
		if a.Status >= 500 || a.Status < 400 {
			e.Kind, e.Said = ErrTrouble, ""
		}
	}
	return c.fail(e)
}

// fail is e as an error of this call, without the secrets that it used.
func (c *call) fail(e *Error) *Error {
	e.Service, e.kind = c.Service, c.kind
	e.Said = c.redact(e.Said)
	if e.Err != nil && c.redact(e.Err.Error()) != e.Err.Error() {
		e.Err = errors.New(c.redact(e.Err.Error()))
	}
	return e
}

func (c *call) redact(text string) string {
	for _, s := range c.secrets {
		if len(s) > 3 {
			text = strings.ReplaceAll(text, s, "…")
		}
	}
	return text
}

// maxSaid bounds what is told of a service's own words.
const maxSaid = 160
