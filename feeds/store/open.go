package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// File is the store's file within the data directory.
const File = "broadsheet.db"

// applicationID marks a file as ours: "BSHT" at offset 68 of its header.
const applicationID = 0x42534854

// Open opens the store in dir and makes both when they are missing. An older
// store is copied beside itself and brought up to date; a newer one is refused
// and left as it is. One where nothing can be written is opened to be read: see
// ReadOnly.
func Open(ctx context.Context, dir string, opt Options) (*Store, error) {
	return open(ctx, dir, opt, migrations())
}

func open(ctx context.Context, dir string, opt Options, steps []step) (*Store, error) {
	path := filepath.Join(dir, File)
	unwritable := prepare(dir, path)
	if unwritable != nil && (errors.Is(unwritable, ErrNoFile) || !IsStore(path)) {
		return nil, unwritable
	}
	if err := checkHeader(path, len(steps)); err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	if unwritable != nil {
		how := still
		if _, err := os.Stat(path + "-shm"); err == nil {
			how = shared
		}
		return openToRead(ctx, path, how, len(steps), unwritable)
	}
	sync := "FULL"
	if opt.Unsynced {
		sync = "OFF"
	}
	s := &Store{path: path, tell: opt.Damaged, reach: usualReach, writer: make(chan *session, 1), reading: make(chan *session, readers)}
	s.unclean = leftLog(path) && !InUse(path)
	var err error
	if s.write, err = connect(path, usual, 1, append(commonPragmas(), "journal_mode(WAL)", "synchronous("+sync+")",
		"cache_size(-8000)", "journal_size_limit(16777216)")); err != nil {
		return nil, err
	}
	if s.read, err = connect(path, usual, readers, append(commonPragmas(), "query_only(1)", "cache_size(-2000)")); err != nil {
		_ = s.write.Close()
		return nil, err
	}
	w, err := newSession(ctx, s.write, s.reach)
	if err == nil {
		err = migrate(ctx, w, path, steps)
	}
	if err != nil {
		_ = s.read.Close()
		_ = s.write.Close()
		if noRoom(err) { // not even for the index of the log
			how := still
			if InUse(path) {
				how = shared
			}
			if s, toRead := openToRead(ctx, path, how, len(steps), err); toRead == nil {
				return s, nil
			}
		}
		return nil, fmt.Errorf("open the store: %w", translate(err))
	}
	s.writer <- w
	for range readers {
		s.reading <- nil
	}
	return s, nil
}

// noRoom says that the disk is full. Where there are no locks, SQLite's error is
// another, and such a store is not read either.
func noRoom(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE:
		return true
	}
	return false
}

// commonPragmas are every connection's.
func commonPragmas() []string {
	return []string{"busy_timeout(10000)", "foreign_keys(1)", "temp_store(MEMORY)"}
}

func connect(path string, how access, most int, pragmas []string) (*sql.DB, error) {
	v := url.Values{"_pragma": pragmas}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?"+string(how)+v.Encode())
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(0) // a session has its own; one that ends is to close
	return db, nil
}

// prepare makes the directory and an empty file, for their owner alone, and
// finds out whether both can be written.
func prepare(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	// A pipe would be waited for, and a device is nobody's store.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return ErrNoFile
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	_ = f.Close()
	// SQLite writes its log beside the file.
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	_ = probe.Close()
	return os.Remove(probe.Name())
}

// checkHeader refuses what is not ours or too new by the file's first bytes,
// before SQLite has it and may write to it.
func checkHeader(path string, newest int) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 100)
	switch n, err := io.ReadFull(f, head); {
	case n == 0 && errors.Is(err, io.EOF):
		return nil // new
	case err != nil:
		return fmt.Errorf("%w: it is shorter than a header", ErrCorrupt)
	}
	if string(head[:16]) != "SQLite format 3\x00" {
		return ErrCorrupt
	}
	version := int(int32(binary.BigEndian.Uint32(head[60:])))
	switch id := binary.BigEndian.Uint32(head[68:]); {
	case id == applicationID && version > newest:
		return fmt.Errorf("%w (version %d, this one knows %d)", ErrNewer, version, newest)
	case id != applicationID && (id != 0 || version != 0):
		return ErrCorrupt
	case cutShort(path, head):
		return fmt.Errorf("%w: it was cut short", ErrCorrupt)
	}
	return nil
}

// translate gives SQLite's result codes the store's names.
func translate(err error) error {
	var e *sqlite.Error
	var told refusal
	if !errors.As(err, &e) || errors.Is(err, ErrReadOnly) || errors.Is(err, ErrCorrupt) || errors.As(err, &told) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return err
}
