package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestTheHistoryHasWhatWasOpenedOrReadByItselfTheLatestFirst(t *testing.T) {
	s := fresh(t)
	fs := subscribed(t, s, feedNamed("a", ""), feedNamed("b", ""))
	for i := range 6 {
		commit(t, s, fs[0].ID, item(fmt.Sprint(i), i, fmt.Sprint("Old ", i)))
	}
	commit(t, s, fs[1].ID, item("other", 1, "Other"))
	id := map[string]feeds.ArticleID{}
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		id[h.Title] = h.ID
	}
	history := feeds.View{Kind: feeds.ViewHistory}
	at := func(sec int) time.Time { return t0.Add(time.Duration(sec) * time.Second) }
	expect := func(when string, want ...string) {
		t.Helper()
		if got := titles(page(t, s, history)); !slices.Equal(got, append([]string{}, want...)) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	expect("nothing was opened")
	must(t, s.Visit(ctx, id["Old 5"], at(1)))
	must(t, s.Visit(ctx, id["Old 1"], at(2)))
	ok(s.MarkRead(ctx, []feeds.ArticleID{id["Other"]}, true, at(3)))(t)
	expect("opened, and read", "Other", "Old 1", "Old 5")
	must(t, s.Visit(ctx, id["Old 5"], at(4)))
	must(t, s.Visit(ctx, id["Old 5"], at(2))) // a clock that was set back
	must(t, s.Visit(ctx, 99999, at(5)))
	expect("opened again", "Old 5", "Other", "Old 1")
	ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewFeed, Feed: fs[0].ID}, 99999, at(6)))(t)
	expect("a whole view marked read is no visit", "Old 5", "Other", "Old 1")
	ok(s.Undo(ctx))(t)
	if c := ok(s.MarkAllRead(ctx, history, 99999, at(7)))(t); c.N != 2 {
		t.Errorf("marking the history read marks %d, want its 2 unread", c.N)
	}
	follows(t, s)
	expect("all of it marked read", "Old 5", "Other", "Old 1")
	s = reopen(t, s)
	expect("after a restart", "Old 5", "Other", "Old 1")
	ok(s.Unsubscribe(ctx, []feeds.FeedID{fs[1].ID}, at(8)))(t)
	expect("its feed is gone", "Old 5", "Old 1")
}

func TestTheHistoryIsReadInWindowsFromBothEnds(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("a", ""))[0]
	var list []feeds.Article
	for i := range 40 {
		list = append(list, item(fmt.Sprint(i), (i*17)%40, fmt.Sprint("No ", i)))
	}
	commit(t, s, f.ID, list...)
	var want []feeds.Key
	for i, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		at := t0.Add(time.Duration((i*7)%20) * time.Second) // some at one moment
		must(t, s.Visit(ctx, h.ID, at))
		want = append(want, feeds.Key{Published: at.UnixMilli(), ID: h.ID})
	}
	slices.SortFunc(want, func(a, b feeds.Key) int {
		if a.Newer(b) {
			return -1
		}
		return 1
	})
	for _, limit := range []int{1, 3, 7, 100} {
		for _, newer := range []bool{false, true} {
			if got := allPages(t, s, feeds.View{Kind: feeds.ViewHistory}, newer, limit); !slices.Equal(got, want) {
				t.Errorf("by %d, newer %v: %v\nwant %v", limit, newer, got, want)
			}
		}
	}
}
