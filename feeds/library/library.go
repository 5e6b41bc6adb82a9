// Package library puts the rooms of feeds together: reload, open, related,
// keep, import. It owns order, concurrency and events; it knows no SQL text,
// no HTML and no keys. Called by ui/cli; the screen sees it through its own
// small interfaces.
package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/sample"
	"broadsheet/feeds/store"
)

// Options is what a library is opened with.
type Options struct {
	Dir      string // the data directory
	Version  string // for the User-Agent
	Now      func() time.Time
	Log      *slog.Logger
	Settings feeds.Settings
	// Broke is told of a fault of the program in the background, which would else
	// end it with the terminal as it is; nil: it ends.
	Broke  func(value any, stack []byte)
	Sample bool // the sample edition in a throw-away store; Dir counts for nothing

	policy func(*fetch.Policy)                       // a test's network, nil for the world's
	rest   func(context.Context, time.Duration) bool // a test's sleep between due times, nil for a real one

	keyring safe // a test's, nil for the system's
}

// Library is an opened library. All methods may be called at once from many
// goroutines.
type Library struct {
	opt     Options
	store   *store.Store
	events  *queue
	parsing chan struct{} // a place for each processor
	room    room          // for what was fetched and is not written yet
	shelf   shelf         // what articles are compared by
	habits  habits        // and what in them says nothing
	blink   time.Duration // that an answer may wait for them

	mu      sync.Mutex
	client  *fetch.Client
	edition *sample.Edition
	tempDir string
	spread  chan struct{} // closed to end the delays of a reload that is spread; nil for none
	copied  string        // the day whose copy of the bookmarks is there or under way
	noCopy  string        // why the last one could not be made, a sentence
	started bool          // there is a screen

	passwords map[string]string // by the command that gave them
	offered   map[string]login  // for addresses there were to choose from
	alias     aliasing
	risen     []feeds.Rising // names, as of the last reload
	rising    sync.Mutex     // held while names are looked for
	looked    bool           // for them, once
	pages     desk           // where pages are being read
	album     album          // pictures fetched
	hooks     *hooks
	sender    *sender
	texts     chan struct{} // wakes who fetches them
	mirror    *mirror
	checking  sync.Mutex    // held while links are checked
	commands  chan struct{} // a place for each of a feed's commands running

	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	running sync.WaitGroup
}

// Open opens or makes the store in opt.Dir and what belongs to it. Its errors
// are sentences for people.
func Open(ctx context.Context, opt Options) (*Library, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Settings.Interval == 0 {
		opt.Settings.Interval = time.Hour
	}
	if opt.rest == nil {
		opt.rest = rest
	}
	if opt.keyring == nil {
		opt.keyring = systemSafe{}
	}
	l := &Library{opt: opt, blink: usualBlink, events: newQueue(), parsing: make(chan struct{}, min(runtime.NumCPU(), runtime.GOMAXPROCS(0))), commands: make(chan struct{}, 4)}
	l.ctx, l.stop = context.WithCancel(context.Background())
	l.hooks, l.sender, l.mirror, l.texts = newHooks(l), newSender(), newMirror(l), make(chan struct{}, 1)
	if err := l.open(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Library) open(ctx context.Context) error {
	dir := l.opt.Dir
	if l.opt.Sample {
		clearSamples(os.TempDir(), l.opt.Now())
		temp, err := os.MkdirTemp("", sampleDir)
		if err != nil {
			return fmt.Errorf("the sample edition needs room for temporary files: %w", err)
		}
		l.tempDir, dir = temp, temp
	}
	s, err := store.Open(ctx, dir, store.Options{Unsynced: l.opt.Sample, Damaged: l.damageTold})
	if err != nil {
		l.opt.Log.Error("open the store", "error", err)
		return openSentence(dir, err)
	}
	l.store = s
	if err := l.checkAfterKill(ctx); err != nil {
		l.opt.Log.Error("check the store", "error", err)
		return openSentence(dir, err)
	}
	l.client = fetch.New(l.policy(nil))
	if l.opt.Sample {
		return l.subscribeSample(ctx)
	}
	err = l.resumeSample(ctx)
	if errors.Is(err, store.ErrCorrupt) {
		return openSentence(dir, err)
	}
	return err
}

// openSentence says what a store that cannot be opened means for the reader.
func openSentence(dir string, err error) error {
	switch {
	case errors.Is(err, store.ErrNewer):
		return fmt.Errorf("the store in %s was written by a newer Broadsheet; it was left untouched: update Broadsheet, or use another place with --data", dir)
	case errors.Is(err, store.ErrCorrupt):
		return errors.New(damageSentence(dir))
	case errors.Is(err, store.ErrReadOnly) && isFile(dir):
		return fmt.Errorf("%s is a file, but a directory is wanted; use another place with --data", dir)
	case errors.Is(err, store.ErrNoFile):
		path := filepath.Join(dir, store.File)
		what := "is no file"
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			what = "is a directory"
		}
		return fmt.Errorf("%s %s, but the store is to be there; move it away, or use another place with --data", path, what)
	case errors.Is(err, store.ErrReadOnly) && why(err) != "":
		return fmt.Errorf("nothing can be written in %s: %s; make it writable, or use another place with --data", dir, why(err))
	case errors.Is(err, store.ErrReadOnly):
		return fmt.Errorf("nothing can be written in %s; make it writable, or use another place with --data", dir)
	}
	return fmt.Errorf("the store in %s cannot be opened: %w", dir, err)
}

// why is what the system says of a file, "" where an error says nothing of one.
func why(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return Reason(path)
	}
	return ""
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// policy is how the network is treated; addresses are the sample edition's.
func (l *Library) policy(edition *sample.Edition) fetch.Policy {
	p := policy(l.opt, edition)
	p.Room = l.room.wait
	return p
}

func policy(opt Options, edition *sample.Edition) fetch.Policy {
	p := fetch.Defaults()
	p.UserAgent = "Broadsheet/" + opt.Version + " (+https://github.com/broadsheet-reader/broadsheet)"
	p.Now = opt.Now
	if edition != nil {
		p.Addresses = edition.Addresses()
		if opt.Sample {
			p.Gap = 0 // nobody's server but our own
		}
	}
	if opt.policy != nil {
		opt.policy(&p)
	}
	return p
}

// Events gives what happens, in order. The channel closes with the library.
func (l *Library) Events() <-chan feeds.Event { return l.events.out }

// Close stops what runs in the background, keeps what it has done and closes
// the store.
func (l *Library) Close() error {
	l.stop()
	l.running.Wait()
	l.events.close()
	var errs []error
	if l.client != nil {
		l.client.Close()
	}
	if l.store != nil {
		errs = append(errs, l.store.Close())
	}
	if l.edition != nil {
		errs = append(errs, l.edition.Close())
	}
	if l.tempDir != "" {
		errs = append(errs, os.RemoveAll(l.tempDir))
	}
	return errors.Join(errs...)
}

// fetcher is the client in use; the sample edition's start replaces it.
func (l *Library) fetcher() *fetch.Client {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.client
}
