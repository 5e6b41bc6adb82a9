package library

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/parse"
)

// Checked is a feed as parsed and not stored.
type Checked struct {
	Feed     feeds.Feed
	Format   string
	Articles []feeds.Article
	Warnings []string
}

// CheckFile parses a feed that a person has as a file.
func CheckFile(opt Options, data []byte, path string) (Checked, error) {
	base := ""
	if abs, err := filepath.Abs(path); err == nil {
		base = (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
	}
	checked, err := check(opt, data, "", base, path)
	switch {
	case errors.Is(err, parse.ErrEmpty):
		return checked, fmt.Errorf("%s is empty", feeds.CleanLine(path))
	case err != nil: // its words are for what a server sends
		return checked, errors.New(strings.TrimSuffix(strings.Replace(err.Error(), "The answer is", "this is", 1), ". Check the feed's address."))
	}
	return checked, nil
}

// CheckURL fetches an address and parses what it gives.
func CheckURL(ctx context.Context, opt Options, address string) (Checked, error) {
	address, user, password := feeds.SplitLogin(address)
	u := feeds.WebURL("", address)
	if u == "" {
		return Checked{}, fmt.Errorf("%q is no web address", feeds.CleanLine(address))
	}
	c := fetch.New(policy(opt, nil))
	defer c.Close()
	res, err := c.Get(ctx, fetch.Request{URL: u, Trusted: u, Kind: fetch.KindAsked, User: user, Password: password})
	var f *fetch.Error
	if errors.As(err, &f) {
		return Checked{}, fmt.Errorf("%s: %s", u, f.Sentence())
	} else if err != nil {
		return Checked{}, err
	}
	return check(opt, res.Body, res.ContentType, res.URL, u)
}

// notChecked is a sentence for a person and the error that it says.
type notChecked struct {
	text string
	err  error
}

func (e *notChecked) Error() string { return e.text }
func (e *notChecked) Unwrap() error { return e.err }

func check(opt Options, data []byte, contentType, base, name string) (Checked, error) {
	r, err := parse.Parse(data, parse.Source{URL: base, ContentType: contentType, Now: opt.Now(), Max: maxArticles})
	if err != nil {
		what, _, _ := strings.Cut(parse.Sentence(err), " It is tried again") // nobody is subscribed
		return Checked{}, &notChecked{feeds.CleanLine(name) + ": " + what, err}
	}
	for i := range r.Articles {
		r.Articles[i].FirstSeen = opt.Now()
	}
	r.Feed.URL = base
	return Checked{Feed: r.Feed, Format: r.Format, Articles: r.Articles, Warnings: r.Warnings}, nil
}
