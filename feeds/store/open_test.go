package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"broadsheet/feeds"
)

func TestOpenMakesWhatIsMissingForItsOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b with space?#%")
	s, err := Open(ctx, dir, Options{})
	must(t, err)
	defer func() { _ = s.Close() }()
	subscribed(t, s, feedNamed("gazette", ""))
	if runtime.GOOS == "windows" {
		t.Skip("permission bits are not Windows's")
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, s.Path(): 0o600, s.Path() + "-wal": 0o600} {
		info, err := os.Stat(path)
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
}

func TestOpenSetsWhatSafetyNeeds(t *testing.T) {
	s, err := Open(ctx, t.TempDir(), Options{})
	must(t, err)
	defer func() { _ = s.Close() }()
	w := <-s.writer
	defer func() { s.writer <- w }()
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		var got string
		must(t, w.conn.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

// Faults: D11
func TestANewerStoreIsRefusedAndLeftAsItIs(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	subscribed(t, s, feedNamed("gazette", ""))
	must(t, s.Close())
	path := filepath.Join(dir, File)
	raw := ok(os.ReadFile(path))(t)
	binary.BigEndian.PutUint32(raw[60:], 99)
	must(t, os.WriteFile(path, raw, 0o600))

	if _, err := Open(ctx, dir, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("opening gave %v, want ErrNewer", err)
	}
	if !bytes.Equal(ok(os.ReadFile(path))(t), raw) {
		t.Error("the file was changed")
	}
	if list := ok(os.ReadDir(dir))(t); len(list) != 1 {
		t.Errorf("the directory has %d files, want the store alone", len(list))
	}
}

// Faults: D10
func TestWhatIsNotAStoreIsRefusedAndLeftAsItIs(t *testing.T) {
	foreign := make([]byte, 4096)
	copy(foreign, "SQLite format 3\x00")
	binary.BigEndian.PutUint32(foreign[68:], 0x12345678)
	for name, raw := range map[string][]byte{
		"text":                            []byte("these are my notes\n"),
		"long text":                       bytes.Repeat([]byte("notes "), 1000),
		"another program's database":      foreign,
		"a header with nothing behind it": append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{0xff}, 200)...),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, File)
			must(t, os.WriteFile(path, raw, 0o600))
			if _, err := Open(ctx, dir, Options{}); !errors.Is(err, ErrCorrupt) {
				t.Errorf("opening gave %v, want ErrCorrupt", err)
			}
			if !bytes.Equal(ok(os.ReadFile(path))(t), raw) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestADirectoryThatCannotBeWrittenIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if _, err := Open(ctx, filepath.Join(file, "dir"), Options{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a directory under a file gave %v, want ErrReadOnly", err)
	}
}

func TestAMigrationKeepsACopyAndItsVersionCommitsWithIt(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	subscribed(t, s, feedNamed("gazette", ""))
	must(t, s.Close())
	first := migrations()

	broken := append(first[:len(first):len(first)], step{name: "bad", text: "CREATE TABLE extra(x); SELECT no_such_function()"})
	if _, err := open(ctx, dir, Options{}, broken); err == nil {
		t.Fatal("a broken migration opened")
	}
	s = reopened(t, dir) // the version and the schema are as they were
	if list := ok(s.Feeds(ctx))(t); len(list) != 1 {
		t.Errorf("%d feeds after a broken migration, want 1", len(list))
	}
	w := <-s.writer
	var n int
	must(t, w.conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").Scan(&n))
	s.writer <- w
	if n != 0 {
		t.Error("half of a broken migration was kept")
	}
	must(t, s.Close())

	good := append(first[:len(first):len(first)], step{name: "good", text: "CREATE TABLE extra(x)"})
	s, err := open(ctx, dir, Options{}, good)
	must(t, err)
	if list := ok(s.Feeds(ctx))(t); len(list) != 1 || list[0].Title != "gazette" {
		t.Errorf("feeds after a migration: %+v", list)
	}
	must(t, s.Close())
	if _, err := Open(ctx, dir, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("the migrated store opened by the older version gave %v, want ErrNewer", err)
	}

	// The copy is a whole store of the version before.
	before := t.TempDir()
	must(t, os.Rename(filepath.Join(dir, fmt.Sprintf("broadsheet.v%d.db", len(first))), filepath.Join(before, File)))
	if list := ok(reopened(t, before).Feeds(ctx))(t); len(list) != 1 {
		t.Errorf("the copy has %d feeds, want 1", len(list))
	}
}

// Faults: D14
func TestTwoStoresOnOneDirectoryWriteInTurn(t *testing.T) {
	dir := t.TempDir()
	a, b := reopened(t, dir), reopened(t, dir)
	f := subscribed(t, a, feedNamed("gazette", ""))[0]
	before := ok(a.DataVersion(ctx))(t)
	done := make(chan error, 2)
	for i, s := range []*Store{a, b} {
		go func() {
			for n := range 25 {
				_, err := s.Commit(ctx, []FeedResult{{Feed: f.ID, Articles: []feeds.Article{item(string(rune('a'+i))+string(rune('a'+n)), n, "News")}}}, nil)
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 2 {
		must(t, <-done)
	}
	for _, s := range []*Store{a, b} {
		if got := ok(s.Feed(ctx, f.ID))(t); got.Articles != 50 || got.Unread != 50 {
			t.Errorf("%d articles, %d unread; want 50 and 50", got.Articles, got.Unread)
		}
	}
	if after := ok(a.DataVersion(ctx))(t); after == before {
		t.Error("the other store's changes went unnoticed")
	}
}

func TestTwoStoresNeverFetchOneFeedTwice(t *testing.T) {
	dir := t.TempDir()
	a, b := reopened(t, dir), reopened(t, dir)
	f := subscribed(t, a, feedNamed("gazette", ""), feedNamed("herald", ""))
	claim := Claim{Due: true, Lease: 60e9, Gap: 60e9, Now: t0}
	if got := ok(a.ClaimFeeds(ctx, claim))(t); len(got) != 2 {
		t.Fatalf("the first claim got %d feeds, want 2", len(got))
	}
	if got := ok(b.ClaimFeeds(ctx, claim))(t); len(got) != 0 {
		t.Errorf("the second claim got %d feeds, want none", len(got))
	}
	next := feeds.FetchState{Checked: t0, Next: t0.Add(3600e9)}
	_, err := a.Commit(ctx, []FeedResult{{Feed: f[0].ID, State: next}}, nil)
	must(t, err)
	must(t, a.Release(ctx, []feeds.FeedID{f[1].ID}))
	if got := ok(b.ClaimFeeds(ctx, claim))(t); len(got) != 1 || got[0].ID != f[1].ID {
		t.Errorf("after a result and a release: %d feeds, want the released one", len(got))
	}
	claim.Due, claim.Feeds = false, []feeds.FeedID{f[0].ID}
	if got := ok(b.ClaimFeeds(ctx, claim))(t); len(got) != 0 {
		t.Error("a person's reload within a minute was let through")
	}
	claim.Now = t0.Add(61e9)
	if got := ok(b.ClaimFeeds(ctx, claim))(t); len(got) != 1 {
		t.Error("a person's reload after a minute was held up")
	}
	claim.Now, claim.Feeds = t0.Add(-48*3600e9), nil // the clock was set back
	if got := ok(b.ClaimFeeds(ctx, claim))(t); len(got) != 2 {
		t.Errorf("with the clock set back %d feeds could be claimed, want 2", len(got))
	}
}
