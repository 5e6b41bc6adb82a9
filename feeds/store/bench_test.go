package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// madeUp gives articles of 85 words from a vocabulary as uneven as English is.
func madeUp(rnd *rand.Rand, feed, n int) []feeds.Article {
	zipf := rand.NewZipf(rnd, 1.1, 4, 30000)
	out := make([]feeds.Article, n)
	var b strings.Builder
	for i := range out {
		b.Reset()
		for range 85 {
			fmt.Fprintf(&b, "w%d ", zipf.Uint64())
		}
		text := b.String()
		guid := fmt.Sprintf("https://paper%d.example/%d", feed, i)
		out[i] = feeds.Article{GUID: guid, URL: guid, Title: text[:60], Authors: []string{"A. Writer"}, Text: text, HTML: feeds.Raw("<p>" + text + "</p>"),
			Summary: text[:200], Words: 85, Topics: []string{fmt.Sprint("topic", zipf.Uint64()%500)}, Comments: -1, Hash: guid,
			Published: t0.Add(time.Duration(rnd.IntN(86400*60)) * time.Second), FirstSeen: t0}
	}
	return out
}

func manyFeeds(n int) []feeds.Feed {
	out := make([]feeds.Feed, n)
	for i := range out {
		out[i] = feedNamed(fmt.Sprintf("paper%d", i), fmt.Sprintf("Folder %d", i%20))
	}
	return out
}

// filled is a store of 1,000 feeds with perFeed articles each.
func filled(b *testing.B, perFeed int) *Store {
	b.Helper()
	s := fresh(b)
	fill(b, s, perFeed)
	return s
}

func fill(b *testing.B, s *Store, perFeed int) {
	b.Helper()
	rnd := rand.New(rand.NewPCG(1, 2))
	list := subscribed(b, s, manyFeeds(1000)...)
	var batch []FeedResult
	for i, f := range list {
		batch = append(batch, FeedResult{Feed: f.ID, Articles: madeUp(rnd, i, perFeed)})
		if len(batch) == 64 || i == len(list)-1 {
			_, err := s.Commit(ctx, batch, nil)
			must(b, err)
			batch = batch[:0]
		}
	}
}

func BenchmarkSubscribe763(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s := fresh(b)
		b.StartTimer()
		subscribed(b, s, manyFeeds(763)...)
	}
}

// BenchmarkCommit is a first load of 1,000 feeds with 30 articles each, and
// then the same again with nothing new.
func BenchmarkCommit(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var batches [][]FeedResult
	for i := range 1000 {
		if i%64 == 0 {
			batches = append(batches, nil)
		}
		last := &batches[len(batches)-1]
		*last = append(*last, FeedResult{Feed: feeds.FeedID(i + 1), Articles: madeUp(rnd, i, 30)})
	}
	run := func(b *testing.B, s *Store) {
		for _, batch := range batches {
			_, err := s.Commit(ctx, batch, nil)
			must(b, err)
		}
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s, err := Open(ctx, b.TempDir(), Options{})
			must(b, err)
			subscribed(b, s, manyFeeds(1000)...)
			b.StartTimer()
			run(b, s)
			b.StopTimer()
			must(b, s.Close())
			b.StartTimer()
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		s := fresh(b)
		subscribed(b, s, manyFeeds(1000)...)
		run(b, s)
		for b.Loop() {
			run(b, s)
		}
	})
}

// Benchmark100k holds what a person waits for, over 100,000 articles.
func Benchmark100k(b *testing.B) {
	s := filled(b, 100)
	all := ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1000}))(b)
	middle := all.Headlines[len(all.Headlines)-1].Key()
	for _, v := range []feeds.View{
		{Kind: feeds.ViewAll}, {Kind: feeds.ViewUnread, Opened: t0}, {Kind: feeds.ViewToday, Since: t0.AddDate(0, 0, 59)},
		{Kind: feeds.ViewFolder, Folder: "Folder 7"}, {Kind: feeds.ViewFeed, Feed: 7}, {Kind: feeds.ViewTopic, Topic: "topic1"},
	} {
		b.Run("List/"+string(v.Kind), func(b *testing.B) {
			for b.Loop() {
				ok(s.List(ctx, feeds.ListRequest{View: v, From: middle, Limit: 100}))(b)
			}
		})
	}
	for name, query := range map[string]string{"common": "w1", "prefix": "w12", "one letter": "w", "rare": "w29999 ", "two": "w3 w77", "common whole": "w1 "} {
		b.Run("Search/"+name, func(b *testing.B) {
			for b.Loop() {
				ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewSearch, Query: query}, Limit: 100}))(b)
			}
		})
	}
	b.Run("Article", func(b *testing.B) {
		for b.Loop() {
			ok(s.Article(ctx, 4711))(b)
		}
	})
	b.Run("Sections", func(b *testing.B) {
		for b.Loop() {
			ok(s.Sections(ctx, t0.AddDate(0, 0, 60)))(b)
		}
	})
	b.Run("MarkAllRead", func(b *testing.B) {
		for b.Loop() {
			if c := ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewAll}, 1e9, t0))(b); c.N != 100_000 {
				b.Fatalf("marked %d", c.N)
			}
			b.StopTimer()
			ok(s.Undo(ctx))(b)
			b.StartTimer()
		}
	})
	b.Run("UndoMarkAllRead", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewAll}, 1e9, t0))(b)
			b.StartTimer()
			ok(s.Undo(ctx))(b)
		}
	})
}

// BenchmarkCopies is what copies and stories cost a search among 100,000
// articles, and the counts of saved ones: first without any, then with one
// article in twenty a copy and one in five of a story.
func BenchmarkCopies(b *testing.B) {
	s := filled(b, 100)
	_, _, err := s.SaveSearches(ctx, []feeds.SavedSearch{{Name: "one", Query: "w1"}, {Name: "two", Query: "w3 w77"}}, t0)
	must(b, err)
	ok(s.FillSearches(ctx, t0))(b)
	run := func(when string) {
		for name, query := range map[string]string{"common": "w1", "one letter": "w", "two": "w3 w77", "unread": "w1 is:unread", "text": `"w1 w2"`} {
			v := feeds.View{Kind: feeds.ViewSearch, Query: query, Now: t0}
			b.Run(when+"/list "+name, func(b *testing.B) {
				for b.Loop() {
					ok(s.List(ctx, feeds.ListRequest{View: v, Limit: 100}))(b)
				}
			})
			b.Run(when+"/count "+name, func(b *testing.B) {
				for b.Loop() {
					ok(s.Count(ctx, v))(b)
				}
			})
		}
		b.Run(when+"/sections", func(b *testing.B) {
			for b.Loop() {
				ok(s.Sections(ctx, t0))(b)
			}
		})
	}
	run("alone")
	must(b, s.update(ctx, "file", func(w *session) error {
		f := &Filing{s: w}
		for id := feeds.ArticleID(1); id < 98_000; id += 20 {
			if _, err := f.Copy(id+1010, id); err != nil {
				return err
			}
			for other := range feeds.ArticleID(4) {
				if _, err := f.Begin(id, id+1+other); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	run("with copies")
	_, _, err = s.SaveSearches(ctx, []feeds.SavedSearch{{Name: "stories", Query: "w1 is:story"}}, t0)
	must(b, err)
	ok(s.FillSearches(ctx, t0))(b)
	b.Run("with copies/sections, a search for stories", func(b *testing.B) {
		for b.Loop() {
			ok(s.Sections(ctx, t0))(b)
		}
	})
}
