package library

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// Begin carries out what a newcomer chose on the welcome screen.
func (l *Library) Begin(ctx context.Context, c feeds.Choice) error {
	switch {
	case c.Sample:
		return l.subscribeSample(ctx)
	case len(c.Starter) > 0:
		var list []feeds.Feed
		for _, s := range Starter() {
			for _, name := range c.Starter {
				if name == s.Name {
					list = append(list, s.Feeds...)
				}
			}
		}
		_, err := l.subscribe(ctx, list, "the starter feeds")
		return err
	case c.OPML != "":
		_, err := l.Import(ctx, c.OPML)
		return err
	}
	for _, u := range c.URLs {
		if _, err := l.Subscribe(ctx, AddRequest{Address: u}); err != nil {
			return err
		}
	}
	return nil
}

// CheckChoice says why a choice cannot be carried out, before anything is
// written because of it.
func CheckChoice(c feeds.Choice) error {
	if c.OPML == "" {
		return nil
	}
	data, err := ReadFile(expand(c.OPML))
	if err != nil {
		return err
	}
	_, err = readOPML(data, c.OPML)
	return err
}

// expand puts the home directory in place of a leading ~.
func expand(path string) string {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}

// Exists says whether a library has been opened in dir before.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, store.File)) // also a link that leads nowhere: Open says so
	return err == nil
}

// Usable says why no library could be made in dir, a sentence, and leaves no
// trace.
func Usable(dir string) error {
	at := filepath.Clean(dir)
	for {
		_, err := os.Stat(at)
		up := filepath.Dir(at)
		if !errors.Is(err, fs.ErrNotExist) || up == at {
			break
		}
		at = up
	}
	probe, err := os.CreateTemp(at, ".broadsheet-*")
	if err != nil {
		return openSentence(dir, store.ErrReadOnly)
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	return nil
}
