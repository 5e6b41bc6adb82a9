package store

import (
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func whole(title, url string) feeds.Bookmark {
	return feeds.Bookmark{URL: url, Title: title, Source: "Gazette", Authors: []string{"Ann"}, Published: t0.Add(-time.Hour), Saved: t0,
		Topics: []string{"Coast"}, Summary: "Short.", Tags: []string{"one", "Two"}, Note: "first\nsecond", Folder: "A/B", HTML: "<p>x</p>",
		CanonicalURL: feeds.CanonicalURL(url), Highlights: []feeds.Highlight{{Quote: "x", Prefix: "a", Suffix: "b", Note: "why\nso", Made: t0}}, Document: &feeds.Document{Title: title, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "x"}}}}}}
}

func everyBookmark(t *testing.T, s *Store) (out []feeds.Bookmark) {
	t.Helper()
	x := ok(s.Snapshot(ctx))(t)
	defer x.Close()
	return all(t, x.All(ctx, true))
}

func all(t *testing.T, seq iter.Seq2[feeds.Bookmark, error]) (out []feeds.Bookmark) {
	t.Helper()
	for b, err := range seq {
		must(t, err)
		out = append(out, b)
	}
	return out
}

func these(list ...feeds.Bookmark) iter.Seq2[feeds.Bookmark, error] {
	return func(yield func(feeds.Bookmark, error) bool) {
		for _, b := range list {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func TestAllBookmarksComeFolderByFolderEachWithThoseWithinIt(t *testing.T) {
	s := fresh(t)
	n := 0
	for round := range 7 {
		for _, folder := range []string{"", "A", "A B", "A/B", "B"} {
			b := whole(fmt.Sprint(n), fmt.Sprintf("https://news.example/%d", n))
			b.Folder, b.Saved, n = folder, t0.Add(time.Duration(round)*time.Minute), n+1
			_, _, err := s.Keep(ctx, b, t0)
			must(t, err)
		}
	}
	all := everyBookmark(t, s)
	if len(all) != n {
		t.Fatalf("%d bookmarks, want %d", len(all), n)
	}
	var order []string
	for i, b := range all {
		if i == 0 || b.Folder != all[i-1].Folder {
			order = append(order, b.Folder)
		} else if b.Saved.After(all[i-1].Saved) {
			t.Errorf("within %q an older one comes first", b.Folder)
		}
	}
	if diff := cmp.Diff([]string{"", "A", "A/B", "A B", "B"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestABookmarkComesBackWholeAfterItsRemovalIsUndone(t *testing.T) {
	s := fresh(t)
	kept, c, err := s.Keep(ctx, whole("Storm", "https://news.example/a?utm_source=x"), t0)
	must(t, err)
	if c.N != 1 || c.Verb != "bookmark" || c.What != "Storm" {
		t.Errorf("change %+v", c)
	}
	want := whole("Storm", "https://news.example/a?utm_source=x")
	want.ID = kept.ID
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Error(diff)
	}
	ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{kept.ID, 99}, t0))(t)
	if _, err := s.Bookmark(ctx, kept.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed: %v", err)
	}
	other, _, err := s.Keep(ctx, whole("Other", "https://news.example/b"), t0)
	must(t, err)
	if other.ID == kept.ID {
		t.Error("an id was used twice")
	}
	s = reopen(t, s)
	ok(s.Undo(ctx))(t)
	if c := ok(s.Undo(ctx))(t); c.Verb != "unbookmark" || c.What != "Storm" {
		t.Errorf("undid %+v", c)
	}
	if diff := cmp.Diff([]feeds.Bookmark{want}, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
	if by := ok(s.BookmarkByURL(ctx, "http://www.news.example/a/"))(t); by.ID != kept.ID {
		t.Errorf("by address: %d, want %d", by.ID, kept.ID)
	}
}

func TestTwoBookmarksOfOnePageAreOne(t *testing.T) {
	s := fresh(t)
	first, _, err := s.Keep(ctx, feeds.Bookmark{URL: "https://news.example/a", Title: "Storm", Tags: []string{"sea"}, Note: "mine"}, t0)
	must(t, err)
	again := feeds.Bookmark{URL: "http://www.news.example/a#x", Title: "Storm, elsewhere", Tags: []string{"SEA", "wind"}, Note: "yours", Saved: t0.Add(-time.Hour)}
	both, c, err := s.Keep(ctx, again, t0)
	must(t, err)
	if both.ID != first.ID || c.N != 1 || both.Title != "Storm" || both.Note != "mine\nyours" || !cmp.Equal(both.Tags, []string{"sea", "wind"}) || !both.Saved.Equal(again.Saved) {
		t.Errorf("merged: %+v", both)
	}
	if _, c, err := s.Keep(ctx, again, t0); err != nil || c.N != 0 {
		t.Errorf("once more: %+v, %v; want nothing to change", c, err)
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff([]feeds.Bookmark{first}, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestAnImportIsOneStep(t *testing.T) {
	s := fresh(t)
	_, _, err := s.Keep(ctx, feeds.Bookmark{URL: "https://news.example/0", Title: "Mine"}, t0)
	must(t, err)
	before := everyBookmark(t, s)
	var in []feeds.Bookmark
	for i := range 200 {
		in = append(in, whole(fmt.Sprint("No ", i), fmt.Sprintf("https://news.example/%d", i%150)))
	}
	if done, c, err := s.ImportBookmarks(ctx, these(in...), "bookmarks.html", t0, true); err != nil || done != (Taken{149, 1, 50}) || c.N != 0 {
		t.Errorf("counted %+v, %+v, %v", done, c, err)
	}
	if diff := cmp.Diff(before, everyBookmark(t, s)); diff != "" {
		t.Error("counting changed the store: " + diff)
	}
	done, c, err := s.ImportBookmarks(ctx, these(in...), "bookmarks.html", t0, false)
	must(t, err)
	if done != (Taken{149, 1, 50}) || c.Verb != "import bookmarks" || c.What != "bookmarks.html" || c.N != 150 {
		t.Errorf("did %+v, %+v", done, c)
	}
	after := everyBookmark(t, s)
	if len(after) != 150 || ok(s.Sections(ctx, t0))(t).Bookmarks != 150 {
		t.Errorf("%d bookmarks, want 150", len(after))
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff(before, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
	ok(s.Redo(ctx))(t)
	if diff := cmp.Diff(after, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestBookmarksAreReadInWindowsLatestFirst(t *testing.T) {
	s := fresh(t)
	for i := range 25 {
		b := whole(fmt.Sprint(i), fmt.Sprintf("https://news.example/%d", i))
		b.Saved = t0.Add(time.Duration(i/3) * time.Second) // several at one time
		_, _, err := s.Keep(ctx, b, t0)
		must(t, err)
	}
	var got []string
	req := feeds.BookmarkRequest{Limit: 4}
	for {
		list := ok(s.Bookmarks(ctx, req))(t)
		if len(list) == 0 {
			break
		}
		for _, b := range list {
			if b.HTML != "" || b.Document != nil {
				t.Fatal("a list has bodies that were not asked for")
			}
			got = append(got, b.Title)
			req.AfterSaved, req.AfterID = b.Saved, b.ID
		}
	}
	if len(got) != 25 || got[0] != "24" || got[24] != "0" {
		t.Errorf("read %q", got)
	}
}

func TestEditingABookmarkAndItsText(t *testing.T) {
	s := fresh(t)
	kept, _, err := s.Keep(ctx, whole("Storm", "https://news.example/a"), t0)
	must(t, err)
	edited := kept
	edited.Tags, edited.Note, edited.Folder = []string{"new", "NEW"}, "", "C"
	edited.Highlights = append(edited.Highlights, feeds.Highlight{Quote: "y", Made: t0.Add(time.Minute)})
	if c := ok(s.EditBookmark(ctx, edited, t0))(t); c.N != 1 || c.Verb != "edit" {
		t.Errorf("change %+v", c)
	}
	got := ok(s.Bookmark(ctx, kept.ID))(t)
	if !cmp.Equal(got.Tags, []string{"new"}) || got.Note != "" || got.Folder != "C" || got.HTML != kept.HTML || got.Document == nil {
		t.Errorf("edited: %+v", got)
	}
	if diff := cmp.Diff(edited.Highlights, got.Highlights); diff != "" {
		t.Error(diff)
	}
	must(t, s.SetBookmarkDocument(ctx, kept.ID, &feeds.Document{Title: "From the page"}, true))
	if got := ok(s.Bookmark(ctx, kept.ID))(t); got.Document.Title != "From the page" {
		t.Errorf("document %+v", got.Document)
	}
	if err := s.SetBookmarkDocument(ctx, 99, &feeds.Document{}, true); !errors.Is(err, ErrNotFound) {
		t.Errorf("a bookmark that is not there: %v", err)
	}
	if _, err := s.EditBookmark(ctx, feeds.Bookmark{ID: 99}, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("editing one that is not there: %v", err)
	}
}

func TestAnArticleIsBookmarkedByItsPage(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""), feedNamed("herald", ""))
	commit(t, s, f[0].ID, item("a", 1, "One"), item("b", 2, "Two"))
	commit(t, s, f[1].ID, item("a", 3, "One, a copy")) // the same address through another feed
	_, _, err := s.ImportBookmarks(ctx, these(feeds.Bookmark{URL: "http://news.example/a?fbclid=1", Title: "One"}), "x", t0, false)
	must(t, err)
	list := page(t, s, feeds.View{Kind: feeds.ViewAll})
	if !list[0].Bookmarked || list[1].Bookmarked || !list[2].Bookmarked {
		t.Errorf("bookmarked: %v, %v, %v; want the copy and the article", list[0].Bookmarked, list[1].Bookmarked, list[2].Bookmarked)
	}
	if c := ok(s.Unkeep(ctx, list[0].ID, t0))(t); c.N != 1 || c.Verb != "unbookmark" {
		t.Errorf("change %+v", c)
	}
	if got := page(t, s, feeds.View{Kind: feeds.ViewAll}); got[0].Bookmarked || got[2].Bookmarked {
		t.Error("still bookmarked")
	}
}
