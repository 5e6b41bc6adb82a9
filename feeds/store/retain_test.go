package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// kept subscribes to a feed of ten articles, one a day, the tenth the newest,
// marks all but the fifth read, bookmarks the second, and commits once more with
// what the feed carries then: the third, the tenth and a new one.
func kept(t *testing.T, r Retention) []string {
	t.Helper()
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var all []feeds.Article
	for day := 1; day <= 10; day++ {
		all = append(all, aged(day))
	}
	commit(t, s, f.ID, all...)
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		if h.Title != "Day 5" {
			ok(s.MarkRead(ctx, []feeds.ArticleID{h.ID}, true, t0))(t)
		}
		if h.Title == "Day 2" {
			_, _, err := s.Keep(ctx, feeds.Bookmark{ArticleID: h.ID, URL: h.URL, CanonicalURL: h.URL, Title: h.Title, Saved: t0}, t0)
			must(t, err)
		}
	}
	_, err := s.Commit(ctx, []FeedResult{{Feed: f.ID, Articles: []feeds.Article{aged(3), aged(10), aged(11)}, Retain: r}}, nil)
	must(t, err)
	var left []string
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		left = append(left, h.Title)
	}
	got := ok(s.Feed(ctx, f.ID))(t)
	if got.Articles != len(left) || got.Unread != 2 {
		t.Errorf("counted %d articles, %d unread; listed %d", got.Articles, got.Unread, len(left))
	}
	return left
}

func aged(day int) feeds.Article {
	a := item(fmt.Sprint("day", day), 0, fmt.Sprint("Day ", day))
	a.Published = t0.Add(time.Duration(day-20) * 24 * time.Hour)
	a.URL = fmt.Sprintf("https://gazette.example/%d", day)
	a.CanonicalURL = a.URL
	return a
}

// Faults: D22
func TestRetentionKeepsUnreadBookmarkedAndCarriedArticles(t *testing.T) {
	for _, tc := range []struct {
		name string
		r    Retention
		want []string
	}{
		{"none: all stay", Retention{}, []string{"Day 11", "Day 10", "Day 9", "Day 8", "Day 7", "Day 6", "Day 5", "Day 4", "Day 3", "Day 2", "Day 1"}},
		{"by age", Retention{Before: t0.Add(-12*24*time.Hour - time.Hour)}, []string{"Day 11", "Day 10", "Day 9", "Day 8", "Day 5", "Day 3", "Day 2"}},
		{"by number: the oldest that may go, until the number is kept", Retention{Count: 9}, []string{"Day 11", "Day 10", "Day 9", "Day 8", "Day 7", "Day 6", "Day 5", "Day 3", "Day 2"}},
		{"a number below what must stay", Retention{Count: 1}, []string{"Day 11", "Day 10", "Day 5", "Day 3", "Day 2"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, kept(t, tc.r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
