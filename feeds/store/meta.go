package store

import (
	"context"
	"errors"
)

var (
	qValue    = define("value", "SELECT value FROM meta WHERE name = ?")
	qSetValue = define("set value", "INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)")
)

// Value gives what SetValue kept under name, "" for nothing.
func (s *Store) Value(ctx context.Context, name string) (value string, err error) {
	err = s.view(ctx, "read a value", func(r *session) error { return r.row(qValue, []any{name}, &value) })
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return value, err
}

// SetValue keeps a small value that belongs to the store as a whole.
func (s *Store) SetValue(ctx context.Context, name, value string) error {
	return s.update(ctx, "keep a value", func(w *session) error {
		_, err := w.exec(qSetValue, name, value)
		return err
	})
}
