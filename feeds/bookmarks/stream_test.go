package bookmarks

import (
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"broadsheet/feeds"
)

// many makes n bookmarks as they are walked, each with a text of size bytes.
func many(n, size int, seen func(int)) iter.Seq2[feeds.Bookmark, error] {
	text := strings.Repeat("The dam holds, they say. ", size/25)
	return func(yield func(feeds.Bookmark, error) bool) {
		for i := range n {
			url := fmt.Sprintf("https://paper%d.example/story/%d", i%50, i)
			b := feeds.Bookmark{
				ID: feeds.BookmarkID(i + 1), URL: url, CanonicalURL: url, Title: fmt.Sprint("Story number ", i), Source: "Gazette", Authors: []string{"A. Writer"},
				Saved: unix(1_700_000_000 - int64(i)), Published: unix(1_600_000_000), Tags: []string{"water", "dams"}, Note: "mine", Folder: fmt.Sprintf("Folder %d/Sub", i*100/n),
				HTML: feeds.Raw("<p>" + text + "</p>"), Document: &feeds.Document{Title: "x", Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text}}}}},
			}
			if seen != nil {
				seen(i)
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// TestExportTakesConstantMemory walks far more text than it may hold, and
// looks now and then at what is alive.
//
// Faults: B07
func TestExportTakesConstantMemory(t *testing.T) {
	const n, size, most = 2000, 8 << 10, 5 << 20 // 16 MiB of text, twice over
	for _, f := range formats {
		t.Run(f.Name, func(t *testing.T) {
			var before, now runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			peak := uint64(0)
			seq := many(n, size, func(i int) {
				if i%(n/4) == n/4-1 {
					runtime.GC()
					runtime.ReadMemStats(&now)
					peak = max(peak, now.HeapAlloc)
				}
			})
			var err error
			if f.Folder {
				_, err = ExportNotes(t.Context(), nowhere{}, seq, Options{})
			} else {
				_, err = Export(t.Context(), io.Discard, f.Name, seq, Options{Template: "{{range .bookmarks}}{{.text}}{{end}}"})
			}
			if err != nil {
				t.Fatal(err)
			}
			if peak > before.HeapAlloc+most {
				t.Errorf("%d KiB are alive in the midst of it, %d before", peak>>10, before.HeapAlloc>>10)
			}
		})
	}
}

// nowhere is an empty folder that keeps nothing.
type nowhere struct{ fstest.MapFS }

func (nowhere) Remove(string) error            { return nil }
func (nowhere) WriteFile(string, []byte) error { return nil }

// Of a copy of our own that is longer than memory, one line is held at a time.
func TestImportOfOurOwnTakesConstantMemory(t *testing.T) {
	const n, size, most = 1000, 16 << 10, 5 << 20
	for _, format := range []string{"json", "jsonl"} {
		r, w := io.Pipe()
		go func() {
			_, err := Export(t.Context(), w, format, many(n, size, nil), Options{})
			w.CloseWithError(err)
		}()
		var before, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		peak, got := uint64(0), 0
		_, err := Import(r, "", func(feeds.Bookmark) error {
			if got++; got%(n/4) == 0 {
				runtime.GC()
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
			return nil
		})
		if err != nil || got != n {
			t.Fatalf("%s: %d, %v", format, got, err)
		}
		if peak > before.HeapAlloc+most {
			t.Errorf("%s: %d KiB are alive in the midst of it, %d before", format, peak>>10, before.HeapAlloc>>10)
		}
	}
}

func BenchmarkExport100000(b *testing.B) {
	for _, f := range formats {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				var err error
				if f.Folder {
					_, err = ExportNotes(b.Context(), nowhere{}, many(100_000, 500, nil), Options{})
				} else {
					_, err = Export(b.Context(), io.Discard, f.Name, many(100_000, 500, nil), Options{Template: "{{range .bookmarks}}{{.title}} {{.url}}\n{{end}}"})
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkImport100000(b *testing.B) {
	for _, format := range []string{"netscape", "json", "csv", "pinboard", "xbel", "org"} {
		file := strings.Builder{}
		if _, err := Export(b.Context(), &file, format, many(100_000, 100, nil), Options{}); err != nil {
			b.Fatal(err)
		}
		b.Run(format, func(b *testing.B) {
			b.SetBytes(int64(file.Len()))
			for b.Loop() {
				n := 0
				if _, err := Import(strings.NewReader(file.String()), "", func(feeds.Bookmark) error { n++; return nil }); err != nil || n != 100_000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
