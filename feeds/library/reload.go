package library

import (
	"context"
	"errors"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	// batch is how many feeds one transaction takes at most.
	batch = 64
	// lease is how long a claimed feed is left alone by other processes when
	// this one is killed before it answers.
	lease = 2 * time.Minute
)

// Reload asks the feeds of req and commits what they bring while it goes on.
// A person's own reload asks each feed at most once a minute; with Due only
// those whose time has come are asked. When ctx ends, what is done is kept.
func (l *Library) Reload(ctx context.Context, req feeds.ReloadRequest) (feeds.ReloadReport, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.ReloadReport{}, err
	}
	defer done()
	started := l.opt.Now()
	list, skipped, err := l.choose(ctx, req)
	if err != nil {
		return feeds.ReloadReport{}, err
	}
	r := &reload{lib: l, report: feeds.ReloadReport{Feeds: len(list) + skipped, Skipped: skipped, Started: started}, total: len(list), quiet: req.Due && len(list) == 0}
	if !r.quiet {
		l.events.send(feeds.ReloadStarted{Total: len(list)})
	}
	err = r.run(ctx, list)
	r.report.Canceled = ctx.Err() != nil
	r.report.Took = l.opt.Now().Sub(started)
	if !r.quiet {
		l.events.send(feeds.ReloadFinished{Report: r.report})
	}
	if err == nil && r.report.Canceled {
		err = ctx.Err()
	}
	return r.report, err
}

// join ties a piece of work to the library's life: it ends when either ctx or
// the library does, and Close waits for it.
func (l *Library) join(ctx context.Context) (context.Context, func(), error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ctx.Err() != nil {
		return nil, nil, errors.New("the library is closed")
	}
	l.running.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	unhook := context.AfterFunc(l.ctx, cancel)
	return ctx, func() { unhook(); cancel(); l.running.Done() }, nil
}

// choose gives the feeds to ask now and claims them, so that no other process
// asks them too.
func (l *Library) choose(ctx context.Context, req feeds.ReloadRequest) (list []feeds.Feed, skipped int, err error) {
	all, err := l.store.Feeds(ctx)
	if err != nil {
		return nil, 0, err
	}
	wanted := map[feeds.FeedID]bool{}
	for _, id := range req.Feeds {
		wanted[id] = true
	}
	now := l.opt.Now()
	var ids []feeds.FeedID
	for _, f := range all {
		switch {
		case len(wanted) > 0 && !wanted[f.ID]:
			continue
		case req.Due && !feeds.Due(f.FetchState, now):
			continue
		case f.FetchState.Gone && !wanted[f.ID]:
			continue // asked again only by its own name
		case !req.Due && feeds.AskedTooSoon(f.FetchState, now):
			skipped++
			continue
		}
		ids = append(ids, f.ID)
	}
	if len(ids) == 0 {
		return nil, skipped, nil
	}
	claim := store.Claim{Feeds: ids, Due: req.Due, Lease: lease, Now: now}
	if !req.Due {
		claim.Gap = time.Minute
	}
	list, err = l.store.ClaimFeeds(ctx, claim)
	if err != nil {
		return nil, 0, err
	}
	if !req.Due {
		skipped += len(ids) - len(list)
	}
	return list, skipped, nil
}

// reload is one run: many fetchers, one writer.
type reload struct {
	lib      *Library
	total    int
	quiet    bool
	report   feeds.ReloadReport // the writer's alone until it ends
	held     []answer           // unreachable hosts, until one host has answered
	canceled []feeds.FeedID
	online   bool
}

func (r *reload) run(ctx context.Context, list []feeds.Feed) error {
	answers := make(chan answer, batch)
	var asking sync.WaitGroup
	for _, f := range list {
		asking.Go(func() {
			answers <- r.lib.ask(ctx, f)
		})
	}
	go func() { asking.Wait(); close(answers) }()
	err := r.write(ctx, answers)
	for range answers { // a writer that failed lets the fetchers end
	}
	return err
}

// write commits what has queued, up to a batch in one transaction. Canceled or
// not, what was fetched is kept.
func (r *reload) write(ctx context.Context, answers <-chan answer) error {
	ctx = context.WithoutCancel(ctx)
	done := 0
	for first := range answers {
		queued := take(first, answers)
		done += len(queued)
		if err := r.commit(ctx, r.sort(queued)); err != nil {
			return err
		}
		if !r.quiet {
			failed := r.report.Failed + len(r.held)
			r.lib.events.send(feeds.ReloadProgress{Done: done, Total: r.total, Failed: failed, New: r.report.New})
		}
	}
	r.report.Offline = r.offline()
	return errors.Join(r.commit(ctx, r.held), r.lib.store.Release(ctx, r.canceled))
}

// take gives first and what has queued behind it, up to a batch.
func take(first answer, answers <-chan answer) []answer {
	queued := []answer{first}
	for len(queued) < batch {
		select {
		case a, open := <-answers:
			if !open {
				return queued
			}
			queued = append(queued, a)
		default:
			return queued
		}
	}
	return queued
}

// sort gives the answers to commit now. Unreachable hosts are held back until
// one host has answered: when none does, this machine is offline.
func (r *reload) sort(queued []answer) (ready []answer) {
	for _, a := range queued {
		switch a.said.Outcome {
		case feeds.OutcomeCanceled:
			r.canceled = append(r.canceled, a.feed.ID)
		case feeds.OutcomeUnreached:
			r.held = append(r.held, a)
		default:
			r.online = true
			ready = append(ready, a)
		}
	}
	if r.online {
		ready, r.held = append(ready, r.held...), nil
	}
	return ready
}

// offline says whether no host at all was reached. One host alone proves
// nothing: it may be gone.
func (r *reload) offline() bool {
	hosts := map[string]bool{}
	for _, a := range r.held {
		hosts[feeds.Host(a.feed.URL)] = true
	}
	return len(hosts) > 1
}

// commit writes answers in one transaction and counts them.
func (r *reload) commit(ctx context.Context, ready []answer) error {
	if len(ready) == 0 {
		return nil
	}
	results := make([]store.FeedResult, len(ready))
	for i, a := range ready {
		results[i] = a.result(r.lib.scheduling(r.report.Offline))
		switch {
		case a.failed():
			r.fail(a)
		case a.fetched():
			r.report.Fetched++
		default:
			r.report.Unchanged++
		}
	}
	committed, err := r.lib.store.Commit(ctx, results)
	if err != nil {
		return err
	}
	fresh := 0
	for _, c := range committed {
		fresh += c.New
	}
	r.report.New += fresh
	r.lib.events.send(feeds.ArticlesChanged{New: fresh})
	return nil
}

func (r *reload) fail(a answer) {
	r.report.Failed++
	r.report.Errors = append(r.report.Errors, feeds.FeedError{Feed: a.feed.ID, URL: a.feed.URL, Text: a.said.Error})
}
