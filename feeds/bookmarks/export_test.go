package bookmarks

import (
	"bytes"
	"errors"
	"fmt"
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

func export(t *testing.T, format string, all []feeds.Bookmark) (string, Count) {
	t.Helper()
	var out bytes.Buffer
	count, err := Export(&out, format, seq(all), Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), count
}

// torture is what bookmarks of real people hold, and worse.
func torture() []feeds.Bookmark {
	deep := strings.TrimSuffix(strings.Repeat("deep & \"down\"/", 20), "/")
	texts := []string{
		`He said "no" & <b>left</b> 'again'`, `</A></DL><DT><A HREF="x">`, "&amp; &#34; &quot; &nbsp;", "<!-- -->", "<textarea>", `ends in \`,
		"👩‍👩‍👧 emoji 🏳️‍🌈", "مرحبا بالعالم", "שלום, עולם", "東京電力、原発", "=HYPERLINK(\"http://x\")", "a,b;c|d\te"[:7], "# [x](y) *z* `q`", "1. one",
		strings.Repeat("ten thousand ", 770) + "end", "'", "yes", "null", "\ufffd",
	}
	urls := []string{
		"https://a.example/?a=1&b=2&amp;c=3#frag", `https://a.example/"quoted"<x>`, "https://a.example/it's", "https://a.example/(round)[square] and space",
		`https://a.example/back\slash\`, "gemini://a.example/", "gopher://a.example/0/x", "ftp://a.example/f", "mailto:a@b.example", "HTTPS://A.example/%20%C3%A9",
	}
	var all []feeds.Bookmark
	for i, text := range texts {
		url := urls[i%len(urls)]
		all = append(all, feeds.Bookmark{
			URL: url, CanonicalURL: feeds.CanonicalURL(url), Title: text, Note: text, Saved: unix(1_700_000_000 + int64(i)),
			Tags: []string{"two words", fmt.Sprint("tag", i)},
		})
	}
	all[1].Folder, all[2].Folder, all[3].Folder = "A", "A/B <&>", "C"
	all[4].Folder, all[5].Folder = deep, deep+"/er"
	all[6].Saved, all[7].Saved = time.Time{}, unix(-123456789)
	all[8].Tags, all[9].Tags = nil, []string{"toread", `back\`}
	return all
}

func TestNetscapeRoundTripLosesNothingItCanCarry(t *testing.T) {
	want := torture()
	file, count := export(t, "netscape", want)
	if count != (Count{Written: len(want)}) {
		t.Errorf("count %+v", count)
	}
	in := read(t, file)
	for i := range want { // the one thing readers' bugs cost
		if rest, found := strings.CutSuffix(want[i].URL, `\`); found {
			want[i].URL = rest + "%5C"
			want[i].CanonicalURL = feeds.CanonicalURL(want[i].URL)
		}
	}
	if diff := cmp.Diff(want, in.Bookmarks); diff != "" {
		t.Error(diff)
	}
	if len(in.Skipped) > 0 {
		t.Errorf("skipped %v", in.Skipped)
	}
}

func TestNetscapeKeepsTheRulesOfItsReaders(t *testing.T) {
	all := torture()
	all = append(all, feeds.Bookmark{URL: "https://a.example/\nb", Title: "two\nlines", Note: "a\n\nb <DT>", Tags: []string{"a, b", "", "a b"}})
	file, _ := export(t, "netscape", all)
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
	file, _ := export(t, "netscape", []feeds.Bookmark{
		{URL: "https://a.example/1", Title: "1", Folder: "A/B"}, {URL: "https://a.example/2", Title: "2", Folder: "A"}, {URL: "https://a.example/3", Title: "3"},
	})
	_, body, _ := strings.Cut(file, "<H1>Bookmarks</H1>\n")
	const want = `<DL><p>
    <DT><H3 ADD_DATE="1795341600" LAST_MODIFIED="1795341600">A</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1795341600" LAST_MODIFIED="1795341600">B</H3>
        <DL><p>
            <DT><A HREF="https://a.example/1" PRIVATE="1" TOREAD="0">1</A>
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
		feeds.Bookmark{
			ID: 7, ArticleID: 9, URL: "https://a.example/x", CanonicalURL: "https://a.example/x", Title: "Everything", Source: "Fjord Post",
			Authors: []string{"A. Writer", "B. Writer"}, Published: time.Date(1953, 5, 29, 11, 30, 0, 123456789, time.UTC), Saved: now,
			Topics: []string{"science"}, Summary: "One.\nTwo.", Tags: []string{"a"}, Note: "  first\n\n\tsecond  ", Folder: "A/B",
			HTML: "<p onclick='x'>a\x1b[1m\u202e</p>\r\n<script>",
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
	file, count := export(t, "json", want)
	if count.LeftOut != 0 {
		t.Errorf("count %+v", count)
	}
	in := read(t, file)
	if diff := cmp.Diff(want, in.Bookmarks); diff != "" {
		t.Error(diff)
	}
	if again, _ := export(t, "json", in.Bookmarks); again != file {
		t.Error("written again it is another file")
	}
}

func TestJSONCleansWhatAFileMadeByOthersHolds(t *testing.T) {
	in := read(t, `{"version":1,"generator":"Broadsheet","bookmarks":[{"url":"https://a.example/\u001b]","title":"a\u001b[2J\nb","note":"n\u009b",
"tags":["x","x","\u202e"],"folder":"/A//B\n/","document":{"title":"t\u0007","blocks":[{"kind":"paragraph","spans":[{"text":"\u001b[1m","url":"javascript:x"}]}]}}]}`)
	b := in.Bookmarks[0]
	if b.URL != "https://a.example/]" || b.Title != "a[2J b" || b.Note != "n" || len(b.Tags) != 1 || b.Folder != "A/B" ||
		b.Document.Title != "t" || b.Document.Blocks[0].Spans[0] != (feeds.Span{Text: "[1m"}) {
		t.Errorf("got %+v with %+v", b, b.Document)
	}
}

func TestMarkdown(t *testing.T) {
	file, count := export(t, "markdown", []feeds.Bookmark{
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
	if count != (Count{2, 1}) {
		t.Errorf("count %+v", count)
	}
}

func TestExportLeavesOutWhatOthersMustNotOpen(t *testing.T) {
	var all []feeds.Bookmark
	for _, url := range []string{"javascript:x", "JAVASCRIPT:x", "data:,x", "file:///etc/passwd", "about:blank", "", "x", "https:", "java\nscript:x"} {
		all = append(all, feeds.Bookmark{URL: url, Title: "Bad"})
	}
	for _, f := range Formats() {
		file, count := export(t, f.Name, all)
		if f.Name == "json" {
			if count.Written != len(all) {
				t.Errorf("json: %+v", count)
			}
		} else if count != (Count{0, len(all)}) || strings.Contains(file, "Bad") {
			t.Errorf("%s: %+v", f.Name, count)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestExportTellsOfFailure(t *testing.T) {
	if _, err := Export(&bytes.Buffer{}, "csv", seq(nil), Options{}); err == nil || !strings.Contains(err.Error(), "netscape, json, markdown") {
		t.Errorf("an unknown format gave %v", err)
	}
	for _, f := range Formats() {
		if _, err := Export(full{}, f.Name, seq(torture()), Options{Now: now}); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s on a full disk gave %v", f.Name, err)
		}
		broken := errors.New("broken")
		_, err := Export(&bytes.Buffer{}, f.Name, func(yield func(feeds.Bookmark, error) bool) { yield(feeds.Bookmark{}, broken) }, Options{})
		if !errors.Is(err, broken) {
			t.Errorf("%s of a broken store gave %v", f.Name, err)
		}
	}
}

func FuzzImport(f *testing.F) {
	for _, format := range []string{"netscape", "json"} {
		var out bytes.Buffer
		if _, err := Export(&out, format, seq(torture()[:8]), Options{Now: now}); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	for _, s := range []string{"", head + "<DL><DT><H3>a</H3><DL><DT><A HREF=x TAGS='a b' ADD_DATE=1>b</A><DD>c<A HREF=y>d", head + "<DD><!--<A", `{"version":1,"bookmarks":[{}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := Import(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, b := range in.Bookmarks {
			for _, s := range append([]string{b.URL, b.Title, b.Note, b.Folder, b.Source}, b.Tags...) {
				if feeds.Clean(s) != s {
					t.Errorf("%q is not clean", s)
				}
			}
			if b.URL == "" {
				t.Error("a bookmark without an address")
			}
		}
		// What was read can be kept: our own JSON gives it back as it is.
		var out bytes.Buffer
		if _, err := Export(&out, "json", seq(in.Bookmarks), Options{Now: now}); err != nil {
			t.Fatal(err)
		}
		again, err := Import(&out)
		if err != nil {
			t.Fatal(err)
		}
		if len(in.Bookmarks) > 0 && in.Format == "netscape" {
			if diff := cmp.Diff(in.Bookmarks, again.Bookmarks); diff != "" {
				t.Error(diff)
			}
		}
	})
}
