package library

import (
	"context"
	"runtime/debug"
	"time"

	"broadsheet/feeds"
)

const (
	// watchEvery is how often another process's changes are looked for.
	watchEvery = 2 * time.Second
	// restAtLeast keeps the schedule from spinning when feeds are due that
	// another process is asking.
	restAtLeast = 15 * time.Second
	// copyAfter is when the store is checked and copied: not while the first
	// reload runs.
	copyAfter = 5 * time.Minute
	// cleanAfter is when read articles that are no longer kept go, likewise.
	cleanAfter = 2 * time.Minute
)

// Start begins the work behind an open screen: word of other processes' changes,
// and after a moment, which the screen has to itself, due feeds, each feed at its
// own time from then on, what is to be done about bookmarks, and the index of
// what is related. Where nothing can be kept, it only reads. It ends with Close.
func (l *Library) Start() {
	l.background(l.watch)
	l.later(settle, l.ease)
	l.mu.Lock()
	l.started = true
	l.mu.Unlock()
	l.index(settle)
	if l.store.ReadOnly() {
		return
	}
	l.later(settle, l.schedule)
	if !l.opt.Sample {
		l.later(settle, l.send)
		l.later(settle, l.fetchTexts)
		l.later(settle, l.keepMirror)
	}
	l.background(l.keepClean)
	l.later(settle, l.ruleTasks)
	l.later(settle, l.fillSearches) // what an earlier run did not come to
	l.later(copyAfter, func(ctx context.Context) { l.checkTold(l.keepStoreCopy(ctx)) })
}

// background does work until the library is closed; false when it is already.
func (l *Library) background(work func(context.Context)) bool {
	ctx, done, err := l.join(l.ctx)
	if err != nil {
		return false
	}
	go func() { defer done(); defer l.caught(); work(ctx) }()
	return true
}

// later is background after a while.
func (l *Library) later(after time.Duration, work func(context.Context)) {
	l.background(func(ctx context.Context) {
		if rest(ctx, after) {
			work(ctx)
		}
	})
}

// caught, deferred, tells a fault of the program instead of ending it.
func (l *Library) caught() {
	if l.opt.Broke == nil {
		return
	}
	if r := recover(); r != nil {
		l.opt.Broke(r, debug.Stack())
	}
}

// schedule reloads due feeds and sleeps until the next one's time. What is due
// at the start goes at once; what is found late after that, because the
// machine slept, is spread. The settings may change meanwhile.
func (l *Library) schedule(ctx context.Context) {
	for round := 0; ; round++ {
		if s := l.settings(); round > 0 && s.Background || round == 0 && s.OnStart {
			if _, err := l.reload(ctx, feeds.ReloadRequest{Due: true}, round > 0); err != nil && ctx.Err() == nil {
				l.opt.Log.Error("reload", "error", err)
			}
		}
		if !l.opt.rest(ctx, l.untilDue(ctx)) {
			return
		}
	}
}

// untilDue is how long to rest before a feed's time comes, between
// restAtLeast and a minute: a feed may be added or a laptop wake meanwhile.
func (l *Library) untilDue(ctx context.Context) time.Duration {
	wait := time.Minute
	if !l.settings().Background {
		return wait
	}
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return wait
	}
	now := l.opt.Now()
	for _, f := range list {
		if !f.FetchState.Gone && !f.Options.Paused {
			wait = min(wait, f.FetchState.Next.Sub(now))
		}
	}
	return max(wait, restAtLeast)
}

// watch tells the screen when another process has changed the store.
func (l *Library) watch(ctx context.Context) {
	seen, err := l.store.DataVersion(ctx)
	for err == nil && rest(ctx, watchEvery) {
		var now int64
		if now, err = l.store.DataVersion(ctx); err == nil && now != seen {
			seen = now
			l.takeOptions(ctx)
			l.places(ctx)
			l.events.send(feeds.FeedsChanged{})
			l.events.send(feeds.ArticlesChanged{})
			l.mirrorSoon()
			l.wakeSender()
			l.wakeTexts()
		}
	}
	if err != nil && ctx.Err() == nil {
		l.opt.Log.Error("watch the store", "error", err)
	}
}

// rest sleeps for d; false when ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
