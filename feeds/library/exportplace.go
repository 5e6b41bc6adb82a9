package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"broadsheet/feeds"
)

// ExportPlace says what stands where an export in a format is to be written.
// The error is a sentence: why nothing can be written there.
func (l *Library) ExportPlace(_ context.Context, path, format string) (feeds.ExportPlace, error) {
	if path = expand(path); path == "" {
		return feeds.ExportPlace{}, errors.New("name a file to write the bookmarks to")
	}
	shown, folder := feeds.CleanLine(path), isFolder(format)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		up := filepath.Dir(path)
		if at, err := os.Stat(up); !folder && (err != nil || !at.IsDir()) {
			return feeds.ExportPlace{}, fmt.Errorf("there is no directory %s; make it, or name another place", feeds.CleanLine(up))
		}
		return feeds.ExportPlace{}, nil
	case err != nil:
		return feeds.ExportPlace{}, fmt.Errorf("%s cannot be read: %s; name another place", shown, Reason(err))
	case folder && !info.IsDir():
		return feeds.ExportPlace{}, fmt.Errorf("%s is a file, and %s writes a directory of notes; name another place", shown, format)
	case !folder && info.IsDir():
		return feeds.ExportPlace{}, fmt.Errorf("%s is a directory; name a file in it", shown)
	case !folder && !info.Mode().IsRegular():
		return feeds.ExportPlace{}, nil // a pipe, a terminal
	}
	return feeds.ExportPlace{There: true, Size: info.Size(), Changed: info.ModTime()}, nil
}
