package store

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
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
	crowd := sample.NewCrowd(1, 1000, perDay, t0.Add(-time.Duration(n)*24*time.Hour/perDay))
	s, err := Open(ctx, dir, Options{Unsynced: true})
	must(b, err)
	b.Cleanup(func() { _ = s.Close() })
	if list := ok(s.Feeds(ctx))(b); len(list) == 0 {
		subscribed(b, s, crowd.Feeds()...)
		for results := range crowdBatches(crowd, n) {
			_, err := s.Commit(ctx, results)
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

func TestZZ(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("ZZ"))
	if n == 0 {
		t.Skip()
	}
	s := fresh(t)
	crowd := sample.NewCrowd(1, 1000, 1000, t0.Add(-time.Duration(n)*24*time.Hour/1000))
	subscribed(t, s, crowd.Feeds()...)
	var batches [][]FeedResult
	own, text := 0, 0
	for results := range crowdBatches(crowd, n) {
		batches = append(batches, results)
		for _, r := range results {
			for _, a := range r.Articles {
				own += len(a.Title) + len(a.HTML) + len(a.Summary) + len(a.URL) + len(a.GUID) + len(a.Authors[0])
				text += len(a.Text)
			}
		}
	}
	from, used := time.Now(), busy()
	for _, b := range batches {
		ok(s.Commit(ctx, b))(t)
	}
	t.Logf("%.1f µs/article wall, %.1f µs cpu", float64(time.Since(from).Microseconds())/float64(n), float64((busy()-used).Microseconds())/float64(n))
	w := <-s.writer
	defer func() { s.writer <- w }()
	rows, err := w.conn.QueryContext(ctx, "SELECT name, sum(pgsize), sum(payload) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 22")
	must(t, err)
	for rows.Next() {
		var name string
		var a, p int
		must(t, rows.Scan(&name, &a, &p))
		t.Logf("%s %d", name, a/n)
	}
	var pages int
	must(t, w.conn.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages))
	t.Logf("file %d B/article, own (html, title, summary, url, guid, author) %d, text %d", pages*4096/n, own/n, text/n)
}

func busy() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
