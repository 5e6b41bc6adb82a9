package library

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	// mirrorLease is how long this process may write the mirror before it says
	// again that it does; others may take over then.
	mirrorLease = 20 * time.Second
	// mirrorTurn is how often it is looked whether others who are writing it are
	// done, until they must be: they were killed, or have what is written here.
	mirrorTurn = time.Second
	// mirrorAgain is when a mirror that could not be written is tried again.
	mirrorAgain = time.Minute
	// mirrorBatch is how many changes are written between two looks at the lease.
	mirrorBatch = 100
)

// errMirrorHeld says that another process is writing the mirror.
var errMirrorHeld = errors.New("another process is writing it")

// mirror writes bookmarks as files, one pass at a time, beside all else. What is
// to be written is put down in the store with each change.
type mirror struct {
	lib    *Library
	holder string // this process, to others

	mu      sync.Mutex
	running bool
	again   bool          // something changed since the pass began
	told    string        // the failure that was told; "" while all is well
	problem string        // of the last pass, a sentence
	idle    chan struct{} // closed when no pass runs; nil while nobody waits
}

func newMirror(l *Library) *mirror { return &mirror{lib: l, holder: rand.Text()} }

// mirrorSoon has the mirror catch up with what has changed.
func (l *Library) mirrorSoon() {
	m := l.mirror
	if l.opt.Sample {
		return
	}
	m.mu.Lock()
	m.again = true
	start := !m.running
	m.running = true
	m.mu.Unlock()
	if start && !l.background(m.run) {
		m.mu.Lock()
		m.running = false // the library is closed: the next start catches up
		m.mu.Unlock()
	}
}

// run makes passes until nothing has changed during one.
func (m *mirror) run(ctx context.Context) {
	for waited := time.Duration(0); ; {
		m.mu.Lock()
		if !m.again || ctx.Err() != nil {
			m.running = false
			if m.idle != nil {
				close(m.idle)
				m.idle = nil
			}
			m.mu.Unlock()
			return
		}
		m.again = false
		m.mu.Unlock()
		err := m.pass(ctx)
		m.tell(ctx, err)
		if errors.Is(err, errMirrorHeld) && waited <= mirrorLease {
			m.lib.opt.rest(ctx, mirrorTurn)
			waited += mirrorTurn
			m.mu.Lock()
			m.again = true
			m.mu.Unlock()
		}
	}
}

// keepMirror is the work behind an open screen: what is behind at the start, was
// changed by others or could not be written is caught up with.
func (l *Library) keepMirror(ctx context.Context) {
	again := time.NewTicker(mirrorAgain)
	defer again.Stop()
	for {
		l.mirrorSoon()
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}

// tell tells a failure, once until the mirror is up to date.
func (m *mirror) tell(ctx context.Context, err error) {
	if ctx.Err() != nil || errors.Is(err, errMirrorHeld) {
		return
	}
	text := ""
	if err != nil {
		text = feeds.CleanLine("The mirror of the bookmarks is behind: " + err.Error())
		m.lib.opt.Log.Error("mirror the bookmarks", "error", feeds.CleanLine(err.Error()))
	}
	m.mu.Lock()
	fresh := text != "" && m.told == ""
	m.told, m.problem = text, text
	m.mu.Unlock()
	if fresh {
		m.lib.events.send(feeds.MirrorFailed{Text: text})
	}
}

// pass writes what the mirror lacks. Its errors are sentences.
func (m *mirror) pass(ctx context.Context) error {
	l := m.lib
	want := l.settings().Mirror
	want.Path = expand(want.Path)
	is, err := l.store.Mirror(ctx)
	if err != nil {
		return err
	}
	if want.Path == "" {
		if is.Path == "" {
			return nil
		}
		return l.store.SetMirror(ctx, store.Mirror{})
	}
	if is.Path != want.Path || is.Format != want.Format {
		is = store.Mirror{Path: want.Path, Format: want.Format}
		if err := l.store.SetMirror(ctx, is); err != nil {
			return err
		}
	}
	if behind, err := l.store.MirrorBehind(ctx); err != nil || behind == 0 && is.Sum != "" {
		return err
	}
	if err := m.hold(ctx); err != nil {
		return err
	}
	defer func() { _ = l.store.FreeMirror(context.WithoutCancel(ctx), m.holder) }()
	if isFolder(is.Format) {
		return m.writeNotes(ctx, is)
	}
	return m.writeFile(ctx, is)
}

// hold claims the mirror, or says again that this process writes it.
func (m *mirror) hold(ctx context.Context) error {
	now := m.lib.opt.Now()
	ok, err := m.lib.store.HoldMirror(ctx, m.holder, now.Add(mirrorLease), now)
	if err == nil && !ok {
		err = errMirrorHeld
	}
	return err
}

func isFolder(format string) bool {
	return slices.ContainsFunc(BookmarkFormats(), func(f feeds.BookmarkFormat) bool { return f.Name == format && f.Folder })
}

// hasBodies says whether a format carries the articles' texts.
func hasBodies(format string) bool {
	return slices.ContainsFunc(BookmarkFormats(), func(f feeds.BookmarkFormat) bool { return f.Name == format && f.Bodies })
}

// FinishMirror waits until the mirror has caught up, as long as ctx lasts, and
// gives a sentence about why it is behind, "" where it is not.
func (l *Library) FinishMirror(ctx context.Context) string {
	m := l.mirror
	m.mu.Lock()
	if m.running {
		if m.idle == nil {
			m.idle = make(chan struct{})
		}
		idle := m.idle
		m.mu.Unlock()
		select {
		case <-idle:
		case <-ctx.Done():
			return "The mirror of the bookmarks is not finished; the next start goes on with it."
		}
		m.mu.Lock()
	}
	defer m.mu.Unlock()
	return m.problem
}

// MirrorState is how the mirror is doing.
type MirrorState struct {
	Path, Format string // "" for no mirror
	Behind       bool   // it lacks changes
}

// MirrorState says how the mirror is doing, without touching it.
func (l *Library) MirrorState(ctx context.Context) (MirrorState, error) {
	want := l.settings().Mirror
	if want.Path == "" || l.opt.Sample {
		return MirrorState{}, nil
	}
	is, err := l.store.Mirror(ctx)
	if err != nil {
		return MirrorState{}, err
	}
	behind, err := l.store.MirrorBehind(ctx)
	return MirrorState{want.Path, want.Format, behind > 0 || is.Path != expand(want.Path) || is.Format != want.Format || is.Sum == ""}, err
}

// Remirror writes the mirror anew where again says so, else what it lacks, and
// waits for it.
func (l *Library) Remirror(ctx context.Context, again bool) error {
	want := l.settings().Mirror
	if want.Path == "" || l.opt.Sample {
		return errors.New("there is no mirror; mirror under [bookmarks] in the settings says where it is to be")
	}
	if again {
		if err := l.store.SetMirror(ctx, store.Mirror{Path: expand(want.Path), Format: want.Format}); err != nil {
			return err
		}
	}
	l.mirrorSoon()
	if text := l.FinishMirror(ctx); text != "" {
		return errors.New(text)
	}
	is, err := l.MirrorState(ctx)
	if err == nil && is.Behind {
		err = errors.New("another Broadsheet is writing the mirror; it lacks some bookmarks until that is done")
	}
	return err
}
