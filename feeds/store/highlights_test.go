package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestAHighlightAndTheBookmarkItMakesAreOneStep(t *testing.T) {
	s := fresh(t)
	b := whole("Storm", "https://news.example/a")
	b.Highlights = nil
	first := feeds.Highlight{Quote: "x", Note: "so", Made: t0.Add(1500 * time.Microsecond)}
	kept, c, err := s.Highlight(ctx, b, nil, []feeds.Highlight{first}, Errands{}, t0)
	must(t, err)
	if c.Verb != "highlight" || c.N != 1 || c.What != "Storm" {
		t.Errorf("change %+v", c)
	}
	want := b
	want.ID, want.Highlights = kept.ID, []feeds.Highlight{{Quote: "x", Note: "so", Made: t0.Add(time.Millisecond)}}
	if diff := cmp.Diff([]feeds.Bookmark{want}, everyBookmark(t, s)); diff != "" {
		t.Error(diff)
	}
	if c := ok(s.Undo(ctx))(t); c.Verb != "highlight" || len(everyBookmark(t, s)) != 0 {
		t.Errorf("undid %+v, left %v", c, everyBookmark(t, s))
	}
	ok(s.Redo(ctx))(t)
	if diff := cmp.Diff([]feeds.Bookmark{want}, everyBookmark(t, s)); diff != "" {
		t.Errorf("redone: %s", diff)
	}
}

func TestHighlightsOfABookmarkChangeAndAllElseStays(t *testing.T) {
	s := fresh(t)
	kept, _, err := s.Keep(ctx, whole("Storm", "https://news.example/a"), t0)
	must(t, err)
	was := kept.Highlights[0]
	change := func(verb string, gone, others []feeds.Highlight) []feeds.Highlight {
		t.Helper()
		before := ok(s.Bookmark(ctx, kept.ID))(t)
		after, c, err := s.Highlight(ctx, feeds.Bookmark{ID: kept.ID}, gone, others, Errands{}, t0)
		must(t, err)
		if c.Verb != verb || c.N != 1 {
			t.Errorf("change %+v, want %s", c, verb)
		}
		rest := after
		rest.Highlights = before.Highlights
		if diff := cmp.Diff(before, rest); diff != "" {
			t.Errorf("%s changed more: %s", verb, diff)
		}
		ok(s.Undo(ctx))(t)
		if diff := cmp.Diff(before, ok(s.Bookmark(ctx, kept.ID))(t)); diff != "" {
			t.Errorf("%s undone: %s", verb, diff)
		}
		ok(s.Redo(ctx))(t)
		return after.Highlights
	}
	added := feeds.Highlight{Quote: "y", Made: t0}
	if diff := cmp.Diff([]feeds.Highlight{was, added}, change("highlight", nil, []feeds.Highlight{added})); diff != "" {
		t.Error(diff)
	}
	noted := feeds.Highlight{Quote: "x", Note: "now"}
	if diff := cmp.Diff([]feeds.Highlight{noted, added}, change("edit highlight", []feeds.Highlight{was}, []feeds.Highlight{noted})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]feeds.Highlight{added}, change("unhighlight", []feeds.Highlight{noted}, nil)); diff != "" {
		t.Error(diff)
	}
	if _, c, err := s.Highlight(ctx, feeds.Bookmark{ID: kept.ID}, nil, []feeds.Highlight{added}, Errands{}, t0); err != nil || c.N != 0 {
		t.Errorf("one that is there: %+v, %v", c, err)
	}
	if _, _, err := s.Highlight(ctx, feeds.Bookmark{ID: kept.ID + 9}, nil, []feeds.Highlight{added}, Errands{}, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("of a bookmark that is not there: %v", err)
	}
}

func TestAnArticleHasTheHighlightsOfItsBookmark(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"))
	list := page(t, s, feeds.View{Kind: feeds.ViewAll})
	if got := ok(s.HighlightsOf(ctx, list[0].ID))(t); got != nil {
		t.Errorf("not kept: %v", got)
	}
	b := whole("A", list[0].URL)
	b.ArticleID = list[0].ID
	_, _, err := s.Keep(ctx, b, t0)
	must(t, err)
	if diff := cmp.Diff(b.Highlights, ok(s.HighlightsOf(ctx, list[0].ID))(t)); diff != "" {
		t.Error(diff)
	}
	if got := ok(s.HighlightsOf(ctx, list[1].ID))(t); got != nil {
		t.Errorf("the other article: %v", got)
	}
}

func TestTagsAndFoldersInUseComeMostUsedFirst(t *testing.T) {
	s := fresh(t)
	for i, with := range []feeds.Keeping{
		{Tags: []string{"energy", "Long read"}, Folder: "Work/Dams"}, {Tags: []string{"Energy", "art"}, Folder: "Work"}, {Tags: []string{"ENERGY", "long read"}, Folder: "work"}, {},
	} {
		b := feeds.Bookmark{URL: fmt.Sprintf("https://a.example/%d", i), Title: "t", Tags: with.Tags, Folder: with.Folder}
		_, _, err := s.Keep(ctx, b, t0)
		must(t, err)
	}
	want := feeds.KeepingWords{
		Tags:    []feeds.Used{{Word: "energy", N: 3}, {Word: "Long read", N: 2}, {Word: "art", N: 1}},
		Folders: []feeds.Used{{Word: "Work", N: 1}, {Word: "work", N: 1}, {Word: "Work/Dams", N: 1}},
	}
	if diff := cmp.Diff(want, ok(s.KeepingWords(ctx))(t)); diff != "" {
		t.Error(diff)
	}
}
