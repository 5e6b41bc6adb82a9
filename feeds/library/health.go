package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// Health says how every feed is doing, those that need a look first.
func (l *Library) Health(ctx context.Context) ([]feeds.FeedHealth, error) {
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the feeds: %w", err)
	}
	rhythm, err := l.store.Rhythm(ctx, l.opt.Now())
	if err != nil {
		return nil, fmt.Errorf("read how often feeds publish: %w", err)
	}
	var failing, fine []feeds.FeedHealth
	for _, f := range list {
		h := feeds.FeedHealth{Feed: f, Latest: rhythm[f.ID].Latest, PerWeek: rhythm[f.ID].PerWeek}
		if s := f.FetchState.Health(); s == "failing" || s == "gone" {
			failing = append(failing, h)
		} else {
			fine = append(fine, h)
		}
	}
	return append(failing, fine...), nil
}

// EditFeed sets a feed's address, own title, folder and options.
func (l *Library) EditFeed(ctx context.Context, f feeds.Feed) (feeds.Change, error) {
	old, err := l.store.Feed(ctx, f.ID)
	if err != nil {
		return feeds.Change{}, fmt.Errorf("find the feed: %w", err)
	}
	if old.Origin == feeds.OriginConfig {
		return feeds.Change{}, fmt.Errorf("%w on line %d; change it there", ErrDeclared, old.Line)
	}
	if f.URL != old.URL && len(f.Options.Exec) == 0 {
		address, user, password := feeds.SplitLogin(f.URL)
		if user != "" || password != "" {
			f.Options.User, f.Options.Password = user, password
		}
		u := feeds.WebURL("", address)
		if u == "" {
			return feeds.Change{}, fmt.Errorf("%q is no web address", feeds.CleanLine(address))
		}
		f.URL = u
	}
	f.OwnTitle, f.Folder = feeds.CleanLine(f.OwnTitle), feeds.CleanLine(f.Folder)
	c, err := l.changed(l.store.EditFeed(ctx, f, l.opt.Now()))
	if errors.Is(err, store.ErrTaken) {
		return c, fmt.Errorf("another feed has the address %s already", f.URL)
	}
	return c, err
}
