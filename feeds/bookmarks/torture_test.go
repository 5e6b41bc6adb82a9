package bookmarks

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

// torture is what bookmarks of real people hold, and worse: quotes, brackets,
// formulas, marks of every format, all scripts, ten thousand characters, odd
// addresses, dates before 1970, tags with spaces and commas, folders 20 deep.
func torture() []feeds.Bookmark {
	deep := strings.TrimSuffix(strings.Repeat("deep & \"down\"/", 20), "/")
	texts := []string{
		`He said "no" & <b>left</b> 'again'`, `</A></DL><DT><A HREF="x">`, "&amp; &#34; &quot; &nbsp;", "<!-- -->", "<textarea>", `ends in \`,
		"👩‍👩‍👧 emoji 🏳️‍🌈", "مرحبا بالعالم", "שלום, עולם", "東京電力、原発", `=HYPERLINK("http://x")`, "a,b;c|d", "# [x](y) *z* `q`", "1. one",
		strings.Repeat("ten thousand ", 770) + "end", "'", "yes", "null", "\ufffd", "ER  -", "---", "]]>", `\end{document} $x$ 100% {a} ~ ^`, "*/", "]}",
		"[[https://x.example/][y]] :tag:", ":END:", "#+end_example", "%PDF", "2024-01-01", "12:30", "key: value", "@import", "-- --- ----", "``quoted''", "+1",
	}
	urls := []string{
		"https://a.example/?a=1&b=2&amp;c=3#frag", `https://a.example/"quoted"<x>`, "https://a.example/it's", "https://a.example/(round)[square] and space",
		`https://a.example/back\slash\`, "gemini://a.example/", "gopher://a.example/0/x", "ftp://a.example/f", "mailto:a@b.example", "HTTPS://A.example/%20%C3%A9",
		"https://例え.example/ü", "https://a.example/{x}|y^z`w", "https://a.example/" + strings.Repeat("long/", 400),
	}
	var all []feeds.Bookmark
	for i, text := range texts {
		url := urls[i%len(urls)]
		if n := i / len(urls); n > 0 {
			before, fragment, _ := strings.Cut(url, "#") // every page once
			url = strings.TrimSuffix(fmt.Sprint(before, "?n=", n, "#", fragment), "#")
		}
		all = append(all, feeds.Bookmark{
			ID: feeds.BookmarkID(i + 1), URL: url, CanonicalURL: feeds.CanonicalURL(url), Title: text, Saved: unix(1_700_000_000 + int64(i)),
			Note:   text + "\n\n" + texts[(i+1)%len(texts)] + "\n* " + text + "\n\t:" + text,
			Tags:   []string{"two words", fmt.Sprint("tag", i), "a, b", "c#/d|é", "2024"},
			Source: texts[(i+2)%len(texts)], Authors: []string{texts[(i+3)%len(texts)], "A. Writer"}, Published: unix(1_600_000_000 - int64(i)*100_000_000),
			Summary: texts[(i+4)%len(texts)], Topics: []string{"topic"},
			Highlights: []feeds.Highlight{{Quote: text + "\n" + texts[(i+5)%len(texts)], Prefix: "before ", Suffix: " after", Note: texts[(i+6)%len(texts)], Made: now}},
			Document: &feeds.Document{URL: "https://a.example/", Title: text, Language: "en", Blocks: []feeds.Block{
				{Kind: feeds.Heading, Level: 1, Spans: []feeds.Span{{Text: text}}},
				{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text + "\n", Style: feeds.Bold}, {Text: "link", URL: "https://a.example/?a=[1]|2&b={3}"}, {Text: "1", Note: 1}}},
				{Kind: feeds.Code, Text: text + "\n" + noteMarker, Lang: "go"},
				{Kind: feeds.List, Ordered: true, Style: "a", Items: []feeds.Item{{Number: 3, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text}}}}}, {Number: 4}}},
				{Kind: feeds.Definitions, Items: []feeds.Item{{Term: []feeds.Span{{Text: text}}, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "means"}}}}}, {Term: []feeds.Span{{Text: "a term alone"}}}}},
				{Kind: feeds.Definitions, Items: []feeds.Item{{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "a meaning alone"}}}}}}},
				{Kind: feeds.Definitions}, {Kind: feeds.List}, {Kind: feeds.Table}, {Kind: feeds.Table, Rows: []feeds.Row{{}}}, {Kind: feeds.Quote}, {Kind: feeds.Paragraph},
				{Kind: feeds.Quote, Blocks: []feeds.Block{{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{{Text: "مرحبا"}}}}},
				{Kind: feeds.Table, Rows: []feeds.Row{{Header: true, Cells: []feeds.Cell{{Spans: []feeds.Span{{Text: "c"}}, Span: 2, Align: "right"}}}, {Cells: []feeds.Cell{{Span: 1}, {Span: 1}}}}},
				{Kind: feeds.Image, URL: "https://a.example/i.png", Alt: `An "image"`, Width: 3, Height: 4, Spans: []feeds.Span{{Text: "caption"}}},
				{Kind: feeds.Image, URL: "https://a.example/gone", Alt: text, Link: "https://a.example/to"},
				{Kind: feeds.Image, URL: "https://a.example/i.webp", Alt: "another"},
				{Kind: feeds.Embed, URL: "https://v.example/1", Alt: "A film"},
				{Kind: feeds.Rule},
				{Kind: feeds.Paragraph, Note: 1, Spans: []feeds.Span{{Text: "the note"}}},
			}},
			Offline: i%2 == 0,
		})
	}
	all[1].Folder, all[2].Folder, all[3].Folder = "A", "A/B <&>", "C: [x] :y:"
	all[4].Folder, all[5].Folder = deep, deep+"/er"
	all[6].Saved, all[7].Saved, all[8].Saved = time.Time{}, unix(-123456789), time.Date(1869, 5, 10, 12, 0, 0, 0, time.UTC)
	all[8].Tags, all[9].Tags = nil, []string{feeds.ReadLater, `back\`}
	all[10].Document, all[10].Offline, all[10].HTML = nil, false, "<p>only the feed's</p>"
	all[11].Document, all[11].Authors, all[11].Source, all[11].Summary, all[11].Highlights, all[11].Note = nil, nil, "", "", nil, ""
	return all
}

// What each format that is read again can carry of a bookmark. Where it says
// nothing of a field, that comes back as it was.
var carries = []struct {
	format, dialect string
	what            func(feeds.Bookmark) feeds.Bookmark
}{
	{"netscape", "", func(b feeds.Bookmark) feeds.Bookmark {
		if rest, found := strings.CutSuffix(b.URL, `\`); found {
			b.URL = rest + "%5C" // the one thing a reader's fault costs
		}
		return only(b, "note", "folder", "commas")
	}},
	{"csv", "raindrop", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b, "lines", "folder", "commas")
		out.Summary = b.Summary
		for _, h := range b.Highlights {
			out.Highlights = append(out.Highlights, feeds.Highlight{Quote: h.Quote, Note: strings.TrimSpace(h.Note)})
		}
		return out
	}},
	{"csv", "instapaper", func(b feeds.Bookmark) feeds.Bookmark { return only(b, "lines", "folder") }},
	{"csv", "readwise", func(b feeds.Bookmark) feeds.Bookmark { return only(b) }},
	{"csv", "pocket", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b)
		out.Tags = each(b.Tags, func(t string) string { return strings.ReplaceAll(t, "|", " ") })
		return out
	}},
	{"pinboard", "", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b, "lines")
		out.Tags = each(b.Tags, func(t string) string { return strings.ReplaceAll(t, " ", "_") })
		return out
	}},
	{"org", "", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b, "lines", "folder")
		out.Source, out.Authors, out.Published, out.Summary = b.Source, b.Authors, b.Published, b.Summary
		for _, h := range b.Highlights {
			out.Highlights = append(out.Highlights, feeds.Highlight{Quote: h.Quote, Note: strings.TrimSpace(h.Note)})
		}
		return out
	}},
	{"xbel", "", func(b feeds.Bookmark) feeds.Bookmark { return only(b, "lines", "folder") }},
	{"opml", "", func(b feeds.Bookmark) feeds.Bookmark { return only(b, "lines", "folder", "commas") }},
	{"jsonfeed", "", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b, "lines", "folder")
		out.Source, out.Authors, out.Published, out.Summary, out.Highlights = b.Source, b.Authors, b.Published, b.Summary, b.Highlights
		return out
	}},
	{"csl-json", "", func(b feeds.Bookmark) feeds.Bookmark {
		out := only(b, "lines", "commas")
		out.Source, out.Authors, out.Summary = b.Source, b.Authors, b.Summary
		out.Published, out.Saved = b.Published.Truncate(24*time.Hour), b.Saved.Truncate(24*time.Hour)
		return out
	}},
	{"urls", "", func(b feeds.Bookmark) feeds.Bookmark {
		url := strings.ReplaceAll(b.URL, " ", "%20")
		return feeds.Bookmark{URL: url, Title: url}
	}},
}

// only is what all formats carry: address, title, date and tags, and of the
// rest what is named: the note on one "note" or on its "lines", the folder;
// tags whose "commas" are spaces.
func only(b feeds.Bookmark, of ...string) feeds.Bookmark {
	out := feeds.Bookmark{URL: b.URL, Title: oneLine(b.Title), Saved: b.Saved, Tags: b.Tags}
	if slices.Contains(of, "note") {
		out.Note = oneLine(b.Note)
	}
	if slices.Contains(of, "lines") {
		out.Note = cleanText(b.Note, maxNote)
	}
	if slices.Contains(of, "folder") {
		out.Folder = b.Folder
	}
	if slices.Contains(of, "commas") {
		out.Tags = each(b.Tags, func(t string) string { return oneLine(strings.ReplaceAll(t, ",", " ")) })
	}
	return out
}

// Faults: B01, B04
func TestEveryFormatGivesBackAllItCanCarry(t *testing.T) {
	all := append(torture(), feeds.Bookmark{URL: "javascript:alert(1)", Title: "Program"}, feeds.Bookmark{URL: "data:text/html,x", Title: "Page"})
	for _, tc := range carries {
		t.Run(tc.format+tc.dialect, func(t *testing.T) {
			file, count := writtenWith(t, tc.format, all, Options{Dialect: tc.dialect})
			if count != (Count{Written: len(all) - 2, LeftOut: 2, Schemes: "javascript:, data:"}) {
				t.Errorf("count %+v", count)
			}
			in := read(t, file)
			if in.Format != tc.format || len(in.Skipped) > 0 {
				t.Errorf("read as %+v", in.Report)
			}
			var want []feeds.Bookmark
			for _, b := range all[:len(all)-2] {
				b.Source, b.Authors = oneLine(b.Source), each(b.Authors, oneLine)
				if len(b.Authors) == 0 {
					b.Authors = nil
				}
				b = tc.what(b)
				b.CanonicalURL = feeds.CanonicalURL(b.URL)
				b.Tags = slices.Clone(b.Tags)
				if len(b.Tags) == 0 {
					b.Tags = nil
				}
				want = append(want, b)
			}
			for i := range in.Bookmarks {
				in.Bookmarks[i].HTML = "" // of our own text, in a feed
			}
			if diff := cmp.Diff(want, in.Bookmarks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// memory is a folder in a test.
type memory struct{ fstest.MapFS }

func (m memory) Remove(name string) error {
	delete(m.MapFS, name)
	return nil
}

func (m memory) WriteFile(name string, data []byte) error {
	if m.MapFS[name] != nil && string(m.MapFS[name].Data) == string(data) {
		return errors.New("it was written although nothing changed")
	}
	m.MapFS[name] = &fstest.MapFile{Data: data, Mode: 0o600}
	return nil
}

func notes(t *testing.T, dir Folder, all []feeds.Bookmark) Count {
	t.Helper()
	count, err := ExportNotes(t.Context(), dir, seq(all), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func TestAFolderOfNotesGivesBackAllButTheFeedsHTML(t *testing.T) {
	all := append(torture(), feeds.Bookmark{URL: "javascript:alert(1)", Title: "Program"})
	dir := memory{fstest.MapFS{}}
	if count := notes(t, dir, all); count != (Count{Written: len(all) - 1, LeftOut: 1, Schemes: "javascript:"}) || len(dir.MapFS) != len(all)-1 {
		t.Errorf("count %+v, %d files", count, len(dir.MapFS))
	}
	got := map[string]feeds.Bookmark{}
	report, err := ImportFS(dir, func(b feeds.Bookmark) error {
		got[b.URL] = b
		return nil
	})
	if err != nil || len(report.Skipped) > 0 || report.Format != "obsidian" {
		t.Errorf("%+v, %v", report, err)
	}
	want := map[string]feeds.Bookmark{}
	for _, b := range all[:len(all)-1] {
		b.ID, b.HTML, b.Document, b.Offline = 0, "", nil, false
		b.Title, b.Source, b.Authors = oneLine(b.Title), oneLine(b.Source), each(b.Authors, oneLine)
		if len(b.Authors) == 0 {
			b.Authors = nil
		}
		b.Note = cleanText(b.Note, maxNote)
		b.Highlights = cleanHighlights(b.Highlights)
		want[b.URL] = b
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
