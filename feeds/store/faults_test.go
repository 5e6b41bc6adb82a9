//go:build unix

package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"broadsheet/feeds"
)

const (
	markDir  = "BROADSHEET_TEST_MARK_DIR"
	smallDir = "BROADSHEET_TEST_SMALL_DISK_DIR"
)

func init() {
	if dir := os.Getenv(markDir); dir != "" {
		s, err := Open(ctx, dir, Options{})
		if err == nil {
			fmt.Println("marks")
			_, err = s.MarkRead(ctx, []feeds.ArticleID{1}, true, t0)
			fmt.Println("marked", err)
		}
		os.Exit(0)
	}
	if dir := os.Getenv(smallDir); dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10})
		_, err := Open(ctx, dir, Options{})
		fmt.Println(errors.Is(err, ErrDisk) || errors.Is(err, ErrFull), err)
		os.Exit(0)
	}
}

// marked fills a store in dir and marks articles read, one change each, in the
// order of their ids; the log then has them all.
func marked(t *testing.T, dir string, n int) *Store {
	t.Helper()
	s := reopened(t, dir)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var all []feeds.Article
	for i := range n {
		all = append(all, item(fmt.Sprint(i), i, fmt.Sprint("News ", i)))
	}
	commit(t, s, f.ID, all...)
	s = reopen(t, s)
	for id := range n {
		ok(s.MarkRead(ctx, []feeds.ArticleID{feeds.ArticleID(id + 1)}, true, t0))(t)
	}
	return s
}

// TestAMarkIsOnTheDiskBeforeItIsAcknowledged has strace look, where there is one.
//
// Faults: D01
func TestAMarkIsOnTheDiskBeforeItIsAcknowledged(t *testing.T) {
	dir := t.TempDir()
	must(t, marked(t, dir, 3).Close())
	self := ok(os.Executable())(t)
	trace := filepath.Join(t.TempDir(), "trace")
	child := exec.Command(self)
	if path, err := exec.LookPath("strace"); err == nil {
		child = exec.Command(path, "-f", "-y", "-o", trace, "-e", "trace=fsync,fdatasync,write", self)
	}
	child.Env = append(os.Environ(), markDir+"="+dir)
	out, err := child.CombinedOutput()
	must(t, err)
	if !strings.HasSuffix(string(out), "marks\nmarked <nil>\n") {
		t.Fatalf("%s", out)
	}
	s := reopened(t, dir)
	w := <-s.writer
	var level string
	must(t, w.conn.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&level))
	s.writer <- w
	must(t, s.Close())
	seen, err := os.ReadFile(trace)
	if err != nil {
		t.Log("there is no strace: that a change waits for the disk is held by synchronous=FULL and the tests that kill alone")
		return
	}
	_, after, found := strings.Cut(string(seen), `"marks\n"`)
	between, _, ended := strings.Cut(after, `"marked <nil>\n"`)
	if !found || !ended || !strings.Contains(between, "sync(") || !strings.Contains(between, "broadsheet.db-wal") {
		t.Errorf("between the change and its answer the log was not waited for:\n%s", between)
	}
}

// Faults: D03
func TestALogThatIsCutGivesTheChangesBeforeTheCut(t *testing.T) {
	const n = 20
	dir := t.TempDir()
	s := marked(t, dir, n)
	file, log := ok(os.ReadFile(s.path))(t), ok(os.ReadFile(s.path+"-wal"))(t)
	must(t, s.Close())
	rnd := rand.New(rand.NewPCG(3, 200))
	least, most := n, 0
	for round := range 200 {
		at := rnd.IntN(len(log))
		torn := bytes.Clone(log[:at])
		for range 512 {
			torn = append(torn, byte(rnd.Uint32()))
		}
		place := t.TempDir()
		path := filepath.Join(place, File)
		must(t, os.WriteFile(path, file, 0o600))
		must(t, os.WriteFile(path+"-wal", torn, 0o600))
		s, err := Open(ctx, place, Options{Unsynced: true})
		if err != nil {
			t.Errorf("round %d, cut at %d: %v", round, at, err)
			continue
		}
		if !s.UncleanEnd() {
			t.Errorf("round %d: a log that was left goes unseen", round)
		}
		must(t, s.Check(ctx, false))
		done, over := 0, false
		for id := range n {
			switch read := ok(s.Article(ctx, feeds.ArticleID(id+1)))(t).State.Read; {
			case read && over:
				t.Errorf("round %d: change %d is there and one before it is not", round, id)
			case read:
				done++
			default:
				over = true
			}
		}
		least, most = min(least, done), max(most, done)
		must(t, s.Close())
	}
	if least == most {
		t.Errorf("every cut left %d changes, so none was tried", least)
	}
}

// Faults: D04
func TestALogOfAnotherRunIsNeverMixedIn(t *testing.T) {
	files := func(n int) (file, log, index []byte) {
		s := marked(t, t.TempDir(), n)
		file, log, index = ok(os.ReadFile(s.path))(t), ok(os.ReadFile(s.path+"-wal"))(t), ok(os.ReadFile(s.path+"-shm"))(t)
		must(t, s.Close())
		return file, log, index
	}
	file, log, index := files(20)
	_, otherLog, otherIndex := files(35)
	for name, tc := range map[string]struct{ log, index []byte }{
		"no log":                        {nil, index},
		"no index":                      {log, nil},
		"neither":                       {nil, nil},
		"an index of another run":       {log, otherIndex},
		"a log and index of another":    {otherLog, otherIndex},
		"a log of another, no index":    {otherLog, nil},
		"a log of another, own index":   {otherLog, index},
		"a log that is no log at all":   {[]byte("these are my notes"), nil},
		"an index that is none":         {log, []byte("these are my notes")},
		"an empty log and a long index": {[]byte{}, otherIndex},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, File)
		must(t, os.WriteFile(path, file, 0o600))
		if tc.log != nil {
			must(t, os.WriteFile(path+"-wal", tc.log, 0o600))
		}
		if tc.index != nil {
			must(t, os.WriteFile(path+"-shm", tc.index, 0o600))
		}
		s, err := Open(ctx, dir, Options{Unsynced: true})
		if err == nil {
			err = s.Check(ctx, true)
			if err == nil && len(page(t, s, feeds.View{Kind: feeds.ViewAll})) != 20 {
				t.Errorf("%s: %d articles in a store that is said to be sound", name, len(page(t, s, feeds.View{Kind: feeds.ViewAll})))
			}
			_ = s.Close()
		}
		if err != nil && !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %v", name, err)
	}
}

// A limit on the size of files stands in for a disk with too little room.
//
// Faults: D13
func TestAMigrationWithoutRoomForItsCopyIsNotBegun(t *testing.T) {
	dir := t.TempDir()
	s, err := open(ctx, dir, Options{Unsynced: true}, migrations()[:1])
	must(t, err)
	w := <-s.writer
	for i := range 2000 {
		_, err := w.conn.ExecContext(ctx, "INSERT INTO meta(name, value) VALUES (?, ?)", fmt.Sprint("kept", i), strings.Repeat("x", 500))
		must(t, err)
	}
	s.writer <- w
	must(t, s.Close())
	before := ok(os.ReadFile(filepath.Join(dir, File)))(t)
	child := exec.Command(ok(os.Executable())(t))
	child.Env = append(os.Environ(), smallDir+"="+dir)
	out, err := child.CombinedOutput()
	must(t, err)
	if !strings.HasPrefix(string(out), "true ") {
		t.Errorf("it says %s", out)
	}
	if !bytes.Equal(ok(os.ReadFile(filepath.Join(dir, File)))(t), before) {
		t.Error("the store was changed")
	}
	for _, e := range ok(os.ReadDir(dir))(t) {
		if e.Name() != File && !strings.HasSuffix(e.Name(), "-wal") && !strings.HasSuffix(e.Name(), "-shm") {
			t.Errorf("%s was left", e.Name())
		}
	}
	if v := ok(reopened(t, dir).Value(ctx, "kept1999"))(t); len(v) != 500 { // with room again
		t.Error("what the store held is lost")
	}
}
