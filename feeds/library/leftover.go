package library

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"broadsheet/feeds/store"
)

// sampleDir is how the throw-away stores of the sample edition are named:
// os.MkdirTemp puts digits in place of the star.
const sampleDir = "broadsheet-sample-*"

var isSampleDir = regexp.MustCompile(`^broadsheet-sample-[0-9]+$`)

// clearSamples removes throw-away stores that a killed process left in dir:
// those of our own name, with a store's files and nothing else in them,
// untouched for a day. One that is in use is younger: its feeds are reloaded.
func clearSamples(dir string, now time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.IsDir() || !isSampleDir.MatchString(e.Name()) { // a link is none
			continue
		}
		path := filepath.Join(dir, e.Name())
		if inside, old := leftover(path, now.Add(-24*time.Hour)); old {
			for _, name := range inside {
				_ = os.Remove(filepath.Join(path, name))
			}
			_ = os.Remove(path) // fails when something came meanwhile
		}
	}
}

// leftover says whether a directory holds nothing but a store's files, all of
// them older than since.
func leftover(path string, since time.Time) (inside []string, old bool) {
	info, err := os.Lstat(path)
	if err != nil || info.ModTime().After(since) {
		return nil, false
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, false
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || info.ModTime().After(since) || !strings.HasPrefix(e.Name(), store.File) {
			return nil, false
		}
		inside = append(inside, e.Name())
	}
	return inside, true
}
