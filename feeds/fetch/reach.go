package fetch

import (
	"context"
	"net"
	"net/url"
)

// Reach says why no connection can be made to where requests for r go, its
// host or a proxy; nil when one can. Nothing is asked of whoever answers.
func (c *Client) Reach(ctx context.Context, r Request) error {
	u, err := target(r.URL)
	if err != nil {
		return &Error{Kind: ErrBadURL, Err: err}
	}
	v := &visit{c: c, req: r, url: u, own: true}
	if t, err := url.Parse(r.Trusted); err == nil && r.Trusted != "" {
		v.trusted = origin(t)
	}
	w, err := v.way()
	if err != nil {
		return err
	}
	addr := origin(u)
	if p, err := url.Parse(w.proxy); err == nil && w.proxy != "" {
		addr = p.Host
		if p.Port() == "" {
			addr = net.JoinHostPort(p.Hostname(), map[string]string{"https": "443", "http": "80"}[p.Scheme])
			if p.Scheme != "http" && p.Scheme != "https" {
				addr = net.JoinHostPort(p.Hostname(), "1080")
			}
		}
	}
	conn, err := c.dial(ctx, w, "tcp", addr)
	if err != nil {
		return classify(err, context.Cause(ctx), u, limits{policy: c.policy})
	}
	return conn.Close()
}
