package library

import (
	"context"
	"errors"
	"net"
	"strconv"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
)

// askHost asks a host for its links, one after the other. What it says of itself
// and not of a link, that it is not there or too busy, its other links share.
func (c *linkCheck) askHost(ctx context.Context, list []link, answers chan<- linkAnswer) {
	mute := 0
	var last linkAnswer
	for _, k := range list {
		if ctx.Err() != nil {
			return
		}
		a := last
		a.link = k
		switch {
		case last.busy:
			a.waiting = true
		case mute < linkMute && !last.nameless:
			var ok bool
			if a, ok = c.askLink(ctx, k); !ok {
				return
			}
			if mute++; !a.mute {
				mute = 0
			}
			last = a
		}
		a.At = c.lib.opt.Now()
		answers <- a
	}
}

// askLink asks for one link; false when that was broken off.
func (c *linkCheck) askLink(ctx context.Context, k link) (a linkAnswer, ok bool) {
	a.link = k
	address := feeds.WebURL("", k.url)
	req := c.known[hostName(address)]
	req.URL, req.Kind, req.Background, req.Probe, req.Slow = address, fetch.KindPage, true, true, k.was.Failed > 0
	res, err := c.lib.fetcher().Get(ctx, req)
	if ctx.Err() != nil {
		return a, false
	}
	if err == nil {
		a.Status = res.Status
		var aside bool
		if a.To, aside = feeds.LinkMoves(k.url, feeds.WebURL("", res.Moved)); aside {
			a.Fate, a.Reason = feeds.FateBarred, "it leads to "+feeds.Host(res.Moved)+", but no longer to the page"
		}
		return a, true
	}
	a.Fate, a.Reason = feeds.FateTrouble, fewWords(err).Error()
	var e *fetch.Error
	if !errors.As(err, &e) {
		return a, true
	}
	here := hostName(e.URL) == hostName(address) // and not where that led to
	a.waiting, a.unreached = e.Kind == fetch.ErrWaiting, here && e.Unreached()
	switch e.Kind {
	case fetch.ErrStatus:
		a.Status, a.Reason = e.Status, strconv.Itoa(e.Status)
		a.Fate, a.busy = statusFate(e.Status), here && e.Status == 429
	case fetch.ErrDNS:
		var dns *net.DNSError
		if errors.As(err, &dns) && dns.IsNotFound && here {
			a.Fate, a.Reason, a.nameless = feeds.FateGone, "no such host", true
		}
	case fetch.ErrPrivate, fetch.ErrTLS, fetch.ErrRedirect, fetch.ErrBadURL:
		a.Fate = feeds.FateBarred
	}
	a.mute = here && a.Status == 0 && a.Fate == feeds.FateTrouble
	return a, true
}

// statusFate is what an error's status says of a link.
func statusFate(status int) feeds.LinkFate {
	switch {
	case status == 404, status == 410:
		return feeds.FateGone
	case status >= 500:
		return feeds.FateTrouble
	}
	return feeds.FateBarred
}
