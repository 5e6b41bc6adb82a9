package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

func span(s string) feeds.Span { return feeds.Span{Text: s} }

func para(spans ...feeds.Span) feeds.Block {
	return feeds.Block{Kind: feeds.Paragraph, Spans: spans}
}

func text(s string) feeds.Block { return para(span(s)) }

// hostile are texts that break renderers.
var hostile = []string{
	"", " ", "\n", "\n\n\n", "a\n\n\n\nb", "\t\t", "plain words of several lengths, with a comma",
	strings.Repeat("x", 3000),
	"https://a.example/" + strings.Repeat("path/", 100),
	"日本語の文章は、スペースがない。「」『』ー", "ｆｕｌｌｗｉｄｔｈ　ideographic　space", "한국어 문장은 띄어쓰기가 있다",
	"ภาษาไทยไม่มีช่องว่างระหว่างคำ", "မြန်မာဘာသာ", "ភាសាខ្មែរ", "हिन्दी में लिखा हुआ वाक्य क्षत्रिय",
	"عربي مع English وسط", "עברית", "e\u0301" + strings.Repeat("\u0301", 300), "\u0301leading mark", " \u0301",
	"👩‍👩‍👧‍👦👍🏽❤️1️⃣🇩🇪🇫", "a\u200db\u200cc", "ze\u200bro\u200bwidth", "soft\u00adhyphen", "no\u00a0break\u202fspace",
	"\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07", "\u009b31m", "\u009d52;c;x\u009c", "\x07\x08\x7f\x00", "\xff\xfe\x9b31m",
	"\u202eoverride\u2066isolate\u2069", "\u2028\u2029\u0085\v\f\r\r\n", "\U0010eeee\ufeff\U000e0041", "\u200e\u200f\u061c",
	"ﷺ𒐫꧅", "—–-‐ a-b-c well-known", "((((", "))))", "「「「「「「", "。。。。。。。",
}

var hostileURLs = []string{
	"https://a.example/", "https://a.example/?a;b", "https://a.example/✳", "https://a.example/" + strings.Repeat("x", 3000),
	"javascript:alert(1)", "data:text/html,x", "\x1b]8;;", "mailto:a@b.example", "https://a.example/\x07", "file:///etc/passwd", "",
}

// hostileDocument has every kind of block over and over, filled by r.
func hostileDocument(r *rand.Rand, depth int) []feeds.Block {
	pick := func() string { return hostile[r.IntN(len(hostile))] }
	spans := func() []feeds.Span {
		out := make([]feeds.Span, r.IntN(5))
		for i := range out {
			out[i] = feeds.Span{Text: pick(), Style: feeds.SpanStyle(r.IntN(128))}
			if r.IntN(3) == 0 {
				out[i].URL = hostileURLs[r.IntN(len(hostileURLs))]
			}
			if r.IntN(9) == 0 {
				out[i].Note = r.IntN(4)
			}
			if r.IntN(9) == 0 {
				out[i].Jump = r.IntN(5) - 1
			}
		}
		return out
	}
	inner := func() []feeds.Block {
		if depth == 0 {
			return []feeds.Block{text(pick())}
		}
		return hostileDocument(r, depth-1)
	}
	kinds := []feeds.BlockKind{
		feeds.Paragraph, feeds.Heading, feeds.List, feeds.Quote, feeds.Code, feeds.Table, feeds.Image, feeds.Embed, feeds.Rule, "no such kind",
		feeds.Definitions,
	}
	blocks := make([]feeds.Block, r.IntN(6))
	for i := range blocks {
		b := feeds.Block{
			Kind: kinds[r.IntN(len(kinds))], Level: r.IntN(9) - 1, Spans: spans(), Ordered: r.IntN(2) == 0, Text: pick() + "\n\t" + pick(),
			URL: hostileURLs[r.IntN(len(hostileURLs))], Alt: pick(), RTL: r.IntN(4) == 0, Link: hostileURLs[r.IntN(len(hostileURLs))],
			Lang: []string{"", "go", "python", "sql", "none", "html", "yaml", "json", "diff", "css"}[r.IntN(10)], Note: r.IntN(5) - 1, Anchor: r.IntN(5) - 1, Style: []string{"", "a", "I"}[r.IntN(3)],
		}
		switch b.Kind {
		case feeds.Quote:
			b.Blocks = inner()
		case feeds.List, feeds.Definitions:
			for range r.IntN(4) {
				b.Items = append(b.Items, feeds.Item{Number: r.IntN(2000) - 1000, Term: spans(), Blocks: inner()})
			}
		case feeds.Table:
			for range r.IntN(4) {
				row := feeds.Row{Header: r.IntN(3) == 0}
				for range r.IntN(7) {
					row.Cells = append(row.Cells, feeds.Cell{Spans: spans(), Span: r.IntN(6) - 1, Align: []string{"", "right", "center"}[r.IntN(3)]})
				}
				b.Rows = append(b.Rows, row)
			}
		}
		blocks[i] = b
	}
	return blocks
}

// check fails when a page breaks what every page promises.
func check(t *testing.T, page *Page, width int) {
	t.Helper()
	if len(page.Lines) != len(page.marks) {
		t.Fatalf("%d lines and %d marks", len(page.Lines), len(page.marks))
	}
	var last mark
	for i, line := range page.Lines {
		if w := ansi.StringWidth(line); w > width || w != page.marks[i].width {
			t.Fatalf("width %d: line %d is %d cells, said to be %d: %q", width, i, w, page.marks[i].width, line)
		}
		if m := page.marks[i]; i > 0 && (after(last.place, m.place) || m.words < last.words) {
			t.Fatalf("line %d stands before the one above: %v after %v", i, m, last)
		}
		last = page.marks[i]
		checkLine(t, line)
	}
	for _, l := range page.Links {
		if l.URL != "" && feeds.LinkURL("", l.URL) != l.URL {
			t.Fatalf("a link leads to %q", l.URL)
		}
	}
}

// checkLine looks for controls that are not ours, and for styles and
// hyperlinks that do not end with the line.
func checkLine(t *testing.T, line string) {
	t.Helper()
	if !utf8.ValidString(line) {
		t.Fatalf("broken bytes: %q", line)
	}
	styled, linked := false, false
	for rest := line; rest != ""; {
		if rest[0] != '\x1b' {
			r, n := utf8.DecodeRuneInString(rest)
			if feeds.Unsafe(r) {
				t.Fatalf("%U is in a line: %q", r, line)
			}
			rest = rest[n:]
			continue
		}
		var seq string
		if body, ok := strings.CutPrefix(rest, "\x1b["); ok {
			end := strings.IndexByte(body, 'm')
			if end < 0 || strings.Trim(body[:end], "0123456789;") != "" {
				t.Fatalf("a sequence that is no style: %q", line)
			}
			styled = end > 0
			seq = rest[:end+3]
		} else if body, ok := strings.CutPrefix(rest, "\x1b]8;"); ok {
			end := strings.IndexByte(body, '\x07')
			params, url, found := strings.Cut(body[:max(end, 0)], ";")
			if !found || strings.ContainsFunc(url, func(c rune) bool { return c <= ' ' || c >= 0x7f || c == ';' }) || len(url) > 2000 {
				t.Fatalf("a hyperlink that terminals misread: %q", line)
			}
			if linked = url != ""; linked && !strings.HasPrefix(params, "id=") {
				t.Fatalf("a hyperlink without id: %q", line)
			}
			seq = rest[:end+5]
		} else {
			t.Fatalf("a sequence that is not ours: %q", line)
		}
		rest = rest[len(seq):]
	}
	if styled || linked {
		t.Fatalf("a style or hyperlink runs on: %q", line)
	}
}

func TestNoDocumentBreaksAPage(t *testing.T) {
	widths := []int{-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 33, 40, 72, 120, 300}
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 7))
		doc := &feeds.Document{Blocks: hostileDocument(r, 3), RTL: r.IntN(5) == 0}
		head := Head{
			Path: hostile[r.IntN(5):30], Title: hostile[r.IntN(len(hostile))], Standfirst: hostile[r.IntN(len(hostile))],
			Source: hostile[r.IntN(len(hostile))], Byline: hostile[r.IntN(len(hostile))], Date: "Sun 22 Nov 2026, 07:52",
			Age: hostile[r.IntN(len(hostile))], Minutes: r.IntN(9), Comments: r.IntN(3) - 1, CommentsURL: hostileURLs[r.IntN(len(hostileURLs))],
			Topics: hostile, Notes: hostile[10:14], Starred: true,
		}
		w := widths[r.IntN(len(widths))]
		opt := Options{Width: w, Airy: r.IntN(2) == 0, Measure: r.IntN(90)}
		if seed%3 == 0 {
			head.Lead = &feeds.Block{Kind: feeds.Image, URL: hostileURLs[0], Alt: hostile[r.IntN(len(hostile))]}
			opt.Box = func(_ string, _, _, room int) (int, int) { return r.IntN(room + 2), r.IntN(6) }
		}
		page := Set(head, doc, style.New(style.Ink()), opt)
		check(t, page, max(w, 1))
		var p Pane
		p.SetSize(max(w, 1), 1000)
		p.SetPage(page, false)
		p.SetLook(func(pic Picture) Look {
			if pic.Cols%2 == 0 {
				return Look{Say: hostile[6]}
			}
			return Look{Lines: repeated(strings.Repeat("#", pic.Cols), pic.Rows)}
		})
		p.Side(r.IntN(50))
		p.SetHits(page.Find(hostile[r.IntN(len(hostile))]), 0)
		if seed%2 == 0 {
			p.SetLabels(strings.Fields(strings.Repeat("sd ", len(p.Targets()))), 0)
		}
		for i, line := range p.Draw() {
			if got := ansi.StringWidth(line); got != max(w, 1) && p.labels == nil {
				t.Fatalf("line %d drawn with %d cells of %d: %q", i, got, w, line)
			}
			checkLine(t, line)
		}
		wc := Set(head, doc, style.New(style.Ink()), Options{Width: w, Wc: true})
		for _, line := range wc.Lines {
			if got := ansi.StringWidthWc(line); got > max(w, 1) {
				t.Fatalf("measured by wcwidth, %d cells of %d: %q", got, w, line)
			}
		}
	}
}

func repeated(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

func TestThereAreNeverTwoBlankLinesBetweenBlocks(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 9))
		doc := &feeds.Document{Blocks: hostileDocument(r, 2)}
		for i := range doc.Blocks {
			noCode(&doc.Blocks[i])
		}
		page := Set(Head{Title: "Title"}, doc, style.New(style.Plain(true)), Options{Width: 60})
		for i := 1; i < len(page.Lines); i++ {
			if page.marks[i].width == 0 && page.marks[i-1].width == 0 {
				t.Fatalf("seed %d: lines %d and %d are blank", seed, i-1, i)
			}
		}
	}
}

// noCode turns code, whose blank lines stay, and images, into paragraphs.
func noCode(b *feeds.Block) {
	if b.Kind == feeds.Code {
		b.Kind = feeds.Rule
	}
	for i := range b.Blocks {
		noCode(&b.Blocks[i])
	}
	for i := range b.Items {
		for j := range b.Items[i].Blocks {
			noCode(&b.Items[i].Blocks[j])
		}
	}
}

func TestDeepNestingIsSet(t *testing.T) {
	b := text("at the bottom")
	for range 5000 {
		b = feeds.Block{Kind: feeds.Quote, Blocks: []feeds.Block{b}}
	}
	page := Set(Head{}, &feeds.Document{Blocks: []feeds.Block{b}}, style.New(style.Ink()), Options{Width: 72})
	check(t, page, 72)
	if !strings.Contains(ansi.Strip(page.Lines[0]), "at the") {
		t.Errorf("the text is lost: %q", page.Lines)
	}
}

// TestTheFastWayMeasuresAsTheSlowOne holds narrow to what x/ansi says.
func TestTheFastWayMeasuresAsTheSlowOne(t *testing.T) {
	for c := rune(0x20); c < 0x30000; c++ {
		if feeds.Unsafe(c) || c < 0x80 && c < ' ' {
			continue
		}
		for _, s := range []string{string(c), string(c) + "a", string(c) + "é", "a" + string(c)} {
			size, cells := narrow(s)
			if size == 0 {
				continue
			}
			if cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth); size != len(cluster) || cells != w {
				t.Fatalf("%q (%U): %d bytes of %d cells, should be %d of %d", s, c, size, cells, len(cluster), w)
			}
		}
	}
}

func FuzzSet(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, "https://a.example/", 20, uint8(0))
	}
	f.Fuzz(func(t *testing.T, s, url string, width int, kind uint8) {
		if width > 1000 {
			width = 1000
		}
		spans := []feeds.Span{span("before"), {Text: s, URL: url, Style: feeds.SpanStyle(kind)}, span("after")}
		inner := para(spans...)
		doc := &feeds.Document{RTL: kind&1 > 0, Blocks: []feeds.Block{
			inner, {Kind: feeds.Code, Text: s}, {Kind: feeds.Image, Alt: s, URL: url, Spans: spans},
			{Kind: feeds.List, Items: []feeds.Item{{Blocks: []feeds.Block{inner, {Kind: feeds.Quote, Blocks: []feeds.Block{inner}}}}}},
			{Kind: feeds.Table, Rows: []feeds.Row{{Header: true, Cells: []feeds.Cell{{Spans: spans}, {Spans: spans, Span: int(kind)}}}}},
		}}
		page := Set(Head{Title: s, Path: []string{s}, Topics: []string{s}}, doc, style.New(style.Ink()), Options{Width: width})
		check(t, page, max(width, 1))
	})
}

// prose is an article of n words.
func prose(n int) *feeds.Document {
	words := strings.Fields("The European Central Bank left its main interest rate unchanged on Sunday and for the first time since the summer described risks to growth as “tilted to the downside”, opening the door to a cut — as early as March.")
	doc := &feeds.Document{}
	for i := 0; i < n; i += 100 {
		var b strings.Builder
		for j := range 90 {
			b.WriteString(words[(i+j)%len(words)] + " ")
		}
		doc.Blocks = append(doc.Blocks, para(span(b.String()), feeds.Span{Text: "a link of three words", URL: fmt.Sprintf("https://a.example/%d", i)}, span(" and the last words.")))
	}
	return doc
}

func BenchmarkSet5000Words(b *testing.B) {
	doc, st := prose(5000), style.New(style.Ink())
	b.ReportAllocs()
	for b.Loop() {
		Set(Head{Title: "Title"}, doc, st, Options{Width: 72})
	}
}

func BenchmarkMark5000Words(b *testing.B) {
	page := Set(Head{}, prose(5000), style.New(style.Ink()), Options{Width: 72})
	q, err := feeds.ParseQuery("storm or /dams?/")
	if err != nil {
		b.Fatal(err)
	}
	marker := q.Marker()
	b.ReportAllocs()
	for b.Loop() {
		page.FindBy(func(text string) [][2]int { return marker.Find(feeds.FieldBody, text) })
	}
}

func BenchmarkDraw(b *testing.B) {
	var p Pane
	p.SetSize(120, 50)
	p.SetPage(Set(Head{Title: "Title"}, prose(5000), style.New(style.Ink()), Options{Width: 120, Measure: 72, Airy: true}), false)
	b.ReportAllocs()
	for b.Loop() {
		p.Draw()
	}
}

// TestALongArticleIsSetAtOnce is a wide bound: what the benchmark measures is
// some milliseconds.
func TestALongArticleIsSetAtOnce(t *testing.T) {
	for name, doc := range map[string]*feeds.Document{
		"5,000 words of prose":           prose(5000),
		"200,000 characters in one word": {Blocks: []feeds.Block{text(strings.Repeat("x", 200_000))}},
		"100,000 spaces":                 {Blocks: []feeds.Block{text(strings.Repeat(" ", 100_000))}},
		"one line of code, a megabyte":   {Blocks: []feeds.Block{{Kind: feeds.Code, Text: strings.Repeat("日", 300_000)}}},
	} {
		start := time.Now()
		check(t, Set(Head{}, doc, style.New(style.Ink()), Options{Width: 72}), 72)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}
