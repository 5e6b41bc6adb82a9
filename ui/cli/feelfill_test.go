package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/feeds/related"
	"broadsheet/feeds/sample"
	"broadsheet/feeds/store"
)

const (
	fillFeeds  = 1000
	fillPerDay = 1000
	fillStep   = 2000
	// fillLong are the newest articles of all, of 5,000 words each.
	fillLong = 60
	longWord = "opening" // and the article's number: the first word of a long one
)

// fillBatch is what one change of the store brings, with its signatures.
type fillBatch struct {
	results []store.FeedResult
	filed   bool // it has no place to find any more
}

// filled gives a data directory with a store of n articles of 85 words in 1,000
// feeds, a thousand a day up to now, as reloads would have brought them, and how
// many bytes of text the articles have of their own. With BROADSHEET_BENCH_DIR
// set it is kept there and used again.
func filled(t *testing.T, n int) (dir string, crowd *sample.Crowd, own int64) {
	dir = t.TempDir()
	if keep := os.Getenv("BROADSHEET_BENCH_DIR"); keep != "" {
		dir = filepath.Join(keep, fmt.Sprint(n))
	}
	now := time.Now()
	crowd = sample.NewCrowd(1, fillFeeds, fillPerDay, now.Add(-time.Duration(n)*(24*time.Hour/fillPerDay)))
	if library.Exists(dir) {
		place(t, dir) // which brings one of an older version up to date
	} else {
		makeUp(t, dir, crowd, n, now)
	}
	for range 1000 {
		_, a := crowd.Next()
		own += int64(len(a.Title) + len(a.HTML))
	}
	long := longArticle(crowd, 0, now)
	return dir, crowd, own*int64(n)/1000 + fillLong*int64(len(long.Title)+len(long.HTML))
}

func makeUp(t testing.TB, dir string, crowd *sample.Crowd, n int, now time.Time) {
	s, err := store.Open(t.Context(), dir, store.Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	list, _, _, err := s.Subscribe(t.Context(), crowd.Feeds(), "subscribe", "feeds", now)
	if err != nil {
		t.Fatal(err)
	}
	alone := func(*store.Filing, []store.Fresh) error { return nil }
	var next feeds.ArticleID
	for b := range fillBatches(crowd, list, n, now) {
		file := store.Filer(nil)
		if b.filed {
			file = alone
		}
		if _, err := s.Commit(t.Context(), b.results, file); err != nil {
			t.Fatal(err)
		}
	}
	if next, err = s.Sign(t.Context(), related.Version, 1, func(*store.Fresh) []byte { return nil }); err != nil || next != 1 {
		t.Fatalf("articles up to %d have no signature, %v", next, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	place(t, dir)
}

// place has the last sixty days find their places, as they do after a first load.
func place(t testing.TB, dir string) {
	lib, err := library.Open(t.Context(), library.Options{Dir: dir, Version: "bench", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
}

// fillBatches makes articles up beside what takes them. Those of more than the
// sixty days that are compared stand alone: to look for their stories would take
// an hour, and they would be no part of what is measured.
func fillBatches(crowd *sample.Crowd, list []feeds.Feed, n int, now time.Time) <-chan fillBatch {
	out := make(chan fillBatch, 4)
	go func() {
		defer close(out)
		for at := 0; at < n; at += fillStep {
			results := make([]store.FeedResult, len(list))
			add := func(feed int, a feeds.Article) {
				r := &results[feed]
				r.Feed, r.Version = list[feed].ID, related.Version
				r.State = feeds.FetchState{Checked: now, Succeeded: now, Status: 200, Next: now.Add(1000 * time.Hour)}
				r.Articles = append(r.Articles, a)
				r.Signatures = append(r.Signatures, related.Sign(related.Text{Title: a.Title, Body: a.Text, Language: a.Language, Source: list[feed].Name()}))
			}
			for range min(fillStep, n-at) {
				add(crowd.Next())
			}
			if at+fillStep >= n {
				for i := range fillLong {
					add(i, longArticle(crowd, i, now))
				}
			}
			results = slices.DeleteFunc(results, func(r store.FeedResult) bool { return r.Feed == 0 })
			out <- fillBatch{results, n-at > 60*fillPerDay+fillStep}
		}
	}()
	return out
}

// longArticle is one of 5,000 words: 59 paragraphs with a link each, under six
// headings.
func longArticle(crowd *sample.Crowd, i int, now time.Time) feeds.Article {
	_, a := crowd.Next()
	text, html := fmt.Sprint(longWord, i, " "), ""
	html = "<p>" + text
	for p := range 59 {
		_, part := crowd.Next()
		if p%10 == 9 {
			html += "<h2>" + part.Title + "</h2>"
		}
		first, rest, _ := strings.Cut(part.Text, " ")
		html += fmt.Sprintf(`<p><a href="%s">%s</a> %s</p>`, part.URL, first, rest)
		text += part.Text + " "
	}
	a.Title, a.HTML, a.Text, a.Words = fmt.Sprint("Long article ", i), feeds.Raw(html), text, 5000
	a.Published, a.FirstSeen = now.Add(time.Duration(fillLong-i)*time.Second), now // newer than all others, whatever these took
	return a
}
