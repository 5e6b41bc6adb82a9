package cli

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/feeds/sample"
)

// TestFeel measures what a person feels, over as many made-up articles as
// BROADSHEET_BENCH says, and prints a table in Markdown. Without it a store of a
// thousand shows that the measuring works.
//
//	BROADSHEET_BENCH=10000,100000,1000000 go test -run TestFeel -v -timeout 90m ./ui/cli
//
// Faults: D19
func TestFeel(t *testing.T) {
	sizes, rounds := []int{1000}, 20
	if v := os.Getenv("BROADSHEET_BENCH"); v != "" {
		sizes, rounds = nil, 500
		for s := range strings.SplitSeq(v, ",") {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, n)
		}
	}
	var s sheet
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			dir, crowd, own := filled(t, n)
			column := s.column(n)
			row := func(name, value string) {
				column(name, value)
				t.Logf("%s: %s", name, value) // what is known when it breaks off
			}
			row("store beyond the articles' own text, an article", fmt.Sprintf("%d bytes", (library.StoreSize(dir)-own)/int64(n)))
			atTerminal(t, dir, rounds, row)
			byHand(t, dir, rounds, row)
			fromLibrary(t, dir, crowd, n, rounds*2/5, row)
		})
	}
	t.Log("\n" + s.String())
}

// fromLibrary measures what the screen asks of the library.
func fromLibrary(t *testing.T, dir string, crowd *sample.Crowd, n, rounds int, row func(name, value string)) {
	lib, err := library.Open(t.Context(), library.Options{Dir: dir, Version: "bench", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if err := lib.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	times := func(name string, do func(i int) error) {
		list := make([]time.Duration, rounds)
		for range 3 {
			for i := range list {
				from := time.Now()
				if err := do(i); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if took := time.Since(from); list[i] == 0 || took < list[i] {
					list[i] = took
				}
			}
		}
		row(name+", p99 of the best of three", shown(p99(list)))
	}
	searches := crowd.Searches()
	times("search as one types, common and rare words", func(i int) error {
		q, _ := feeds.LiveQuery(searches[i])
		_, err := lib.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewSearch, Query: q.String(), Now: time.Now()}, Limit: 200})
		return err
	})
	last := min(n, 60*fillPerDay-2*fillStep) // of those that are compared; a step comes feed by feed
	times("related stories with their rows", func(i int) error {
		near, err := lib.Related(t.Context(), feeds.RelatedRequest{Article: feeds.ArticleID(n - i*last/rounds), Limit: 12})
		if near.Indexing {
			t.Fatal("the index is not there")
		}
		return err
	})
	all := feeds.View{Kind: feeds.ViewAll}
	from := time.Now()
	change, err := lib.MarkAllRead(t.Context(), all, 1<<60)
	if err != nil || change.N < n*9/10 {
		t.Fatalf("marked %d of %d: %v", change.N, n, err)
	}
	marked := time.Since(from)
	from = time.Now()
	if change, err = lib.Undo(t.Context()); err != nil || change.N < n*9/10 {
		t.Fatalf("undid %d of %d: %v", change.N, n, err)
	}
	row("mark all read / undo it", shown(marked)+" / "+shown(time.Since(from)))
}

// sheet is a table, a column a size.
type sheet struct {
	heads []string
	names []string
	cells map[string]map[string]string
}

// column begins one, and gives what fills it.
func (s *sheet) column(n int) func(name, value string) {
	head := fmt.Sprint(n)
	s.heads = append(s.heads, head)
	return func(name, value string) {
		if s.cells == nil {
			s.cells = map[string]map[string]string{}
		}
		if s.cells[name] == nil {
			s.names, s.cells[name] = append(s.names, name), map[string]string{}
		}
		s.cells[name][head] = value
	}
}

func (s *sheet) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| what | %s |\n|---|%s\n", strings.Join(s.heads, " | "), strings.Repeat("---|", len(s.heads)))
	for _, name := range s.names {
		fmt.Fprintf(&b, "| %s |", name)
		for _, head := range s.heads {
			fmt.Fprintf(&b, " %s |", s.cells[name][head])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func sorted(list []time.Duration) []time.Duration {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func p99(list []time.Duration) time.Duration { return sorted(list)[(len(list)*99-1)/100] }
func p50(list []time.Duration) time.Duration { return sorted(list)[len(list)/2] }

// shown is a duration in milliseconds, to three digits.
func shown(d time.Duration) string {
	ms := d.Seconds() * 1000
	switch {
	case ms < 10:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 100:
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.0f ms", ms)
}
