package library

import (
	"fmt"
	"testing"
	"time"

	"broadsheet/feeds"
)

// TestReadArticlesGoAsTheSettingsSayAndStayAway has two feeds of 120 articles,
// one with numbers of its own; a hundred of each are read and one of those kept.
func TestReadArticlesGoAsTheSettingsSayAndStayAway(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss(numbered("n", 120)...)))
	r.answers("own.example", says(rss(numbered("o", 120)...)))
	ids := r.follow(feedURL, "http://own.example/feed")
	own := r.feed(ids[1])
	own.Options.KeepArticles = 80
	if _, err := r.EditFeed(t.Context(), own); err != nil {
		t.Fatal(err)
	}
	r.due()
	for i, id := range ids {
		page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: id}, Limit: 200})
		if err != nil || len(page.Headlines) != 120 {
			t.Fatalf("feed %d: %d articles, %v", i, len(page.Headlines), err)
		}
		var read []feeds.ArticleID
		for _, h := range page.Headlines[:100] {
			read = append(read, h.ID)
		}
		if _, err := r.MarkRead(t.Context(), read, true); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Keep(t.Context(), read[0], feeds.Keeping{}); err != nil {
			t.Fatal(err)
		}
	}
	keep := func(k feeds.Keep) { // what goes on behind the test reads the settings too
		r.Library.mu.Lock()
		defer r.Library.mu.Unlock()
		r.Library.opt.Settings.Keep = k
	}
	r.pass(40 * 24 * time.Hour)
	want := func(when string, counts ...int) {
		t.Helper()
		for i, id := range ids {
			if f := r.feed(id); f.Articles != counts[i] || f.Unread != 20 {
				t.Errorf("%s: feed %d has %d articles, %d unread, want %d and 20", when, i, f.Articles, f.Unread, counts[i])
			}
		}
	}
	keep(feeds.Keep{Days: 30})
	list, err := r.Wanes(t.Context())
	if err != nil || fmt.Sprint(waned(list)) != "[99 99]" {
		t.Errorf("would go: %v, %v", waned(list), err)
	}
	want("before", 120, 120)
	keep(feeds.Keep{})
	if list, err = r.Clean(t.Context()); err != nil || fmt.Sprint(waned(list)) != "[40]" {
		t.Errorf("by the feed's own number %v went, %v", waned(list), err)
	}
	want("by the feed's own number", 120, 80)
	keep(feeds.Keep{Days: 30})
	if list, err = r.Clean(t.Context()); err != nil || fmt.Sprint(waned(list)) != "[99 59]" {
		t.Errorf("by age %v went, %v", waned(list), err)
	}
	want("by age", 21, 21)
	// Both carry all they ever did, and one article more.
	r.answers(site, says(rss(append(numbered("n", 120), "new")...)))
	r.answers("own.example", says(rss(append(numbered("o", 120), "new")...)))
	if report := r.own(ids...); report.New != 2 {
		t.Errorf("%d articles came, want the new ones", report.New)
	}
	for i, id := range ids {
		if f := r.feed(id); f.Articles != 22 || f.Unread != 21 {
			t.Errorf("feed %d has %d articles, %d unread after it brought all again", i, f.Articles, f.Unread)
		}
	}
}

func numbered(name string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint(name, i))
	}
	return out
}

func waned(list []Waned) (out []int) {
	for _, w := range list {
		out = append(out, w.Articles)
	}
	return out
}
