package library

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/store"
)

const (
	// lease is how long a claimed feed is left alone by other processes when
	// this one is killed; while it lives it prolongs what it needs.
	lease = 90 * time.Second
	// ownGap is between a person's own reloads of one feed.
	ownGap = time.Minute
)

// chosen is what a reload is to ask.
type chosen struct {
	feeds   []feeds.Feed  // claimed for this process
	skipped int           // asked too lately, or being asked elsewhere
	recent  time.Duration // how long ago the latest of those was asked
	late    time.Duration // how long the first of feeds should have been asked ago
	waits   waits
	first   bool // no feed has an article yet
}

// choose gives the feeds to ask now and claims them, so that no other process
// asks them too.
func (l *Library) choose(ctx context.Context, req feeds.ReloadRequest) (c chosen, err error) {
	all, err := l.store.Feeds(ctx)
	if err != nil {
		return c, err
	}
	wanted := map[feeds.FeedID]bool{}
	for _, id := range req.Feeds {
		wanted[id] = true
	}
	now := l.opt.Now()
	c.waits = waitingHosts(all, now)
	c.first = !slices.ContainsFunc(all, func(f feeds.Feed) bool { return f.Articles > 0 })
	var ids []feeds.FeedID
	for _, f := range all {
		s := f.FetchState
		switch {
		case len(wanted) > 0 && !wanted[f.ID]:
			continue
		case req.Due && (f.Options.Paused || !feeds.Due(s, now)):
			continue
		case s.Gone && !wanted[f.ID]:
			continue // asked again only by its own name
		case !req.Due && feeds.AskedTooSoon(s, now):
			c.skip(s, now)
			continue
		}
		ids = append(ids, f.ID)
	}
	if len(ids) == 0 {
		return c, nil
	}
	claim := store.Claim{Feeds: ids, Due: req.Due, Lease: lease, Now: now}
	if !req.Due {
		claim.Gap = ownGap
	}
	if c.feeds, err = l.store.ClaimFeeds(ctx, claim); err != nil {
		return c, err
	}
	if !req.Due {
		c.skipped += len(ids) - len(c.feeds)
	}
	for _, f := range c.feeds {
		if s := f.FetchState; !s.Next.IsZero() {
			c.late = max(c.late, now.Sub(s.Next))
		}
	}
	return c, nil
}

func (c *chosen) skip(s feeds.FetchState, now time.Time) {
	ago := now.Sub(s.Checked)
	if c.skipped == 0 || ago < c.recent {
		c.recent = ago
	}
	c.skipped++
}

// waits says until when hosts want to be left alone. The client remembers that
// too, but only for as long as its process lives.
type waits map[string]time.Time

// waitingHosts finds the hosts that have answered 429 to one of their feeds.
func waitingHosts(all []feeds.Feed, now time.Time) waits {
	w := waits{}
	for _, f := range all {
		s, host := f.FetchState, hostName(f.URL)
		if s.Status == 429 && s.Failures > 0 && now.Before(s.Next) && !feeds.Due(s, now) && !privateHost(host) {
			if s.Next.After(w[host]) {
				w[host] = s.Next
			}
		}
	}
	return w
}

// answer stands for asking a feed whose host waits.
func (w waits) answer(f feeds.Feed, now time.Time) (answer, bool) {
	until, ok := w[hostName(f.URL)]
	if !ok || !now.Before(until) {
		return answer{}, false
	}
	left := until.Sub(now)
	err := &fetch.Error{Kind: fetch.ErrWaiting, URL: f.URL, RetryAfter: left, Until: until}
	return answer{feed: f, said: fetch.Answer(fetch.Response{}, err)}, true
}

func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

// privateHost says whether a host is this machine or one of its network: many
// servers share its address, and that it answers says nothing of the world.
func privateHost(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast())
}
