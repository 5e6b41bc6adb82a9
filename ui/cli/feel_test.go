package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/feeds/store"
)

// made is when the made-up articles end: a thousand came on each day before it.
var made = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// madeUp fills a store with n articles of 85 words in 1,000 feeds, from a
// vocabulary as uneven as English is, and gives the bytes of their own text.
func madeUp(t testing.TB, dir string, n int) (text int64) {
	s, err := store.Open(t.Context(), dir, store.Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := make([]feeds.Feed, 1000)
	for i := range list {
		list[i] = feeds.Feed{URL: fmt.Sprintf("https://paper%d.example/feed", i), Title: fmt.Sprint("Paper ", i), Folder: fmt.Sprint("Folder ", i%20), Origin: feeds.OriginAdded}
	}
	list, _, _, err = s.Subscribe(t.Context(), list, "subscribe", "feeds", made)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rnd, 1.1, 4, 30000)
	var b strings.Builder
	// Oldest first, as articles come: their ids are in the order of time.
	for from := 0; from < n; from += 5000 {
		results := make([]store.FeedResult, len(list))
		for i := from; i < min(from+5000, n); i++ {
			b.Reset()
			for range 85 {
				fmt.Fprintf(&b, "w%d ", zipf.Uint64())
			}
			body, url := b.String(), fmt.Sprintf("https://paper%d.example/%d", i%1000, i)
			text += int64(len(body) + len(url) + 60)
			r := &results[i%1000]
			r.Feed, r.State = list[i%1000].ID, feeds.FetchState{Checked: made, Status: 200, Next: made.Add(1000 * time.Hour)}
			r.Articles = append(r.Articles, feeds.Article{GUID: url, URL: url, Title: body[:60], Text: body, HTML: feeds.Raw("<p>" + body + "</p>"),
				Words: 85, Comments: -1, Hash: url, Published: made.Add(-time.Duration(n-i) * 24 * time.Hour / 1000), FirstSeen: made})
		}
		results = slices.DeleteFunc(results, func(r store.FeedResult) bool { return r.Feed == 0 })
		if _, err := s.Commit(t.Context(), results, nil); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// screenOf is the whole program without a terminal.
type screenOf struct {
	m   tea.Model
	end func() error
}

// did has the model take a message, and all that its commands lead to but clocks.
func (s *screenOf) did(msg tea.Msg) (work time.Duration) {
	start := time.Now()
	_, cmd := s.m.Update(msg)
	s.m.View()
	work = time.Since(start)
	s.follow(cmd)
	return work
}

func (s *screenOf) follow(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	answer := make(chan tea.Msg, 1)
	go func() { answer <- cmd() }()
	select {
	case msg := <-answer:
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				s.follow(c)
			}
		} else if msg != nil {
			s.did(msg)
		}
	case <-time.After(150 * time.Millisecond): // a clock, or the wait for an event
	}
}

func p99(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)*99/100]
}

// TestFeel measures what a person feels, over as many made-up articles as
// BROADSHEET_BENCH says, as "10000,100000,1000000", and writes a table. Without
// it a store of a thousand shows that the measuring works.
//
//	BROADSHEET_BENCH=10000,100000 go test -run TestFeel -v -timeout 60m ./ui/cli
//
// Faults: D19
func TestFeel(t *testing.T) {
	sizes := []int{1000}
	if v := os.Getenv("BROADSHEET_BENCH"); v != "" {
		sizes = nil
		for _, s := range strings.Split(v, ",") {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, n)
		}
	}
	rows := map[string][]string{}
	var order []string
	for _, n := range sizes {
		row := func(name, value string) {
			if rows[name] == nil {
				order = append(order, name)
			}
			rows[name] = append(rows[name], value)
		}
		feel(t, n, row)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n| what |")
	for _, n := range sizes {
		fmt.Fprintf(&b, " %d |", n)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(sizes)))
	for _, name := range order {
		fmt.Fprintf(&b, "\n| %s | %s |", name, strings.Join(rows[name], " | "))
	}
	t.Log(b.String())
}

func feel(t *testing.T, n int, row func(name, value string)) {
	ctx, dir := context.Background(), t.TempDir()
	rounds := 200
	if n <= 1000 {
		rounds = 10
	}
	text := madeUp(t, filepath.Join(dir, "data"), n)
	row("store beyond the articles' own text, bytes an article", fmt.Sprint((library.StoreSize(filepath.Join(dir, "data"))-text)/int64(n)))
	runtime.GC()
	debug.FreeOSMemory()

	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(config, []byte("[reload]\non_start = false\nbackground = false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"TERM": "xterm-256color", "HOME": dir, "BROADSHEET_DATA": filepath.Join(dir, "data"), "BROADSHEET_CONFIG": config, "LANG": "C.UTF-8"}
	sys := Sys{Env: func(k string) string { return env[k] }, Now: func() time.Time { return made }, Version: "bench", Example: example}

	start := time.Now()
	m, end, err := Screen(ctx, sys, false)
	if err != nil {
		t.Fatal(err)
	}
	s := &screenOf{m, end}
	m.Update(tea.WindowSizeMsg{Width: 160, Height: 44})
	opened := time.Since(start)
	s.follow(m.Init())
	s.did(tea.WindowSizeMsg{Width: 160, Height: 44})
	row("open the store and the screen", fmt.Sprint(opened.Round(time.Millisecond/10)))
	var work []time.Duration
	for i := range rounds {
		key := [...]tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'j', Text: "j"}, {Code: tea.KeyEnter}, {Code: tea.KeyEscape}}[i%4]
		work = append(work, s.did(key))
	}
	row("work in Update and View for one key, p99", fmt.Sprint(p99(work).Round(time.Microsecond)))
	if err := end(); err != nil {
		t.Fatal(err)
	}

	lib, err := library.Open(ctx, library.Options{Dir: filepath.Join(dir, "data"), Version: "bench", Now: sys.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	times := func(name string, do func(i int) error) {
		var list []time.Duration
		for i := range rounds {
			start := time.Now()
			if err := do(i); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			list = append(list, time.Since(start))
		}
		row(name+", p99", fmt.Sprint(p99(list).Round(time.Microsecond)))
	}
	all := feeds.View{Kind: feeds.ViewAll}
	page, err := lib.List(ctx, feeds.ListRequest{View: all, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	times("a window of the list", func(i int) error {
		_, err := lib.List(ctx, feeds.ListRequest{View: all, From: page.Headlines[i%len(page.Headlines)].Key(), Limit: 100})
		return err
	})
	times("search, common and rare words", func(i int) error {
		_, err := lib.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewSearch, Query: fmt.Sprint("w", i*i*i%30000)}, Limit: 100})
		return err
	})
	times("related stories with their rows", func(i int) error {
		_, err := lib.Related(ctx, feeds.RelatedRequest{Article: page.Headlines[i%len(page.Headlines)].ID, Limit: 12})
		return err
	})
	start = time.Now()
	change, err := lib.MarkAllRead(ctx, all, 1<<60)
	if err != nil || change.N < n-rounds {
		t.Fatalf("marked %d of %d: %v", change.N, n, err)
	}
	marked := time.Since(start)
	start = time.Now()
	if change, err = lib.Undo(ctx); err != nil || change.N < n-rounds {
		t.Fatalf("undid %d of %d: %v", change.N, n, err)
	}
	row("mark all read / undo it", fmt.Sprintf("%v / %v", marked.Round(time.Millisecond), time.Since(start).Round(time.Millisecond)))
}
