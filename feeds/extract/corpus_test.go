package extract

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"broadsheet/feeds"
)

// truth is what a person took for the main text of a page.
type truth struct {
	URL     string   `json:"url"`
	Type    string   `json:"type"`
	Title   string   `json:"title"`
	Author  string   `json:"author"`
	Date    string   `json:"date"`
	Text    string   `json:"text"`
	With    []string `json:"with"`
	Without []string `json:"without"`
}

func corpus(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS names no folder of pages to measure on")
	}
	return filepath.Join(dir, "pages", name)
}

// corpusPages gives the pages with their truth, by id.
func corpusPages(t testing.TB) (map[string][]byte, map[string]truth) {
	t.Helper()
	raw, err := os.ReadFile(corpus(t, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	truths := map[string]truth{}
	if err := json.Unmarshal(raw, &truths); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(corpus(t, "pages.tar.zst"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := zstd.NewReader(file, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	pages := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return pages, truths
		}
		if err != nil {
			t.Fatal(err)
		}
		if id, ok := strings.CutSuffix(filepath.Base(h.Name), ".html"); ok {
			if pages[id], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// wordF1 compares the multisets of words of two texts.
func wordF1(got, want string) float64 {
	counts := map[string]int{}
	wants := strings.FieldsFunc(strings.ToLower(want), func(r rune) bool { return !isWordRune(r) })
	gots := strings.FieldsFunc(strings.ToLower(got), func(r rune) bool { return !isWordRune(r) })
	for _, w := range wants {
		counts[w]++
	}
	hits := 0
	for _, w := range gots {
		if counts[w] > 0 {
			counts[w]--
			hits++
		}
	}
	if hits == 0 {
		return 0
	}
	p, r := float64(hits)/float64(len(gots)), float64(hits)/float64(len(wants))
	return 2 * p * r / (p + r)
}

func TestArticlesAreFoundInRealPagesBetterThanTheLibraryAloneFindsThem(t *testing.T) {
	pages, truths := corpusPages(t)
	sums, counts := map[string]float64{}, map[string]int{}
	snippets := snippetCount{}
	var thin []string
	var times []time.Duration
	for _, id := range slices.Sorted(maps.Keys(truths)) {
		want := truths[id]
		began := cpu()
		doc, err := FromPage(pages[id], "text/html", want.URL, Hint{})
		times = append(times, cpu()-began)
		text := ""
		if doc != nil {
			text = doc.Plain()
			checkDocument(t, doc)
		}
		f1 := wordF1(text, want.Text)
		for _, kind := range []string{want.Type, "all", "half " + string('1'+id[len(id)-1]%2)} {
			sums[kind] += f1
			counts[kind]++
		}
		snippets.add(text, want)
		if utf8.RuneCountInString(text) < 100 && utf8.RuneCountInString(want.Text) >= 100 {
			thin = append(thin, id)
		}
		if f1 < 0.8 && want.Type == "article" {
			t.Logf("%s %.3f %v %s", id, f1, err, want.URL)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(sums)) {
		t.Logf("word F1 %-14s %.3f over %d", kind, sums[kind]/float64(counts[kind]), counts[kind])
	}
	t.Logf("of %d snippets of the texts %d are there, of %d of what stands around them %d", snippets.with, snippets.withFound, snippets.without, snippets.withoutFound)
	if 100*snippets.withFound < 85*snippets.with {
		t.Errorf("%d of %d snippets are there, fewer than 85 of 100", snippets.withFound, snippets.with)
	}
	if 100*snippets.withoutFound > 6*snippets.without {
		t.Errorf("%d of %d snippets of boilerplate are there, more than 6 of 100", snippets.withoutFound, snippets.without)
	}
	slices.Sort(times)
	t.Logf("processor time: median %v, p95 %v", times[len(times)/2], times[len(times)*95/100])
	if len(thin) > 0 {
		t.Errorf("pages of which nearly nothing was found: %v", thin)
	}
	// The library alone has 0.942 and 0.837 on such pages; 0.955 and 0.875 are
	// the aim. What is held here is a little below what there is, so that a loss
	// shows.
	for kind, least := range map[string]float64{"article": 0.97, "all": 0.92} {
		if got := sums[kind] / float64(counts[kind]); got < least {
			t.Errorf("word F1 over %s is %.3f, below %.3f", kind, got, least)
		}
	}
	// 40 ms is the aim; a busy machine counts a page's garbage against the next.
	if p95 := times[len(times)*95/100]; p95 > 150*time.Millisecond {
		t.Errorf("95 of 100 pages take %v of processor time, more than 150 ms", p95)
	}
}

// snippetCount counts what must be in texts and what must not, by its words.
type snippetCount struct{ with, withFound, without, withoutFound int }

func (c *snippetCount) add(text string, want truth) {
	words := func(s string) string { return " " + strings.Join(wordsOf(s, -1), " ") + " " }
	text = words(text)
	for _, s := range want.With {
		if c.with++; strings.Contains(text, words(s)) {
			c.withFound++
		}
	}
	for _, s := range want.Without {
		if c.without++; strings.Contains(text, words(s)) {
			c.withoutFound++
		}
	}
}

// The truth has one author and one date where pages name several, and often
// the title of a page's window: about a quarter cannot be met.
func TestWhatPagesSayOfThemselvesIsMostlyRight(t *testing.T) {
	pages, truths := corpusPages(t)
	asked, given, right := map[string]int{}, map[string]int{}, map[string]int{}
	count := func(what, got, want string, same bool) {
		if want == "" {
			return
		}
		asked[what]++
		if got != "" {
			given[what]++
		}
		if got != "" && same {
			right[what]++
		}
	}
	for id, want := range truths {
		doc, _ := FromPage(pages[id], "text/html", want.URL, Hint{})
		if doc == nil {
			doc = &feeds.Document{}
		}
		words := func(s string) string { return strings.Join(wordsOf(s, -1), " ") }
		count("title", doc.Title, want.Title, words(doc.Title) == words(want.Title))
		byline, author := words(doc.Byline), words(want.Author)
		count("author", byline, author, strings.Contains(byline, author) || strings.Contains(author, byline))
		date := ""
		if !doc.Published.IsZero() {
			date = doc.Published.Format(time.DateOnly)
		}
		count("date", date, want.Date, strings.HasPrefix(want.Date, date))
		count("language", doc.Language, "some", true)
	}
	for what, least := range map[string]int{"title": 75, "author": 72, "date": 72, "language": 95} {
		t.Logf("%s: %d of %d right, %d given", what, right[what], asked[what], given[what])
		if 100*right[what] < least*asked[what] {
			t.Errorf("the %s is right on %d of %d pages, fewer than %d of 100", what, right[what], asked[what], least)
		}
	}
}

func TestTheFeedsTitleAndSummaryOnlyImproveWhatIsFound(t *testing.T) {
	pages, truths := corpusPages(t)
	without, with := 0.0, 0.0
	for id, want := range truths {
		words := strings.Fields(want.Text)
		summary := strings.Join(words[:min(len(words), 40)], " ") // as feeds that cut their texts give it
		for _, c := range []struct {
			sum  *float64
			hint Hint
		}{{&without, Hint{}}, {&with, Hint{Title: want.Title, Summary: summary}}} {
			if doc, _ := FromPage(pages[id], "text/html", want.URL, c.hint); doc != nil {
				*c.sum += wordF1(doc.Plain(), want.Text)
			}
		}
	}
	n := float64(len(truths))
	t.Logf("word F1 %.3f without, %.3f with", without/n, with/n)
	if with < without {
		t.Errorf("word F1 is %.4f with title and summary, below %.4f without", with/n, without/n)
	}
}

// checkDocument asserts what every Document holds, whatever it was made from.
func checkDocument(t testing.TB, doc *feeds.Document) {
	t.Helper()
	if doc.Blocks == nil {
		t.Error("blocks are nil")
	}
	for _, s := range []string{doc.Title, doc.Byline, doc.Site, doc.Language} {
		checkText(t, s, "")
	}
	checkText(t, doc.Note, "\n")
	checkBlocks(t, doc.Blocks, 0)
}

func checkBlocks(t testing.TB, blocks []feeds.Block, depth int) {
	t.Helper()
	if depth > 2*maxNesting+4 {
		t.Fatalf("blocks are nested %d deep", depth)
	}
	for _, b := range blocks {
		switch b.Kind {
		case feeds.Paragraph, feeds.Heading:
			if isBlank(spansText(b.Spans)) {
				t.Errorf("empty %s", b.Kind)
			}
		case feeds.List, feeds.Definitions:
			if len(b.Items) == 0 {
				t.Error("empty list")
			}
		case feeds.Quote:
			if len(b.Blocks) == 0 {
				t.Error("empty quote")
			}
		case feeds.Image, feeds.Embed:
			if feeds.WebURL("", b.URL) != b.URL || b.URL == "" {
				t.Errorf("%s of %q", b.Kind, b.URL)
			}
		}
		checkText(t, b.Text, "\n\t")
		checkText(t, b.Alt, "")
		checkText(t, b.Lang, "")
		checkSpans(t, b.Spans)
		if b.Link != "" && feeds.WebURL("", b.Link) != b.Link {
			t.Errorf("an image links to %q", b.Link)
		}
		for _, item := range b.Items {
			checkSpans(t, item.Term)
			checkBlocks(t, item.Blocks, depth+1)
		}
		checkBlocks(t, b.Blocks, depth+1)
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				checkSpans(t, cell.Spans)
				if cell.Span < 1 {
					t.Errorf("cell over %d columns", cell.Span)
				}
			}
		}
	}
}

func checkSpans(t testing.TB, spans []feeds.Span) {
	t.Helper()
	for _, s := range spans {
		checkText(t, s.Text, "\n")
		if s.URL != "" && feeds.LinkURL("", s.URL) != s.URL {
			t.Errorf("link to %q", s.URL)
		}
	}
}

func checkText(t testing.TB, s, allowed string) {
	t.Helper()
	for _, r := range s {
		if feeds.Unsafe(r) && !strings.ContainsRune(allowed, r) {
			t.Fatalf("unsafe character %U in %.80q", r, s)
		}
	}
	if !utf8.ValidString(s) {
		t.Fatalf("invalid UTF-8 in %.80q", s)
	}
}

func TestTheTrickyPageIsReadAsItsChecksSay(t *testing.T) {
	page, err := os.ReadFile(corpus(t, "tricky.html"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(corpus(t, "tricky-checks.json"))
	if err != nil {
		t.Fatal(err)
	}
	var checks []struct {
		ID           string   `json:"id"`
		Must         []string `json:"must"`
		MustNot      []string `json:"must_not"`
		MustLines    []string `json:"must_lines"`
		MustNotStart []string `json:"must_not_line_start"`
	}
	if err := json.Unmarshal(raw, &checks); err != nil {
		t.Fatal(err)
	}
	text := FromHTML(feeds.Raw(page), base).Text(80)
	lines := strings.Split(text, "\n")
	for _, c := range checks {
		t.Run(c.ID, func(t *testing.T) {
			for _, s := range c.Must {
				if !strings.Contains(text, s) {
					t.Errorf("%q is missing", s)
				}
			}
			for _, s := range c.MustNot {
				if strings.Contains(text, s) {
					t.Errorf("%q is there", s)
				}
			}
			for _, s := range c.MustLines {
				if !slices.Contains(lines, s) {
					t.Errorf("no line is %q", s)
				}
			}
			for _, s := range c.MustNotStart {
				for _, line := range lines {
					if strings.HasPrefix(line, s) {
						t.Errorf("a line starts with %q", s)
					}
				}
			}
		})
	}
}
