package library

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"broadsheet/feeds"
	"broadsheet/feeds/discover"
	"broadsheet/feeds/fetch"
)

// AddRequest asks to subscribe to what an address stands for.
type AddRequest struct{ Address, Folder, Title string }

// Added is what became of it. Problem is set when the feed was added although
// it could not be fetched now; it says why.
type Added struct {
	Feed      feeds.Feed
	Duplicate bool
	Login     bool // with Duplicate: it has the name and password now that were in the address
	Problem   string
}

// Add subscribes to an address: for the screen.
func (l *Library) Add(ctx context.Context, address, folder string) (feeds.Feed, error) {
	added, err := l.Subscribe(ctx, AddRequest{Address: address, Folder: folder})
	if err != nil {
		return feeds.Feed{}, err
	}
	there := " is there already"
	if added.Login {
		there += "; it has the name and password you gave now"
	}
	switch {
	case added.Duplicate && added.Feed.Folder != "":
		return added.Feed, fmt.Errorf("%s%s, in %s", added.Feed.Name(), there, added.Feed.Folder)
	case added.Duplicate:
		return added.Feed, fmt.Errorf("%s%s", added.Feed.Name(), there)
	case added.Problem != "":
		return added.Feed, fmt.Errorf("added, but %s", added.Problem)
	}
	return added.Feed, nil
}

// Subscribe subscribes to what an address or handle stands for and fetches it
// at once. One that answers with something that leads to no feed is refused;
// one that cannot be reached now is kept and tried again later, so that no
// input is lost. An address with several feeds is a *feeds.SeveralError. A name
// and password in the address become the feed's own, where it is on that host.
func (l *Library) Subscribe(ctx context.Context, req AddRequest) (Added, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return Added{}, err
	}
	defer done()
	address, who := l.login(req.Address)
	for _, u := range discover.Addresses(address) {
		if f, err := l.store.FeedByURL(ctx, u); err == nil {
			return l.there(ctx, f, who)
		}
	}
	f := feeds.Feed{OwnTitle: feeds.CleanLine(req.Title), Folder: feeds.CleanLine(req.Folder), Origin: feeds.OriginAdded}
	s := search{lib: l, login: who}
	found, err := s.find(ctx, address)
	var missed *discover.Error
	switch {
	case ctx.Err() != nil:
		return Added{}, ctx.Err()
	case errors.As(err, &missed) && missed.Temporary:
		f.URL = missed.URL
		who.set(&f)
		return l.keep(ctx, f, answer{said: kept(err)})
	case err != nil:
		return Added{}, fmt.Errorf("%s was not added: %s", feeds.CleanLine(address), discover.Sentence(err))
	}
	if list := several(found); list != nil {
		l.offer(who, list)
		return Added{}, &feeds.SeveralError{Address: address, Candidates: list}
	}
	f.URL = found[0].URL
	if known, err := l.store.FeedByURL(ctx, f.URL); err == nil {
		return l.there(ctx, known, who)
	}
	who.set(&f)
	if !typed(address, f.URL) {
		f.Origin = feeds.OriginMoved // a page named this host, not the person
	}
	res := s.answers[f.URL]
	a := answer{feed: f, said: fetch.Answer(res, nil)}
	l.parse(ctx, &a, res)
	return l.keep(ctx, f, a)
}

// kept is why an address could not be had that is subscribed to all the same:
// said as of a feed, which is tried again, and when its server wants that.
func kept(err error) feeds.Answer {
	var f *fetch.Error
	if !errors.As(err, &f) {
		return feeds.Answer{Outcome: feeds.OutcomeFailed, Error: discover.Sentence(err)}
	}
	f.For = fetch.KindFeed
	return fetch.Answer(fetch.Response{Status: f.Status, RetryAfter: f.RetryAfter}, f)
}

// typed says whether found is on a host and port that the person named, or one
// that a handle stands for.
func typed(input, found string) bool {
	u, err := url.Parse(found)
	if err != nil {
		return false
	}
	for _, a := range discover.Addresses(input) {
		if v, err := url.Parse(a); err == nil && v.Host == u.Host {
			return true
		}
	}
	return false
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
