package config

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// rest is how long a changed file must rest before it is read: an editor may
// write it in several steps.
const rest = 100 * time.Millisecond

// Watch tells of each change of the file at path, until ctx ends; then it
// closes the channel. It watches directories, since most editors put another
// file in the place of the old one: that of path and, where path is a link,
// that of what it leads to. wait is the clock: a channel that gives a value
// once that time has passed, nil for the real one. caught is deferred where it
// watches, to tell of a fault; nil: that ends the program. A system that cannot
// watch gives its error; the settings are then read at start alone.
func Watch(ctx context.Context, path string, wait func(time.Duration) <-chan time.Time, caught func()) (<-chan struct{}, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if wait == nil {
		wait = time.After
	}
	out := make(chan struct{}, 1)
	s := &sentry{path: path, watcher: w, dirs: map[string]bool{}}
	s.follow()
	s.seen, _ = os.ReadFile(path)
	go func() {
		if caught != nil {
			defer caught()
		}
		s.run(ctx, out, wait)
	}()
	return out, nil
}

// sentry watches one file.
type sentry struct {
	path    string
	watcher *fsnotify.Watcher
	dirs    map[string]bool
	seen    []byte // the file as it was last
}

func (s *sentry) run(ctx context.Context, out chan<- struct{}, wait func(time.Duration) <-chan time.Time) {
	defer close(out)
	defer func() { _ = s.watcher.Close() }()
	var rested <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-s.watcher.Events:
			if !ok {
				return
			}
			rested = wait(rest)
		case _, ok := <-s.watcher.Errors:
			if !ok {
				return
			}
			rested = wait(rest) // events may have been lost: look
		case <-rested:
			rested = nil
			s.follow()
			now, err := os.ReadFile(s.path)
			if err == nil && bytes.Equal(now, s.seen) {
				continue
			}
			s.seen = now
			select {
			case out <- struct{}{}:
			default: // one is waiting to be seen to
			}
		}
	}
}

// follow watches the directories in which the file and, step by step, what it
// is a link to stand; the nearest above them where one is not there yet.
func (s *sentry) follow() {
	at := s.path
	for range 16 {
		dir := filepath.Dir(at)
		for !s.watch(dir) && dir != filepath.Dir(dir) {
			dir = filepath.Dir(dir)
		}
		to, err := os.Readlink(at)
		if err != nil {
			break
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(at), to)
		}
		at = to
	}
	// A directory on the way may be a link as well.
	if whole, err := filepath.EvalSymlinks(s.path); err == nil {
		s.watch(filepath.Dir(whole))
	}
}

// watch watches a directory; false when it is not there.
func (s *sentry) watch(dir string) bool {
	if s.dirs[dir] {
		if _, err := os.Stat(dir); err == nil {
			return true
		}
		delete(s.dirs, dir)
	}
	if s.watcher.Add(dir) != nil {
		return false
	}
	s.dirs[dir] = true
	return true
}
