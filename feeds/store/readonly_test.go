//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"broadsheet/feeds"
)

const readDir = "BROADSHEET_TEST_READ_DIR"

// The test binary reads a store as another user: root may write anywhere.
func init() {
	if dir := os.Getenv(readDir); dir != "" {
		s, err := Open(ctx, dir, Options{})
		if err != nil {
			fmt.Println("not opened:", errors.Is(err, ErrReadOnly), err)
			os.Exit(0)
		}
		p, err := s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 10})
		fmt.Println("read-only:", s.ReadOnly(), "behind:", s.Behind(), "lists:", len(p.Headlines), err)
		if len(p.Headlines) > 0 {
			_, err = s.MarkRead(ctx, []feeds.ArticleID{p.Headlines[0].ID}, true, t0)
			fmt.Println("refused:", errors.Is(err, ErrKeepsNothing))
			p, _ = s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 10})
			fmt.Println("still unread:", !p.Headlines[0].Read)
		}
		_, err = s.DataVersion(ctx)
		fmt.Println("version:", err, "closed:", s.Close())
		os.Exit(0)
	}
}

// asNobody runs the test binary as a user to whom nothing belongs, with dir in
// the variable name, and gives what it says. What is in the directory is closed to
// writing first.
func asNobody(t *testing.T, dir, name string) string {
	t.Helper()
	for _, e := range ok(os.ReadDir(dir))(t) {
		must(t, os.Chmod(filepath.Join(dir, e.Name()), 0o444))
	}
	must(t, os.Chmod(dir, 0o555))
	program := filepath.Join(filepath.Dir(dir), "program")
	must(t, os.WriteFile(program, ok(os.ReadFile(ok(os.Executable())(t)))(t), 0o755))
	child := exec.Command(program)
	child.Dir = filepath.Dir(dir)
	child.Env = []string{name + "=" + dir}
	if os.Getuid() == 0 {
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := child.CombinedOutput()
	must(t, err)
	must(t, os.Chmod(dir, 0o755))
	return string(out)
}

// openToOthers is a directory that other users may look into; t.TempDir's parents
// are closed to them.
func openToOthers(t *testing.T) string {
	t.Helper()
	open, err := os.MkdirTemp("", "broadsheet-open-*")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(open) })
	must(t, os.Chmod(open, 0o755))
	return filepath.Join(open, "data")
}

// Faults: D07
func TestAStoreThatCannotBeWrittenIsReadAndRefusesEveryChange(t *testing.T) {
	const said = "refused: true\nstill unread: true\nversion: <nil> closed: <nil>\n"
	for _, tc := range []struct {
		name  string
		leave func(t *testing.T, s *Store, dir string) // what else is in the directory
		want  string
	}{
		{"left in order", func(t *testing.T, s *Store, _ string) { must(t, s.Close()) }, "read-only: true behind: false lists: 2 <nil>\n" + said},
		{"a log and its index left by a program that was killed", func(t *testing.T, s *Store, dir string) {
			leftOver(t, s, dir, "-wal", "-shm")
		}, "read-only: true behind: false lists: 2 <nil>\n" + said},
		{"a log without its index: what is in it is not shown, and it is said", func(t *testing.T, s *Store, dir string) {
			leftOver(t, s, dir, "-wal")
		}, "read-only: true behind: true lists: 1 <nil>\n" + said},
		{"of an earlier version", func(t *testing.T, s *Store, dir string) {
			must(t, s.Close())
			must(t, os.Remove(filepath.Join(dir, File)))
			old, err := open(ctx, dir, Options{}, migrations()[:1])
			must(t, err)
			must(t, old.Close())
		}, "not opened: true "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := openToOthers(t)
			s := reopened(t, dir)
			f := subscribed(t, s, feedNamed("gazette", ""))[0]
			commit(t, s, f.ID, item("one", 0, "One"))
			must(t, s.Close())
			s = reopened(t, dir)
			commit(t, s, f.ID, item("two", 1, "Two"))
			tc.leave(t, s, dir)
			before := map[string]string{}
			for _, e := range ok(os.ReadDir(dir))(t) {
				before[e.Name()] = string(ok(os.ReadFile(filepath.Join(dir, e.Name())))(t))
			}
			if out := asNobody(t, dir, readDir); !strings.HasPrefix(out, tc.want) {
				t.Errorf("it says\n%swant\n%s", out, tc.want)
			}
			left := ok(os.ReadDir(dir))(t)
			for _, e := range left {
				if string(ok(os.ReadFile(filepath.Join(dir, e.Name())))(t)) != before[e.Name()] {
					t.Errorf("%s was changed", e.Name())
				}
			}
			if len(left) != len(before) {
				t.Errorf("there are %d files, there were %d", len(left), len(before))
			}
		})
	}
}

// leftOver closes the store and puts back what stood beside it before, by the
// ends of the names: what a program that was killed leaves.
func leftOver(t *testing.T, s *Store, dir string, ends ...string) {
	t.Helper()
	kept := map[string][]byte{}
	for _, end := range append(ends, "") {
		kept[end] = ok(os.ReadFile(s.path + end))(t)
	}
	must(t, s.Close())
	for end, data := range kept {
		must(t, os.WriteFile(filepath.Join(dir, File+end), data, 0o600))
	}
}
