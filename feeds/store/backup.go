package store

import (
	"context"
	"errors"
	"os"
)

// Backup copies the whole store, as it is at one moment, to a new file at
// path, while it is in use here and elsewhere. The copy is a store: put in a
// data directory's place it opens.
func (s *Store) Backup(ctx context.Context, path string) error {
	db, err := connect(s.path, s.how, 1, commonPragmas())
	if err != nil {
		return err
	}
	w, err := newSession(ctx, db, s.reach)
	if err == nil {
		err = errors.Join(w.copyTo(ctx, path), w.close())
	}
	return wrap("copy the store", errors.Join(err, db.Close()))
}

// copyTo writes the store to a new file at path, for its owner alone and on
// the disk when it returns.
func (s *session) copyTo(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if _, err := s.conn.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return err
	}
	// SQLite's own descriptors are closed by now: this one locks nothing.
	return f.Sync()
}

// IsStore says whether the file at path is a store of Broadsheet's, of
// whatever version.
func IsStore(path string) bool {
	err := checkHeader(path, 0)
	info, statErr := os.Stat(path)
	return statErr == nil && info.Size() > 0 && (err == nil || errors.Is(err, ErrNewer))
}
