package library

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// TestWeeksOfFaultsLoseNothing lets a reader live with fifteen feeds of which each
// gets another fault at each turn, or none, for forty turns over two weeks of
// the test's clock: what was bookmarked or read stays so, nothing comes twice or
// unread again, and neither goroutines nor memory grow. It stands in for a day of
// real time.
//
// Faults: X30
func TestWeeksOfFaultsLoseNothing(t *testing.T) {
	r := newRig(t)
	rnd := rand.New(rand.NewPCG(30, 24))
	const papers, turns = 15, 40
	var urls []string
	published := make([][]string, papers)
	troubles := []func(body string) http.HandlerFunc{
		func(string) http.HandlerFunc { return hangUp },
		func(string) http.HandlerFunc { return status(500) },
		func(string) http.HandlerFunc { return status(503, "Retry-After", "7200") },
		func(string) http.HandlerFunc { return status(404) },
		func(string) http.HandlerFunc { return status(302, "Location", "file:///etc/passwd") },
		func(string) http.HandlerFunc { return status(302, "Location", "http://127.0.0.2/") },
		func(string) http.HandlerFunc { return says("") },
		func(string) http.HandlerFunc { return says("<!doctype html><title>Sign in</title>") },
		func(string) http.HandlerFunc { return says("\x1f\x8b\x08junk", "Content-Encoding", "gzip") },
		func(string) http.HandlerFunc { return says(strings.Repeat("<z:a>", 5000)) },
		func(body string) http.HandlerFunc { return says(body[:len(body)*2/3]) },
		func(body string) http.HandlerFunc {
			return says(body[:len(body)/2], "Content-Length", fmt.Sprint(len(body)))
		},
	}
	for i := range papers {
		urls = append(urls, fmt.Sprintf("http://paper%d.example/feed", i))
	}
	ids := r.follow(urls...)
	read, kept := map[feeds.ArticleID]bool{}, map[feeds.ArticleID]bool{}
	var goroutines int
	var heap uint64
	for turn := range turns {
		for i := range papers {
			for range rnd.IntN(3) {
				published[i] = append(published[i], fmt.Sprintf("p%d-%d", i, len(published[i])))
			}
			carried := published[i][max(0, len(published[i])-20):]
			body := rss(carried...)
			answer := says(body)
			if rnd.IntN(3) == 0 {
				answer = troubles[rnd.IntN(len(troubles))](body)
			}
			r.answers(fmt.Sprintf("paper%d.example", i), answer)
		}
		r.pass(time.Duration(1+rnd.IntN(16)) * time.Hour)
		if turn%5 == 0 {
			r.own()
		} else {
			r.due()
		}
		page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewUnread}, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Headlines {
			switch rnd.IntN(12) {
			case 0:
				if _, err := r.Keep(t.Context(), h.ID, feeds.Keeping{}); err != nil {
					t.Fatal(err)
				}
				kept[h.ID] = true
			case 1, 2, 3, 4:
				if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{h.ID}, true); err != nil {
					t.Fatal(err)
				}
				read[h.ID] = true
			}
		}
		if turn == turns/3 {
			goroutines, heap = settled()
		}
	}
	seen := map[string]bool{}
	for i, id := range ids {
		page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: id}, Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Headlines {
			if seen[h.Title] {
				t.Errorf("%s is there twice", h.Title)
			}
			seen[h.Title] = true
			if h.Read != read[h.ID] {
				t.Errorf("%s is read %v, want %v", h.Title, h.Read, read[h.ID])
			}
			if kept[h.ID] && !h.Bookmarked {
				t.Errorf("%s is no bookmark any more", h.Title)
			}
			delete(kept, h.ID)
		}
		r.answers(fmt.Sprintf("paper%d.example", i), says(rss(published[i]...)))
	}
	if len(kept) > 0 {
		t.Errorf("%d bookmarked articles are gone", len(kept))
	}
	if n, size := settled(); n > goroutines+10 || size > heap+heap/2+8<<20 {
		t.Errorf("%d goroutines and %d MiB at the end, %d and %d after a third", n, size>>20, goroutines, heap>>20)
	}
	if err := r.store.Check(t.Context(), true); err != nil {
		t.Error(err)
	}
	// Well again, every feed gives all it has.
	r.pass(48 * time.Hour)
	r.own()
	for i, id := range ids {
		if f := r.feed(id); f.FetchState.Error != "" || f.Articles != len(published[i]) {
			t.Errorf("paper %d has %d of %d articles and says %q", i, f.Articles, len(published[i]), f.FetchState.Error)
		}
	}
}

// settled counts goroutines and live bytes.
func settled() (goroutines int, heap uint64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}

// Faults: X21
func TestAnArticleThatItsFeedDroppedAndBringsAgainIsNotNew(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("One", "Two")), says(rss("Two")), says(rss("One", "Two", "Three")))
	id := r.follow(feedURL)[0]
	r.due()
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: id}, Limit: 10})
	if err != nil || len(page.Headlines) != 2 {
		t.Fatalf("%d articles, %v", len(page.Headlines), err)
	}
	for _, h := range page.Headlines {
		if h.Title == "One" {
			if _, err := r.Keep(t.Context(), h.ID, feeds.Keeping{Note: "mine"}); err != nil {
				t.Fatal(err)
			}
			if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{h.ID}, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.again(id)
	if f := r.feed(id); f.Articles != 2 || f.Unread != 1 {
		t.Errorf("dropped: %d articles, %d unread", f.Articles, f.Unread)
	}
	if report := r.again(id); report.New != 1 {
		t.Errorf("returned: %d new articles, want the one that is", report.New)
	}
	if f := r.feed(id); f.Articles != 3 || f.Unread != 2 {
		t.Errorf("returned: %d articles, %d unread", f.Articles, f.Unread)
	}
	list, err := r.Bookmarks(t.Context(), feeds.BookmarkRequest{Limit: 10})
	if err != nil || len(list) != 1 || list[0].Title != "One" || list[0].Note != "mine" {
		t.Errorf("bookmarks %+v, %v", list, err)
	}
}
