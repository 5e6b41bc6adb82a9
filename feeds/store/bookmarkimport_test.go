package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestWhatTwoBookmarksOfOnePageSayIsJoined(t *testing.T) {
	s := fresh(t)
	first := feeds.Bookmark{URL: "https://news.example/a", Title: "https://news.example/a", Note: "a cat", Saved: t0,
		Highlights: []feeds.Highlight{{Quote: "one", Made: t0}}}
	_, _, err := s.Keep(ctx, first, t0)
	must(t, err)
	again := feeds.Bookmark{URL: "https://news.example/a", Title: "A title", Note: "a", Saved: t0.Add(-time.Hour), Folder: "F", HTML: "<p>",
		Highlights: []feeds.Highlight{{Quote: "one", Made: t0}, {Quote: "two", Made: t0}}}
	both, _, err := s.Keep(ctx, again, t0)
	must(t, err)
	if both.Title != "A title" || both.Note != "a cat\na" || both.Folder != "F" || both.HTML != "<p>" || len(both.Highlights) != 2 || !both.Saved.Equal(again.Saved) {
		t.Errorf("joined: %+v", both)
	}
	if _, c, err := s.Keep(ctx, again, t0); err != nil || c.N != 0 {
		t.Errorf("once more: %+v, %v; want nothing to change", c, err)
	}
}

// Faults: B20
func TestAnImportThatFailsOrIsStoppedLeavesNothing(t *testing.T) {
	s := fresh(t)
	broken := errors.New("the file ends here")
	half := func(yield func(feeds.Bookmark, error) bool) {
		for i := range 50 {
			if !yield(whole(fmt.Sprint(i), fmt.Sprintf("https://news.example/%d", i)), nil) {
				return
			}
		}
		yield(feeds.Bookmark{}, broken)
	}
	if _, _, err := s.ImportBookmarks(ctx, half, "x", t0, false); !errors.Is(err, broken) {
		t.Errorf("it gave %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	defer cancel()
	endless := func(yield func(feeds.Bookmark, error) bool) {
		for i := 0; yield(whole(fmt.Sprint(i), fmt.Sprintf("https://news.example/%d", i)), nil); i++ {
			if i == 20 {
				cancel()
			}
		}
	}
	if _, _, err := s.ImportBookmarks(stopped, endless, "x", t0, false); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it gave %v", err)
	}
	if got := everyBookmark(t, s); len(got) != 0 {
		t.Errorf("%d bookmarks were left", len(got))
	}
	if c := ok(s.Undo(ctx))(t); c.N != 0 {
		t.Errorf("a step was left: %+v", c)
	}
}

// Faults: D20
func TestRestoringPutsBackWhatWasAndKeepsWhatCameSince(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))
	commit(t, s, f[0].ID, item("a", 1, "One"), feeds.Article{GUID: "no-url", Title: "No address", Hash: "n", Published: t0})
	var nameless feeds.ArticleID
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		if h.URL == "" {
			nameless = h.ID
		}
	}
	for i, b := range []feeds.Bookmark{whole("Same", "https://news.example/same"), whole("Edited", "https://news.example/edited"),
		whole("Gone", "https://news.example/gone"), {Title: "No address", ArticleID: nameless, Note: "mine"}} {
		b.Saved = t0.Add(time.Duration(i) * time.Second)
		_, _, err := s.Keep(ctx, b, t0)
		must(t, err)
	}
	copied := everyBookmark(t, s)
	for _, b := range copied {
		switch b.Title {
		case "Edited":
			b.Note, b.Tags, b.Highlights = "another", nil, nil
			ok(s.EditBookmark(ctx, b, t0))(t)
		case "Gone", "No address":
			ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{b.ID}, t0))(t)
		}
	}
	since, _, err := s.Keep(ctx, whole("Since", "https://news.example/since"), t0)
	must(t, err)
	before := everyBookmark(t, s)

	if done, _, err := s.RestoreBookmarks(ctx, these(copied...), "copy.json", t0, true); err != nil || done != (Taken{2, 1, 1}) {
		t.Errorf("counted %+v, %v", done, err)
	}
	done, c, err := s.RestoreBookmarks(ctx, these(copied...), "copy.json", t0, false)
	must(t, err)
	if done != (Taken{2, 1, 1}) || c.Verb != "restore bookmarks" || c.What != "copy.json" || c.N != 3 {
		t.Errorf("did %+v, %+v", done, c)
	}
	after := everyBookmark(t, s)
	want := append(slices.Clone(copied), since)
	byTitle := func(list []feeds.Bookmark) map[string]feeds.Bookmark {
		m := map[string]feeds.Bookmark{}
		for _, b := range list {
			m[b.Title] = b
		}
		return m
	}
	if diff := cmp.Diff(byTitle(want), byTitle(after)); diff != "" {
		t.Error(diff)
	}
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		if h.Bookmarked != (h.ID == nameless) {
			t.Errorf("%q is marked as kept: %v", h.Title, h.Bookmarked)
		}
	}
	if done, c, err := s.RestoreBookmarks(ctx, these(copied...), "copy.json", t0, false); err != nil || done != (Taken{0, 0, 4}) || c.N != 0 {
		t.Errorf("once more: %+v, %+v, %v", done, c, err)
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff(before, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
	ok(s.Redo(ctx))(t)
	if diff := cmp.Diff(after, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}

	// On another machine the article's number means another article.
	other := fresh(t)
	g := subscribed(t, other, feedNamed("herald", ""))
	commit(t, other, g[0].ID, item("x", 1, "X"), item("y", 2, "Y"))
	_, _, err = other.RestoreBookmarks(ctx, these(copied...), "copy.json", t0, false)
	must(t, err)
	moved := byTitle(everyBookmark(t, other))
	if b := moved["No address"]; b.ArticleID != 0 || b.Note != "mine" {
		t.Errorf("moved: %+v", b)
	}
	for title, b := range byTitle(copied) {
		b.ArticleID = 0
		if diff := cmp.Diff(b, moved[title]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAStepFromBeforeBookmarksHadRowsOfTheirOwnIsUndone(t *testing.T) {
	s := fresh(t)
	old := whole("Storm", "https://news.example/a")
	old.ID, old.Highlights = 7, nil
	must(t, s.update(ctx, "test", func(w *session) error {
		j := newEntry("unbookmark", t0)
		j.Bookmarks = []bookmarkImage{{7, &old}}
		j.count("Storm")
		_, err := w.journal(j, "")
		return err
	}))
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff([]feeds.Bookmark{old}, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
	ok(s.Redo(ctx))(t)
	if got := everyBookmark(t, s); len(got) != 0 {
		t.Errorf("redone: %+v", got)
	}
}

func TestImagesOfAStepGoWithIt(t *testing.T) {
	s := fresh(t)
	kept, _, err := s.Keep(ctx, whole("Storm", "https://news.example/a"), t0)
	must(t, err)
	ok(s.Undo(ctx))(t)
	_, _, err = s.Keep(ctx, whole("Other", "https://news.example/b"), t0) // what was undone cannot be redone
	must(t, err)
	for i := range keptSteps + 5 {
		b := ok(s.BookmarkByURL(ctx, "https://news.example/b"))(t)
		b.Note = fmt.Sprint(i)
		ok(s.EditBookmark(ctx, b, t0))(t)
	}
	var images, steps int
	must(t, s.view(ctx, "count", func(r *session) error {
		row := r.conn.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM journal_bookmarks), (SELECT count(*) FROM journal)")
		return row.Scan(&images, &steps)
	}))
	if images != keptSteps || steps != keptSteps {
		t.Errorf("%d images of %d steps, want %d; the first was of bookmark %d", images, steps, keptSteps, kept.ID)
	}
}
