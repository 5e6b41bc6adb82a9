package config

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// watched is a file under watch, with a clock that the test moves.
type watched struct {
	*testing.T
	changes <-chan struct{}
	asked   chan chan time.Time // a wait was begun
}

func watch(t *testing.T, path string) *watched {
	t.Helper()
	w := &watched{T: t, asked: make(chan chan time.Time, 64)}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	changes, err := Watch(ctx, path, func(d time.Duration) <-chan time.Time {
		if d != rest {
			t.Errorf("it waits for %v", d)
		}
		c := make(chan time.Time, 1)
		w.asked <- c
		return c
	}, nil)
	if err != nil {
		t.Skip("this system cannot watch files: ", err)
	}
	w.changes = changes
	return w
}

// told lets every wait pass until a change is told.
func (w *watched) told(why string) {
	w.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case c := <-w.asked:
			c <- time.Time{}
		case <-w.changes:
			return
		case <-deadline:
			w.Fatalf("%s: no change was told", why)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// replace writes as most editors do: another file, under the old one's name.
func replace(t *testing.T, path, text string) {
	t.Helper()
	write(t, path+"~", text)
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

func TestAChangedFileIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, "one")
	w := watch(t, path)
	write(t, path, "two")
	w.told("written in place")
	replace(t, path, "three")
	w.told("replaced")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w.told("removed")
	replace(t, path, "four")
	w.told("and there again")
}

func TestNothingIsToldBeforeTheFileHasRestedOrWhenItIsTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, "one")
	w := watch(t, path)
	write(t, path, "half")
	first := <-w.asked
	write(t, filepath.Join(filepath.Dir(path), "other"), "beside")
	<-w.asked
	select {
	case <-w.changes:
		t.Fatal("told although no time has passed")
	default:
	}
	first <- time.Time{} // it counts no more
	write(t, path, "one")
	for i := range 20 { // whether a rest or the next change is seen first is open
		(<-w.asked) <- time.Time{}
		write(t, filepath.Join(filepath.Dir(path), "other"), "beside")
		select {
		case <-w.changes:
			t.Fatalf("told in round %d although the file is as it was", i)
		default:
		}
	}
	replace(t, path, "two")
	w.told("a real change after that")
}

func TestAFileThatIsNotThereYetIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "config.toml")
	w := watch(t, path)
	write(t, path, "one")
	w.told("made, folders and all")
	replace(t, path, "two")
	w.told("and changed")
}

func TestLinksAreFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links want rights there")
	}
	dir := t.TempDir()
	path, dots, other := filepath.Join(dir, "config", "config.toml"), filepath.Join(dir, "dots", "b.toml"), filepath.Join(dir, "other", "b.toml")
	write(t, dots, "one")
	write(t, other, "two")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	middle := filepath.Join(dir, "middle.toml")
	for from, to := range map[string]string{path: "../middle.toml", middle: dots} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	w := watch(t, path)
	replace(t, dots, "one, changed")
	w.told("what the link leads to")
	if err := os.Remove(middle); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, middle); err != nil {
		t.Fatal(err)
	}
	w.told("the link leads elsewhere")
	replace(t, other, "two, changed")
	w.told("and there it is followed")
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is no link any more")
	}
}

func TestWatchingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	changes, err := Watch(ctx, filepath.Join(t.TempDir(), "config.toml"), nil, nil)
	if err != nil {
		t.Skip("this system cannot watch files: ", err)
	}
	cancel()
	if _, open := <-changes; open {
		t.Error("a change was told")
	}
}
