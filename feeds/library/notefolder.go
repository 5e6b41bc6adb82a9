package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"broadsheet/feeds"
)

// noteFolder is a person's folder of notes. Nothing leads out of it: a link
// within that points elsewhere is not followed.
type noteFolder struct {
	fs.FS
	root *os.Root
}

func openNotes(dir string) (*noteFolder, error) {
	if dir == "" {
		return nil, errors.New("name a folder to write the notes to")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%s cannot be made: %s; name another place", feeds.CleanLine(dir), Reason(err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be opened: %s; name another place", feeds.CleanLine(dir), Reason(err))
	}
	return &noteFolder{root.FS(), root}, nil
}

func (n *noteFolder) close() { _ = n.root.Close() }

// Remove removes a note.
func (n *noteFolder) Remove(name string) error {
	if err := n.root.Remove(name); err != nil {
		return fmt.Errorf("the note %s was not removed: %w", feeds.CleanLine(name), plain(err))
	}
	return nil
}

// WriteFile makes a note beside itself and puts it in its place. It does not
// wait for the disk: thousands are written at once, and all can be again.
func (n *noteFolder) WriteFile(name string, data []byte) error {
	mode := fs.FileMode(0o600)
	if info, err := n.root.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	part := path.Join(path.Dir(name), ".broadsheet-note.part")
	err := n.root.WriteFile(part, data, 0o600)
	if err == nil {
		err = n.root.Chmod(part, mode)
	}
	if err == nil {
		err = n.root.Rename(part, name)
	}
	if err != nil {
		_ = n.root.Remove(part)
		return fmt.Errorf("the note %s was not written, what stood there is as it was: %w", feeds.CleanLine(name), plain(err))
	}
	return nil
}
