package discover

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// candidate is an address that may be a feed.
type candidate struct{ URL, Label string }

// visit is one request and what came of it.
type visit struct {
	page Page
	feed *Found
	err  error
}

// finder holds the state of one Find.
type finder struct {
	deps     Deps
	typed    map[string]bool // host:port of what the person typed
	visits   map[string]*visit
	requests int
	delayed  *Error // a feed as good as certain that cannot be had now
	trouble  bool   // guessing was stopped by a host in trouble
}

var errSpent = errors.New("no requests left")

func newFinder(d Deps, addresses []string) *finder {
	f := &finder{deps: d, typed: map[string]bool{}, visits: map[string]*visit{}}
	for _, a := range addresses {
		f.typed[hostPort(a)] = true
	}
	return f
}

// visit fetches an address and asks whether it is a feed; once for each
// address, and never over the limit.
func (f *finder) visit(ctx context.Context, address string) *visit {
	address, _, _ = strings.Cut(address, "#")
	if v := f.visits[address]; v != nil {
		return v
	}
	v := &visit{}
	switch {
	case ctx.Err() != nil:
		v.err = ctx.Err()
		return v
	case f.requests >= MaxRequests:
		v.err = errSpent
		return v
	}
	f.requests++
	f.visits[address] = v
	v.page, v.err = f.deps.Get(ctx, address, f.typed[hostPort(address)])
	if v.err != nil {
		return v
	}
	if v.page.URL = webURL("", v.page.URL); v.page.URL == "" {
		v.page.URL = address
	}
	if feed, err := f.deps.Feed(v.page); err == nil {
		v.feed = &feed
		return v
	}
	v.page.Body = v.page.Body[:min(len(v.page.Body), maxPage)]
	return v
}

func (f *finder) found(c candidate, v *visit) Found {
	out := *v.feed
	out.URL, _, _ = strings.Cut(c.URL, "#")
	out.Label, out.Page = feeds.CleanLine(c.Label), v.page
	if out.Title == "" {
		out.Title = out.Label
	}
	out.Comments = ofComments(out)
	return out
}

// all visits candidates until misses of them are no feeds, and gives those
// that are. sure: they are as good as known to be feeds, so that one in
// trouble may be kept.
func (f *finder) all(ctx context.Context, list []candidate, misses int, sure bool) []Found {
	var out []Found
	for _, c := range list {
		if misses == 0 || f.requests >= MaxRequests || ctx.Err() != nil {
			break
		}
		v := f.visit(ctx, c.URL)
		if v.feed != nil {
			out = append(out, f.found(c, v))
			continue
		}
		misses--
		if sure && f.delayed == nil && f.temporary(v.err) {
			f.delayed = f.failure(c.URL, v.err)
		}
	}
	return order(out)
}

// first visits candidates until one is a feed, no feed of comments. It stops
// where a host is in trouble or wants to be left alone.
func (f *finder) first(ctx context.Context, list []candidate) []Found {
	var out []Found
	for _, c := range list {
		v := f.visit(ctx, c.URL)
		if v.feed != nil {
			if out = append(out, f.found(c, v)); !out[len(out)-1].Comments {
				break
			}
		}
		if f.temporary(v.err) {
			f.trouble = true
			break
		}
	}
	return order(out)
}

func (f *finder) temporary(err error) bool {
	return err != nil && !errors.Is(err, errSpent) && f.deps.Temporary != nil && f.deps.Temporary(err)
}

func (f *finder) failure(address string, err error) *Error {
	return &Error{URL: address, Temporary: f.temporary(err), Err: err}
}

// commentWords begin the titles of feeds of comments: "Comments on: ...".
var commentWords = []string{"comments", "kommentare", "commentaires", "comentarios", "comentários", "commenti", "reacties", "komentarze"}

// ofComments says whether a feed is one of comments, by its address or what
// it is called.
func ofComments(f Found) bool {
	u, err := url.Parse(f.URL)
	if err == nil && hasWord(u.Path, "comments") || hasWord(f.Label, commentWords...) {
		return true
	}
	title := words(f.Title)
	return len(title) > 0 && hasWord(title[0], commentWords...)
}

// hostPort is where a request goes: what trust is bound to.
func hostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return strings.ToLower(u.Hostname()) + ":" + port
}

// words gives the runs of letters of s, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isLetter(r) })
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 0x80 }

func hasWord(s string, list ...string) bool {
	return slices.ContainsFunc(words(s), func(w string) bool { return slices.Contains(list, w) })
}
