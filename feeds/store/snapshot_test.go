package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// Faults: B08
func TestASnapshotIsOneMomentWhateverIsChanged(t *testing.T) {
	s := fresh(t)
	for _, name := range []string{"a", "b", "c"} {
		_, _, err := s.Keep(ctx, whole(name, "https://news.example/"+name), t0)
		must(t, err)
	}
	x := ok(s.Snapshot(ctx))(t)
	defer x.Close()
	want := all(t, x.All(ctx, true))
	n := 0
	for b, err := range x.All(ctx, true) { // in the midst of it all else goes on
		must(t, err)
		ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{want[n].ID}, t0))(t)
		_, _, err := s.Keep(ctx, whole("new"+b.Title, "https://news.example/new"+b.Title), t0)
		must(t, err)
		if diff := cmp.Diff(want[n], b); diff != "" {
			t.Error(diff)
		}
		n++
	}
	if n != x.N || n != 3 {
		t.Errorf("%d of %d", n, x.N)
	}
	if diff := cmp.Diff(want, all(t, x.All(ctx, true))); diff != "" {
		t.Error("walked again: " + diff)
	}
	if got := everyBookmark(t, s); len(got) != 3 || got[0].Title[:3] != "new" {
		t.Errorf("now: %+v", got)
	}
}

func TestASnapshotOfSomeComesInTheSameOrder(t *testing.T) {
	s := fresh(t)
	for i, folder := range []string{"A/B", "", "A B", "A", "A"} {
		b := whole(folder, "https://news.example/"+string(rune('a'+i)))
		b.Folder, b.Saved = folder, t0.AddDate(0, 0, i)
		_, _, err := s.Keep(ctx, b, t0)
		must(t, err)
	}
	x := ok(s.Snapshot(ctx))(t)
	defer x.Close()
	every := all(t, x.All(ctx, true))
	var ids []feeds.BookmarkID
	for i := range every {
		ids = append(ids, every[len(every)-1-i].ID)
	}
	if diff := cmp.Diff(every, all(t, x.Only(ctx, append(ids, ids[0], 99)))); diff != "" {
		t.Error(diff)
	}
	if got := all(t, x.Only(ctx, ids[1:3])); len(got) != 2 || got[0].ID != every[2].ID {
		t.Errorf("two of them: %+v", got)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	for _, err := range x.All(stopped, true) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped, it gave %v", err)
		}
	}
}

func TestABackupIsTheWholeStoreWhileItIsInUse(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", "News"))
	commit(t, s, f[0].ID, item("a", 1, "One"))
	kept, _, err := s.Keep(ctx, whole("Storm", "https://news.example/s"), t0)
	must(t, err)
	dir := t.TempDir()
	path := filepath.Join(dir, File)
	w := <-s.writer // a change is under way
	_, err = w.exec(qBeginWrite)
	must(t, err)
	must(t, s.Backup(ctx, path))
	_, err = w.exec(qRollback)
	must(t, err)
	s.writer <- w
	if err := s.Backup(ctx, path); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a file that is there: %v", err)
	}
	if info := ok(os.Stat(path))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if !IsStore(path) {
		t.Error("it is no store")
	}
	copied := reopened(t, dir)
	if diff := cmp.Diff([]feeds.Bookmark{kept}, everyBookmark(t, copied)); diff != "" {
		t.Error(diff)
	}
	if got := page(t, copied, feeds.View{Kind: feeds.ViewSearch, Query: "one"}); len(got) != 1 {
		t.Errorf("its index finds %v", got)
	}
	if c := ok(copied.Undo(ctx))(t); c.Verb != "bookmark" {
		t.Errorf("its last step is %+v", c)
	}
	other := filepath.Join(dir, "letter.txt")
	must(t, os.WriteFile(other, []byte("Dear reader, this is longer than the head of a database is, which has a hundred bytes, as you know."), 0o600))
	if IsStore(other) || IsStore(filepath.Join(dir, "none")) || IsStore(dir) {
		t.Error("what is no store is taken for one")
	}
}
