package library

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"broadsheet/feeds"
)

// AddRequest asks to subscribe to what an address stands for.
type AddRequest struct{ Address, Folder, Title string }

// Added is what became of it. Problem is set when the feed was added although
// it could not be fetched now; it says why.
type Added struct {
	Feed      feeds.Feed
	Duplicate bool
	Problem   string
}

// Add subscribes to an address: for the screen.
func (l *Library) Add(ctx context.Context, address, folder string) (feeds.Feed, error) {
	added, err := l.Subscribe(ctx, AddRequest{Address: address, Folder: folder})
	if err != nil {
		return feeds.Feed{}, err
	}
	switch {
	case added.Duplicate && added.Feed.Folder != "":
		return added.Feed, fmt.Errorf("%s is there already, in %s", added.Feed.Name(), added.Feed.Folder)
	case added.Duplicate:
		return added.Feed, fmt.Errorf("%s is there already", added.Feed.Name())
	case added.Problem != "":
		return added.Feed, fmt.Errorf("added, but %s", added.Problem)
	}
	return added.Feed, nil
}

// Subscribe subscribes to an address and fetches it at once. An address that
// answers with something that is no feed is refused; one that cannot be
// reached now is kept and tried again later, so that no input is lost.
func (l *Library) Subscribe(ctx context.Context, req AddRequest) (Added, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return Added{}, err
	}
	defer done()
	var refused error
	for _, u := range addresses(req.Address) {
		if f, err := l.store.FeedByURL(ctx, u); err == nil && f.ID != 0 {
			return Added{Feed: f, Duplicate: true}, nil
		}
		f := feeds.Feed{URL: u, OwnTitle: feeds.CleanLine(req.Title), Folder: feeds.CleanLine(req.Folder), Origin: feeds.OriginAdded}
		a := l.ask(ctx, f)
		switch {
		case a.said.Outcome == feeds.OutcomeCanceled:
			return Added{}, context.Canceled
		case a.refused:
			refused = fmt.Errorf("%s was not added: %s", u, a.said.Error)
			continue
		case a.failed() && refused == nil && len(addresses(req.Address)) > 1 && u != last(addresses(req.Address)):
			continue // https did not answer: see whether http does
		}
		return l.keep(ctx, f, a)
	}
	if refused == nil {
		refused = fmt.Errorf("%q is no web address; paste one such as https://example.org/feed.xml", feeds.CleanLine(req.Address))
	}
	return Added{}, refused
}

// keep subscribes to f and commits the answer that was just had from it.
func (l *Library) keep(ctx context.Context, f feeds.Feed, a answer) (Added, error) {
	if a.meta != nil {
		f.Title, f.SiteURL, f.Description, f.Language = a.meta.Title, a.meta.SiteURL, a.meta.Description, a.meta.Language
	}
	kept, err := l.subscribe(ctx, []feeds.Feed{f}, f.Name())
	if err != nil {
		return Added{}, err
	}
	a.feed = kept[0]
	r := &reload{lib: l, quiet: true}
	if err := r.commit(ctx, []answer{a}); err != nil {
		return Added{}, err
	}
	f, err = l.store.Feed(ctx, kept[0].ID)
	return Added{Feed: f, Problem: a.said.Error}, err
}

// addresses reads what a person typed: an address without a scheme is tried
// with https, then http; feed: addresses stand for what follows.
func addresses(typed string) []string {
	typed = strings.TrimSpace(typed)
	for _, prefix := range []string{"feed:", "rss:"} {
		if rest, ok := strings.CutPrefix(typed, prefix); ok {
			typed = strings.TrimPrefix(rest, "//")
		}
	}
	var out []string
	if strings.Contains(typed, "://") {
		out = append(out, feeds.WebURL("", typed))
	} else if typed != "" {
		out = append(out, feeds.WebURL("", "https://"+typed), feeds.WebURL("", "http://"+typed))
	}
	if len(out) == 0 || out[0] == "" {
		return nil
	}
	return out
}

func last(list []string) string { return list[len(list)-1] }

// subscribe writes subscriptions as one undoable step and gives them back as
// stored, new and old ones alike.
func (l *Library) subscribe(ctx context.Context, list []feeds.Feed, what string) ([]feeds.Feed, error) {
	kept, _, _, err := l.store.Subscribe(ctx, list, "subscribe", what, l.opt.Now())
	if err != nil {
		return nil, fmt.Errorf("write the subscriptions: %w", err)
	}
	if len(kept) != len(list) {
		return nil, errors.New("write the subscriptions: the store gave back another number of feeds")
	}
	l.events.send(feeds.FeedsChanged{})
	return kept, nil
}
