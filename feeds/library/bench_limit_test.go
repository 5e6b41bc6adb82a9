package library

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// BenchmarkUnchangedAgainstABareLoop asks 1,000 feeds that answer 304 at once,
// in turns with the least that can do so: 32 goroutines that ask the same
// server with the same validators and keep nothing.
func BenchmarkUnchangedAgainstABareLoop(b *testing.B) {
	port := benchServer(b)
	lib, r := benchLibrary(b, port, 0)
	benchReload(b, lib)
	<-lib.index(0)
	urls := benchURLs(port, 0)
	var ours, busy, bare, bareBusy time.Duration
	for b.Loop() {
		r.pass(25 * time.Hour)
		wall, used := measured(func() {
			if report := benchReload(b, lib); report.Unchanged != benchFeeds {
				b.Fatalf("%d unchanged", report.Unchanged)
			}
		})
		ours, busy = ours+wall, busy+used
		wall, used = measured(func() { bareUnchanged(b, urls) })
		bare, bareBusy = bare+wall, bareBusy+used
	}
	reportRatio(b, ours, busy, bare, bareBusy)
}

func bareUnchanged(b *testing.B, urls []string) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2}}
	defer client.CloseIdleConnections()
	inParallel(32, len(urls), func(i int) {
		q, err := http.NewRequestWithContext(context.Background(), http.MethodGet, urls[i], http.NoBody)
		if err != nil {
			b.Error(err)
			return
		}
		q.Header.Set("If-None-Match", fmt.Sprintf(`"%d"`, i))
		res, err := client.Do(q)
		if err != nil {
			b.Error(err)
			return
		}
		defer res.Body.Close()
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusNotModified {
			b.Errorf("%d, %v", res.StatusCode, err)
		}
	})
}

// BenchmarkInsertAgainstBareSQLite keeps 30,000 articles of 1,000 feeds, in
// turns with the least that can do so: one table, two indexes and a full-text
// index of the same text, with the same pragmas and transactions as large.
func BenchmarkInsertAgainstBareSQLite(b *testing.B) {
	articles := bareRead(b, bareFetch(b, benchURLs(benchServer(b), 0)))
	for i, list := range articles {
		for j := range list {
			a := &list[j]
			a.Text, a.Hash, a.FirstSeen, a.Comments = string(a.HTML), fmt.Sprint(i, j), noon, -1
		}
	}
	var ours, busy, bare, bareBusy time.Duration
	for b.Loop() {
		s, err := store.Open(b.Context(), b.TempDir(), store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		list, _, _, err := s.Subscribe(b.Context(), benchList("80", 0), "import", "feeds", noon)
		if err != nil {
			b.Fatal(err)
		}
		wall, used := measured(func() { commitAll(b, s, list, articles) })
		ours, busy = ours+wall, busy+used
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		wall, used = measured(func() { bareInsert(b, articles) })
		bare, bareBusy = bare+wall, bareBusy+used
	}
	reportRatio(b, ours, busy, bare, bareBusy)
}

func commitAll(b *testing.B, s *store.Store, list []feeds.Feed, articles [][]feeds.Article) {
	for from := 0; from < len(articles); from += batch {
		var results []store.FeedResult
		for i := from; i < min(from+batch, len(articles)); i++ {
			results = append(results, store.FeedResult{Feed: list[i].ID, State: feeds.FetchState{Checked: noon, Status: 200}, Articles: articles[i]})
		}
		if _, err := s.Commit(b.Context(), results, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func reportRatio(b *testing.B, ours, busy, bare, bareBusy time.Duration) {
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours.Seconds()/n, "s")
	b.ReportMetric(busy.Seconds()/n, "cpu-s")
	b.ReportMetric(bare.Seconds()/n, "bare-s")
	b.ReportMetric(bareBusy.Seconds()/n, "bare-cpu-s")
	b.ReportMetric(float64(ours)/float64(bare), "times-bare")
	b.ReportMetric(float64(busy)/float64(bareBusy), "times-bare-cpu")
}
