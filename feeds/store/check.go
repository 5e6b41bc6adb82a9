package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
)

// UncleanEnd says that the store was not closed in order the last time, and
// that no other process has it now: its log was still there when it was opened.
func (s *Store) UncleanEnd() bool { return s.unclean }

// Check reads the whole store and gives ErrCorrupt, with what SQLite found, when
// it is not sound. From then on every change is refused, so that what can still
// be read stays as it is. thorough also compares each index with its table.
func (s *Store) Check(ctx context.Context, thorough bool) error {
	return s.wrap("check the store", checkFile(ctx, s.path, s.how, thorough))
}

// CheckCopy says whether the file at path is a whole store that this version can
// open.
func CheckCopy(ctx context.Context, path string) error {
	if !IsStore(path) {
		return ErrCorrupt
	}
	if err := checkHeader(path, len(migrations())); err != nil {
		return err
	}
	return wrap("check a copy", checkFile(ctx, path, usual, true))
}

func checkFile(ctx context.Context, path string, how access, thorough bool) error {
	db, err := connect(path, how, 1, append(commonPragmas(), "query_only(1)"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	pragma := "PRAGMA quick_check(1)"
	if thorough {
		pragma = "PRAGMA integrity_check(1)"
	}
	var found string
	if err := db.QueryRowContext(ctx, pragma).Scan(&found); err != nil {
		if ctx.Err() != nil {
			return ctx.Err() // SQLite says that it was interrupted
		}
		return translate(err)
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", ErrCorrupt, found)
	}
	return nil
}

// leftLog says whether there is a log beside the store, which only a process
// that has the store or was killed leaves.
func leftLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// cutShort says whether a file without a log has fewer pages than its header
// says. With one the missing pages may be in it.
func cutShort(path string, head []byte) bool {
	info, err := os.Stat(path)
	if err != nil || leftLog(path) {
		return false
	}
	size := int64(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 65536
	}
	// The count of pages holds only where it was written with the last change.
	counted := binary.BigEndian.Uint32(head[24:]) == binary.BigEndian.Uint32(head[92:])
	return counted && info.Size() < size*int64(binary.BigEndian.Uint32(head[28:]))
}
