// Package discover finds the feeds that an address stands for: any URL or
// handle a person pastes.
//
// It knows the habits of hosts (table.go), how pages announce feeds and where
// feeds usually are. It reads no network and no feed itself: the library gives
// it functions for both, calls Find, and lets the person choose from several.
// It stops after MaxRequests, asks one thing at a time, and names a feed only
// when it was fetched and parsed.
package discover

import (
	"broadsheet/feeds"
	"bytes"
	"context"
	"slices"
)

// MaxRequests bounds the requests of one Find.
const MaxRequests = 12

// Page is an answer of the web.
type Page struct {
	URL         string // after redirects
	ContentType string
	Body        []byte
	Links       []string // Link headers, raw
}

// Deps is what Find cannot do itself.
type Deps struct {
	// Get fetches url; an answer other than a success is an error. trusted
	// says that url is on the host and port the person typed; without it
	// loopback and private addresses must be refused, since the url may come
	// from a page.
	Get func(ctx context.Context, url string, trusted bool) (Page, error)
	// Feed parses a page; an error when it is no feed. It need not set URL,
	// Label, Comments and Page.
	Feed func(Page) (Found, error)
	// Temporary says whether an error of Get may pass: unreachable, time-out,
	// 5xx. Nil: none does.
	Temporary func(error) bool
}

// Found is a feed that was fetched and parsed.
type Found struct {
	URL       string // as asked; redirects have led to Page.URL
	Title     string
	Label     string // what the page or the host's rule calls it: "releases", "without Shorts"; "" nothing
	Format    string
	SiteURL   string
	Headlines []string // newest, at most 3
	Comments  bool     // a feed of comments
	Page      Page     // the answer, so that it need not be fetched again
}

// Find gives the feeds that input stands for, the best first: feeds with
// articles before empty ones, comments last; one when input is a feed itself.
// Errors are *Error and match ErrNotAddress, ErrNothing or Get's own error.
func Find(ctx context.Context, input string, d Deps) ([]Found, error) {
	addresses := Addresses(input)
	if len(addresses) == 0 {
		return nil, &Error{Input: input, Err: ErrNotAddress}
	}
	f := newFinder(d, addresses)
	var failed *Error
	for _, address := range addresses {
		found, err := f.at(ctx, address)
		switch {
		case err == nil:
			return found, nil
		case ctx.Err() != nil:
			return nil, &Error{Input: input, URL: address, Err: ctx.Err()}
		}
		err.Input = input
		if err.answered() {
			return nil, err
		}
		// Of https and http the first error tells more, unless the second
		// is an answer.
		if failed == nil || failed.Temporary && !err.Temporary {
			failed = err
		}
	}
	return nil, failed
}

// at looks for feeds at one address, in the order of certainty.
func (f *finder) at(ctx context.Context, address string) ([]Found, *Error) {
	f.delayed, f.trouble = nil, false
	rule, known := match(address)
	if known && !looksLikeFeed(address) {
		if found := f.byRule(ctx, rule); len(found) > 0 {
			return found, nil
		}
		if f.delayed != nil && rule.host != "" {
			return nil, f.delayed // its host has trouble: asking on helps nobody
		}
	}
	v := f.visit(ctx, address)
	if v.err != nil {
		return nil, f.failure(address, v.err)
	}
	if v.feed != nil {
		return order([]Found{f.found(candidate{URL: address}, v)}), nil
	}
	page := scan(v.page)
	for _, step := range []func() []Found{
		func() []Found { return f.byPageRules(ctx, rule, known, address, page) },
		func() []Found { return f.all(ctx, page.alternates(), MaxRequests, true) },
		func() []Found { return f.all(ctx, page.feedAnchors(), maxAnchors, false) },
		func() []Found { return f.guess(ctx, v.page.URL) },
	} {
		if ctx.Err() != nil {
			break
		}
		if found := step(); len(found) > 0 {
			return found, nil
		}
	}
	if f.delayed != nil {
		return nil, f.delayed
	}
	return nil, &Error{URL: address, Requests: f.requests, Announced: len(page.alternates()), Trouble: f.trouble, Err: ErrNothing}
}

// order puts the best first and drops feeds that are the same by address or
// by content.
func order(list []Found) []Found {
	var out []Found
	for _, a := range list {
		if !slices.ContainsFunc(out, func(b Found) bool {
			return a.Page.URL == b.Page.URL || bytes.Equal(a.Page.Body, b.Page.Body)
		}) {
			out = append(out, a)
		}
	}
	feeds.SortStable(out, func(a, b Found) int { return rank(a) - rank(b) })
	return out
}

func rank(f Found) int {
	switch {
	case f.Comments:
		return 2
	case len(f.Headlines) == 0:
		return 1
	}
	return 0
}
