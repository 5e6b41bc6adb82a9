package store

import (
	"fmt"
	"math/rand/v2"
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

// TestRetentionNeverTakesWhatIsProtected lets random papers publish, random
// readers read and keep, and random retentions drop: what is unread or bookmarked,
// by itself or by the page it shares, always stays, what is not goes oldest
// first until the retention is content, and nothing comes back unread.
//
// Faults: D22
func TestRetentionNeverTakesWhatIsProtected(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 22))
			s := fresh(t)
			list := subscribed(t, s, feedNamed("gazette", ""), feedNamed("herald", ""))
			var all [2][]feeds.Article
			for i := range list {
				for n := range 40 + rnd.IntN(60) {
					a := aged(rnd.IntN(20))
					a.GUID, a.Title = fmt.Sprint(i, "-", n), fmt.Sprint("Paper ", i, " article ", n)
					a.URL = fmt.Sprintf("https://news.example/%d", rnd.IntN(120)) // some are of one page
					a.CanonicalURL, a.Hash = a.URL, a.Title
					all[i] = append(all[i], a)
				}
				commit(t, s, list[i].ID, all[i]...)
			}
			kept, wasRead := map[string]bool{}, map[string]bool{}
			for _, h := range listedAll(t, s) {
				if rnd.IntN(3) > 0 {
					ok(s.MarkRead(ctx, []feeds.ArticleID{h.ID}, true, t0))(t)
				}
				if rnd.IntN(10) == 0 {
					_, _, err := s.Keep(ctx, feeds.Bookmark{ArticleID: h.ID, URL: h.URL, CanonicalURL: h.URL, Title: h.Title, Saved: t0}, t0)
					must(t, err)
					kept[h.URL] = true
				}
			}
			before := listedAll(t, s)
			for _, h := range before {
				wasRead[h.Title] = h.Read
			}
			r := Retention{Count: rnd.IntN(60)}
			if rnd.IntN(2) == 0 {
				r.Before = t0.Add(time.Duration(-rnd.IntN(20)) * 24 * time.Hour)
			}
			for _, f := range list {
				wanes := ok(s.Wanes(ctx, f.ID, r))(t)
				dropped := 0
				for {
					gone := ok(s.Retain(ctx, f.ID, r, 1+rnd.IntN(9)))(t)
					if dropped += len(gone); len(gone) == 0 {
						break
					}
				}
				if dropped != wanes {
					t.Errorf("%d went, %d were to", dropped, wanes)
				}
			}
			here := map[string]bool{}
			for _, h := range listedAll(t, s) {
				here[h.Title] = true
			}
			for _, f := range list {
				var mine []feeds.Headline
				left := 0
				for _, h := range before {
					if h.FeedID == f.ID {
						mine = append(mine, h)
						if here[h.Title] {
							left++
						}
					}
				}
				if got := ok(s.Feed(ctx, f.ID))(t).Articles; got != left {
					t.Errorf("the feed counts %d articles and has %d", got, left)
				}
				for _, h := range mine {
					protected := !h.Read || kept[h.URL]
					old := !r.Before.IsZero() && h.Published.Before(r.Before)
					switch {
					case protected && !here[h.Title]:
						t.Errorf("%s went, read %v, bookmarked %v", h.Title, h.Read, kept[h.URL])
					case !protected && here[h.Title] && old:
						t.Errorf("%s of %v stayed", h.Title, h.Published)
					case !protected && here[h.Title] && r.Count > 0 && left > r.Count:
						t.Errorf("%s stayed among %d, %d are kept", h.Title, left, r.Count)
					case !here[h.Title] && !old && (r.Count == 0 || left < min(r.Count, len(mine))):
						t.Errorf("%s went without need: %d are left of %d, %d are kept", h.Title, left, len(mine), r.Count)
					}
				}
			}
			// The feeds carry it all still: what went stays away while its retention
			// holds, and is read when that holds no more.
			for i, f := range list {
				_, err := s.Commit(ctx, []FeedResult{{Feed: f.ID, Articles: all[i], Retain: r}}, nil)
				must(t, err)
			}
			if got := len(listedAll(t, s)); !r.none() && got != len(here) {
				t.Errorf("%d articles after the feeds brought theirs again, want %d", got, len(here))
			}
			for i, f := range list {
				commit(t, s, f.ID, all[i]...)
			}
			after := listedAll(t, s)
			for _, h := range after {
				if h.Read != wasRead[h.Title] {
					t.Errorf("%s came back read %v, and was %v", h.Title, h.Read, wasRead[h.Title])
				}
			}
			if len(after) != len(before) {
				t.Errorf("%d articles without a retention, want %d", len(after), len(before))
			}
		})
	}
}

// listedAll lists all articles, those folded away as copies too.
func listedAll(t *testing.T, s *Store) (out []feeds.Headline) {
	t.Helper()
	for _, f := range ok(s.Feeds(ctx))(t) {
		out = append(out, page(t, s, feeds.View{Kind: feeds.ViewFeed, Feed: f.ID})...)
	}
	return out
}
