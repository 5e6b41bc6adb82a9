package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	// patience is how long an open waits for the check after an unclean end;
	// a store too large for it is checked on in the background.
	patience = 2 * time.Second
	// storeCopy is the copy of the whole store, made where it is sound.
	storeCopy = "store.db"
	copyEvery = 7 * 24 * time.Hour
	// copyMost bounds the store that is copied by itself: more is the person's to
	// decide, who has `broadsheet backup`.
	copyMost = 512 << 20
)

// checkAfterKill looks through a store whose last process was killed.
func (l *Library) checkAfterKill(ctx context.Context) error {
	if !l.store.UncleanEnd() {
		return nil
	}
	l.opt.Log.Warn("the last run did not end in order: the store is checked")
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := l.store.Check(short, false)
	if err != nil && short.Err() != nil && ctx.Err() == nil {
		l.background(func(ctx context.Context) { l.checkTold(l.store.Check(ctx, false)) })
		return nil
	}
	return err
}

// keepStoreCopy checks the store from end to end and copies it, once a week.
func (l *Library) keepStoreCopy(ctx context.Context) error {
	path := filepath.Join(l.opt.Dir, copiesDir, storeCopy)
	if info, err := os.Stat(path); l.opt.Sample || err == nil && l.opt.Now().Sub(info.ModTime()) < copyEvery || StoreSize(l.opt.Dir) > copyMost {
		return nil
	}
	if err := l.store.Check(ctx, true); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := l.Backup(ctx, path); err != nil {
		return err
	}
	now := l.opt.Now()
	return os.Chtimes(path, now, now)
}

// checkTold logs what a check in the background came to.
func (l *Library) checkTold(err error) {
	if err != nil && l.ctx.Err() == nil {
		l.opt.Log.Error("check and copy the store", "error", err)
	}
}

// damageTold hears from the store, once, that it is damaged.
func (l *Library) damageTold(err error) {
	l.opt.Log.Error("the store is damaged", "error", err)
	l.events.send(feeds.CopyFailed{Text: damageSentence(l.opt.Dir)})
}

// damageSentence says what to do about a damaged store.
func damageSentence(dir string) string {
	text := fmt.Sprintf("the store in %s is damaged or no store at all; it was left untouched: ", dir)
	if list := StoreCopies(dir); len(list) > 0 {
		return text + fmt.Sprintf("`broadsheet restore` sets it aside and puts in its place the last copy, of %s", list[0].Made.Format("2 January 2006 15:04"))
	}
	return text + "put a copy of yours in its place, or use another place with --data"
}

// StoreCopy is a copy of the whole store.
type StoreCopy struct {
	Path string
	Made time.Time
}

// StoreCopies lists the copies of the store in dir that Broadsheet made by
// itself, each week and before each migration, the latest first.
func StoreCopies(dir string) (out []StoreCopy) {
	found, _ := filepath.Glob(filepath.Join(dir, "broadsheet.v*.db"))
	for _, path := range append(found, filepath.Join(dir, copiesDir, storeCopy)) {
		if info, err := os.Stat(path); err == nil && store.IsStore(path) {
			out = append(out, StoreCopy{path, info.ModTime()})
		}
	}
	feeds.SortStable(out, func(a, b StoreCopy) int { return b.Made.Compare(a.Made) })
	return out
}

// RestoreStore puts a copy of the store, checked first, in the place of the one
// in dir, which is set aside under the name it gives, "" where there was none.
// Its errors are sentences.
func RestoreStore(ctx context.Context, dir, path string, now time.Time) (aside string, err error) {
	path = expand(path)
	target := filepath.Join(dir, store.File)
	name := feeds.CleanLine(path)
	if _, err := os.Stat(path); err != nil {
		return "", readSentence(path, err)
	}
	switch err := store.CheckCopy(ctx, path); {
	case errors.Is(err, store.ErrNewer):
		return "", fmt.Errorf("%s was written by a newer Broadsheet; update Broadsheet, or name another copy", name)
	case err != nil:
		return "", fmt.Errorf("%s is no whole copy of a store; name another", name)
	case store.InUse(target):
		return "", errors.New("the store is in use by another Broadsheet; end that first")
	}
	in, err := os.Open(path)
	if err != nil {
		return "", readSentence(path, err)
	}
	defer func() { _ = in.Close() }()
	if _, err := os.Lstat(target); err == nil {
		aside = filepath.Join(dir, now.Format("broadsheet.aside-20060102-150405.db"))
		if _, err := os.Lstat(aside); err == nil {
			return "", fmt.Errorf("there is something called %s already; try again in a second", feeds.CleanLine(aside))
		}
		// The log goes first: an old log must never stand beside the copy.
		for _, end := range []string{"-wal", "-shm", ""} {
			if err := os.Rename(target+end, aside+end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return "", fmt.Errorf("the store cannot be set aside: %s", Reason(err))
			}
		}
	}
	return aside, WriteFile(target, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
