package store

import (
	"slices"
	"testing"
	"time"

	"broadsheet/feeds"
)

// lacking gives the bookmarks that the mirror lacks, each once, and lets it
// have them.
func lacking(t *testing.T, s *Store) (out []feeds.BookmarkID) {
	t.Helper()
	last := int64(0)
	for _, c := range ok(s.MirrorChanges(ctx, 100))(t) {
		if !slices.Contains(out, c.ID) {
			out = append(out, c.ID)
		}
		last = c.Seq
	}
	if seq := ok(s.MirrorBehind(ctx))(t); seq != last {
		t.Errorf("behind up to %d, the last change is %d", seq, last)
	}
	must(t, s.SetMirrored(ctx, last, ""))
	return out
}

func TestEveryChangeOfABookmarkIsPutDownForTheMirror(t *testing.T) {
	s := fresh(t)
	first, _, err := s.Keep(ctx, whole("Before", "https://news.example/0"), t0)
	must(t, err)
	if len(lacking(t, s)) > 0 {
		t.Error("changes are put down without a mirror")
	}
	must(t, s.SetMirror(ctx, Mirror{Path: "/notes", Format: "obsidian"}))
	if got := lacking(t, s); len(got) != 1 || got[0] != first.ID {
		t.Errorf("a new mirror lacks %v", got)
	}
	var kept feeds.Bookmark
	for _, tc := range []struct {
		name string
		do   func() error
		n    int
	}{
		{"keep", func() (err error) {
			kept, _, err = s.Keep(ctx, whole("Storm", "https://news.example/a"), t0)
			return err
		}, 1},
		{"edit", func() error {
			b := kept
			b.Tags = []string{"x"}
			_, err := s.EditBookmark(ctx, b, t0)
			return err
		}, 1},
		{"an edit that changes nothing", func() error {
			b := kept
			b.Tags = []string{"x"}
			_, err := s.EditBookmark(ctx, b, t0)
			return err
		}, 0},
		{"its text", func() error { return s.SetBookmarkDocument(ctx, kept.ID, &feeds.Document{Title: "x"}, true) }, 1},
		{"remove", func() error { _, err := s.RemoveBookmarks(ctx, []feeds.BookmarkID{kept.ID}, t0); return err }, 1},
		{"undo", func() error { _, err := s.Undo(ctx); return err }, 1},
		{"redo", func() error { _, err := s.Redo(ctx); return err }, 1},
		{"import", func() error {
			_, _, err := s.ImportBookmarks(ctx, these(whole("a", "https://a.example/"), whole("b", "https://b.example/")), "x", t0, false)
			return err
		}, 2},
		{"an import that only counts", func() error {
			_, _, err := s.ImportBookmarks(ctx, these(whole("c", "https://c.example/")), "x", t0, true)
			return err
		}, 0},
		{"restore", func() error {
			_, _, err := s.RestoreBookmarks(ctx, these(whole("d", "https://d.example/")), "x", t0, false)
			return err
		}, 1},
	} {
		must(t, tc.do())
		if got := lacking(t, s); len(got) != tc.n {
			t.Errorf("%s: the mirror lacks %v, want %d", tc.name, got, tc.n)
		}
	}
	must(t, s.SetMirror(ctx, Mirror{}))
	_, _, err = s.Keep(ctx, whole("After", "https://news.example/z"), t0)
	must(t, err)
	if m := ok(s.Mirror(ctx))(t); m != (Mirror{}) || len(lacking(t, s)) > 0 {
		t.Errorf("there is a mirror still: %+v", m)
	}
}

func TestOneWritesTheMirrorAtATime(t *testing.T) {
	s := fresh(t)
	must(t, s.SetMirror(ctx, Mirror{Path: "/notes", Format: "obsidian"}))
	hold := func(who string, now time.Time) bool {
		t.Helper()
		return ok(s.HoldMirror(ctx, who, now.Add(time.Minute), now))(t)
	}
	if !hold("a", t0) || hold("b", t0) || !hold("a", t0.Add(30*time.Second)) || hold("b", t0.Add(70*time.Second)) {
		t.Error("two hold it, or one cannot go on")
	}
	if !hold("b", t0.Add(2*time.Minute)) {
		t.Error("one that was killed holds it for ever")
	}
	must(t, s.FreeMirror(ctx, "a")) // it has lost it
	if hold("a", t0.Add(2*time.Minute)) {
		t.Error("freed by one that had lost it")
	}
	must(t, s.FreeMirror(ctx, "b"))
	if !hold("a", t0.Add(2*time.Minute)) || !hold("b", t0.Add(-24*time.Hour)) {
		t.Error("a clock that was set back holds it up")
	}
}
