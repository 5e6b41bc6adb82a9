package bookmarks

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func seq(all []feeds.Bookmark) iter.Seq2[feeds.Bookmark, error] {
	return func(yield func(feeds.Bookmark, error) bool) {
		for _, b := range all {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func written(t *testing.T, format string, all []feeds.Bookmark) (string, Count) {
	t.Helper()
	return writtenWith(t, format, all, Options{})
}

func writtenWith(t *testing.T, format string, all []feeds.Bookmark, opt Options) (string, Count) {
	t.Helper()
	var out bytes.Buffer
	count, err := Export(context.Background(), &out, format, seq(all), opt)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), count
}

type Count = feeds.BookmarksExported

// Firefox and Chromium cannot be had here: the rules measured of them stand in,
// and buku, which reads as they do.
//
// Faults: B02, B03
func TestNetscapeKeepsTheRulesOfItsReaders(t *testing.T) {
	all := torture()
	all = append(all, feeds.Bookmark{URL: "https://a.example/\nb", Title: "two\nlines", Note: "a\n\nb <DT>", Tags: []string{"a, b", "", "a b"}})
	file, _ := written(t, "netscape", all)
	if !strings.HasPrefix(file, "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META ") {
		t.Errorf("it begins %.60q", file)
	}
	for _, bad := range []string{"</DT>", "</DD>", "&#", "&apos;", "&nbsp;\n", "FEEDURL", `\" `, "\r"} {
		if strings.Contains(file, bad) {
			t.Errorf("it contains %q", bad)
		}
	}
	for i, l := range strings.Split(file, "\n") {
		l = strings.TrimSpace(l)
		if strings.Contains(l, "<A ") != strings.HasPrefix(l, `<DT><A HREF="`) || strings.Count(l, "<A ") != strings.Count(l, "</A>") {
			t.Errorf("line %d is no whole entry: %.200s", i+1, l)
		}
		if strings.Count(l, `"`)%2 != 0 {
			if !strings.HasPrefix(l, "<DD>") {
				t.Errorf("line %d has an open quote: %.200s", i+1, l)
			}
		}
	}
	const last = `    <DT><A HREF="https://a.example/%0Ab" PRIVATE="1" TOREAD="0" TAGS="a b">two lines</A>
    <DD>a b &lt;DT&gt;
</DL><p>
`
	if !strings.HasSuffix(file, last) {
		t.Errorf("it ends %q", file[len(file)-200:])
	}
}

func TestNetscapeFoldersOpenAndClose(t *testing.T) {
	file, _ := written(t, "netscape", []feeds.Bookmark{
		{URL: "https://a.example/1", Title: "1", Folder: "A/B", Saved: unix(1_700_000_000)}, {URL: "https://a.example/2", Title: "2", Folder: "A"}, {URL: "https://a.example/3", Title: "3"},
	})
	_, body, _ := strings.Cut(file, "<H1>Bookmarks</H1>\n")
	const want = `<DL><p>
    <DT><H3 ADD_DATE="1700000000" LAST_MODIFIED="1700000000">A</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1700000000" LAST_MODIFIED="1700000000">B</H3>
        <DL><p>
            <DT><A HREF="https://a.example/1" ADD_DATE="1700000000" LAST_MODIFIED="1700000000" PRIVATE="1" TOREAD="0">1</A>
        </DL><p>
        <DT><A HREF="https://a.example/2" PRIVATE="1" TOREAD="0">2</A>
    </DL><p>
    <DT><A HREF="https://a.example/3" PRIVATE="1" TOREAD="0">3</A>
</DL><p>
`
	if diff := cmp.Diff(want, body); diff != "" {
		t.Error(diff)
	}
}

func TestJSONRoundTripLosesNothing(t *testing.T) {
	want := torture()
	want = append(want,
		feeds.Bookmark{URL: "javascript:alert(1);  x()", Title: "Bookmarklet"},
		feeds.Bookmark{URL: "data:text/html,<b>x", Title: "Page", Tags: []string{"a, b", "c\u200dd"}},
		feeds.Bookmark{URL: "https://a.example/moved", CanonicalURL: "https://a.example/moved", Title: "Moved",
			Link: feeds.LinkCheck{State: feeds.LinkMoved, Checked: now, Status: 200, To: "https://b.example/?a=1&b=2"}},
		feeds.Bookmark{
			Link: feeds.LinkCheck{State: feeds.LinkDead, Checked: now, Reason: "no answer in time", Failed: 3, Since: now.Add(-time.Hour)},
			ID:   7, ArticleID: 9, URL: "https://a.example/x", CanonicalURL: "https://a.example/x", Title: "Everything", Source: "Fjord Post",
			Authors: []string{"A. Writer", "B. Writer"}, Published: time.Date(1953, 5, 29, 11, 30, 0, 123456789, time.UTC), Saved: now,
			Topics: []string{"science"}, Summary: "One.\nTwo.", Tags: []string{"a"}, Note: "  first\n\n\tsecond  ", Folder: "A/B",
			HTML:       "<p onclick='x'>a\x1b[1m\u202e\u009b</p>\r\n<script>\u2028\U000e0041",
			Highlights: []feeds.Highlight{{Quote: " a\nb ", Prefix: "x ", Suffix: " y", Note: "why\n\nso", Made: now.Add(time.Nanosecond)}, {Quote: "c"}},
			Document: &feeds.Document{
				URL: "https://a.example/x", Title: "Everything", Byline: "A. Writer", Site: "Fjord Post", Published: now, Language: "en", RTL: true, Note: "Corrected.",
				Blocks: []feeds.Block{
					{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "H", Style: feeds.Bold | feeds.Marked}}},
					{Kind: feeds.List, Ordered: true, Items: []feeds.Item{{Number: 3, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "a\nb", URL: "mailto:a@b.example"}}}}}}},
					{Kind: feeds.Quote, Blocks: []feeds.Block{{Kind: feeds.Code, Text: "if x {\n\ty()\n}", Lang: "go"}}},
					{Kind: feeds.Table, Rows: []feeds.Row{{Header: true, Cells: []feeds.Cell{{Spans: []feeds.Span{{Text: "c"}}, Span: 2, Align: "right"}}}}},
					{Kind: feeds.Image, URL: "https://a.example/i.png", Alt: "An image", Width: 3, Height: 4},
					{Kind: feeds.Rule},
				},
			},
		})
	for _, format := range []string{"json", "jsonl"} {
		file, count := written(t, format, want)
		if count != (Count{Written: len(want)}) {
			t.Errorf("%s: count %+v", format, count)
		}
		in := read(t, file)
		if in.Format != format || len(in.Skipped) > 0 {
			t.Errorf("%s: %+v", format, in.Report)
		}
		if diff := cmp.Diff(want, in.Bookmarks); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
		if again, _ := written(t, format, in.Bookmarks); again != file {
			t.Errorf("%s: written again it is another file", format)
		}
		if strings.ContainsFunc(file, func(r rune) bool { return r != '\n' && feeds.Unsafe(r) }) {
			t.Errorf("%s: what must not reach a terminal is not escaped", format)
		}
	}
}

func TestJSONCleansWhatAFileMadeByOthersHolds(t *testing.T) {
	in := read(t, `{"version":1,"generator":"Broadsheet","bookmarks":[{"url":"https://a.example/\u001b]","title":"a\u001b[2J\nb","note":"n\u009b",
"tags":["x","x","\u202e"],"folder":"/A//B\n/","document":{"title":"t\u0007","blocks":[{"kind":"paragraph","spans":[{"text":"\u001b[1m","url":"javascript:x"}]}]}}]}`)
	b := in.Bookmarks[0]
	if b.URL != "https://a.example/" || b.Title != "a b" || b.Note != "n" || len(b.Tags) != 1 || b.Folder != "A/B" ||
		b.Document.Title != "t" || b.Document.Blocks[0].Spans[0] != (feeds.Span{}) {
		t.Errorf("got %+v with %+v", b, b.Document)
	}
}

func TestMarkdown(t *testing.T) {
	file, count := written(t, "markdown", []feeds.Bookmark{
		{URL: "https://a.example/(x) [y]<z>\\?a=1&copy;=2", Title: "A [link](b) *and* <i>\nmore", Source: "Fjord_Post", Published: now, Tags: []string{"two words", "b"}, Note: "# One\n\n1. two"},
		{URL: "javascript:alert(1)", Title: "Bad"},
		{URL: "https://b.example/", Saved: now, Folder: "A/B"},
	})
	const want = `# Bookmarks

- [A \[link\]\(b\) \*and\* \<i\> more](https://a.example/%28x%29%20%5By%5D%3Cz%3E%5C?a=1&amp;copy;=2) — Fjord\_Post, 2026-11-22, \#two words, \#b
  > \# One
  >
  > 1\. two

## A \/ B

- [https\:\/\/b\.example\/](https://b.example/) — saved 2026-11-22
`
	if diff := cmp.Diff(want, file); diff != "" {
		t.Error(diff)
	}
	if count != (Count{Written: 2, LeftOut: 1, Schemes: "javascript:"}) {
		t.Errorf("count %+v", count)
	}
}

// Faults: B11
func TestOnlyOurOwnJSONCarriesWhatOthersMustNotOpen(t *testing.T) {
	var all []feeds.Bookmark
	for _, url := range []string{"javascript:x", "JAVASCRIPT:x", "data:,x", "file:///etc/passwd", "about:blank", "", "x", "https:", "java\nscript:x"} {
		all = append(all, feeds.Bookmark{URL: url, Title: "Bad"})
	}
	for _, f := range formats {
		if f.Folder {
			continue
		}
		file, count := writtenWith(t, f.Name, all, Options{Template: "{{range .bookmarks}}{{.title}}{{end}}"})
		want, n := Count{LeftOut: len(all), Schemes: "javascript:, data:, file:, about:"}, 0
		if f.Name == "json" || f.Name == "jsonl" {
			want, n = Count{Written: len(all)}, len(all)
		}
		if count != want || strings.Count(file, "Bad") != n {
			t.Errorf("%s: %+v, %d within", f.Name, count, strings.Count(file, "Bad"))
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestExportTellsOfFailure(t *testing.T) {
	if _, err := Export(context.Background(), &bytes.Buffer{}, "papyrus", seq(nil), Options{}); err == nil || !strings.Contains(err.Error(), "netscape, json, jsonl") {
		t.Errorf("an unknown format gave %v", err)
	}
	if _, err := Export(context.Background(), &bytes.Buffer{}, "csv", seq(nil), Options{Dialect: "latin"}); err == nil || !strings.Contains(err.Error(), "raindrop, instapaper") {
		t.Errorf("an unknown dialect gave %v", err)
	}
	opt := Options{Template: "{{range .bookmarks}}{{.title}}{{end}}"}
	for _, f := range formats {
		if f.Folder {
			continue
		}
		if _, err := Export(context.Background(), full{}, f.Name, seq(torture()), opt); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s on a full disk gave %v", f.Name, err)
		}
		broken := errors.New("broken")
		_, err := Export(context.Background(), &bytes.Buffer{}, f.Name, func(yield func(feeds.Bookmark, error) bool) { yield(feeds.Bookmark{}, broken) }, opt)
		if !errors.Is(err, broken) {
			t.Errorf("%s of a broken store gave %v", f.Name, err)
		}
		stopped, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := Export(stopped, &bytes.Buffer{}, f.Name, seq(torture()), opt); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, stopped, gave %v", f.Name, err)
		}
	}
}

// Faults: B10
func TestTheSameBookmarksGiveTheSameBytes(t *testing.T) {
	for _, f := range formats {
		if f.Folder {
			continue
		}
		opt := Options{Template: "{{range .bookmarks}}{{json .}}{{end}}", Picture: onePixel}
		first, _ := writtenWith(t, f.Name, torture(), opt)
		if again, _ := writtenWith(t, f.Name, torture(), opt); again != first {
			t.Errorf("%s differs", f.Name)
		}
	}
}

// FuzzImport: what is read is clean and has an address, and our own JSON gives
// it back as it is.
func FuzzImport(f *testing.F) {
	for _, format := range formats {
		if format.Folder || format.Binary {
			continue
		}
		var out bytes.Buffer
		small := torture()[:3] // what is large makes the fuzzer slow
		for i := range small {
			small[i].Document = nil
		}
		if _, err := Export(context.Background(), &out, format.Name, seq(small), Options{Template: "x"}); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	for _, s := range []string{"", head + "<DL><DT><H3>a</H3><DL><DT><A HREF=x TAGS='a b' ADD_DATE=1>b</A><DD>c<A HREF=y>d", head + "<DD><!--<A", `{"version":1,"bookmarks":[{}`} {
		f.Add([]byte(s))
	}
	for _, made := range foreign {
		f.Add([]byte(made.file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := importFrom(bytes.NewReader(data), "")
		if err != nil {
			return
		}
		for _, b := range in.Bookmarks {
			for _, s := range append([]string{b.URL, b.Title, b.Note, b.Folder, b.Source, b.Summary}, b.Tags...) {
				if feeds.Clean(s) != s {
					t.Errorf("%q is not clean", s)
				}
			}
			if b.URL == "" && in.Format != "json" && in.Format != "jsonl" {
				t.Error("a bookmark without an address")
			}
		}
		var out bytes.Buffer
		if _, err := Export(context.Background(), &out, "json", seq(in.Bookmarks), Options{}); err != nil {
			t.Fatal(err)
		}
		first := bytes.Clone(out.Bytes())
		again, err := importFrom(&out, "")
		if err != nil {
			t.Fatal(err)
		}
		if in.Format != "json" && in.Format != "jsonl" { // where a time may be one that RFC 3339 cannot write
			if diff := cmp.Diff(in.Bookmarks, again.Bookmarks); diff != "" {
				t.Error(diff)
			}
		}
		out.Reset()
		if _, err := Export(context.Background(), &out, "json", seq(again.Bookmarks), Options{}); err != nil || !bytes.Equal(first, out.Bytes()) {
			t.Errorf("written again it is another file: %v", err)
		}
	})
}

// onePixel is a picture for all addresses but those that end in "gone".
func onePixel(_ feeds.ArticleID, url string) ([]byte, error) {
	if strings.HasSuffix(url, "gone") {
		return nil, errors.New("404")
	}
	if strings.HasSuffix(url, ".webp") {
		return base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	}
	return base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
}

// Faults: B12
func TestCSVIsExactUnlessItIsToBeSafe(t *testing.T) {
	b := note("=1+1", "https://a.example/")
	b.Note, b.Tags, b.Folder = "@x", []string{"+y"}, "-z"
	exact, _ := written(t, "csv", []feeds.Bookmark{b})
	if want := "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\r\n,=1+1,@x,,https://a.example/,-z,+y,2023-11-14T22:13:20.000Z,,,false\r\n"; exact != want {
		t.Errorf("exact: %q", exact)
	}
	safe, _ := writtenWith(t, "csv", []feeds.Bookmark{b}, Options{CSVSafe: true})
	if want := ",'=1+1,'@x,,https://a.example/,'-z,'+y,2023-11-14T22:13:20.000Z,,,false\r\n"; !strings.HasSuffix(safe, want) {
		t.Errorf("safe: %q", safe)
	}
	for _, l := range strings.Split(writtenCSV(t), "\r\n")[1:] {
		for _, cell := range strings.Split(l, ",") {
			if cell = strings.TrimPrefix(cell, `"`); cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
}

// writtenCSV has no line breaks within cells, nor commas: they would part what
// is one.
func writtenCSV(t *testing.T) string {
	t.Helper()
	var all []feeds.Bookmark
	for _, b := range torture() {
		all = append(all, feeds.Bookmark{URL: b.URL, Title: strings.ReplaceAll(b.Title, ",", ""), Note: strings.ReplaceAll(oneLine(b.Summary), ",", "")})
	}
	file, _ := writtenWith(t, "csv", all, Options{CSVSafe: true})
	return file
}

func TestReferencesLookLikeThis(t *testing.T) {
	b := note("100% {of} a_b --- $x", "https://a.example/{x}\\y?a_b=1&c=50%")
	b.Authors, b.Source, b.Published, b.Tags, b.Note, b.Summary = []string{"A. Writer", "Öz & Co"}, "Gazette", unix(1_600_000_000), []string{"a, b", "c"}, "my\nnote", "About"
	bib, _ := written(t, "bibtex", []feeds.Bookmark{b})
	if want := `@online{ba2020x` + stable(b)[:8] + `,
  title = {{100\% \{of\} a\_b -{}-{}- \$x}},
  author = {{A. Writer} and {Öz \& Co}},
  url = {https://a.example/%7Bx%7D%5Cy?a_b=1&c=50%},
  date = {2020-09-13},
  urldate = {2023-11-14},
  organization = {{Gazette}},
  keywords = {a b, c},
  abstract = {About},
  annotation = {my note}
}

`; bib != want {
		t.Error(cmp.Diff(want, bib))
	}
	ris, _ := written(t, "ris", []feeds.Bookmark{b})
	if want := "TY  - ELEC\r\nTI  - 100% {of} a_b --- $x\r\nAU  - A. Writer\r\nAU  - Öz & Co\r\nDA  - 2020/09/13\r\nPY  - 2020\r\nPB  - Gazette\r\n" +
		"UR  - https://a.example/{x}\\y?a_b=1&c=50%\r\nAB  - About\r\nKW  - a, b\r\nKW  - c\r\nN1  - my note\r\nER  - \r\n\r\n"; ris != want {
		t.Error(cmp.Diff(want, ris))
	}
}

func TestT13NothingThatLeavesMovesATerminal(t *testing.T) {
	all := torture()
	for i := range all {
		all[i].HTML = "<p>\x1b]0;x\x07\u009b2J\u202e\x00\r\n</p>"
	}
	for _, f := range formats {
		if f.Folder || f.Binary {
			continue
		}
		file, _ := writtenWith(t, f.Name, all, Options{Template: "{{range .bookmarks}}{{json .}}{{.html}}{{end}}"})
		for i, r := range file {
			if feeds.Unsafe(r) && r != '\n' && r != '\t' && (r != '\r' || file[i+1] != '\n') {
				t.Errorf("%s has %q in %q", f.Name, r, file[max(0, i-40):i+10])
				break
			}
		}
	}
}

func TestWhatIsStarredIsAFavouriteOfRaindrop(t *testing.T) {
	b := note("A dam", "https://a.example/")
	b.Tags = []string{"water", starredTag}
	file, _ := written(t, "csv", []feeds.Bookmark{b})
	if !strings.HasSuffix(file, ",true\r\n") {
		t.Errorf("%q", file)
	}
	if in := read(t, file); !cmp.Equal(in.Bookmarks[0].Tags, b.Tags) {
		t.Errorf("it comes back with %q", in.Bookmarks[0].Tags)
	}
}
