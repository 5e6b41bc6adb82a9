package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// shelved keeps some bookmarks and gives their ids by title.
func shelved(t testing.TB, s *Store, list ...feeds.Bookmark) map[string]feeds.BookmarkID {
	t.Helper()
	ids := map[string]feeds.BookmarkID{}
	for _, b := range list {
		kept, _, err := s.Keep(ctx, b, t0)
		must(t, err)
		ids[b.Title] = kept.ID
	}
	return ids
}

func shelf() []feeds.Bookmark {
	at := func(title, source, folder string, saved, published int, tags ...string) feeds.Bookmark {
		return feeds.Bookmark{URL: "https://news.example/" + title, Title: title, Source: source, Folder: folder, Tags: tags,
			Saved: t0.Add(time.Duration(saved) * time.Hour), Published: t0.Add(time.Duration(published) * time.Hour)}
	}
	return []feeds.Bookmark{
		at("beta", "Wire", "A/B", 3, 9, "wind"),
		at("Alpha", "gazette", "A", 1, 8, "wind", "toread"),
		at("gamma", "Gazette", "", 2, 7, "grid"),
		at("delta", "Almanac", "A B", 4, 6),
	}
}

func TestBookmarksComeInTheOrderAQueryAsksFor(t *testing.T) {
	s := fresh(t)
	ids := shelved(t, s, shelf()...)
	for query, want := range map[string][]string{
		"":                                {"delta", "beta", "gamma", "Alpha"},
		"sort:date":                       {"delta", "beta", "gamma", "Alpha"},
		"sort:published":                  {"beta", "Alpha", "gamma", "delta"},
		"sort:title":                      {"Alpha", "beta", "delta", "gamma"},
		"sort:feed":                       {"delta", "gamma", "Alpha", "beta"},
		"sort:folder":                     {"gamma", "Alpha", "beta", "delta"},
		"tag:wind":                        {"beta", "Alpha"},
		"tag:wind sort:title":             {"Alpha", "beta"},
		"folder:A sort:published":         {"beta", "Alpha"},
		"tag:toread":                      {"Alpha"},
		"-tag:wind sort:feed":             {"delta", "gamma"},
		"feed:gazette sort:title":         {"Alpha", "gamma"},
		"tag:wind or tag:grid":            {"beta", "gamma", "Alpha"},
		"title:nothing":                   nil,
		"title:/^(al|ga)/ sort:published": {"Alpha", "gamma"},
		"beta sort:best":                  {"beta"},
	} {
		got := ok(s.BookmarkOrder(ctx, feeds.BookmarkOrderRequest{Query: query, Now: t0}))(t)
		var titles []string
		for _, id := range got.IDs {
			for title, of := range ids {
				if of == id {
					titles = append(titles, title)
				}
			}
		}
		if diff := cmp.Diff(want, titles); diff != "" || got.After != 0 {
			t.Errorf("%q (after %d):\n%s", query, got.After, diff)
		}
	}
}

func TestRowsOfAnOrderLeaveOutWhatIsGone(t *testing.T) {
	s := fresh(t)
	ids := shelved(t, s, shelf()...)
	ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{ids["beta"]}, t0))(t)
	rows := ok(s.Bookmarks(ctx, feeds.BookmarkRequest{IDs: []feeds.BookmarkID{ids["gamma"], ids["beta"], ids["Alpha"]}}))(t)
	if len(rows) != 2 || rows[0].Title != "gamma" || rows[1].Title != "Alpha" {
		t.Errorf("got %v", rows)
	}
}

func TestBookmarksAreToldApartWhoseArticleNoListShows(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""), feedNamed("herald", ""))
	madeRule(t, s, "Storms", "storm", muting)
	commit(t, s, f[0].ID, item("shown", 1, "News: shown"), item("muted", 2, "News of a storm"))
	commit(t, s, f[1].ID, item("left", 3, "News of a feed that is left"))
	kept := map[string]feeds.BookmarkID{}
	for _, h := range append(page(t, s, feeds.View{Kind: feeds.ViewAll}), page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0})...) {
		b, _, err := s.Keep(ctx, feeds.Bookmark{ArticleID: h.ID, URL: h.URL, Title: h.Title}, t0)
		must(t, err)
		kept[h.Title] = b.ID
	}
	for _, b := range []feeds.Bookmark{{URL: "https://elsewhere.example/", Title: "News from elsewhere"}, {URL: "https://elsewhere.example/other", Title: "Other"},
		{URL: "http://www.news.example/shown?utm_source=x", Title: "News: shown"}} { // which is one with the article's
		_, _, err := s.Keep(ctx, b, t0)
		must(t, err)
	}
	ok(s.Unsubscribe(ctx, []feeds.FeedID{f[1].ID}, t0))(t)
	for query, want := range map[string]int{"news": 3, "-shown": 4, "": 0, "title:/NEWS/": 3, "shown": 0, "news sort:title": 3} {
		if got := ok(s.CountAlone(ctx, query, t0))(t); got != (feeds.Count{N: want}) {
			t.Errorf("%q finds %+v, want %d", query, got, want)
		}
	}
	for title, id := range kept {
		want := ""
		if title == "News of a storm" {
			want = "Storms"
		}
		rows := ok(s.Bookmarks(ctx, feeds.BookmarkRequest{IDs: []feeds.BookmarkID{id}}))(t)
		if one := ok(s.Bookmark(ctx, id))(t); rows[0].HiddenBy != want || one.HiddenBy != want {
			t.Errorf("%q is hidden by %q in a list and by %q read, want %q", title, rows[0].HiddenBy, one.HiddenBy, want)
		}
	}
}

func TestAQueryThatReadsBookmarksLeavesOffAndGoesOn(t *testing.T) {
	s := fresh(t)
	n := orderPart + 70
	ok2(s.ImportBookmarks(ctx, func(yield func(feeds.Bookmark, error) bool) {
		for i := range n {
			b := feeds.Bookmark{URL: fmt.Sprint("https://news.example/", i), Title: fmt.Sprint("number ", i), Saved: t0.Add(time.Duration(i) * time.Second)}
			if !yield(b, nil) {
				return
			}
		}
	}, "many", t0, false))(t)
	var all []feeds.BookmarkID
	req, asked := feeds.BookmarkOrderRequest{Query: "title:/number/", Now: t0}, 0
	for {
		got := ok(s.BookmarkOrder(ctx, req))(t)
		all = append(all, got.IDs...)
		if asked++; got.After == 0 {
			break
		}
		if got.Of != n {
			t.Errorf("looks at %d, want %d", got.Of, n)
		}
		req.After = got.After
	}
	if c := ok(s.CountAlone(ctx, "title:/number/", t0))(t); c != (feeds.Count{N: feeds.MaxRanked, More: true}) {
		t.Errorf("counted %+v", c)
	}
	if asked != 2 || len(all) != n || !slices.IsSortedFunc(all, func(a, b feeds.BookmarkID) int { return int(b - a) }) {
		t.Errorf("asked %d times for %d of %d", asked, len(all), n)
	}
}

func ok2[A, B any](_ A, _ B, err error) func(testing.TB) {
	return func(t testing.TB) {
		t.Helper()
		must(t, err)
	}
}

func TestManyBookmarksAreChangedAsOneStep(t *testing.T) {
	s := fresh(t)
	ids := shelved(t, s, shelf()...)
	some := []feeds.BookmarkID{ids["beta"], ids["gamma"], ids["delta"], 999}
	before := everyBookmark(t, s)
	for name, e := range map[string]struct {
		edit feeds.BookmarkEdit
		n    int
		verb string
		want func(b feeds.Bookmark) bool
	}{
		"a tag, where it is not there":   {feeds.BookmarkEdit{Add: []string{"WIND"}}, 2, "tag", func(b feeds.Bookmark) bool { return len(b.Tags) > 0 }},
		"a tag off, whatever its case":   {feeds.BookmarkEdit{Drop: []string{"Wind", "GRID"}}, 2, "tag", func(b feeds.Bookmark) bool { return len(b.Tags) == 0 }},
		"to a folder":                    {feeds.BookmarkEdit{Move: true, Folder: "New/One"}, 3, "move", func(b feeds.Bookmark) bool { return b.Folder == "New/One" }},
		"out of all folders":             {feeds.BookmarkEdit{Move: true}, 2, "move", func(b feeds.Bookmark) bool { return b.Folder == "" }},
		"nothing, which makes no step":   {feeds.BookmarkEdit{Drop: []string{"none"}}, 0, "tag", func(feeds.Bookmark) bool { return true }},
		"a tag that is added and is off": {feeds.BookmarkEdit{Add: []string{"x"}, Drop: []string{"x"}}, 0, "tag", func(feeds.Bookmark) bool { return true }},
	} {
		c := ok(s.EditBookmarks(ctx, some, e.edit, t0))(t)
		if c.N != e.n || c.Verb != e.verb {
			t.Errorf("%s: %+v", name, c)
		}
		for _, id := range some[:3] {
			if b := ok(s.Bookmark(ctx, id))(t); !e.want(b) {
				t.Errorf("%s: %+v", name, b)
			}
		}
		if e.n > 0 {
			ok(s.Undo(ctx))(t)
		}
		if diff := cmp.Diff(before, everyBookmark(t, s)); diff != "" {
			t.Errorf("%s: undo left\n%s", name, diff)
		}
	}
}

func TestTagsAndFoldersAreCounted(t *testing.T) {
	s := fresh(t)
	shelved(t, s, append(shelf(), feeds.Bookmark{URL: "https://news.example/e", Title: "e", Tags: []string{"WIND"}, Folder: "A"})...)
	got := ok(s.KeepingWords(ctx))(t)
	for i := range got.Tags {
		if got.Tags[i].Word == "WIND" { // which case is shown is left open
			got.Tags[i].Word = "wind"
		}
	}
	want := feeds.KeepingWords{Tags: []feeds.Used{{Word: "wind", N: 3}, {Word: "grid", N: 1}, {Word: "toread", N: 1}},
		Folders: []feeds.Used{{Word: "A", N: 2}, {Word: "A B", N: 1}, {Word: "A/B", N: 1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkShelf is what the Bookmarks view asks for over 100,000 of them.
func BenchmarkShelf(b *testing.B) {
	s := fresh(b)
	const n = 100_000
	ok2(s.ImportBookmarks(ctx, func(yield func(feeds.Bookmark, error) bool) {
		for i := range n {
			b := feeds.Bookmark{URL: fmt.Sprintf("https://paper%d.example/%d", i%900, i), Title: fmt.Sprintf("Title %d of %d", i*7919%n, i), Source: fmt.Sprint("Paper ", i%900),
				Saved: t0.Add(time.Duration(i) * time.Second), Folder: fmt.Sprint("Folder ", i%40), Tags: []string{fmt.Sprint("tag", i%300), fmt.Sprint("t", i%7)}}
			if !yield(b, nil) {
				return
			}
		}
	}, "many", t0, false))(b)
	checks := make([]LinkFound, n)
	for i := range checks {
		checks[i] = LinkFound{fmt.Sprintf("https://paper%d.example/%d", i%900, i), feeds.LinkCheck{State: feeds.LinkAlive, Checked: t0}}
		if i%100 == 0 {
			checks[i].Link = dead(t0)
		}
	}
	must(b, s.SetLinks(ctx, checks))
	for _, query := range []string{"", "is:dead", "tag:tag7", "tag:t3", "title:77*", "folder:\"Folder 3\"", "sort:title", "sort:folder", "tag:tag7 sort:title"} {
		b.Run("Order "+query, func(b *testing.B) {
			for b.Loop() {
				ok(s.BookmarkOrder(ctx, feeds.BookmarkOrderRequest{Query: query, Now: t0}))(b)
			}
		})
	}
	for _, query := range []string{"title:77*", "tag:t3", "title"} {
		b.Run("Alone "+query, func(b *testing.B) {
			for b.Loop() {
				ok(s.CountAlone(ctx, query, t0))(b)
			}
		})
	}
	all := ok(s.BookmarkOrder(ctx, feeds.BookmarkOrderRequest{Now: t0}))(b)
	b.Run("Window", func(b *testing.B) {
		for b.Loop() {
			ok(s.Bookmarks(ctx, feeds.BookmarkRequest{IDs: all.IDs[50_000:50_100]}))(b)
		}
	})
	b.Run("Words", func(b *testing.B) {
		for b.Loop() {
			ok(s.KeepingWords(ctx))(b)
		}
	})
}
