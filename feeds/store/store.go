// Package store keeps feeds, articles, state and bookmarks in one SQLite file,
// with the journal that undo and redo read. It is the only room that knows SQL.
//
// Every change is one transaction on the one writing connection; readers have
// connections of their own and see whole changes or none. Two processes may
// hold one store: both read, writes queue. Lists are read in windows by key.
// Time comes in as a value. It knows no HTTP, HTML or screen; library calls it.
package store

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
)

// The reasons Open can give that a caller tells apart.
var (
	ErrNewer    = errors.New("the store was made by a newer version of Broadsheet")
	ErrReadOnly = errors.New("the data directory cannot be written")
	ErrNoFile   = errors.New("what stands in the store's place is no file")
)

// ErrCorrupt says that a file is no store or is damaged: Open and each read and
// change can give it.
var ErrCorrupt error = refusal("the store is damaged, so nothing is written to it any more; `broadsheet restore` puts the last copy in its place")

// The reasons a change can give. It was not made, not even in part.
var (
	ErrKeepsNothing error = refusal("nothing can be written where the store is, so this was not kept; make its directory writable, or room on its disk, and start again")
	ErrFull         error = refusal("the disk is full, so this was not kept; make room and do it again")
	ErrBusy         error = refusal("another program is writing in the store, so this was not kept; do it again in a moment")
	ErrDisk         error = refusal("the disk did not take it, so this was not kept; see whether it is in order, and do it again")
)

// refusal is an error that is a sentence for people.
type refusal string

func (r refusal) Error() string    { return string(r) }
func (r refusal) Sentence() string { return string(r) }

// ErrNotFound says that an id or address names nothing here.
var ErrNotFound = errors.New("not found")

// readers bounds the reading connections: the screen, a search, a reload and
// one more.
const readers = 4

// Options changes how Open works. The zero Options is right for a person.
type Options struct {
	// Unsynced leaves out the wait for the disk, for throw-away stores: the
	// sample edition and tests. A power cut may then lose changes.
	Unsynced bool
	// Damaged, where there is one, is called once, when a read, a change or a
	// check first finds that the store is damaged.
	Damaged func(error)
}

// Store is an open store. Its methods may be called from several goroutines.
type Store struct {
	path    string
	how     access
	reach   reach
	write   *sql.DB
	read    *sql.DB
	writer  chan *session // holds the one writing session while it is free
	reading chan *session // free reading sessions; nil stands for one not yet opened
	unclean bool          // the last process that had it was killed
	damaged atomic.Bool   // it was found so: nothing is written any more
	tell    func(error)   // of that, nil for nobody
}

// Path is where the store's file is.
func (s *Store) Path() string { return s.path }

// Close waits for what is under way and closes the store.
func (s *Store) Close() error {
	w := <-s.writer
	var err error
	if w != nil {
		err = w.close()
	}
	for range readers {
		if r := <-s.reading; r != nil {
			err = errors.Join(err, r.close())
		}
	}
	// What asks from now on meets a closed store, and closing again is nothing.
	s.writer <- nil
	for range readers {
		s.reading <- nil
	}
	// The writer goes last: the last connection folds the log into the file.
	return errors.Join(err, s.read.Close(), s.write.Close())
}

var qShrink = define("shrink the caches", "PRAGMA shrink_memory")

// GiveBack lets go of what connections keep in memory that have nothing to do
// now: the pages they have read or written and, but for one reader, themselves.
func (s *Store) GiveBack() error {
	var errs []error
	kept := false
	for _, free := range []chan *session{s.reading, s.writer} {
		for range cap(free) {
			select {
			case c := <-free:
				switch {
				case c == nil:
				case free == s.reading && kept:
					errs, c = append(errs, c.close()), nil
				default:
					_, err := c.exec(qShrink)
					errs, kept = append(errs, err), true
				}
				free <- c
			default:
			}
		}
	}
	return wrap("give memory back", errors.Join(append(errs, trim())...))
}

// DataVersion is a number that changes when another process has changed the
// store. It reads no disk; it waits for a change that is under way.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	w, err := s.takeWriter(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { s.writer <- w }()
	var v int64
	err = w.row(qDataVersion, nil, &v)
	return v, wrap("read the data version", err)
}

var qDataVersion = define("data version", "PRAGMA data_version")
