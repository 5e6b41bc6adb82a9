package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/sample"
)

// spread measures do for each of n things, the best of three rounds, and
// reports the middle and the 99th of a hundred in milliseconds.
func spread(b *testing.B, n int, do func(i int)) {
	took := make([]time.Duration, n)
	for b.Loop() {
		for i := range took {
			from := time.Now()
			do(i)
			if d := time.Since(from); took[i] == 0 || d < took[i] {
				took[i] = d
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(took[n/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[(n*99-1)/100].Seconds()*1000, "p99-ms")
	b.ReportMetric(took[n-1].Seconds()*1000, "most-ms")
}

// BenchmarkScale holds what a person waits for against how much there is.
func BenchmarkScale(b *testing.B) {
	for _, n := range benchSizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, crowd := crowded(b, n)
			b.Run("Bytes", func(b *testing.B) { bytesBeyond(b, s, crowd) })
			queries := crowd.Searches()
			view := func(i int) feeds.View { return typing(queries[i]) }
			b.Run("Search", func(b *testing.B) {
				spread(b, len(queries), func(i int) { ok(s.List(ctx, feeds.ListRequest{View: view(i), Limit: 200}))(b) })
			})
			b.Run("SearchFirst50", func(b *testing.B) {
				spread(b, len(queries), func(i int) { ok(s.List(ctx, feeds.ListRequest{View: view(i), Limit: 50}))(b) })
			})
			b.Run("Count", func(b *testing.B) {
				spread(b, len(queries), func(i int) { ok(s.Count(ctx, view(i)))(b) })
			})
			all := ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1000}))(b)
			middle := all.Headlines[len(all.Headlines)-1].Key()
			views := []feeds.View{
				{Kind: feeds.ViewAll}, {Kind: feeds.ViewUnread, Opened: t0}, {Kind: feeds.ViewToday, Since: t0.AddDate(0, 0, -1)}, {Kind: feeds.ViewFolder, Folder: "Folder 7"},
				{Kind: feeds.ViewFolder, Folder: "Folder 7", Unread: true, Opened: t0}, {Kind: feeds.ViewFeed, Feed: 7}, {Kind: feeds.ViewFeed, Feed: 7, Unread: true},
				{Kind: feeds.ViewTopic, Topic: crowd.Word(503)},
			}
			b.Run("View", func(b *testing.B) {
				spread(b, 2*len(views), func(i int) {
					req := feeds.ListRequest{View: views[i/2], Limit: 200}
					if i%2 == 1 {
						req.From = middle
					}
					ok(s.List(ctx, req))(b)
				})
			})
			everything, folder := feeds.View{Kind: feeds.ViewAll}, feeds.View{Kind: feeds.ViewFolder, Folder: "Folder 7"}
			mark := func(v feeds.View) func() {
				return func() {
					if c := ok(s.MarkAllRead(ctx, v, 1e9, t0))(b); c.N < n/100 || v.Kind == feeds.ViewAll && c.N != n {
						b.Fatalf("marked %d", c.N)
					}
				}
			}
			undo := func() { ok(s.Undo(ctx))(b) }
			b.Run("MarkAllRead", func(b *testing.B) { turns(b, mark(everything), undo) })
			b.Run("UndoMarkAllRead", func(b *testing.B) { mark(everything)(); turns(b, undo, mark(everything)); undo() })
			b.Run("MarkFolderRead", func(b *testing.B) { turns(b, mark(folder), undo) })
		})
	}
}

// turns measures do, the best of its times, and the processor's time for it;
// back takes it back.
func turns(b *testing.B, do, back func()) {
	best, least := time.Hour, time.Hour
	for b.Loop() {
		from, used := time.Now(), cpu()
		do()
		best, least = min(best, time.Since(from)), min(least, cpu()-used)
		back()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(best.Seconds()*1000, "best-ms")
	b.ReportMetric(least.Seconds()*1000, "cpu-ms")
}

// bytesBeyond reports what the store takes on the disk beyond the articles' own
// text, which is their titles and HTML, for each.
func bytesBeyond(b *testing.B, s *Store, crowd *sample.Crowd) {
	own, n := 0, 1000
	for range n {
		_, a := crowd.Next()
		own += len(a.Title) + len(a.HTML)
	}
	own /= n
	var articles, pages, size, index float64
	must(b, s.view(ctx, "measure", func(r *session) error {
		row := func(query string, into any) error { return r.conn.QueryRowContext(ctx, query).Scan(into) }
		return errors.Join(row("SELECT count(*) FROM articles", &articles), row("PRAGMA page_count", &pages), row("PRAGMA page_size", &size),
			row("SELECT sum(length(block)) FROM search_data", &index))
	}))
	for b.Loop() { //nolint:revive // nothing is timed
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(own), "text-B/article")
	b.ReportMetric(index/articles, "index-B/article")
	b.ReportMetric(pages*size/articles-float64(own), "beyond-B/article")
}
