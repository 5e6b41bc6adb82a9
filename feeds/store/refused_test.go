//go:build unix

package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"broadsheet/feeds"
)

const (
	cappedDir  = "BROADSHEET_TEST_CAPPED_DIR"
	fullDir    = "BROADSHEET_TEST_FULL_DIR"
	migrateDir = "BROADSHEET_TEST_MIGRATE_DIR"
)

func init() {
	if dir := os.Getenv(cappedDir); dir != "" {
		capped(dir)
		os.Exit(0)
	}
	if dir := os.Getenv(fullDir); dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{})
		s, err := Open(ctx, dir, Options{})
		if err != nil {
			fmt.Print("not opened: ", err)
			os.Exit(0)
		}
		p, err := s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500})
		_, refused := s.MarkRead(ctx, []feeds.ArticleID{1}, true, t0)
		fmt.Print("lists ", len(p.Headlines), " ", err, ", refuses ", errors.Is(refused, ErrKeepsNothing), ", closes ", s.Close())
		os.Exit(0)
	}
	if dir := os.Getenv(migrateDir); dir != "" {
		fmt.Println("begins")
		_, err := Open(ctx, dir, Options{})
		fmt.Println("opened", err)
		select {}
	}
}

// capped is a program whose files may not grow: the system refuses each write
// beyond the limit, as a disk that is full or a quota does. It marks articles
// read until that is refused, reads, and after the limit is gone marks again.
func capped(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(ctx, dir, Options{})
	if err != nil {
		fmt.Println("open:", err)
		return
	}
	list := feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500}
	p, _ := s.List(ctx, list)
	var was syscall.Rlimit
	_ = syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was)
	_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 64 << 10, Max: was.Max})
	acknowledged := map[feeds.ArticleID]bool{}
	var refused error
	for _, h := range p.Headlines {
		if _, refused = s.MarkRead(ctx, []feeds.ArticleID{h.ID}, true, t0); refused != nil {
			break
		}
		acknowledged[h.ID] = true
	}
	p, err = s.List(ctx, list)
	wrong := 0
	for _, h := range p.Headlines {
		if h.Read != acknowledged[h.ID] {
			wrong++
		}
	}
	fmt.Printf("refused: %v; reads: %v; %d done, %d otherwise than acknowledged\n", refused, err, len(acknowledged), wrong)
	_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was)
	_, err = s.MarkRead(ctx, []feeds.ArticleID{p.Headlines[len(p.Headlines)-1].ID}, true, t0)
	fmt.Println("with room again:", err, s.Check(ctx, true), s.Close())
}

// A limit on the size of files stands in for a full disk: it needs no root.
//
// Faults: D05, D24
func TestADiskThatRefusesWritesKeepsWhatWasDoneAndSaysSo(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var all []feeds.Article
	for i := range 300 {
		all = append(all, item(fmt.Sprint(i), i, fmt.Sprint("News ", i)))
	}
	commit(t, s, f.ID, all...)
	must(t, s.Close())
	child := exec.Command(ok(os.Executable())(t))
	child.Env = append(os.Environ(), cappedDir+"="+dir)
	out, err := child.CombinedOutput()
	must(t, err)
	lines := strings.Split(string(out), "\n")
	if len(lines) < 2 || !strings.Contains(lines[0], ErrDisk.Error()) && !strings.Contains(lines[0], ErrFull.Error()) {
		t.Errorf("the change was not refused in a sentence: %s", out)
	}
	if !strings.Contains(lines[0], "reads: <nil>") || !strings.Contains(lines[0], " 0 otherwise") || strings.Contains(lines[0], " 0 done") {
		t.Errorf("reading, or what was acknowledged: %s", lines[0])
	}
	if !strings.Contains(string(out), "with room again: <nil> <nil> <nil>") {
		t.Errorf("it does not recover: %s", out)
	}
}

// A disk on which there is no room from the start, not even for the log's index,
// is read like one that cannot be written.
//
// Faults: D06
func TestAStoreOnAFullDiskIsRead(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("one", 0, "One"), item("two", 1, "Two"))
	must(t, s.Close())
	child := exec.Command(ok(os.Executable())(t))
	child.Env = append(os.Environ(), fullDir+"="+dir)
	out, err := child.CombinedOutput()
	must(t, err)
	if want := "lists 2 <nil>, refuses true, closes <nil>"; string(out) != want {
		t.Errorf("it says %q, want %q", out, want)
	}
	if p := page(t, reopened(t, dir), feeds.View{Kind: feeds.ViewAll}); len(p) != 2 {
		t.Errorf("%d articles when there is room again", len(p))
	}
}

// SQLite's own bound on pages gives the very code of a full disk.
func TestAFullDiskIsToldFromOthers(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	w := <-s.writer
	var pages int
	must(t, w.conn.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages))
	must(t, w.conn.QueryRowContext(ctx, fmt.Sprint("PRAGMA max_page_count = ", pages+2)).Scan(&pages))
	s.writer <- w
	big := item("big", 0, "Big")
	big.Text = noise(200_000)
	big.HTML = feeds.Raw(big.Text)
	_, err := s.Commit(ctx, []FeedResult{{Feed: f.ID, Articles: []feeds.Article{big}}}, nil)
	if !errors.Is(err, ErrFull) {
		t.Errorf("a full disk gave %v", err)
	}
	if got := page(t, s, feeds.View{Kind: feeds.ViewAll}); len(got) != 0 {
		t.Error("half of a change was kept")
	}
	w = <-s.writer
	must(t, w.conn.QueryRowContext(ctx, "PRAGMA max_page_count = 100000").Scan(&pages))
	s.writer <- w
	commit(t, s, f.ID, big)
}

// noise is text that does not pack.
func noise(n int) string {
	var b strings.Builder
	for x := uint64(1); b.Len() < n; {
		x = x*6364136223846793005 + 1442695040888963407
		fmt.Fprintf(&b, "%x ", x>>7)
	}
	return b.String()
}

// Faults: D16
func TestAStoreThatAnotherHoldsIsReadAndSaysSoWhenWritten(t *testing.T) {
	dir := t.TempDir()
	a, b := reopened(t, dir), reopened(t, dir)
	f := subscribed(t, a, feedNamed("gazette", ""))[0]
	commit(t, a, f.ID, item("one", 0, "One"))
	holder := <-a.writer
	ok(holder.exec(qBeginWrite))(t)
	w := <-b.writer
	_, err := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 50")
	must(t, err)
	b.writer <- w
	id := page(t, b, feeds.View{Kind: feeds.ViewAll})[0].ID // readers are undisturbed
	if _, err := b.MarkRead(ctx, []feeds.ArticleID{id}, true, t0); !errors.Is(err, ErrBusy) {
		t.Errorf("writing gave %v", err)
	}
	ok(holder.exec(qRollback))(t)
	a.writer <- holder
	if c := ok(b.MarkRead(ctx, []feeds.ArticleID{id}, true, t0))(t); c.N != 1 {
		t.Error("it is still held")
	}
}

// TestAMigrationThatIsKilledIsWholeOrNotBegun kills the program while it brings
// a store of the first version up to date.
//
// Faults: D12
func TestAMigrationThatIsKilledIsWholeOrNotBegun(t *testing.T) {
	steps := migrations()
	old, unfinished := t.TempDir(), 0
	s, err := open(ctx, old, Options{Unsynced: true}, steps[:1])
	must(t, err)
	w := <-s.writer
	for i := range 2000 {
		_, err := w.conn.ExecContext(ctx, "INSERT INTO meta(name, value) VALUES (?, ?)", fmt.Sprint("kept", i), strings.Repeat("x", 500))
		must(t, err)
	}
	s.writer <- w
	must(t, s.Close())
	raw := ok(os.ReadFile(filepath.Join(old, File)))(t)
	for round := range 12 {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, File), raw, 0o600))
		child := exec.Command(ok(os.Executable())(t))
		child.Env = append(os.Environ(), migrateDir+"="+dir)
		out, err := child.StdoutPipe()
		must(t, err)
		must(t, child.Start())
		lines := bufio.NewScanner(out)
		if !lines.Scan() {
			t.Fatal("the program did not begin")
		}
		time.AfterFunc(time.Duration(round)*10*time.Millisecond, func() { _ = child.Process.Kill() })
		if !lines.Scan() {
			unfinished++
		}
		_ = child.Wait()
		if !strings.HasSuffix(fmt.Sprint(child.ProcessState), "killed") {
			t.Fatalf("the program ended by itself: %v", child.ProcessState)
		}
		s := reopened(t, dir)
		if v := ok(s.Value(ctx, "kept1999"))(t); len(v) != 500 {
			t.Errorf("round %d: what the store held is lost", round)
		}
		must(t, s.Check(ctx, true))
		must(t, CheckCopy(ctx, filepath.Join(dir, "broadsheet.v1.db")))
		must(t, s.Close())
	}
	t.Logf("killed in %d of 12 rounds before the end", unfinished)
}
