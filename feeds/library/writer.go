package library

import (
	"context"
	"errors"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	// batch is how many feeds one transaction takes at most.
	batch = 64
	// gather is between two commits while a reload runs: each waits for the
	// disk, and has the screen read again what it shows.
	gather = 100 * time.Millisecond
	// together is how long what comes waits at most for what else comes, so that all
	// of it gets its place in the order of its dates.
	together = 3 * time.Second
	// plenty is how many bytes of bodies are committed without gathering more:
	// half the room, so that the other half fills meanwhile.
	plenty = roomFor / 2
)

// write commits what has queued, up to a batch in one transaction. Canceled or
// not, what was fetched is kept.
func (r *reload) write(ctx context.Context, answers <-chan answer) error {
	ctx = context.WithoutCancel(ctx)
	done := 0
	pause := time.NewTimer(0) // the first articles appear at once
	defer pause.Stop()
	for first := range answers {
		queued := take(first, answers, pause.C)
		done += len(queued)
		if err := r.commit(ctx, r.sort(queued)); err != nil {
			return err
		}
		if !r.quiet {
			r.lib.events.send(feeds.ReloadProgress{Done: done, Total: r.total, Failed: r.report.Failed, New: r.report.New})
		}
		pause.Reset(gather)
	}
	r.report.Offline = r.offline()
	return errors.Join(r.commit(ctx, r.held), r.release(ctx))
}

// take gives first and what queues behind it until enough says so, up to a
// batch or plenty of bytes.
func take(first answer, answers <-chan answer, enough <-chan time.Time) []answer {
	queued, size := []answer{first}, first.size
	for len(queued) < batch && size < plenty {
		var a answer
		open := true
		select {
		case a, open = <-answers:
		default:
			select {
			case a, open = <-answers:
			case <-enough:
				return queued
			}
		}
		if !open {
			break
		}
		queued, size = append(queued, a), size+a.size
	}
	return queued
}

// sort gives the answers to commit now. Unreachable hosts are held back until
// one host has answered: when none does, this machine is offline.
func (r *reload) sort(queued []answer) (ready []answer) {
	for _, a := range queued {
		switch a.said.Outcome {
		case feeds.OutcomeCanceled:
			r.lib.room.free(a.size)
			r.canceled = append(r.canceled, a.feed.ID)
			r.written(a.feed.ID)
		case feeds.OutcomeUnreached:
			r.held = append(r.held, a)
		default:
			// A host that was not asked, or stands next door, proves nothing.
			r.online = r.online || a.said.Outcome != feeds.OutcomeWaiting && !privateHost(hostName(a.feed.URL))
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
		hosts[hostName(a.feed.URL)] = true
	}
	return len(hosts) > 1
}

func (r *reload) release(ctx context.Context) error {
	if len(r.canceled) == 0 {
		return nil
	}
	return r.lib.store.Release(ctx, r.canceled)
}

// commit writes answers in one transaction and counts them.
func (r *reload) commit(ctx context.Context, ready []answer) error {
	if len(ready) == 0 {
		return nil
	}
	results := make([]store.FeedResult, len(ready))
	for i, a := range ready {
		defer r.lib.room.free(a.size)
		results[i] = a.result(r.lib.scheduling(r.report.Offline), r.lib.settings().Keep)
	}
	file := r.lib.fileNow
	if r.total > 1 {
		file = r.lib.fileKnown
	}
	committed, err := r.lib.store.Commit(ctx, results, file)
	if err != nil {
		r.lib.stale() // it may know articles that were not kept
		return err
	}
	came, fresh, changed, moved := 0, 0, 0, false
	for i, c := range committed {
		r.written(c.Feed)
		r.count(ready[i])
		if !ready[i].feed.FetchState.Succeeded.IsZero() { // all of a feed's first articles are no news
			r.lib.hooks.fresh(c.Fresh)
		}
		came, fresh, changed = came+c.New, fresh+c.New-c.Muted, changed+c.Changed
		r.lib.forget(c.Dropped)
		if results[i].Moved != "" {
			r.tellMove(ready[i].feed, results[i].Moved, c.Moved)
			moved = moved || c.Moved
		}
	}
	r.report.New += fresh
	if r.came = r.came || came > 0; r.came && !r.first {
		if now := r.lib.opt.Now(); now.Sub(r.placed) > together {
			r.lib.fileLater(ctx)
			r.came, r.placed = false, now
		}
	}
	if r.ruled = r.ruled || came+changed > 0; came+changed > 0 {
		r.lib.events.send(feeds.ArticlesChanged{New: fresh})
	}
	if moved {
		r.lib.events.send(feeds.FeedsChanged{})
	}
	return nil
}

// count enters one answer in the report.
func (r *reload) count(a answer) {
	line := feeds.FeedError{Feed: a.feed.ID, URL: a.feed.URL, Text: a.said.Error}
	r.lib.opt.Log.Debug("a feed was asked", "feed", a.feed.ID, "host", hostName(a.feed.URL), "status", a.said.Status, "error", feeds.CleanLine(a.said.Error))
	switch {
	case a.said.Outcome == feeds.OutcomeUnreached && r.report.Offline:
		r.report.Unreached++ // one message says it for all: Offline
	case a.said.Outcome == feeds.OutcomeWaiting || a.said.Status == 429:
		r.report.Waiting = append(r.report.Waiting, line)
	case a.said.Outcome == feeds.OutcomeCut:
		r.report.Fetched++
		r.report.Errors = append(r.report.Errors, line)
	case a.failed():
		r.report.Failed++
		r.report.Errors = append(r.report.Errors, line)
	case a.fetched():
		r.report.Fetched++
	default:
		r.report.Unchanged++
	}
}

// tellMove says, once, where a feed has moved for good.
func (r *reload) tellMove(f feeds.Feed, to string, done bool) {
	text := "has moved for good to " + to + "; this is its address from now on"
	switch {
	case done:
	case f.FetchState.MovedCount >= feeds.MovedAfter:
		return // said when it was found out
	case f.Origin == feeds.OriginConfig:
		text = "has moved for good to " + to + "; write that address in the settings"
	default:
		text = "has moved for good to " + to + ", where another of your feeds is; one of the two can go"
	}
	text = feeds.CleanLine(text)
	r.lib.opt.Log.Info("a feed has moved", "feed", f.ID, "from", f.URL, "to", to, "followed", done)
	r.report.Moved = append(r.report.Moved, feeds.FeedError{Feed: f.ID, URL: f.URL, Text: text})
}
