package library

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"broadsheet/feeds"
)

// benchLibrary opens an empty library that follows the server's feeds.
func benchLibrary(b *testing.B, port string, ms int) (*Library, *rig) {
	b.Helper()
	r := &rig{now: noon}
	lib, err := Open(b.Context(), Options{Dir: b.TempDir(), Version: "1.2.3", Now: r.clock})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = lib.Close() })
	lib.started = true // as behind a screen
	go func() {
		for range lib.Events() {
		}
	}()
	if _, err := lib.subscribe(b.Context(), benchList(port, ms), "feeds"); err != nil {
		b.Fatal(err)
	}
	return lib, r
}

func benchList(port string, ms int) (list []feeds.Feed) {
	for _, u := range benchURLs(port, ms) {
		list = append(list, feeds.Feed{URL: u, Origin: feeds.OriginImport})
	}
	return list
}

func benchReload(b *testing.B, lib *Library) feeds.ReloadReport {
	b.Helper()
	report, err := lib.Reload(b.Context(), feeds.ReloadRequest{Due: true})
	if err != nil || report.Failed > 0 || report.Feeds != benchFeeds {
		b.Fatalf("%v: %d feeds, %d failed, %+v", err, report.Feeds, report.Failed, report.Errors)
	}
	return report
}

// measured runs do and gives wall and processor time.
func measured(do func()) (wall, busy time.Duration) {
	runtime.GC()
	from, used := time.Now(), cpu()
	do()
	return time.Since(from), cpu() - used
}

// BenchmarkReloadNothingNew is 1,000 feeds on 500 hosts that answer 304 after
// 50 ms. The bar: 3 s and 1 s of processor time.
func BenchmarkReloadNothingNew(b *testing.B) {
	lib, r := benchLibrary(b, benchServer(b), 50)
	benchReload(b, lib)
	<-lib.index(0)
	var busy time.Duration
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		r.pass(25 * time.Hour)
		b.StartTimer()
		_, used := measured(func() {
			if report := benchReload(b, lib); report.Unchanged != benchFeeds {
				b.Fatalf("%d unchanged", report.Unchanged)
			}
		})
		busy += used
	}
	b.ReportMetric(busy.Seconds()/float64(b.N), "cpu-s/op")
}

// BenchmarkReloadFirst is the first load of 1,000 feeds with 30 articles each,
// beside the least its parts cost: fetching the same bodies with net/http,
// reading them with gofeed on every processor, inserting the same articles
// into one table with a full-text index. The bar: 1.5 times their sum. What
// follows behind the screen, finding copies and stories among them, is told
// apart.
func BenchmarkReloadFirst(b *testing.B) {
	port := benchServer(b)
	urls := benchURLs(port, 0)
	var ours, fetch, read, insert, busy, bareBusy, filing time.Duration
	for b.Loop() {
		var bodies [][]byte
		var articles [][]feeds.Article
		wall, used := measured(func() { bodies = bareFetch(b, urls) })
		fetch, bareBusy = fetch+wall, bareBusy+used
		wall, used = measured(func() { articles = bareRead(b, bodies) })
		read, bareBusy = read+wall, bareBusy+used
		bodies = nil
		wall, used = measured(func() { bareInsert(b, articles) })
		insert, bareBusy = insert+wall, bareBusy+used
		articles = nil
		lib, _ := benchLibrary(b, port, 0)
		wall, used = measured(func() {
			if report := benchReload(b, lib); report.New != benchFeeds*benchItems {
				b.Fatalf("%d new", report.New)
			}
		})
		ours, busy = ours+wall, busy+used
		_, used = measured(func() { <-lib.index(0) })
		filing += used
		_ = lib.Close()
	}
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours.Seconds()/n, "s/op")
	b.ReportMetric(busy.Seconds()/n, "cpu-s/op")
	b.ReportMetric(filing.Seconds()/n, "stories-cpu-s/op")
	b.ReportMetric(bareBusy.Seconds()/n, "bare-cpu-s")
	b.ReportMetric(fetch.Seconds()/n, "bare-fetch-s")
	b.ReportMetric(read.Seconds()/n, "bare-gofeed-s")
	b.ReportMetric(insert.Seconds()/n, "bare-insert-s")
	b.ReportMetric(float64(ours)/float64(fetch+read+insert), "times-bare")
}

// loadFrom makes the test binary load the server's feeds once, at a port and so
// many milliseconds, and print the most memory it had (VmHWM), how long that took
// and the processor's time, with what follows behind the screen: a process of its
// own, where nothing else counts.
const loadFrom = "BROADSHEET_TEST_LOAD_FROM"

func loadOnce(where string) {
	runtime.GOMAXPROCS(runtime.NumCPU() + 4) // all three as main does
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(64 << 20)
	err := func() error {
		dir, err := os.MkdirTemp("", "broadsheet-load-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		var port string
		var latency int
		if _, err := fmt.Sscan(where, &port, &latency); err != nil {
			return err
		}
		lib, err := Open(context.Background(), Options{Dir: dir, Version: "1.2.3", Now: func() time.Time { return noon }})
		if err != nil {
			return err
		}
		defer lib.Close()
		if _, err := lib.subscribe(context.Background(), benchList(port, latency), "feeds"); err != nil {
			return err
		}
		from := time.Now()
		report, err := lib.Reload(context.Background(), feeds.ReloadRequest{Due: true})
		if err != nil || report.New != benchFeeds*benchItems {
			return fmt.Errorf("%d new, %w", report.New, err)
		}
		took := time.Since(from)
		if err := lib.Settle(context.Background()); err != nil {
			return err
		}
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			return err
		}
		_, peak, _ := strings.Cut(string(status), "VmHWM:")
		peak, _, _ = strings.Cut(peak, "kB")
		fmt.Println(strings.TrimSpace(peak), took.Milliseconds(), cpu().Milliseconds())
		return nil
	}()
	if err != nil {
		fmt.Println(err)
	}
}

// loadAlone has a process of its own load the server's feeds once.
func loadAlone(b *testing.B, port string, latency int) (kb, ms, busy int) {
	b.Helper()
	binary, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.CommandContext(b.Context(), binary)
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", loadFrom, port, latency))
	out, err := c.Output()
	if _, scan := fmt.Sscan(string(out), &kb, &ms, &busy); err != nil || scan != nil {
		b.Fatalf("%s, %v", out, err)
	}
	return kb, ms, busy
}

// BenchmarkReloadMemory is the most memory that a first load of 1,000 feeds
// with 30 articles takes, in a process of its own. The bar: 120 MB.
func BenchmarkReloadMemory(b *testing.B) {
	port := benchServer(b)
	var worst, ms, busy int
	for b.Loop() {
		kb, took, used := loadAlone(b, port, 0)
		worst, ms, busy = max(worst, kb), ms+took, busy+used
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(worst)*1024/1e6, "peak-MB")
	b.ReportMetric(float64(ms)/1000/float64(b.N), "s/op")
	b.ReportMetric(float64(busy)/1000/float64(b.N), "cpu-s/op")
	if worst*1024 > 120e6 {
		b.Errorf("%d KiB, over 120 MB", worst)
	}
}

func bareFetch(b *testing.B, urls []string) [][]byte {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2}}
	defer client.CloseIdleConnections()
	bodies := make([][]byte, len(urls))
	inParallel(32, len(urls), func(i int) {
		res, err := client.Get(urls[i])
		if err != nil {
			b.Error(err)
			return
		}
		defer res.Body.Close()
		if bodies[i], err = io.ReadAll(res.Body); err != nil {
			b.Error(err)
		}
	})
	return bodies
}

func bareRead(b *testing.B, bodies [][]byte) [][]feeds.Article {
	out := make([][]feeds.Article, len(bodies))
	inParallel(runtime.GOMAXPROCS(0), len(bodies), func(i int) {
		p := gofeed.NewParser()
		p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
		f, err := p.Parse(bytes.NewReader(bodies[i]))
		if err != nil {
			b.Error(err)
			return
		}
		for _, it := range f.Items {
			out[i] = append(out[i], feeds.Article{GUID: it.GUID, URL: it.Link, Title: it.Title, Summary: it.Description, HTML: feeds.Raw(it.Content), Published: *it.PublishedParsed})
		}
	})
	return out
}

func bareInsert(b *testing.B, articles [][]feeds.Article) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-8000)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(q string, args ...any) {
		if _, err := db.Exec(q, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`CREATE TABLE articles(id INTEGER PRIMARY KEY, feed INTEGER, guid TEXT, url TEXT, title TEXT, published INTEGER, summary TEXT, html TEXT, UNIQUE(feed, guid))`)
	exec(`CREATE INDEX articles_published ON articles(published)`)
	exec(`CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2')`)
	ctx := context.Background()
	for from := 0; from < len(articles); from += batch {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		row, err := tx.Prepare(`INSERT INTO articles(feed, guid, url, title, published, summary, html) VALUES (?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			b.Fatal(err)
		}
		index, err := tx.Prepare(`INSERT INTO search(rowid, title, text) VALUES (?, ?, ?)`)
		if err != nil {
			b.Fatal(err)
		}
		for i, list := range articles[from:min(from+batch, len(articles))] {
			for _, a := range list {
				res, err := row.Exec(from+i, a.GUID, a.URL, a.Title, a.Published.Unix(), a.Summary, a.HTML)
				if err != nil {
					b.Fatal(err)
				}
				id, _ := res.LastInsertId()
				if _, err := index.Exec(id, a.Title, a.HTML); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}

// inParallel calls do with 0 to n-1 from so many goroutines.
func inParallel(workers, n int, do func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// BenchmarkImport is a list of 763 feeds in folders into an empty store. The
// bar: one second.
func BenchmarkImport(b *testing.B) {
	var list strings.Builder
	list.WriteString("<opml><body>")
	for i := range 763 {
		if i%20 == 0 {
			fmt.Fprintf(&list, "%s<outline text='Folder %d'>", strings.Repeat("</outline>", min(i, 1)), i/20)
		}
		fmt.Fprintf(&list, "<outline text='Feed %d' type='rss' xmlUrl='https://news%d.example/feed?a=1&b=2' htmlUrl='https://news%d.example/'/>", i, i, i)
	}
	list.WriteString("</outline></body></opml>")
	for b.Loop() {
		b.StopTimer()
		lib, err := Open(b.Context(), Options{Dir: b.TempDir(), Version: "1.2.3", Now: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if report, err := lib.ImportOPML(b.Context(), []byte(list.String()), "list.opml"); err != nil || report.Added != 763 {
			b.Fatalf("%+v, %v", report, err)
		}
		b.StopTimer()
		_ = lib.Close()
		b.StartTimer()
	}
}
