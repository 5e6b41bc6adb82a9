package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
)

// mixed is a store of two feeds whose articles differ in length.
func mixed(t *testing.T, n int) (*Store, []feeds.Feed) {
	t.Helper()
	s := fresh(t)
	fs := subscribed(t, s, feedNamed("zulu", "News"), feedNamed("Alpha", "News"))
	for i, f := range fs {
		var list []feeds.Article
		for j := range n {
			a := item(fmt.Sprint(i, "-", j), (j*13+i*5)%97, fmt.Sprint(f.Title, " ", j))
			a.Words = (j * 31) % 50
			list = append(list, a)
		}
		commit(t, s, f.ID, list...)
	}
	return s, fs
}

func ids(list []feeds.Headline) (out []feeds.ArticleID) {
	for _, h := range list {
		out = append(out, h.ID)
	}
	return out
}

func TestEveryViewRunsFromItsOldestAsWell(t *testing.T) {
	s, fs := mixed(t, 40)
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll})[:9] {
		must(t, s.Visit(ctx, h.ID, h.Published))
	}
	for _, v := range []feeds.View{
		{Kind: feeds.ViewAll}, {Kind: feeds.ViewUnread}, {Kind: feeds.ViewToday, Since: t0.Add(3e12)}, {Kind: feeds.ViewFeed, Feed: fs[0].ID},
		{Kind: feeds.ViewFolder, Folder: "News"}, {Kind: feeds.ViewHistory},
	} {
		want := ids(page(t, s, v))
		if len(want) < 5 {
			t.Fatalf("%s has %d articles alone", v.Kind, len(want))
		}
		slices.Reverse(want)
		v.Sort = feeds.SortOldest
		for _, limit := range []int{1, 7, 500} {
			for _, newer := range []bool{false, true} {
				var got []feeds.ArticleID
				keys := allPages(t, s, v, newer, limit)
				for i, k := range keys {
					got = append(got, -k.ID)
					if i > 0 && !keys[i-1].Newer(k) {
						t.Errorf("%s: %v does not stand above %v", v.Kind, keys[i-1], k)
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s by %d, newer %v: %v\nwant %v", v.Kind, limit, newer, got, want)
				}
			}
		}
		whole := page(t, s, v)
		p := ok(s.List(ctx, feeds.ListRequest{View: v, From: whole[2].Key(), Including: true, Limit: 2}))(t)
		if !slices.Equal(ids(p.Headlines), want[2:4]) {
			t.Errorf("%s from the third on: %v, want %v", v.Kind, ids(p.Headlines), want[2:4])
		}
	}
}

func TestByFeedAndByLengthTheNewestThousandComeAtOnce(t *testing.T) {
	s, _ := mixed(t, 600) // of two feeds: more than a thousand
	filing(t, s, func(f *Filing) {
		for i := range feeds.ArticleID(60) { // stories of two, three and four
			for other := range 1 + i%3 {
				ok(f.Begin(1000+4*i, 1000+4*i+1+other))(t)
			}
		}
	})
	newest := ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: feeds.MaxRanked}))(t).Headlines
	for by, less := range map[feeds.Sort]func(a, b feeds.Headline) int{
		feeds.SortFeed: func(a, b feeds.Headline) int {
			return cmp.Compare(strings.ToLower(a.Source), strings.ToLower(b.Source))
		},
		feeds.SortWords: func(a, b feeds.Headline) int { return cmp.Compare(b.Words, a.Words) },
		feeds.SortStory: func(a, b feeds.Headline) int { return cmp.Compare(b.Reports, a.Reports) },
	} {
		v := feeds.View{Kind: feeds.ViewAll, Sort: by}
		p := ok(s.List(ctx, feeds.ListRequest{View: v, Limit: 10}))(t)
		want := slices.Clone(newest)
		slices.SortStableFunc(want, less)
		if by == feeds.SortStory && want[0].Reports != 3 {
			t.Fatalf("the greatest story has %d other reports: the test tests little", want[0].Reports)
		}
		if !slices.Equal(ids(p.Headlines), ids(want)) || p.More {
			t.Errorf("by %s: %d rows, more %v", by, len(p.Headlines), p.More)
		}
		for i := 1; i < len(p.Headlines); i++ {
			if !p.Headlines[i-1].Key().Newer(p.Headlines[i].Key()) {
				t.Fatalf("by %s: row %d does not stand below the one before", by, i)
			}
		}
		for _, req := range []feeds.ListRequest{{View: v, Newer: true, Limit: 9}, {View: v, From: p.Headlines[3].Key(), Limit: 9}} {
			if more := ok(s.List(ctx, req))(t); len(more.Headlines) > 0 {
				t.Errorf("by %s: %d rows come twice", by, len(more.Headlines))
			}
		}
		if c := ok(s.MarkAllRead(ctx, v, 1<<40, t0))(t); c.N != feeds.MaxRanked {
			t.Errorf("by %s: %d marked, want what is shown", by, c.N)
		}
		follows(t, s)
		ok(s.Undo(ctx))(t)
	}
}

// BenchmarkOrders reads a screenful from the middle of a list in each order;
// those that rank read the newest thousand.
func BenchmarkOrders(b *testing.B) {
	s := filled(b, 100)
	for _, h := range ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1000}))(b).Headlines {
		must(b, s.Visit(ctx, h.ID, h.Published))
	}
	for name, v := range map[string]feeds.View{
		"newest": {Kind: feeds.ViewAll}, "oldest": {Kind: feeds.ViewAll, Sort: feeds.SortOldest}, "history": {Kind: feeds.ViewHistory},
		"feed": {Kind: feeds.ViewAll, Sort: feeds.SortFeed}, "words": {Kind: feeds.ViewAll, Sort: feeds.SortWords}, "story": {Kind: feeds.ViewAll, Sort: feeds.SortStory},
	} {
		req := feeds.ListRequest{View: v, Limit: 200}
		if !v.Sort.Ranks() {
			req.From = ok(s.List(ctx, req))(b).Reached
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if p := ok(s.List(ctx, req))(b); len(p.Headlines) < 200 {
					b.Fatal(len(p.Headlines))
				}
			}
		})
	}
}

func TestTheOrderOfAViewIsKept(t *testing.T) {
	s := fresh(t)
	feed, want := feeds.View{Kind: feeds.ViewFeed, Feed: 7}, feeds.Order{Sort: feeds.SortOldest, Days: true, At: feeds.Key{Published: -5, ID: -3}, Newest: 9, Sized: true}
	must(t, s.SetOrder(ctx, feed, want))
	must(t, s.SetOrder(ctx, feeds.View{Kind: feeds.ViewTopic, Topic: "Énergie"}, want))
	s = reopen(t, s)
	for v, want := range map[feeds.View]feeds.Order{
		feed: want, {Kind: feeds.ViewFeed, Feed: 8}: {}, {Kind: feeds.ViewAll}: {}, {Kind: feeds.ViewTopic, Topic: "énergie"}: want,
	} {
		if got := ok(s.Order(ctx, v))(t); got != want {
			t.Errorf("%s: %+v, want %+v", v.Name(), got, want)
		}
	}
	must(t, s.SetOrder(ctx, feed, feeds.Order{}))
	if got := ok(s.Order(ctx, feed))(t); got != (feeds.Order{}) {
		t.Errorf("set back: %+v", got)
	}
}
