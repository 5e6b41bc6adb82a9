package store

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/sample"
)

// benchSizes are how many articles the benchmarks' stores have: a million
// takes two minutes to make, and is measured when it is asked for.
func benchSizes() []int {
	if n, err := strconv.Atoi(os.Getenv("BROADSHEET_BENCH_ARTICLES")); err == nil {
		return []int{n}
	}
	return []int{10_000, 100_000}
}

// crowded is a store of n made-up articles in 1,000 feeds, a thousand a day up
// to t0, as reloads would have brought them. With BROADSHEET_BENCH_DIR set it
// is kept there and used again.
func crowded(b testing.TB, n int) (*Store, *sample.Crowd) {
	b.Helper()
	dir := b.TempDir()
	if keep := os.Getenv("BROADSHEET_BENCH_DIR"); keep != "" {
		dir = filepath.Join(keep, strconv.Itoa(n))
	}
	const perDay = 1000
	crowd := sample.NewCrowd(1, 1000, perDay, t0.Add(-time.Duration(n)*(24*time.Hour/perDay)))
	s, err := Open(ctx, dir, Options{Unsynced: true})
	must(b, err)
	b.Cleanup(func() { _ = s.Close() })
	if list := ok(s.Feeds(ctx))(b); len(list) == 0 {
		subscribed(b, s, crowd.Feeds()...)
		for results := range crowdBatches(crowd, n) {
			_, err := s.Commit(ctx, results, nil)
			must(b, err)
		}
	}
	return s, crowd
}

// crowdBatches makes n articles up beside what takes them, 2,000 at a time.
func crowdBatches(crowd *sample.Crowd, n int) <-chan []FeedResult {
	out := make(chan []FeedResult, 2)
	go func() {
		defer close(out)
		for n > 0 {
			byFeed := map[int][]feeds.Article{}
			for range min(n, 2000) {
				feed, a := crowd.Next()
				byFeed[feed] = append(byFeed[feed], a)
				n--
			}
			var list []FeedResult
			for feed, articles := range byFeed {
				list = append(list, FeedResult{Feed: feeds.FeedID(feed + 1), Articles: articles})
			}
			slices.SortFunc(list, func(a, b FeedResult) int { return cmp.Compare(a.Feed, b.Feed) })
			out <- list
		}
	}()
	return out
}
