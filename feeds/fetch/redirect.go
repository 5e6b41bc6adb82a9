package fetch

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"broadsheet/feeds"
)

var (
	errTooMany   = errors.New("too many redirects")
	errDowngrade = errors.New("from https to http")
	errScheme    = errors.New("neither http nor https")
	errNowhere   = errors.New("no address given")
)

// target reads an address to ask: http or https, its fragment cut, everything
// else left as it is, escapes and case of the path included.
func target(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		// Stray percent signs and the like are common and harmless.
		if u, err = url.Parse(feeds.WebURL("", raw)); err != nil || u.Host == "" {
			return nil, errNowhere
		}
	}
	return checked(u)
}

func checked(u *url.URL) (*url.URL, error) {
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return nil, errScheme
	}
	if u.Hostname() == "" {
		return nil, errNowhere
	}
	u.Host = strings.ToLower(u.Host)
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow moves the visit on to where an answer points, or says why not.
func (v *visit) follow(status int, location string) error {
	refuse := func(why error) error {
		return &Error{Kind: ErrRedirect, URL: shown(v.url), Status: status, Target: feeds.CleanLine(location), Err: why}
	}
	if v.hops++; v.hops > v.c.policy.Redirects {
		return refuse(errTooMany)
	}
	ref, err := url.Parse(location)
	if err != nil {
		ref, err = url.Parse(feeds.WebURL(v.url.String(), location))
	}
	if err != nil || location == "" || ref.String() == "" {
		return refuse(errNowhere)
	}
	next, err := checked(v.url.ResolveReference(ref))
	if err != nil {
		return refuse(err)
	}
	if v.url.Scheme == "https" && next.Scheme == "http" {
		return refuse(errDowngrade)
	}
	next.User = nil // credentials are the person's to give, not a server's
	if next.Scheme != v.url.Scheme || origin(next) != origin(v.url) {
		v.own = false // and never true again on this visit
	}
	if status != http.StatusMovedPermanently && status != http.StatusPermanentRedirect {
		v.permanent = false
	}
	if v.permanent {
		v.moved = next.String()
	}
	v.url = next
	return nil
}
