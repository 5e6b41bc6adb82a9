package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// TestASearchKeepsWhatWasReadSinceItWasOpened compares searches that ask
// whether something is unread with the naive answer, in windows from both
// ends: what was read before one counts as read, what was read in it does not.
func TestASearchKeepsWhatWasReadSinceItWasOpened(t *testing.T) {
	for name, detour := range map[string]int{"by the list of the unread": 1, "by the index": usualReach.detour} {
		t.Run(name, func(t *testing.T) { testSearchOpened(t, detour) })
	}
}

func testSearchOpened(t *testing.T, detour int) {
	s := fresh(t)
	s.reach.detour = detour // before anything is read
	fs := subscribed(t, s, feedNamed("a", "News"), feedNamed("b", ""), feedNamed("gone", ""))
	opened := t0.Add(time.Hour)
	var all []feeds.Key
	readAt := map[feeds.ArticleID]time.Time{}
	word := map[feeds.ArticleID]string{}
	for i := range 240 {
		a := item(fmt.Sprint(i), (i*37)%101, []string{"Storm", "Harbour"}[i%2])
		commit(t, s, fs[i%3].ID, a)
		id := feeds.ArticleID(i + 1)
		word[id] = a.Title
		if i%3 != 2 {
			all = append(all, feeds.Key{Published: a.Published.Unix(), ID: id})
		}
		switch i % 5 {
		case 1:
			readAt[id] = opened.Add(-time.Minute)
		case 2, 3:
			readAt[id] = opened.Add(time.Duration(i%2) * time.Minute) // from the very moment on
		}
	}
	for id, at := range readAt {
		ok(s.MarkRead(ctx, []feeds.ArticleID{id}, true, at))(t)
	}
	ok(s.Unsubscribe(ctx, []feeds.FeedID{fs[2].ID}, t0))(t)
	slices.SortFunc(all, func(a, b feeds.Key) int {
		if a.Newer(b) {
			return -1
		}
		return 1
	})
	unread := func(id feeds.ArticleID) bool { at, read := readAt[id]; return !read || !at.Before(opened) }
	for query, holds := range map[string]func(feeds.ArticleID) bool{
		"is:unread":          unread,
		"is:unread storm":    func(id feeds.ArticleID) bool { return unread(id) && word[id] == "Storm" },
		"is:unread /storm/":  func(id feeds.ArticleID) bool { return unread(id) && word[id] == "Storm" },
		"is:read":            func(id feeds.ArticleID) bool { return !unread(id) },
		"-is:unread harbour": func(id feeds.ArticleID) bool { return !unread(id) && word[id] == "Harbour" },
		"is:unread or storm": func(id feeds.ArticleID) bool { return unread(id) || word[id] == "Storm" },
		"is:unread date:2026-03-01..2026-03-01 news": nil,
	} {
		var want []feeds.Key
		for _, k := range all {
			if holds != nil && holds(k.ID) {
				want = append(want, k)
			}
		}
		if holds != nil && len(want) < 10 {
			t.Fatalf("%s finds %d alone", query, len(want))
		}
		v := feeds.View{Kind: feeds.ViewSearch, Query: query, Now: t0.Add(2 * time.Hour), Opened: opened}
		if holds == nil { // every article says "in the news today"
			for _, k := range all {
				if unread(k.ID) {
					want = append(want, k)
				}
			}
		}
		for _, limit := range []int{1, 7, 300} {
			for _, newer := range []bool{false, true} {
				if got := allPages(t, s, v, newer, limit); !cmp.Equal(got, want) {
					t.Errorf("%s by %d, newer %v: -want +got\n%s", query, limit, newer, cmp.Diff(want, got))
				}
			}
		}
		if n := ok(s.Count(ctx, v))(t); n.N != len(want) {
			t.Errorf("%s counts %d, want %d", query, n.N, len(want))
		}
		v.Opened = time.Time{}
		strict := 0
		for _, k := range all {
			if _, read := readAt[k.ID]; query == "is:unread" && !read {
				strict++
			}
		}
		if n := ok(s.Count(ctx, v))(t); query == "is:unread" && n.N != strict {
			t.Errorf("opened anew %s counts %d, want %d", query, n.N, strict)
		}
	}
	// Mark-all takes what is unread in truth alone.
	v := feeds.View{Kind: feeds.ViewSearch, Query: "is:unread", Opened: opened}
	strict := ok(s.Sections(ctx, opened))(t).Unread
	if c := ok(s.MarkAllRead(ctx, v, 1<<40, opened.Add(time.Hour)))(t); c.N != strict {
		t.Errorf("%d were marked, %d were unread", c.N, strict)
	}
	follows(t, s)
}
