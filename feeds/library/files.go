package library

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"broadsheet/feeds"
)

// maxNamed bounds a file that a person names.
const maxNamed = 64 << 20

// ReadFile reads a file that a person names, 64 MiB at most. Its errors are
// sentences.
func ReadFile(path string) ([]byte, error) {
	if strings.TrimSpace(path) == "" {
		return nil, errors.New("name a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, readSentence(path, err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory; name a file in it", feeds.CleanLine(path))
	}
	return ReadAll(f, path)
}

// ReadAll is ReadFile for what is open already and called name.
func ReadAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxNamed+1))
	if err != nil {
		return nil, readSentence(name, err)
	}
	if len(data) > maxNamed {
		return nil, fmt.Errorf("%s is larger than %d MiB, which is too much", feeds.CleanLine(name), maxNamed>>20)
	}
	return data, nil
}

func readSentence(path string, err error) error {
	path = feeds.CleanLine(path)
	switch {
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s cannot be read: %s", path, Reason(err))
	case strings.ContainsAny(path, ":/") && strings.Contains(path, "."):
		return fmt.Errorf("there is no file %s; a web address begins with https:// or http://", path)
	}
	return fmt.Errorf("there is no file %s", path)
}

// WriteFile has write make the file at path. A file appears whole or not at
// all, and what stood there stays until then; a link stays a link, a file's
// mode its mode. What is no file, as /dev/null or a pipe, is written to as it
// is. Its errors are sentences.
func WriteFile(path string, write func(io.Writer) error) error {
	target := path
	if to, err := filepath.EvalSymlinks(path); err == nil {
		target = to
	}
	mode := fs.FileMode(0o600)
	switch info, err := os.Stat(target); {
	case err != nil: // it is made
	case info.IsDir():
		return fmt.Errorf("%s is a directory; name a file in it", feeds.CleanLine(path))
	case !info.Mode().IsRegular():
		return writeThrough(path, target, write)
	default:
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".broadsheet-*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s cannot be written: there is no directory %s; make it, or name another place", feeds.CleanLine(path), feeds.CleanLine(filepath.Dir(target)))
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s; name another place", feeds.CleanLine(path), Reason(err))
	}
	err = write(f)
	if err == nil {
		err = errors.Join(f.Chmod(mode), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("%s was not written, what stood there is as it was: %w", feeds.CleanLine(path), plain(err))
	}
	return nil
}

func writeThrough(path, target string, write func(io.Writer) error) error {
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err == nil {
		err = errors.Join(write(f), f.Close())
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", feeds.CleanLine(path), plain(err))
	}
	return nil
}

// Reason is why the system refused, without the call and the path.
func Reason(err error) string { return plain(err).Error() }

// plain is the innermost error where the system gave one, else err.
func plain(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	switch {
	case errors.As(err, &path):
		return plain(path.Err)
	case errors.As(err, &link):
		return plain(link.Err)
	case errors.As(err, &call):
		return plain(call.Err)
	}
	return err
}
