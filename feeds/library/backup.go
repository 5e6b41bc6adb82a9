package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// Backup copies the whole store, as it is at one moment, to a file, while it is
// in use. The file appears whole or not at all. An older backup is replaced;
// any other file is not. Its errors are sentences.
func (l *Library) Backup(ctx context.Context, path string) error {
	path = expand(path)
	if path == "" {
		return errors.New("name a file to copy the store to")
	}
	target := path
	if to, err := filepath.EvalSymlinks(path); err == nil {
		target = to
	}
	if err := l.mayReplace(path, target); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(target), ".broadsheet-*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s cannot be written: there is no directory %s; make it, or name another place", feeds.CleanLine(path), feeds.CleanLine(filepath.Dir(target)))
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s; name another place", feeds.CleanLine(path), Reason(err))
	}
	defer func() { _ = os.RemoveAll(dir) }()
	part := filepath.Join(dir, store.File)
	if err = l.store.Backup(ctx, part); err == nil {
		err = os.Rename(part, target)
	}
	return backupSentence(path, err)
}

func backupSentence(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrFull): // where it goes, not where the store is
		err = errors.New("its disk is full; make room, or name another place")
	}
	return fmt.Errorf("%s was not written, what stood there is as it was: %w", feeds.CleanLine(path), plain(err))
}

// mayReplace refuses to put a backup where something else is.
func (l *Library) mayReplace(path, target string) error {
	name := feeds.CleanLine(path)
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s; name another place", name, Reason(err))
	}
	// The store in use is known without being opened: closing it again would
	// drop SQLite's locks on it.
	switch own, err := os.Stat(l.store.Path()); {
	case err == nil && os.SameFile(info, own):
		return fmt.Errorf("%s is the store itself; name another file", name)
	case info.IsDir():
		return fmt.Errorf("%s is a directory; name a file in it", name)
	case !info.Mode().IsRegular() || info.Size() > 0 && !store.IsStore(target):
		return fmt.Errorf("there is something called %s already that is no backup; name another file", name)
	}
	return nil
}
