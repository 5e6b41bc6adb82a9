package store

import (
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The migrations are ours and not a library's: SQLite keeps the version in the
// file's header (user_version), which commits and rolls back with the schema,
// and can be read before the file is opened. That is the whole guarantee.

//go:embed migrations/*.sql
var files embed.FS

// step is one migration: the schema's version after it is its place in the
// list, from 1.
type step struct {
	name, text string
	then       func(context.Context, *session) error // what SQL cannot do, nil for nothing
}

// thens are what follows the SQL of some steps, by the names of their files.
// They have SQL of their own: the store's statements are for the last schema.
var thens = map[string]func(context.Context, *session) error{"search.sql": fillSearch}

// migrations gives the embedded steps in the order of their numbers.
func migrations() []step {
	list, err := files.ReadDir("migrations")
	if err != nil {
		panic(err) // the embedded directory is always there
	}
	var steps []step
	for _, f := range list {
		text, err := files.ReadFile("migrations/" + f.Name())
		if err != nil {
			panic(err)
		}
		_, name, _ := strings.Cut(f.Name(), "_")
		steps = append(steps, step{f.Name(), string(text), thens[name]})
	}
	return steps
}

// migrate brings the schema from its version to that of the last step, in one
// transaction, after copying a store that has one beside itself.
func migrate(ctx context.Context, w *session, path string, steps []step) error {
	version, err := schemaVersion(ctx, w)
	if err != nil || version == len(steps) {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("%w (version %d, this one knows %d)", ErrNewer, version, len(steps))
	}
	if version > 0 {
		if err := copyBeside(ctx, w, path, version); err != nil {
			return err
		}
	}
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := apply(ctx, w, steps); err != nil {
		_, _ = w.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return err
	}
	_, err = w.conn.ExecContext(ctx, "COMMIT")
	return err
}

func apply(ctx context.Context, w *session, steps []step) error {
	// Read again within the transaction: another process may have been first.
	version, err := schemaVersion(ctx, w)
	if err != nil {
		return err
	}
	for i := version; i < len(steps); i++ {
		if _, err := w.conn.ExecContext(ctx, steps[i].text); err != nil {
			return fmt.Errorf("migration %s: %w", steps[i].name, err)
		}
		if then := steps[i].then; then != nil {
			if err := then(ctx, w); err != nil {
				return fmt.Errorf("migration %s: %w", steps[i].name, err)
			}
		}
	}
	if version >= len(steps) {
		return nil
	}
	_, err = w.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", len(steps), applicationID))
	return err
}

func schemaVersion(ctx context.Context, w *session) (version int, err error) {
	err = w.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// copyBeside keeps the store as it was before a migration, as
// broadsheet.v1.db. A copy from a migration that failed is replaced: the store
// has gone on since.
func copyBeside(ctx context.Context, w *session, path string, version int) error {
	to := strings.TrimSuffix(path, filepath.Ext(path)) + fmt.Sprintf(".v%d.db", version)
	part := to + ".part"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("copy the store before its migration: %w", err)
	}
	if err := w.copyTo(ctx, part); err != nil {
		_ = os.Remove(part) // where the disk is full, what is half there is in the way
		return fmt.Errorf("copy the store before its migration: %w", err)
	}
	if err := os.Rename(part, to); err != nil {
		return fmt.Errorf("copy the store before its migration: %w", err)
	}
	return nil
}
