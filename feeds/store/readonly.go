package store

import (
	"context"
	"fmt"
)

// access is how SQLite opens the file: parameters of its address.
type access string

const (
	usual access = ""
	// shared reads a log that stands beside the file, as SQLite does with others
	// at work; it needs the log's index, which it cannot make.
	shared access = "mode=ro&"
	// still takes the file for one that nobody changes: without the index of a log
	// SQLite opens no other (https://www.sqlite.org/wal.html, "Read-Only Databases").
	still access = "mode=ro&immutable=1&"
)

// ReadOnly says that nothing can be written where the store is: it was opened to
// be read, and every change is refused with ErrKeepsNothing.
func (s *Store) ReadOnly() bool { return s.how != usual }

// Behind says that a log stands beside a store that cannot be written and that
// SQLite cannot read it: its changes are not lost, but not shown.
func (s *Store) Behind() bool { return s.how == still && leftLog(s.path) }

// openToRead opens a store that cannot be written, for the reason why. One of an
// earlier version would have to be brought up to date first, so it is refused.
func openToRead(ctx context.Context, path string, how access, version int, why error) (*Store, error) {
	s := &Store{path: path, how: how, reach: usualReach, writer: make(chan *session, 1), reading: make(chan *session, readers)}
	var err error
	pragmas := append(commonPragmas(), "query_only(1)", "cache_size(-2000)")
	if s.write, err = connect(path, s.how, 1, pragmas); err != nil {
		return nil, err
	}
	if s.read, err = connect(path, s.how, readers, pragmas); err != nil {
		_ = s.write.Close()
		return nil, err
	}
	w, err := newSession(ctx, s.write, s.reach)
	if err == nil {
		var has int
		if has, err = schemaVersion(ctx, w); err == nil && has != version {
			err = fmt.Errorf("%w, and the store has to be brought up to date", why)
		}
	}
	if err != nil {
		if w != nil {
			_ = w.close()
		}
		_ = s.read.Close()
		_ = s.write.Close()
		return nil, fmt.Errorf("open the store to read it: %w", translate(err))
	}
	s.writer <- w
	for range readers {
		s.reading <- nil
	}
	return s, nil
}
