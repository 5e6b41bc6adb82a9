package library

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/services"
	"broadsheet/feeds/store"
)

const (
	// sendLease is how long one thing may take to be sent; what has not come to
	// an end by then was broken off.
	sendLease = 10 * time.Minute
	// sendGrace is between keeping and sending by itself, while the screen is
	// open: time for tags, a note, and second thoughts.
	sendGrace = 10 * time.Second
	// offlineAgain is when a service is tried again that was not reached.
	offlineAgain = 5 * time.Minute
	// programTries is how often a program may fail before a person has to look.
	programTries = 5
	// keptDrops is how long what was dropped can be brought back.
	keptDrops = 30 * 24 * time.Hour
)

// sender sends what is queued: for each service one thing at a time.
type sender struct {
	wake chan struct{}

	mu     sync.Mutex
	grace  bool            // the screen is open
	queued bool            // this process has queued something
	failed map[string]bool // services whose failure was told
}

func newSender() *sender { return &sender{wake: make(chan struct{}, 1), failed: map[string]bool{}} }

// errands are what is to be done about what is bookmarked now.
func (l *Library) errands(text bool) store.Errands {
	e := store.Errands{SendAt: l.opt.Now(), Text: text}
	if l.opt.Sample {
		return store.Errands{}
	}
	for _, s := range l.settings().Services {
		if s.OnBookmark {
			e.Services = append(e.Services, s.Name)
		}
	}
	l.sender.mu.Lock()
	defer l.sender.mu.Unlock()
	if l.sender.grace {
		e.SendAt = e.SendAt.Add(sendGrace)
	}
	l.sender.queued = l.sender.queued || len(e.Services) > 0
	return e
}

func (l *Library) wakeSender() {
	select {
	case l.sender.wake <- struct{}{}:
	default:
	}
}

// service is a service by its name.
func (l *Library) service(name string) (feeds.Service, bool) {
	for _, s := range l.settings().Services {
		if s.Name == name {
			return s, true
		}
	}
	return feeds.Service{}, false
}

// send is the work behind an open screen: what is due goes, and what failed
// goes again in its time.
func (l *Library) send(ctx context.Context) {
	l.sender.mu.Lock()
	l.sender.grace = true
	l.sender.mu.Unlock()
	now := l.opt.Now()
	l.letGo(ctx)
	if err := errors.Join(l.store.ForgetSends(ctx, now.Add(-keptDrops)), l.store.ForgetTexts(ctx, now.Add(-keptDrops))); err != nil && ctx.Err() == nil {
		l.opt.Log.Error("forget what nobody wants", "error", err)
	}
	for ctx.Err() == nil {
		l.sendDue(ctx)
		timer := time.NewTimer(l.untilSend(ctx))
		select {
		case <-timer.C:
		case <-l.sender.wake:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// letGo has services tried again that take nothing until something is mended:
// it may be by now.
func (l *Library) letGo(ctx context.Context) {
	for _, s := range l.settings().Services {
		if err := l.store.LetGo(ctx, s.Name, l.opt.Now()); err != nil && ctx.Err() == nil {
			l.opt.Log.Error("let a queue go", "service", s.Name, "error", err)
		}
	}
	l.wakeSender()
}

// untilSend is how long until something is due, a minute at most: other
// processes queue things too.
func (l *Library) untilSend(ctx context.Context) time.Duration {
	wait := time.Minute
	for _, s := range l.settings().Services {
		if at, ok, err := l.store.NextSend(ctx, s.Name); err == nil && ok {
			wait = min(wait, at.Sub(l.opt.Now()))
		}
	}
	return max(wait, time.Second)
}

// sendDue sends what is due, the services side by side.
func (l *Library) sendDue(ctx context.Context) {
	if l.opt.Sample {
		return
	}
	var all sync.WaitGroup
	for _, s := range l.settings().Services {
		all.Go(func() {
			defer l.caught()
			for first := true; ; first = false {
				if gap := services.Gap(s.Kind); gap > 0 && !first && !l.opt.rest(ctx, gap) {
					return
				}
				if ok, err := l.sendOne(ctx, s, 0); !ok || err != nil {
					return
				}
			}
		})
	}
	all.Wait()
}

// sendOne sends what is due to a service, or the one of an id; false when
// there is none. The error is why it did not go, a sentence.
func (l *Library) sendOne(ctx context.Context, s feeds.Service, id int64) (ok bool, why error) {
	kind, _ := feeds.ServiceKindOf(s.Kind)
	o, ok, err := l.store.ClaimSend(ctx, store.SendClaim{Service: s.Name, ID: id, Lease: sendLease, Asks: kind.Asks, Now: l.opt.Now()})
	if !ok || err != nil {
		if err != nil && ctx.Err() == nil {
			l.opt.Log.Error("claim something to send", "service", s.Name, "error", err)
		}
		return false, err
	}
	err = l.deliver(ctx, s, o)
	// What has happened is put down, also when everything is ending.
	if done := l.putDown(context.WithoutCancel(ctx), s, kind, o, err); done != nil {
		l.opt.Log.Error("put down what was sent", "service", s.Name, "error", done)
		err = errors.Join(err, done)
	}
	l.events.send(feeds.QueueChanged{})
	return true, err
}

// deliver sends one thing.
func (l *Library) deliver(ctx context.Context, s feeds.Service, o store.Outgoing) error {
	b := o.Bookmark
	if b.ID != 0 {
		is, err := l.store.Bookmark(ctx, b.ID) // as it is by now
		if err != nil {
			return err
		}
		b = is
	}
	return l.sendTo(ctx, s, b)
}

// sendTo gives a service an article.
func (l *Library) sendTo(ctx context.Context, s feeds.Service, b feeds.Bookmark) error {
	return services.Send(ctx, s, services.Means{
		Exchange: l.exchange,
		Secret:   func(ctx context.Context, which string) (string, error) { return l.secret(ctx, s, which) },
		Run:      l.runService,
		Article: func(ctx context.Context) ([]byte, error) {
			return l.articleJSON(ctx, hookJSON{Hook: "send"}, b.ArticleID, &b)
		},
		Rest: l.opt.rest,
	}, b)
}

func (l *Library) exchange(ctx context.Context, r services.Request) (services.Answer, error) {
	reply, err := l.fetcher().Send(ctx, fetch.Message{Method: r.Method, URL: r.URL, Header: r.Header, Body: r.Body})
	return services.Answer{Status: reply.Status, Header: reply.Header, Body: reply.Body, RetryAfter: reply.RetryAfter}, err
}

// runService runs a person's program for a service, for as long as a hook may
// take.
func (l *Library) runService(ctx context.Context, argv []string, in []byte) (services.Output, error) {
	limit := l.settings().Hooks.Timeout
	if limit == 0 {
		limit = hookTime
	}
	argv = append([]string{expand(argv[0])}, argv[1:]...)
	out, err := command.Runner{Timeout: limit}.Run(ctx, argv, in)
	switch {
	case errors.Is(err, command.ErrNotFound):
		err = fmt.Errorf("there is no program %s", feeds.CleanLine(argv[0]))
	case errors.Is(err, command.ErrTimeout):
		err = fmt.Errorf("%s took longer than %v and was stopped", feeds.CleanLine(argv[0]), limit)
	}
	return services.Output{Stdout: out.Stdout, Stderr: out.Stderr, Code: out.Code}, err
}

// putDown puts down what came of sending o.
func (l *Library) putDown(ctx context.Context, s feeds.Service, kind feeds.ServiceKind, o store.Outgoing, err error) error {
	now := l.opt.Now()
	if err == nil {
		l.sender.mu.Lock()
		delete(l.sender.failed, s.Name)
		l.sender.mu.Unlock()
		return l.store.Arrived(ctx, o, now)
	}
	out := outcome(o, kind, now, err)
	if out.State == feeds.SendHeld {
		l.forgetSecrets()
	}
	if out.Problem != "" {
		l.opt.Log.Warn("not sent", "service", s.Name, "error", feeds.CleanLine(err.Error()))
		l.tellFailure(s.Name, out)
	}
	return l.store.NotSent(ctx, out)
}

// tellFailure tells why a service took nothing, once until it takes something.
func (l *Library) tellFailure(name string, out store.SendOutcome) {
	l.sender.mu.Lock()
	told := l.sender.failed[name]
	l.sender.failed[name] = true
	l.sender.mu.Unlock()
	if !told {
		l.events.send(feeds.SendFailed{Service: name, Text: out.Problem})
	}
}

// outcome is what a failure means for what is queued.
func outcome(o store.Outgoing, kind feeds.ServiceKind, now time.Time, err error) store.SendOutcome {
	out := store.SendOutcome{ID: o.ID, State: feeds.SendWaiting, Next: now, Tried: true}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		// Broken off by this program's end. What can be asked is sent again.
		if out.Tried = false; !kind.Asks {
			out.State = feeds.SendUnsure
		}
		return out
	}
	var e *services.Error
	var net *fetch.Error
	asked, whole, mend := time.Duration(0), true, false
	out.Problem = feeds.CleanLine(err.Error())
	if errors.As(err, &e) {
		out.Problem, asked, whole, mend = e.Sentence(), e.RetryAfter, e.Whole(), e.Mend()
		mend = mend || e.Kind == services.ErrProgram && o.Tries+1 >= programTries
	}
	if errors.As(err, &net) {
		asked = net.RetryAfter
		switch net.Kind {
		case fetch.ErrTLS, fetch.ErrRedirect, fetch.ErrPrivate, fetch.ErrBadURL:
			mend = true
		}
		out.Tried = !net.Unreached()
	}
	switch {
	case mend && whole:
		out.State = feeds.SendHeld
	case mend:
		out.State = feeds.SendStopped
	case !out.Tried:
		out.Next = now.Add(max(offlineAgain, asked))
	default:
		out.Next = now.Add(feeds.SendAgain(o.Tries+1, asked))
	}
	if whole {
		out.Service = o.Service
	}
	return out
}

// FinishSending sends what this process has queued, and waits for it as long as
// ctx lasts. What does not go by then goes the next time.
func (l *Library) FinishSending(ctx context.Context) {
	l.sender.mu.Lock()
	queued := l.sender.queued
	l.sender.queued = false
	l.sender.mu.Unlock()
	if !queued {
		return
	}
	for _, s := range l.settings().Services {
		if err := l.store.Hurry(ctx, s.Name, l.opt.Now()); err != nil {
			return
		}
	}
	l.sendDue(ctx)
}
