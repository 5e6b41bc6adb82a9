package library

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// caughtUp waits for the mirror and gives what it says is wrong.
func caughtUp(t *testing.T, r *rig) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	return r.FinishMirror(ctx)
}

// notesIn are the notes of a folder, all in one.
func notesIn(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := os.ReadFile(path)
			all.Write(data)
			return err
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all.String()
}

func TestTheMirrorFollowsEveryChange(t *testing.T) {
	r, id, _ := linked(t, false, takes)
	dir := filepath.Join(t.TempDir(), "news")
	mirrored := r.settings()
	mirrored.Services, mirrored.Mirror = nil, feeds.Mirror{Path: dir, Format: "obsidian"}
	if err := r.Apply(t.Context(), mirrored, false); err != nil {
		t.Fatal(err)
	}
	step := func(what string, do func() (feeds.Change, error), has bool, text string) {
		t.Helper()
		if _, err := do(); err != nil {
			t.Fatal(what, err)
		}
		if problem := caughtUp(t, r); problem != "" {
			t.Fatal(what, problem)
		}
		if got := strings.Contains(notesIn(t, dir), text); got != has {
			t.Errorf("after %s: %q in the notes is %v", what, text, got)
		}
	}
	keep := func() (feeds.Change, error) { return r.Keep(t.Context(), id, feeds.Keeping{Note: "a first note"}) }
	undo := func() (feeds.Change, error) { return r.Undo(t.Context()) }
	step("keeping", keep, true, "a first note")
	b, err := r.BookmarkOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	step("an edit", func() (feeds.Change, error) {
		return r.EditBookmark(t.Context(), b.ID, feeds.Keeping{Note: "another note"})
	}, true, "another note")
	step("undoing it", undo, true, "a first note")
	step("a removal", func() (feeds.Change, error) { return r.Unkeep(t.Context(), id) }, false, "Storm")
	step("undoing that", undo, true, "Storm")

	// Its one note removed by hand, or by a program that was killed then, the
	// removal of the bookmark waits for nothing.
	if list, _ := filepath.Glob(filepath.Join(dir, "*.md")); len(list) != 1 || os.Remove(list[0]) != nil {
		t.Fatalf("%q", list)
	}
	step("removing what has no note any more", func() (feeds.Change, error) { return r.Unkeep(t.Context(), id) }, false, "Storm")
	step("undoing that as well", undo, true, "Storm")

	// What changes while nothing can be written comes later, and is told once.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := r.EditBookmark(t.Context(), b.ID, feeds.Keeping{Note: "written later"}); err != nil {
		t.Fatal(err)
	}
	if problem := caughtUp(t, r); !strings.Contains(problem, "is gone") {
		t.Errorf("a folder that is gone: %q", problem)
	}
	if state, err := r.MirrorState(t.Context()); err != nil || !state.Behind {
		t.Errorf("%+v %v", state, err)
	}
	if err := r.MirrorWritable(t.Context()); err == nil || !strings.Contains(err.Error(), "is gone; bring it back") {
		t.Errorf("asked whether it can be written: %v", err)
	}
	r.restart()
	if err := r.Apply(t.Context(), mirrored, false); err != nil {
		t.Fatal(err)
	}
	if err := r.Remirror(t.Context(), true); err != nil || !strings.Contains(notesIn(t, dir), "written later") {
		t.Errorf("written anew: %v", err)
	}
}

func TestAMirrorThatAKilledProgramHeldIsWrittenAllTheSame(t *testing.T) {
	r, id, _ := linked(t, false, takes)
	waits := 0
	r.opt.rest = func(ctx context.Context, d time.Duration) bool {
		waits++
		r.pass(d)
		return ctx.Err() == nil
	}
	dir := filepath.Join(t.TempDir(), "news")
	if err := r.Apply(t.Context(), feeds.Settings{Mirror: feeds.Mirror{Path: dir, Format: "obsidian"}}, false); err != nil {
		t.Fatal(err)
	}
	if problem := caughtUp(t, r); problem != "" {
		t.Fatal(problem)
	}
	if ok, err := r.store.HoldMirror(t.Context(), "killed", r.clock().Add(mirrorLease), r.clock()); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := r.Keep(t.Context(), id, feeds.Keeping{}); err != nil {
		t.Fatal(err)
	}
	if err := r.Remirror(t.Context(), false); err != nil || !strings.Contains(notesIn(t, dir), "Storm") || waits == 0 {
		t.Errorf("%v, after %d waits the notes are %q", err, waits, notesIn(t, dir))
	}
	// One that goes on writing is not waited for without end, and it is said.
	r.opt.rest = func(ctx context.Context, d time.Duration) bool {
		r.pass(d)
		_, err := r.store.HoldMirror(ctx, "another", r.clock().Add(mirrorLease), r.clock())
		return err == nil
	}
	if _, err := r.store.HoldMirror(t.Context(), "another", r.clock().Add(mirrorLease), r.clock()); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Unkeep(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := r.Remirror(t.Context(), false); err == nil || !strings.Contains(err.Error(), "another Broadsheet is writing the mirror") {
		t.Errorf("held by another: %v", err)
	}
}

func TestAMirrorOfOneFileWritesOverNothingOfAPersons(t *testing.T) {
	r, id, _ := linked(t, false, takes)
	path := filepath.Join(t.TempDir(), "news.md")
	if err := os.WriteFile(path, []byte("my own"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.Apply(t.Context(), feeds.Settings{Mirror: feeds.Mirror{Path: path, Format: "markdown"}}, false); err != nil {
		t.Fatal(err)
	}
	if problem := caughtUp(t, r); !strings.Contains(problem, "is there already") {
		t.Errorf("%q", problem)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Keep(t.Context(), id, feeds.Keeping{}); err != nil {
		t.Fatal(err)
	}
	if problem := caughtUp(t, r); problem != "" || !strings.Contains(notesIn(t, filepath.Dir(path)), "Storm") {
		t.Fatal(problem)
	}
	if err := os.WriteFile(path, []byte("changed by hand"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Unkeep(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if problem := caughtUp(t, r); problem != "" {
		t.Fatal(problem)
	}
	if list, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "news (changed *).md")); len(list) != 1 {
		t.Errorf("what was changed by hand is kept beside: %q", list)
	}
}

func TestAKeptTeaserGetsItsPagesTextInTheBackground(t *testing.T) {
	r := newRig(t)
	story := strings.Repeat("<p>The harbour was closed for three days while the crews worked on the sea wall, and the ferries went elsewhere.</p>", 12)
	page, down := "<html><head><title>Storm</title></head><body><article><h1>Storm</h1>"+story+"</article></body></html>", true
	r.answers(site, func(w http.ResponseWriter, q *http.Request) {
		switch {
		case strings.HasPrefix(q.URL.Path, "/feed"):
			says(`<rss version="2.0"><channel><title>Paper</title><item><title>Storm</title><link>http://news.example/storm</link><description>Read more…</description></item></channel></rss>`)(w, q)
		case down:
			w.WriteHeader(http.StatusInternalServerError)
		default:
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(page))
		}
	})
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	list, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 5})
	if err != nil || len(list.Headlines) != 1 {
		t.Fatal(list, err)
	}
	id := list.Headlines[0].ID
	if _, err := r.Keep(t.Context(), id, feeds.Keeping{}); err != nil {
		t.Fatal(err)
	}
	r.dueTexts(t.Context())
	if b, err := r.BookmarkOf(t.Context(), id); err != nil || b.Offline {
		t.Fatalf("offline %v without a page: %v", b.Offline, err)
	}
	down = false
	r.restart() // what is wanted is remembered
	r.pass(time.Hour)
	r.dueTexts(t.Context())
	b, err := r.BookmarkOf(t.Context(), id)
	if err != nil || !b.Offline {
		t.Fatalf("offline %v: %v", b.Offline, err)
	}
	if b, err = r.Bookmark(t.Context(), b.ID); err != nil || !strings.Contains(b.Document.Plain(), "sea wall") {
		t.Errorf("its text: %v", err)
	}
}
