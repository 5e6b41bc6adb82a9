package library

import (
	"context"
	"errors"
	"sync"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/store"
)

const (
	// linkHosts is how many hosts are asked at once, each for one link at a time.
	linkHosts = 16
	// linkMute is how often in a row a host may give no answer at all before its
	// other links share that answer without being asked.
	linkMute = 3
	// linkBatch is how many answers are written at once at most.
	linkBatch = 64
	// linkPart is how many bookmarks are read at a time.
	linkPart = 500
)

// errChecking says that links are checked one time at a time.
var errChecking = errors.New("links are being checked already")

// link is a link to be checked.
type link struct {
	id         feeds.BookmarkID
	url, title string
	was        feeds.LinkCheck
}

// linkAnswer is what came of asking for one.
type linkAnswer struct {
	link
	feeds.LinkAnswer
	unreached bool // nothing of its host was reached
	mute      bool // its host gave no answer, reached or not
	nameless  bool // there is no host of its name, it is said
	waiting   bool // a host wants to be left alone, and was not asked
	busy      bool // its host has just said that it is asked too often
}

// CheckLinks asks for the links of bookmarks whether they still lead somewhere:
// hosts side by side, each for one thing at a time with the gaps that reloads
// keep, and not at all while it wants to be left alone. What is found is kept
// as it comes, told to tell (which may be nil) and by feeds.LinksProgress; when
// ctx ends, the next check goes on with the rest.
func (l *Library) CheckLinks(ctx context.Context, req feeds.LinksRequest, tell func(feeds.LinkChecked)) (feeds.LinksReport, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.LinksReport{}, err
	}
	defer done()
	if !l.checking.TryLock() {
		return feeds.LinksReport{}, errChecking
	}
	defer l.checking.Unlock()
	c := &linkCheck{lib: l, tell: tell}
	hosts, err := c.choose(ctx, req)
	if err == nil {
		err = l.store.ForgetLinks(ctx, l.opt.Now().Add(-keptDrops))
	}
	if err == nil {
		err = c.ways(ctx)
	}
	if err == nil {
		err = c.run(ctx, hosts)
	}
	if err == nil {
		err = ctx.Err()
	}
	return c.report, err
}

// FollowMoved gives bookmarks the addresses that their pages have moved to.
func (l *Library) FollowMoved(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	return l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.FollowMoved(ctx, ids, l.opt.Now()) })
}

// linkCheck is one run: many who ask, one who writes.
type linkCheck struct {
	lib      *Library
	tell     func(feeds.LinkChecked)
	report   feeds.LinksReport
	online   bool                     // a host has answered
	held     []linkAnswer             // of hosts not reached, until one is
	nameless map[string][]linkAnswer  // by host: asked once more in the end
	known    map[string]fetch.Request // how hosts are asked that have a feed
}

// choose gives the links to ask for, host by host.
func (c *linkCheck) choose(ctx context.Context, req feeds.LinksRequest) ([][]link, error) {
	ids := req.IDs
	if ids == nil {
		var err error
		if ids, err = c.asked(ctx, req.Query); err != nil {
			return nil, err
		}
	}
	now := c.lib.opt.Now()
	at := map[string]int{}
	var hosts [][]link
	for from := 0; from < len(ids); from += linkPart {
		rows, err := c.lib.store.Bookmarks(ctx, feeds.BookmarkRequest{IDs: ids[from:min(from+linkPart, len(ids))]})
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			host := hostName(feeds.WebURL("", b.URL))
			switch {
			case host == "":
				c.report.NoWeb++
				continue
			case !b.Link.Due(now, req.Older):
				c.report.Lately++
				continue
			}
			i, known := at[host]
			if !known {
				i, at[host] = len(hosts), len(hosts)
				hosts = append(hosts, nil)
			}
			hosts[i] = append(hosts[i], link{b.ID, b.URL, b.Title, b.Link})
			c.report.Of++
		}
	}
	return hosts, nil
}

// asked are the bookmarks that a query names.
func (c *linkCheck) asked(ctx context.Context, query string) (ids []feeds.BookmarkID, err error) {
	req := feeds.BookmarkOrderRequest{Query: query, Now: c.lib.opt.Now()}
	for {
		order, err := c.lib.store.BookmarkOrder(ctx, req)
		if err != nil {
			return nil, err
		}
		ids = append(ids, order.IDs...)
		if req.After = order.After; req.After == 0 {
			return ids, nil
		}
	}
}

// ways reads how hosts are asked that a person has a feed of: one in their own
// network may be asked for a bookmark as well.
func (c *linkCheck) ways(ctx context.Context) error {
	list, err := c.lib.store.Feeds(ctx)
	c.known = make(map[string]fetch.Request, len(list))
	for _, f := range list {
		c.known[hostName(f.URL)] = fetch.Request{Trusted: f.Trusted(), UserAgent: f.Options.UserAgent, Proxy: f.Options.Proxy}
	}
	return err
}

// run asks for all links, and once more for those whose hosts had no name:
// that can be a moment's trouble of the names.
func (c *linkCheck) run(ctx context.Context, hosts [][]link) error {
	c.nameless = map[string][]linkAnswer{}
	if err := c.round(ctx, hosts); err != nil || ctx.Err() != nil {
		return err
	}
	if !c.online && len(c.nameless)+len(c.held) > 0 {
		return c.unproved(ctx)
	}
	var again [][]link
	for _, answers := range c.nameless {
		list := make([]link, len(answers))
		for i, a := range answers {
			list[i] = a.link
		}
		again = append(again, list)
	}
	c.nameless = nil
	return c.round(ctx, again)
}

// unproved settles what is known when no host at all was reached: nothing where
// there are several, for then this machine is offline; and of one host alone,
// that it was not reached.
func (c *linkCheck) unproved(ctx context.Context) error {
	list := c.held
	for _, answers := range c.nameless {
		list = append(list, answers...)
	}
	hosts := map[string]bool{}
	for _, a := range list {
		hosts[hostName(a.url)] = true
	}
	if len(hosts) > 1 {
		c.report.Offline = true
		return nil
	}
	for i := range list {
		list[i].Fate = feeds.FateTrouble
	}
	c.online, c.nameless = true, nil
	return c.keep(ctx, list)
}

// round asks for links, a few hosts at a time.
func (c *linkCheck) round(ctx context.Context, hosts [][]link) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	next := make(chan []link)
	answers := make(chan linkAnswer, linkBatch)
	var asking sync.WaitGroup
	for range min(linkHosts, len(hosts)) {
		asking.Go(func() {
			defer c.lib.caught()
			for list := range next {
				c.askHost(ctx, list, answers)
			}
		})
	}
	go func() {
		defer close(next)
		for _, list := range hosts {
			select {
			case next <- list:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() { asking.Wait(); close(answers) }()
	var err error
	for a := range answers {
		list := []linkAnswer{a}
		for more := true; more && len(list) < linkBatch; {
			select {
			case a, more = <-answers:
				if more {
					list = append(list, a)
				}
			default:
				more = false
			}
		}
		if err == nil {
			if err = c.keep(ctx, list); err != nil {
				cancel()
			}
		}
	}
	return err
}

// keep writes what was found and tells it. What proves nothing yet is held
// back: that a host was not reached, while none was.
func (c *linkCheck) keep(ctx context.Context, list []linkAnswer) error {
	var ready []linkAnswer
	for _, a := range list {
		switch {
		case a.waiting:
			c.report.Waiting++
		case a.nameless && c.nameless != nil:
			host := hostName(a.url)
			c.nameless[host] = append(c.nameless[host], a)
		case a.unreached && !c.online:
			c.held = append(c.held, a)
		default:
			c.online = c.online || a.Status > 0 && !privateHost(hostName(a.url))
			ready = append(ready, a)
		}
	}
	if c.online {
		ready, c.held = append(ready, c.held...), nil
	}
	if len(ready) == 0 {
		return nil
	}
	found := make([]store.LinkFound, len(ready))
	for i, a := range ready {
		found[i] = store.LinkFound{URL: a.url, Link: a.was.After(a.LinkAnswer)}
	}
	// What is known is kept, also when everything is ending.
	if err := c.lib.store.SetLinks(context.WithoutCancel(ctx), found); err != nil {
		return err
	}
	for i, f := range found {
		c.count(f.Link.State)
		if c.tell != nil {
			c.tell(feeds.LinkChecked{Done: c.report.Done() + c.report.Waiting, Of: c.report.Of, Bookmark: ready[i].id, URL: f.URL, Title: ready[i].title, Link: f.Link})
		}
	}
	c.lib.events.send(feeds.LinksProgress{Done: c.report.Done() + c.report.Waiting, Of: c.report.Of, Dead: c.report.Dead, Moved: c.report.Moved})
	return nil
}

func (c *linkCheck) count(s feeds.LinkState) {
	switch s {
	case feeds.LinkAlive:
		c.report.Alive++
	case feeds.LinkMoved:
		c.report.Moved++
	case feeds.LinkDead:
		c.report.Dead++
	default:
		c.report.Unsure++
	}
}
