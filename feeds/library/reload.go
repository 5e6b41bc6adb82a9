package library

import (
	"context"
	"errors"
	"sync"
	"time"

	"broadsheet/feeds"
)

// Reload asks the feeds of req and commits what they bring while it goes on.
// A person's own reload asks each feed at most once a minute; with Due only
// those whose time has come are asked. When ctx ends, what is done is kept.
//
// Where no screen is open it also waits until what came is in its stories, and
// has its topics.
func (l *Library) Reload(ctx context.Context, req feeds.ReloadRequest) (feeds.ReloadReport, error) {
	report, err := l.reload(ctx, req, false)
	if report.New > 0 && !l.onScreen() {
		_ = l.Settle(ctx) // what is left then, the next one does
		l.rise(ctx)
	}
	return report, err
}

// onScreen says whether a screen is open, which hears later of what takes time.
func (l *Library) onScreen() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.started
}

// reload is Reload; woken, because the machine may have slept past many feeds'
// times, spreads those that are late.
func (l *Library) reload(ctx context.Context, req feeds.ReloadRequest, woken bool) (feeds.ReloadReport, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.ReloadReport{}, err
	}
	defer done()
	started := l.opt.Now()
	c, err := l.choose(ctx, req)
	if err != nil {
		return feeds.ReloadReport{}, err
	}
	r := &reload{lib: l, total: len(c.feeds), quiet: req.Due && len(c.feeds) == 0, waits: c.waits, first: c.first, placed: started}
	r.report = feeds.ReloadReport{Feeds: len(c.feeds) + c.skipped, Skipped: c.skipped, Recent: c.recent, Started: started}
	if !r.quiet {
		l.events.send(feeds.ReloadStarted{Total: r.total})
	}
	if !req.Due {
		l.hurry() // a person waits: what is spread now goes at once
	} else if woken {
		r.delays, r.hurried = feeds.Spread(len(c.feeds), c.late), l.hurried()
	}
	err = r.run(ctx, c.feeds)
	if r.report.New > 0 && l.onScreen() {
		l.background(l.rise)
	}
	if r.ruled {
		l.mu.Lock()
		screen := l.started
		l.mu.Unlock()
		if screen {
			l.background(l.ruleTasks)
		} else {
			l.ruleTasks(context.WithoutCancel(ctx))
		}
	}
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

// reload is one run: many fetchers, one writer.
type reload struct {
	lib      *Library
	total    int
	quiet    bool
	waits    waits
	first    bool               // there was nothing before
	came     bool               // articles came that may wait for their places
	placed   time.Time          // when they last were given them
	ruled    bool               // something came that the rules may have left something to do about
	report   feeds.ReloadReport // the writer's alone until it ends
	held     []answer           // unreachable hosts, until one host has answered
	canceled []feeds.FeedID
	online   bool

	delays  []time.Duration // before each feed is asked, nil for none
	hurried <-chan struct{} // closed when delays are over

	mu   sync.Mutex
	open map[feeds.FeedID]bool // claimed and not yet written
}

// run asks every feed, each after its delay, and writes what comes.
func (r *reload) run(ctx context.Context, list []feeds.Feed) error {
	r.begin()
	defer r.end(ctx)
	r.open = make(map[feeds.FeedID]bool, len(list))
	for _, f := range list {
		r.open[f.ID] = true
	}
	stop := make(chan struct{})
	var holding sync.WaitGroup
	outer := ctx // ctx itself is changed below, while hold starts
	holding.Go(func() { defer r.lib.caught(); r.hold(outer, stop) })
	defer holding.Wait()
	defer close(stop)

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan answer, batch)
	var asking sync.WaitGroup
	for i, f := range list {
		asking.Go(func() {
			defer r.lib.caught()
			if r.delays != nil {
				r.delay(ctx, r.delays[i])
			}
			if a, waiting := r.waits.answer(f, r.lib.opt.Now()); waiting {
				answers <- a
				return
			}
			answers <- r.lib.ask(ctx, f)
		})
	}
	go func() { asking.Wait(); close(answers) }()
	err := r.write(ctx, answers)
	cancel()
	for a := range answers { // a writer that failed lets the fetchers end
		r.lib.room.free(a.size)
	}
	return err
}

// begin keeps what comes from being filed before a first load is here whole.
func (r *reload) begin() {
	r.lib.runs(1)
	if r.first {
		r.lib.hold(true)
	}
}

// end gives what came its place.
func (r *reload) end(ctx context.Context) {
	r.lib.runs(-1)
	if r.first {
		r.lib.hold(false)
	}
	if r.first || r.ruled {
		r.lib.fileLater(context.WithoutCancel(ctx))
	}
}

// delay rests for d, or until it is cut short.
func (r *reload) delay(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done(): // asking now ends at once, as canceled
	case <-r.hurried:
	}
}

// hurried is closed by the next hurry.
func (l *Library) hurried() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.spread == nil {
		l.spread = make(chan struct{})
	}
	return l.spread
}

// hurry ends the delays of a reload that is spread.
func (l *Library) hurry() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.spread != nil {
		close(l.spread)
		l.spread = nil
	}
}

// hold keeps other processes from the feeds that are not done yet, for as long
// as that takes.
func (r *reload) hold(ctx context.Context, stop <-chan struct{}) {
	tick := time.NewTicker(lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		var ids []feeds.FeedID
		r.mu.Lock()
		for id := range r.open {
			ids = append(ids, id)
		}
		r.mu.Unlock()
		if err := r.lib.store.Hold(context.WithoutCancel(ctx), ids, r.lib.opt.Now().Add(lease)); err != nil {
			r.lib.opt.Log.Warn("hold the feeds of a reload", "error", err)
		}
	}
}

// written takes a feed off those that are held.
func (r *reload) written(id feeds.FeedID) {
	r.mu.Lock()
	delete(r.open, id)
	r.mu.Unlock()
}
