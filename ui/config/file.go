package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"broadsheet/feeds"
)

// Load reads the file at path over the defaults. A missing file gives the
// defaults and no mistake; it takes no feed out either, for a file that is
// not there now may be a disk that is not.
func Load(path string, defaults []byte) (Loaded, error) {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Loaded{}, fmt.Errorf("read the settings: %w", err)
	}
	missing := err != nil
	loaded, err := Parse(defaults, data, path)
	loaded.FeedsUnsure = loaded.FeedsUnsure || missing
	loaded.open = openToOthers(path)
	loaded.Report(loaded.withholdPasswords())
	return loaded, err
}

// openToOthers says whether others of this machine may read the file at path.
func openToOthers(path string) bool {
	info, err := os.Stat(path)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o044 != 0
}

// withholdPasswords takes the passwords out of feeds where others can read the
// file that they stand in, and says of which.
func (l *Loaded) withholdPasswords() (found []feeds.SettingMistake) {
	if !l.open {
		return nil
	}
	for i := range l.Settings.Feeds {
		f := &l.Settings.Feeds[i]
		if f.Options.Password == "" {
			continue
		}
		f.Options.Password = ""
		found = append(found, feeds.SettingMistake{At: feeds.Spot{Line: f.Line, Column: 1},
			What: "this feed's password is not used, for others can read this file", Want: "`chmod 600` for the file, or a password_command"})
	}
	return found
}

// Exists says whether there is a file at path.
func Exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// WriteOnce writes the example to path unless something stands there already,
// whatever it is: a person's file is never written over.
func WriteOnce(path string, example []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the settings' folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	_, err = f.Write(example)
	if err = errors.Join(err, f.Close()); err != nil {
		// Half a file would be read as the person's own next time.
		_ = os.Remove(path)
		return fmt.Errorf("write the settings: %w", err)
	}
	return nil
}
