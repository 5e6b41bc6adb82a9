package library

import (
	"context"
	"errors"

	"broadsheet/feeds"
	"broadsheet/feeds/discover"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/parse"
)

// search is one look for feeds behind an address; it keeps the answers, so
// that the feed chosen need not be fetched again.
type search struct {
	lib     *Library
	login   login
	answers map[string]fetch.Response // by address asked
}

// find gives the feeds that an address stands for, the best first.
func (s *search) find(ctx context.Context, input string) ([]discover.Found, error) {
	s.answers = map[string]fetch.Response{}
	return discover.Find(ctx, input, discover.Deps{Get: s.get, Feed: s.feed, Temporary: temporary})
}

func (s *search) get(ctx context.Context, url string, trusted bool) (discover.Page, error) {
	r := fetch.Request{URL: url, Kind: fetch.KindAsked}
	if trusted {
		r.Trusted = url
	}
	if s.login.at(url) {
		r.User, r.Password = s.login.user, s.login.password
	}
	res, err := s.lib.fetcher().Get(ctx, r)
	if err != nil {
		return discover.Page{}, err
	}
	s.answers[url] = res
	return discover.Page{URL: res.URL, ContentType: res.ContentType, Body: res.Body, Links: res.Links}, nil
}

func (s *search) feed(p discover.Page) (discover.Found, error) {
	r, err := parse.Parse(p.Body, parse.Source{URL: p.URL, ContentType: p.ContentType, Now: s.lib.opt.Now(), Max: maxArticles})
	if err != nil {
		return discover.Found{}, err
	}
	f := discover.Found{Title: r.Feed.Title, Format: r.Format, SiteURL: r.Feed.SiteURL}
	for i := 0; i < len(r.Articles) && i < 3; i++ {
		f.Headlines = append(f.Headlines, r.Articles[i].Title)
	}
	return f, nil
}

// temporary says whether a fetch may succeed another time.
func temporary(err error) bool {
	var f *fetch.Error
	if !errors.As(err, &f) {
		return false
	}
	return !refuses(f.Status, err)
}

// several gives what there is to choose from, or nil when one feed stands out:
// it is alone but for feeds of comments, or the others hold the same articles.
func several(found []discover.Found) []feeds.Candidate {
	var out []feeds.Candidate
	choice := 0
	for i, f := range found {
		if !f.Comments && (i == 0 || !sameArticles(f, found[0])) {
			choice++
		}
		out = append(out, feeds.Candidate{URL: f.URL, Title: f.Title, Label: f.Label, Format: f.Format, Headlines: f.Headlines, Comments: f.Comments})
	}
	if choice < 2 {
		return nil
	}
	return out
}

func sameArticles(a, b discover.Found) bool {
	if len(a.Headlines) == 0 || len(a.Headlines) != len(b.Headlines) {
		return false
	}
	for i := range a.Headlines {
		if a.Headlines[i] != b.Headlines[i] {
			return false
		}
	}
	return true
}
