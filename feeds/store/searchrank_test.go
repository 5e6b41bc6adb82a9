package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// search is the view of a query.
func search(text string) feeds.View {
	return feeds.View{Kind: feeds.ViewSearch, Query: text, Now: t0}
}

func TestASearchInAnotherOrderComesWholeAndOnce(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Zebra", ""), feedNamed("älpler", ""))
	put := func(feed, minutes, words int, title, text string) {
		a := item(title, minutes, title)
		a.Text, a.Words = text, words
		commit(t, s, f[feed].ID, a)
	}
	put(0, 1, 30, "Storm storm", "A storm of storms.")
	put(1, 2, 500, "Harbour", "There was a storm, said one of many who said much else about it.")
	put(0, 3, 80, "Storm over the harbour", "It blows.")
	for by, want := range map[string][]string{
		"":      {"Storm over the harbour", "Harbour", "Storm storm"},
		"best":  {"Storm storm", "Storm over the harbour", "Harbour"},
		"feed":  {"Harbour", "Storm over the harbour", "Storm storm"},
		"words": {"Harbour", "Storm over the harbour", "Storm storm"},
	} {
		v := search(strings.TrimSpace("storm sort:" + by))
		if by == "" {
			v = search("storm")
		}
		if got := titles(page(t, s, v)); !slices.Equal(got, want) {
			t.Errorf("sort:%s gives %q, want %q", by, got, want)
		}
	}
	whole := ok(s.List(ctx, feeds.ListRequest{View: search("storm sort:best"), Limit: 1}))(t)
	if len(whole.Headlines) != 3 || whole.More {
		t.Errorf("%d rows and more %v, want all three at once", len(whole.Headlines), whole.More)
	}
	for _, req := range []feeds.ListRequest{{From: whole.Headlines[2].Key(), Limit: 9}, {Newer: true, Limit: 9}} {
		req.View = search("storm sort:best")
		if p := ok(s.List(ctx, req))(t); len(p.Headlines) != 0 || p.More {
			t.Errorf("%+v gives %d rows once more", req, len(p.Headlines))
		}
	}
}

func TestCountsAreExactToAThousandAndSayWhenThereIsMore(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var list []feeds.Article
	for i := range feeds.MaxRanked + 1 {
		a := item(fmt.Sprint(i), i, fmt.Sprintf("Storm %d", i))
		if i == 0 {
			a.Text = "A storm by the harbour"
		}
		list = append(list, a)
	}
	commit(t, s, f.ID, list...)
	for _, tc := range []struct {
		view feeds.View
		want feeds.Count
	}{
		{search("storm"), feeds.Count{N: feeds.MaxRanked, More: true}},
		{search("sto*"), feeds.Count{N: feeds.MaxRanked, More: true}},
		{search("storm -harbour"), feeds.Count{N: feeds.MaxRanked}},
		{search("/storm/"), feeds.Count{N: feeds.MaxRanked, More: true}},
		{search("harbour"), feeds.Count{N: 1}},
		{search("nowhere"), feeds.Count{}},
		{feeds.View{Kind: feeds.ViewAll}, feeds.Count{N: feeds.MaxRanked, More: true}},
		{feeds.View{Kind: feeds.ViewToday, Since: list[990].Published}, feeds.Count{N: 11}},
	} {
		if got := ok(s.Count(ctx, tc.view))(t); got != tc.want {
			t.Errorf("%s %q counts %+v, want %+v", tc.view.Kind, tc.view.Query, got, tc.want)
		}
	}
	// The newest thousand are put in order, and the oldest is none of them.
	p := ok(s.List(ctx, feeds.ListRequest{View: search("storm sort:best"), Limit: 10}))(t)
	if len(p.Headlines) != feeds.MaxRanked || slices.ContainsFunc(p.Headlines, func(h feeds.Headline) bool { return h.Title == "Storm 0" }) {
		t.Errorf("%d were ranked", len(p.Headlines))
	}
}

func TestMarkAllInASearchMarksWhatItShows(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var list []feeds.Article
	for i := range feeds.MaxRanked + 20 {
		list = append(list, item(fmt.Sprint(i), i, "Storm"))
	}
	list = append(list, item("other", 5000, "Harbour"))
	commit(t, s, f.ID, list...)
	newest := ok(s.Sections(ctx, t0))(t).Newest
	commit(t, s, f.ID, item("late", 6000, "Storm again"))
	ok(s.MarkRead(ctx, []feeds.ArticleID{7, 1010}, true, t0))(t)
	for _, tc := range []struct {
		query string
		want  int
	}{
		{"storm", feeds.MaxRanked + 18},          // all that was there, but for the two read before
		{"storm sort:best", feeds.MaxRanked - 1}, // of the newest thousand that were there one is read
		{"/storm/ -again", feeds.MaxRanked + 18},
		{"is:read", 0},
		{"nowhere", 0},
	} {
		c := ok(s.MarkAllRead(ctx, search(tc.query), newest, t0.Add(1)))(t)
		if c.N != tc.want {
			t.Errorf("%s: %d marked, want %d", tc.query, c.N, tc.want)
		}
		follows(t, s)
		if c.N > 0 {
			ok(s.Undo(ctx))(t)
			follows(t, s)
		}
		if got := ok(s.Sections(ctx, t0))(t).Unread; got != feeds.MaxRanked+20 {
			t.Fatalf("%s undone: %d unread", tc.query, got)
		}
	}
}

func TestThousandsOfOneSecondHaveSlotsOfTheirOwn(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var list []feeds.Article
	for i := range 3000 {
		list = append(list, item(fmt.Sprint("a", i), 0, fmt.Sprintf("Midnight %d", i)))
	}
	for i := range 20 {
		list = append(list, item(fmt.Sprint("b", i), i, fmt.Sprintf("Later %d", i)))
	}
	commit(t, s, f.ID, list...)
	follows(t, s)
	want := titles(page(t, s, feeds.View{Kind: feeds.ViewAll}))
	if got := titles(page(t, s, search("midnight or later"))); !cmp.Equal(got, want) {
		t.Error("a search lists them in another order than all articles")
	}
	if n := len(allPages(t, s, search("midnight"), false, 700)); n != 3000 {
		t.Errorf("%d of 3000 were found", n)
	}
	if n := len(allPages(t, s, search("midnight"), true, 700)); n != 3000 {
		t.Errorf("%d of 3000 were found from the other end", n)
	}
}

func TestALongSearchEndsWhenNobodyWantsItAnyMore(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var list []feeds.Article
	for i := range 2000 {
		list = append(list, item(fmt.Sprint(i), i, "Storm"))
	}
	commit(t, s, f.ID, list...)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Count(gone, search("/no such thing/")); err == nil {
		t.Error("a search went on for nobody")
	}
	if n := ok(s.Count(ctx, search("storm -/x/")))(t); n.N != feeds.MaxRanked {
		t.Errorf("the store counts %+v afterwards", n)
	}
}
