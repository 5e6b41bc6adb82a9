package bookmarks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

// imported is what a file held.
type imported struct {
	Report
	Bookmarks []feeds.Bookmark
}

func importFrom(r io.Reader, format string) (in imported, err error) {
	in.Report, err = Import(r, format, func(b feeds.Bookmark) error {
		in.Bookmarks = append(in.Bookmarks, b)
		return nil
	})
	return in, err
}

func read(t *testing.T, file string) imported {
	t.Helper()
	in, err := importFrom(strings.NewReader(file), "")
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func unix(n int64) time.Time { return time.Unix(n, 0).UTC() }

const head = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"

func TestImportReadsNetscapeLaxly(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		want       []feeds.Bookmark
	}{
		{"no doctype, lower case, DT closed", `<dl><p>
<dt><a href="https://a.example/" add_date="1456433741">One &amp; all</a></dt>
<dd>A note</dd>
</dl>`, []feeds.Bookmark{{URL: "https://a.example/", Title: "One & all", Saved: unix(1456433741), Note: "A note"}}},
		{"no DL at all", head + `<DT><A HREF="https://a.example/">A</A>
<DD>Note
<DT><A HREF="https://b.example/">B</A>`, []feeds.Bookmark{{URL: "https://a.example/", Title: "A", Note: "Note"}, {URL: "https://b.example/", Title: "B"}}},
		{"milliseconds, microseconds, before 1970, none", head + `<DL><p>
<DT><A HREF="https://a.example/1" ADD_DATE="1616337559000">1</A>
<DT><A HREF="https://a.example/2" ADD_DATE="1616337559000000">2</A>
<DT><A HREF="https://a.example/3" ADD_DATE="-86400">3</A>
<DT><A HREF="https://a.example/4" ADD_DATE="0">4</A>
<DT><A HREF="https://a.example/5" ADD_DATE="soon">5</A>
</DL>`, []feeds.Bookmark{
			{URL: "https://a.example/1", Title: "1", Saved: unix(1616337559)}, {URL: "https://a.example/2", Title: "2", Saved: unix(1616337559)},
			{URL: "https://a.example/3", Title: "3", Saved: unix(-86400)}, {URL: "https://a.example/4", Title: "4"}, {URL: "https://a.example/5", Title: "5"},
		}},
		{"a link in a note is part of the note", head + `<DL><p>
<DT><A HREF="https://a.example/">A</A>
<DD>See <A HREF="https://b.example/x">the page</A> and <a href="https://c.example/">https://c.example/</a>, too
<DT><A HREF="https://d.example/">D</A>
</DL>`, []feeds.Bookmark{
			{URL: "https://a.example/", Title: "A", Note: "See the page (https://b.example/x) and https://c.example/, too"}, {URL: "https://d.example/", Title: "D"},
		}},
		{"folders nest, a folder's description is nobody's, a rule ends a note", head + `<DL><p>
<DT><H3>News</H3>
<DD>All the <A HREF="https://x.example/">news</A>
<DL><p>
<DT><H3>TCP/IP</H3>
<DL><p>
<DT><A HREF="https://a.example/">A</A>
<DD>Note
<HR>
stray words
</DL><p>
<DT><A HREF="https://b.example/">B</A>
</DL><p>
<DT><A HREF="https://c.example/">C</A>
</DL><p>`, []feeds.Bookmark{
			{URL: "https://a.example/", Title: "A", Note: "Note", Folder: "News/TCP-IP"},
			{URL: "https://b.example/", Title: "B", Folder: "News"}, {URL: "https://c.example/", Title: "C"},
		}},
		{"tags by comma keep their spaces, to read is a tag, private is ours to know", head + `
<DT><A HREF="https://a.example/" TAGS="a, two words,a" TOREAD="1" PRIVATE="0">A</A>
<DT><A HREF="https://b.example/" TAGS="only one">B</A>`, []feeds.Bookmark{
			{URL: "https://a.example/", Title: "A", Tags: []string{"a", "two words", "toread"}}, {URL: "https://b.example/", Title: "B", Tags: []string{"only one"}},
		}},
		{"tags by space where no comma stands in the file", head + `
<DT><A HREF="https://a.example/" TAGS="public hello">A</A>`, []feeds.Bookmark{{URL: "https://a.example/", Title: "A", Tags: []string{"public", "hello"}}}},
		{"no title, unescaped text, a title that is markup", head + `
<DT><A HREF="https://a.example/"></A>
<DT><A HREF="https://b.example/?a=1&b=2">AT&T < you</A>
<DT><A HREF="https://c.example/">How <textarea> works</A>
<DT><A HREF="https://d.example/">Ending <!-- open</A>
<DT><A HREF="https://e.example/">never closed
<DT><A HREF="https://f.example/">F</A>`, []feeds.Bookmark{
			{URL: "https://a.example/", Title: "https://a.example/"}, {URL: "https://b.example/?a=1&b=2", Title: "AT&T < you"},
			{URL: "https://c.example/", Title: "How works"}, {URL: "https://d.example/", Title: "Ending <!-- open"},
			{URL: "https://e.example/", Title: "never closed"}, {URL: "https://f.example/", Title: "F"},
		}},
		{"an icon of 100 KB, single quotes, other attributes", head + `<DT><A ICON="data:image/png;base64,` + strings.Repeat("QUJD", 25_000) +
			`" DATA-HREF="https://no.example/" HREF='https://a.example/' LAST_CHARSET="UTF-8">A</A>`,
			[]feeds.Bookmark{{URL: "https://a.example/", Title: "A"}}},
		{"ISO-8859-1 by META", `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=ISO-8859-1">` + "\n<DT><A HREF=\"https://a.example/\">Caf\xe9 f\xfcr</A>",
			[]feeds.Bookmark{{URL: "https://a.example/", Title: "Café für"}}},
		{"UTF-16 with its mark", "\xff\xfe" + strings.Join(strings.Split(head+`<DT><A HREF="https://a.example/">A</A>`, ""), "\x00") + "\x00",
			[]feeds.Bookmark{{URL: "https://a.example/", Title: "A"}}},
		{"escape characters in every field", head + "<DL><DT><H3>F\x1b[1m</H3><DL><DT><A HREF=\"https://a.example/\x1b]\" TAGS=\"t\u202e\">A\x1b[2J\u009b</A><DD>n\x07",
			[]feeds.Bookmark{{URL: "https://a.example/", Title: "A", Note: "n", Tags: []string{"t"}, Folder: "F"}}},
		{"Pocket's list", `<html><title>Pocket Export</title><h1>Unread</h1><ul>
<li><a href="https://a.example/" time_added="1688628695" tags="x,y">A</a></li></ul>`,
			[]feeds.Bookmark{{URL: "https://a.example/", Title: "A", Saved: unix(1688628695), Tags: []string{"x", "y", "toread"}}}},
		{"a folder without a name", head + "<DL><DT><H3> </H3><DL><DT><A HREF=\"https://a.example/\">A</A></DL></DL>", []feeds.Bookmark{{URL: "https://a.example/", Title: "A", Folder: "Untitled"}}},
		{"nothing kept", head + "<DL><p>\n</DL><p>", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := read(t, tc.file)
			for i := range tc.want {
				tc.want[i].CanonicalURL = feeds.CanonicalURL(tc.want[i].URL)
			}
			if diff := cmp.Diff(tc.want, in.Bookmarks); diff != "" {
				t.Error(diff)
			}
			if len(in.Skipped) > 0 || in.Format != "netscape" {
				t.Errorf("%s, skipped %v", in.Format, in.Skipped)
			}
		})
	}
}

func TestImportSkipsWithLineAndReason(t *testing.T) {
	in := read(t, head+`<DL><p>
<DT><A HREF="javascript:alert(1)">Bookmarklet</A>
<DD>its note
<DT><A HREF="place:sort=8">Most visited</A>
<DT><A HREF="https://a.example/">A</A>
<DT><A>None</A>
<DT><A HREF=" JavaScript:x">Another</A>
<DT><A HREF="data:text/html,x">Page</A>
<DT><A HREF="about:config">Kept as text</A>
</DL>`)
	want := []feeds.Skipped{
		{Line: 3, What: "Bookmarklet", Why: "it is a program (javascript:), not an address"},
		{Line: 5, What: "Most visited", Why: "it is a browser's own query (place:)"},
		{Line: 7, What: "None", Why: "it has no address"},
		{Line: 8, What: "Another", Why: "it is a program (JavaScript:), not an address"},
		{Line: 9, What: "Page", Why: "it is a document (data:), not an address"},
	}
	if diff := cmp.Diff(want, in.Skipped); diff != "" {
		t.Error(diff)
	}
	if len(in.Bookmarks) != 2 || in.Bookmarks[0].Note != "" || in.Bookmarks[1].URL != "about:config" {
		t.Errorf("kept %+v", in.Bookmarks)
	}
}

// Faults: B19
func TestImportBoundsDepthAndCount(t *testing.T) {
	var deep strings.Builder
	deep.WriteString(head + "<DL>")
	for i := range 300 {
		fmt.Fprintf(&deep, "<DT><H3>f%d</H3><DL>", i)
	}
	deep.WriteString(`<DT><A HREF="https://a.example/">A</A>` + strings.Repeat("</DL>", 300) + `<DT><A HREF="https://b.example/">B</A>`)
	in := read(t, deep.String())
	if len(in.Bookmarks) != 2 || strings.Count(in.Bookmarks[0].Folder, "/") != maxDepth-1 || in.Bookmarks[1].Folder != "" {
		t.Errorf("depth: %+v", in)
	}
	for name, file := range map[string]string{
		"netscape": head + strings.Repeat("<DT><A HREF=https://a.example/>A</A>\n", 15),
		"pinboard": "[\n" + strings.Repeat("{\"href\":\"https://a.example/\"},\n", 14) + "{\"href\":\"https://a.example/\"}]",
		"csv":      "url\n" + strings.Repeat("https://a.example/\n", 15),
		"urls":     strings.Repeat("\nhttps://a.example/", 15),
		"opml":     "<opml>\n" + strings.Repeat("<outline url='https://a.example/'/>\n", 15) + "</opml>",
	} {
		n := 0
		r := &reader{most: 10, take: func(feeds.Bookmark) error { n++; return nil }}
		err := r.read(strings.NewReader(file), "")
		if skipped := r.report.Skipped; err != nil || n != 10 || len(skipped) != 1 || skipped[0].Line != 12 || r.report.Format != name {
			t.Errorf("%s: %d, %+v, %v", name, n, r.report, err)
		}
	}
}

func TestImportSaysWhatAFileLooksLike(t *testing.T) {
	for file, want := range map[string]string{
		"":                              "an empty file",
		" \n":                           "an empty file",
		"<opml version=\"2.0\"></opml>": "OPML: a list of feeds",
		`<opml><body><outline text="f" xmlUrl="https://a.example/f"/></body></opml>`: "OPML: a list of feeds",
		"<html><body><a href=x>y</a></body></html>":                                  "a web page",
		"<rss></rss>":                 "a feed, which",
		"{}":                          "JSON of an unknown kind",
		`[{"x":1}]`:                   "JSON of an unknown kind",
		"[1,":                         "JSON of an unknown kind",
		`{"a`:                         "JSON that is damaged",
		"SQLite format 3\x00":         "an SQLite database",
		"\x00\x01\x02":                "a binary file",
		"dear diary":                  "plain text",
		"a,b\nc,d":                    "plain text",
		"PK\x03\x04 and so forth":     "a damaged zip archive",
		"\x1f\x8b and so forth":       "a damaged gzip file",
		"mozLz40\x00\x00\x00\x00\x7f": "a damaged Firefox backup",
		"---\ntitle: x\n---\n":        "a Markdown note, but its front matter has no address",
		"<xbel><bookmark href='x'":    "XML that is damaged",
		"%PDF-1.7":                    "a PDF",
	} {
		_, err := importFrom(strings.NewReader(file), "")
		if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q gave %v, want %q", file, err, want)
		}
	}
	_, err := importFrom(strings.NewReader("dear diary"), "")
	_, titles := Readable()
	for _, title := range titles {
		if !strings.Contains(Sentence(err), title) {
			t.Errorf("%q does not name %s", Sentence(err), title)
		}
	}
	if _, err := importFrom(strings.NewReader("x"), "papyrus"); err == nil || !strings.Contains(err.Error(), "known are netscape, json") {
		t.Errorf("an unknown format gave %v", err)
	}
}

func TestImportJSONSurvivesDamage(t *testing.T) {
	const good = `{"url":"https://a.example/","title":"A"}`
	in := read(t, `{"version":1,"generator":"Broadsheet","later":{"x":[1]},"bookmarks":[
`+good+`,
{"url":7},
{"title":" ","note":"neither address nor title"},
"text",
`+good+`
]}`)
	if len(in.Bookmarks) != 2 || len(in.Skipped) != 3 || in.Skipped[0].Line != 3 || in.Skipped[2].Line != 5 {
		t.Errorf("bad entries: %+v", in)
	}
	cut := read(t, `{"version":1,"generator":"Broadsheet","bookmarks":[`+good+",\n"+good+",\n{\"url\":\"htt")
	if len(cut.Bookmarks) != 2 || len(cut.Skipped) != 1 || cut.Skipped[0].Line != 3 {
		t.Errorf("cut short: %+v", cut)
	}
	few := torture()[:5]
	for i := range few {
		few[i].Document = nil
	}
	whole, _ := written(t, "json", few)
	for n := range len(whole) { // wherever it is cut, what stands before is read, and it is said
		if in, err := importFrom(strings.NewReader(whole[:n]), ""); err == nil && (len(in.Skipped) == 0 || len(in.Bookmarks) < strings.Count(whole[:n], "\n")-1) && n < len(whole)-1 {
			t.Fatalf("cut at %d: %d bookmarks, skipped %v", n, len(in.Bookmarks), in.Skipped)
		}
	}
	hurt := strings.Replace(whole, `"title"`, `"ti`, 1)
	if in := read(t, hurt); len(in.Bookmarks) != 4 || len(in.Skipped) != 1 || in.Skipped[0].Line != 2 {
		t.Errorf("one damaged line cost more than itself: %+v", in.Report)
	}
	commas := strings.ReplaceAll(whole, "\n,{", ",\n{")
	if in := read(t, commas); len(in.Bookmarks) != 5 || len(in.Skipped) != 0 || commas == whole {
		t.Errorf("with the commas at the end of its lines: %+v", in.Report)
	}
	for _, file := range []string{
		`{"version":2,"generator":"Broadsheet","bookmarks":[]}`,
		`{"version":1,"generator":"Broadsheet","bookmarks":7}`,
		`{"version":1,"generator":"Broadsheet",`,
	} {
		if _, err := importFrom(strings.NewReader(file), ""); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s gave %v", file, err)
		}
	}
}

// Faults: B05
func TestImportTakesRealExports(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: real exports are not part of the tree")
	}
	for _, tc := range []struct {
		file        string
		n, noted    int
		check       int // index of a bookmark looked at
		title, note string
		tags        []string
		folder      string
		saved       int64
	}{
		{"netscape-bookmark-parser__netscape_basic.htm", 2, 1, 0, "Secret stuff", "Super-secret stuff you're not supposed to know about", []string{"private", "secret"}, "", 971175336},
		{"netscape-bookmark-parser__netscape_nested.htm", 8, 2, 5, "Nested 3-1", "", []string{"tag3"}, "Folder3/Folder3-1", 1454433742},
		{"netscape-bookmark-parser__netscape_multiline.htm", 3, 3, 0, "Multiline desc", "List:\n- item1\n- item2\n- item3", []string{"multi"}, "", 1456433741},
		{"netscape-bookmark-parser__delicious.htm", 5, 4, 4, "fontfamily.io", "Compatibility tables for default local fonts.", []string{"@font-face", "os", "typography"}, "", 1412085559},
		{"netscape-bookmark-parser__shaarli.htm", 6, 4, 3, "Mine Turtle Instructions by StormL on DeviantArt", "Schematics: http://www.deviantart.com/users/outgoing?http://www.mediafire.com/?bx19xdd95ed4ap6", []string{"mine", "turtle", "asdf", "paper", "craft"}, "", 1459371140},
		{"netscape-bookmark-parser__safari_folded.htm", 3, 0, 2, "Wikipedia, the free encyclopedia", "", nil, "Autre Divers/doc", 0},
		{"netscape-bookmark-parser__chromium_nested.htm", 18, 0, 0, "jabber.org - the original XMPP instant messaging service", "", nil, "Personal toolbar", 1466010266},
		{"linkding__simple_valid_import_file.html", 3, 3, 2, "test title 3", "test description 3", []string{"tag3"}, "", 1616337559},
		{"wallabag__pocket.csv", 7, 0, 6, "Des abeilles pour résoudre les « conflits » entre les humains et les élépha", "", []string{"toread"}, "", 1599890673},
		{"wallabag__instapaper-export.csv", 4, 0, 2, "Why Foursquare / Swarm is still my favourite social network", "", []string{"starred"}, "", 0},
		{"wallabag__pinboard_export.json", 3, 2, 2, "Dummy PDF file", "", []string{"dummy", "PDF", "file"}, "", 1475651487},
		{"wallabag__ril_export.html", 2, 0, 0, "Tarn : Des lapins ravagent le terrain, le match de rugby doit être annulé", "", []string{"ifttt", "new_entry_simple", "toread"}, "", 1688628695},
	} {
		t.Run(tc.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, "bookmarks", tc.file))
			if err != nil {
				t.Skipf("the file is not there: %v", err)
			}
			in := read(t, string(data))
			noted := 0
			for _, b := range in.Bookmarks {
				if b.Note != "" {
					noted++
				}
			}
			if len(in.Bookmarks) != tc.n || noted != tc.noted || len(in.Skipped) != 0 {
				t.Fatalf("%d bookmarks, %d with notes, skipped %v; want %d, %d and none", len(in.Bookmarks), noted, in.Skipped, tc.n, tc.noted)
			}
			b := in.Bookmarks[tc.check]
			saved := b.Saved.Unix()
			if b.Saved.IsZero() {
				saved = 0
			}
			if b.Title != tc.title || b.Note != tc.note || b.Folder != tc.folder || saved != tc.saved || cmp.Diff(tc.tags, b.Tags) != "" {
				t.Errorf("got %+v", b)
			}
		})
	}
}
