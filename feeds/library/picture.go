package library

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
)

// albumBytes bounds the pictures kept as they came, so that one scrolled back
// to is not asked for again. They are kept in memory alone: what somebody
// looked at is nobody's to find on the disk.
const albumBytes = 24 << 20

// Picture fetches a picture of an article, 10 MiB at most. feed is the
// article's, 0 for none: its proxy and its name for itself are used, its
// password and headers never. Only the feed's own host may be at a private
// address. Its errors are a few words that say why there is no picture.
func (l *Library) Picture(ctx context.Context, feed feeds.FeedID, url string) ([]byte, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return l.album.get(ctx, url, func() ([]byte, error) { return l.fetchPicture(ctx, feed, url) })
}

func (l *Library) fetchPicture(ctx context.Context, feed feeds.FeedID, url string) ([]byte, error) {
	address := feeds.WebURL("", url)
	if address == "" {
		return nil, errors.New("it has no web address")
	}
	req := fetch.Request{URL: address, Kind: fetch.KindImage}
	if f, err := l.store.Feed(ctx, feed); err == nil {
		req.Trusted, req.UserAgent, req.Proxy = f.Trusted(), f.Options.UserAgent, f.Options.Proxy
	}
	res, err := l.fetcher().Get(ctx, req)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fewWords(err)
	case res.Truncated:
		return nil, errors.New("it broke off")
	}
	return res.Body, nil
}

// fewWords says in a few words why something could not be had: for after a colon,
// or in brackets.
func fewWords(err error) error {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case fetch.ErrStatus:
		return errors.New(strconv.Itoa(e.Status))
	case fetch.ErrTooLarge:
		return errors.New("more than 10 MB")
	case fetch.ErrTimeout:
		return errors.New("no answer in time")
	case fetch.ErrPrivate:
		return errors.New("its address is a private one")
	case fetch.ErrDNS, fetch.ErrUnreachable, fetch.ErrRefused:
		return errors.New("its host cannot be reached")
	case fetch.ErrBroken:
		return errors.New("the connection broke off")
	case fetch.ErrTLS:
		return errors.New("no safe connection")
	case fetch.ErrRedirect:
		return errors.New("it leads somewhere else")
	case fetch.ErrWaiting:
		return errors.New("its host asked to be left alone for a while")
	}
	return errors.New(e.Sentence())
}

// album keeps the pictures fetched last, and sees to it that one is asked for
// once though several want it. The zero album is empty.
type album struct {
	mu     sync.Mutex
	prints map[string]*print
	order  []string // what is here, the one used longest ago first
	held   int      // bytes
}

// print is one picture, here or on its way.
type print struct {
	done chan struct{} // closed when data and err are set
	data []byte
	err  error
}

// get gives a picture that is here, waits for one on its way, or fetches it.
func (a *album) get(ctx context.Context, url string, fetch func() ([]byte, error)) ([]byte, error) {
	for {
		a.mu.Lock()
		p := a.prints[url]
		if p == nil {
			if a.prints == nil {
				a.prints = map[string]*print{}
			}
			p = &print{done: make(chan struct{})}
			a.prints[url] = p
			a.mu.Unlock()
			p.data, p.err = fetch()
			a.keep(url, p)
			close(p.done)
			return p.data, p.err
		}
		a.mu.Unlock()
		select {
		case <-p.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if p.err == nil {
			a.use(url)
		}
		if !errors.Is(p.err, context.Canceled) {
			return p.data, p.err
		}
		// The other gave up, we have not.
	}
}

// keep keeps a picture that came, and drops those that are too much.
func (a *album) keep(url string, p *print) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p.err != nil {
		delete(a.prints, url)
		return
	}
	a.order = append(a.order, url)
	a.held += len(p.data)
	for a.held > albumBytes && len(a.order) > 1 {
		old := a.order[0]
		a.held -= len(a.prints[old].data)
		delete(a.prints, old)
		a.order = a.order[1:]
	}
}

// use puts a picture last among those that are to go.
func (a *album) use(url string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, u := range a.order {
		if u == url {
			a.order = append(append(a.order[:i:i], a.order[i+1:]...), url)
			return
		}
	}
}
