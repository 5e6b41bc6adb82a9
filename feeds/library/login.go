package library

import (
	"context"

	"broadsheet/feeds"
	"broadsheet/feeds/discover"
)

// login is the name and password that a person gave within an address. They
// are for that scheme, host and port alone, and shown nowhere.
type login struct {
	user, password string
	typed          []string // the addresses they were given with
}

func (o login) given() bool { return o.user != "" || o.password != "" }

// at says whether the login is for an address.
func (o login) at(address string) bool {
	for _, t := range o.typed {
		if o.given() && sameOrigin(t, address) {
			return true
		}
	}
	return false
}

// set makes the login part of a feed's options.
func (o login) set(f *feeds.Feed) {
	if o.at(f.URL) {
		f.Options.User, f.Options.Password, f.Options.PasswordCommand = o.user, o.password, nil
	}
}

// login takes the name and password out of what a person typed. What was
// offered to choose from is asked with those of the address it was found at.
func (l *Library) login(typed string) (address string, o login) {
	address, o.user, o.password = feeds.SplitLogin(typed)
	o.typed = discover.Addresses(address)
	if !o.given() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if before, ok := l.offered[address]; ok {
			return address, before
		}
	}
	return address, o
}

// offer keeps a login for those candidates that it is for, as long as the
// library is open: their addresses are shown without it.
func (l *Library) offer(o login, list []feeds.Candidate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range list {
		if o.at(c.URL) {
			if l.offered == nil {
				l.offered = map[string]login{}
			}
			l.offered[c.URL] = o
		}
	}
}

// there gives a feed that is subscribed to already, with the login just given
// for it: the reason to add it again may be that it lacked one.
func (l *Library) there(ctx context.Context, f feeds.Feed, o login) (Added, error) {
	a := Added{Feed: f, Duplicate: true}
	before := f.Options
	if o.set(&f); f.Origin == feeds.OriginConfig || before.User == f.Options.User && before.Password == f.Options.Password {
		return a, nil
	}
	if _, err := l.EditFeed(ctx, f); err != nil {
		return a, err
	}
	a.Feed, a.Login = f, true
	return a, nil
}
