package ui

import (
	"context"
	"errors"
	"strings"

	"broadsheet/feeds"
)

func (f *fake) Add(_ context.Context, address, _ string) (feeds.Feed, error) {
	if !strings.HasPrefix(address, "https://") {
		return feeds.Feed{}, errors.New("this is no web address")
	}
	feed := feeds.Feed{ID: feeds.FeedID(len(f.feeds) + 1), Title: "New Paper", URL: address, Articles: 30}
	f.feeds = append(f.feeds, feed)
	return feed, nil
}

func (f *fake) Remove(_ context.Context, id feeds.FeedID) (feeds.Change, error) {
	for i := range f.feeds {
		if f.feeds[i].ID == id {
			was, name := f.feeds, f.feeds[i].Name()
			f.feeds = append(f.feeds[:i:i], f.feeds[i+1:]...)
			f.journal = append(f.journal, func() feeds.Change {
				f.feeds = was
				return feeds.Change{Verb: "unsubscribe", N: 1, What: name}
			})
			return feeds.Change{Verb: "unsubscribe", N: 1, What: name}, nil
		}
	}
	return feeds.Change{}, nil
}

func (f *fake) Import(context.Context, string) (feeds.ImportReport, error) {
	return feeds.ImportReport{Added: 3}, nil
}

func (f *fake) Reload(_ context.Context, req feeds.ReloadRequest) (feeds.ReloadReport, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reloads = append(f.reloads, req)
	return feeds.ReloadReport{Feeds: len(f.feeds), Fetched: 3, Unchanged: 6}, nil
}

func (f *fake) Health(context.Context) ([]feeds.FeedHealth, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []feeds.FeedHealth
	for _, one := range f.feeds {
		out = append(out, feeds.FeedHealth{Feed: one})
	}
	return out, nil
}

func (f *fake) EditFeed(_ context.Context, edited feeds.Feed) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.feeds {
		if f.feeds[i].ID == edited.ID {
			f.feeds[i] = edited
		}
	}
	return feeds.Change{Verb: "edit", N: 1, What: edited.Name()}, nil
}
