package library

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestStoresThatKilledSamplesLeftAreRemovedAfterADay(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	keep := filepath.Join(dir, "mine")
	if err := os.Mkdir(keep, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file  string // in it, "" for none
		age   time.Duration
		stays bool
	}{
		"broadsheet-sample-1":      {"broadsheet.db", 25 * time.Hour, false},
		"broadsheet-sample-2":      {"broadsheet.db-wal", 25 * time.Hour, false},
		"broadsheet-sample-3":      {"", 25 * time.Hour, false},
		"broadsheet-sample-4":      {"broadsheet.db", 23 * time.Hour, true},
		"broadsheet-sample-5":      {"letter.txt", 25 * time.Hour, true},
		"broadsheet-sample-letter": {"broadsheet.db", 25 * time.Hour, true},
		"broadsheet-sample-":       {"broadsheet.db", 25 * time.Hour, true},
		"my-broadsheet-sample-6":   {"broadsheet.db", 25 * time.Hour, true},
	} {
		path := filepath.Join(dir, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{filepath.Join(path, test.file), path} {
			if p != path {
				if err := os.WriteFile(p, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chtimes(p, now.Add(-test.age), now.Add(-test.age)); err != nil {
				t.Fatal(err)
			}
		}
		t.Cleanup(func() {
			if _, err := os.Stat(path); (err == nil) != test.stays {
				t.Errorf("%s with %q after %v: %v", name, test.file, test.age, err)
			}
		})
	}
	link := filepath.Join(dir, "broadsheet-sample-7")
	linked := os.Symlink(keep, link) == nil // not every system lets one
	clearSamples(dir, now)
	if _, err := os.Lstat(link); err != nil && linked {
		t.Error("a link was removed")
	}
}
