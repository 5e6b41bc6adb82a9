package opml

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

func TestRead(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want []Outline
		skip int // sentences in Skipped
	}{
		{
			"nested folders become paths, and a feed without a type counts",
			`<?xml version="1.0"?><opml version="2.0"><head><title>S</title></head><body><outline text="News"><outline text="World">
			<outline type="rss" text="A" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/></outline>
			<outline text="B" xmlUrl="https://b.example/f"/></outline><outline text="C" xmlUrl="https://c.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "A", "News/World", "https://a.example/"}, {"https://b.example/f", "B", "News", ""}, {"https://c.example/f", "C", "", ""}}, 0,
		},
		{
			"bare ampersands, in titles and in addresses",
			`<opml><body><outline text="social media & online" xmlUrl="https://a.example/feed?u=1&id=2&copy=3"/></body></opml>`,
			[]Outline{{"https://a.example/feed?u=1&id=2&copy=3", "social media & online", "", ""}}, 0,
		},
		{
			"quotes within quotes, single quotes, no quotes, signs in values",
			`<opml><body><outline text="The "Best" Blog" xmlUrl='https://a.example/f' type=rss/><outline text="a > b" xmlUrl=https://b.example/f></outline></body></opml>`,
			[]Outline{{"https://a.example/f", `The "Best" Blog`, "", ""}, {"https://b.example/f", "a > b", "", ""}}, 0,
		},
		{
			"HTML with quotes of its own in a description",
			`<opml><body><outline text="S" description="At <a href="https://s.example/">S</a> on <a href="https://c.example" >C</a>." xmlUrl="https://a.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "S", "", ""}}, 0,
		},
		{
			"upper case",
			`<OPML><BODY><OUTLINE TEXT="F"><OUTLINE TITLE="A" XMLURL="HTTPS://A.example/f"/></OUTLINE></BODY></OPML>`,
			[]Outline{{"https://a.example/f", "A", "F", ""}}, 0,
		},
		{
			"text comes before title, and title stands in for it",
			`<opml><body><outline text="Blogs" title="ignored"><outline title="T" xmlUrl="https://a.example/f"/></outline></body></opml>`,
			[]Outline{{"https://a.example/f", "T", "Blogs", ""}}, 0,
		},
		{
			"a folder named in category",
			`<opml><body><outline text="A" category="/News/World,/Daily" xmlUrl="https://a.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "A", "News/World", ""}}, 0,
		},
		{
			"a feed listed twice is one, in the first folder that it had",
			`<opml><body><outline text="A" xmlUrl="https://a.example/f"/><outline text="F"><outline text="A" xmlUrl="https://a.example/f" htmlUrl="https://a.example"/></outline></body></opml>`,
			[]Outline{{"https://a.example/f", "A", "F", "https://a.example"}}, 1,
		},
		{
			"nothing that could run a command or open a file is a feed",
			`<opml><body><outline text="p" xmlUrl="|touch /tmp/p"/><outline text="e" xmlUrl="exec:touch /tmp/p"/><outline text="f" xmlUrl="filter:x:https://a.example"/>
			<outline text="l" xmlUrl="file:///etc/passwd"/><outline text="j" xmlUrl="javascript:alert(1)"/><outline text="n" xmlUrl="gopher://a.example"/></body></opml>`,
			nil, 6,
		},
		{
			"links are no feeds",
			`<opml><body><outline type="link" text="L" url="https://a.example/"/><outline type="rss" text="R" url="https://r.example/f"/></body></opml>`,
			[]Outline{{"https://r.example/f", "R", "", ""}}, 1,
		},
		{
			"feed: and a missing scheme",
			`<opml><body><outline text="A" xmlUrl="feed://a.example/f"/><outline text="B" xmlUrl="feed:https://b.example/f"/><outline text="C" xmlUrl="c.example/f"/></body></opml>`,
			[]Outline{{"http://a.example/f", "A", "", ""}, {"https://b.example/f", "B", "", ""}, {"https://c.example/f", "C", "", ""}}, 0,
		},
		{
			"a password in an address is not kept and not hidden",
			`<opml><body><outline text="A" xmlUrl="https://me:secret@a.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "A", "", ""}}, 1,
		},
		{
			"titles lose escape sequences, overrides and line breaks, and are decoded twice when they are escaped twice",
			"<opml><body><outline text=\"red \x1b[31m&#27;]0;x&#7;\u202e\n b &amp;amp; c\" xmlUrl=\"https://a.example/f\"/></body></opml>",
			[]Outline{{"https://a.example/f", "red b & c", "", ""}}, 0,
		},
		{
			"entities of the file's own are never expanded",
			`<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;&x;" xmlUrl="https://a.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "&a;&x;", "", ""}}, 0,
		},
		{
			"a quote that was forgotten costs its outline's attributes alone",
			"<opml><body><outline text=\"A xmlUrl=https://a.example/f />\n<outline text=\"B\" xmlUrl=\"https://b.example/f\"/></body></opml>",
			[]Outline{{"https://b.example/f", "B", "", ""}}, 0,
		},
		{
			"a list that breaks off keeps what is whole",
			`<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlU`,
			[]Outline{{"https://a.example/f", "A", "F", ""}}, 0,
		},
		{
			"outlines in comments are no feeds",
			`<opml><body><!-- <outline text="X" xmlUrl="https://x.example/f"/> --><outline text="A" xmlUrl="https://a.example/f"/></body></opml>`,
			[]Outline{{"https://a.example/f", "A", "", ""}}, 0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Feeds); diff != "" {
				t.Errorf("feeds (-want +got)\n%s", diff)
			}
			if len(got.Skipped) != tt.skip {
				t.Errorf("%d sentences, want %d: %q", len(got.Skipped), tt.skip, got.Skipped)
			}
		})
	}
}

func TestReadSaysWhatElseAFileIs(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "empty",
		"<rss version=\"2.0\"><channel/></rss>": "it is a feed",
		"<!doctype html><html><p>x":             "web page",
		"{\"version\": 1}":                      "JSON",
		"https://a.example/feed\nhttps://b.example/feed \"t\"\n": "plain list of addresses",
		"hello":       "plain text",
		"<svg></svg>": "<svg>",
	} {
		_, err := Read([]byte(in))
		if !errors.Is(err, ErrNotOPML) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one that says %q", in, err, want)
		}
	}
}

func TestReadKnowsEncodings(t *testing.T) {
	doc := `<?xml version="1.0"?><opml><body><outline text="Café" xmlUrl="https://a.example/f"/></body></opml>`
	var le []byte
	for _, u := range utf16.Encode([]rune(doc)) {
		le = append(le, byte(u), byte(u>>8))
	}
	latin := strings.ReplaceAll(doc, "é", "\xe9")
	for name, in := range map[string]string{
		"UTF-8": doc, "UTF-8 with a mark": "\uFEFF" + doc, "Latin-1": latin,
		"UTF-16 with a mark": "\xff\xfe" + string(le), "UTF-16 without": string(le),
		"UTF-8 declared as Latin-1": strings.Replace(doc, `"1.0"`, `"1.0" encoding="ISO-8859-1"`, 1),
	} {
		got, err := Read([]byte(in))
		if err != nil || len(got.Feeds) != 1 || got.Feeds[0].Title != "Café" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// Faults: C03
func TestReadIsBounded(t *testing.T) {
	deep := "<opml><body>" + strings.Repeat(`<outline text="f">`, 10000) + `<outline text="A" xmlUrl="https://a.example/f"/>` + strings.Repeat("</outline>", 10000) +
		`<outline text="B" xmlUrl="https://b.example/f"/>`
	got, err := Read([]byte(deep))
	if err != nil || len(got.Feeds) != 2 {
		t.Fatalf("10,000 folders within each other: %d feeds, %v", len(got.Feeds), err)
	}
	if n := strings.Count(got.Feeds[0].Folder, "/") + 1; n != maxDepth {
		t.Errorf("folder of depth %d, want %d", n, maxDepth)
	}
	if got.Feeds[1].Folder != "" {
		t.Errorf("the feed after the folders is in %q, want the top", got.Feeds[1].Folder)
	}
	var many strings.Builder
	many.WriteString("<opml>")
	for i := range maxOutlines + 10 {
		fmt.Fprintf(&many, `<outline xmlUrl="https://a.example/%d"/>`, i)
	}
	got, err = Read([]byte(many.String()))
	if err != nil || len(got.Feeds) != maxOutlines || len(got.Skipped) != 1 {
		t.Errorf("too many outlines: %d feeds, %d sentences, %v", len(got.Feeds), len(got.Skipped), err)
	}
	if _, err := Read(make([]byte, maxSize+1)); !errors.Is(err, ErrNotOPML) {
		t.Errorf("too large: %v", err)
	}
	// Openings without an end must not cost a search each.
	for _, piece := range []string{"<!-- >", "<![CDATA[", "<outline a='", `<outline a="x>`, "<?", `<o a="b" `} {
		start := time.Now()
		if _, err := Read([]byte("<opml>" + strings.Repeat(piece, 2<<20/len(piece)))); err != nil {
			t.Errorf("%q: %v", piece, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("2 MiB of %q took %v", piece, took)
		}
	}
}

// Faults: C04
func TestWhatIsWrittenReadsBackTheSame(t *testing.T) {
	list := []feeds.Feed{
		{URL: "https://top.example/f?a=1&b=2", Title: "Top & <b>first</b>", SiteURL: "https://top.example/"},
		{URL: "https://a.example/f", Title: `How to write &amp; and "quotes" # ~ 'x'`, Folder: "News/World"},
		{URL: "https://b.example/f", Title: "B", OwnTitle: "Mine", Folder: "News"},
		{URL: "https://c.example/f", Title: "日本語 اردو", Folder: "R&D"},
		{URL: "https://d.example/f", Folder: "News/World"},
	}
	var out bytes.Buffer
	if err := Write(&out, "My <feeds>", list, now); err != nil {
		t.Fatal(err)
	}
	got, err := Read(out.Bytes())
	if err != nil || len(got.Skipped) > 0 {
		t.Fatalf("%v %q", err, got.Skipped)
	}
	if got.Title != "My <feeds>" {
		t.Errorf("title %q", got.Title)
	}
	want := []Outline{
		{list[0].URL, list[0].Title, "", list[0].SiteURL},
		{"https://b.example/f", "Mine", "News", ""},
		{"https://a.example/f", list[1].Title, "News/World", ""},
		{"https://d.example/f", "https://d.example/f", "News/World", ""},
		{"https://c.example/f", list[3].Title, "R&D", ""},
	}
	if diff := cmp.Diff(want, got.Feeds); diff != "" {
		t.Errorf("(-want +got)\n%s\n%s", diff, out.String())
	}
}

// toFeeds makes subscriptions of what was read.
func toFeeds(list List) []feeds.Feed {
	var out []feeds.Feed
	for _, o := range list.Feeds {
		out = append(out, feeds.Feed{URL: o.URL, Title: o.Title, Folder: o.Folder, SiteURL: o.SiteURL})
	}
	return out
}

func TestPublishedListsImport(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS does not name the folder with the lists kept for tests.")
	}
	for name, want := range map[string]int{"awesome-rss-feeds.opml": 763, "malformed-ampersand.opml": 0, "netnewswire-subs.opml": 0, "newsboat-example.opml": 7} {
		data, err := os.ReadFile(filepath.Join(dir, "feeds", "opml", name))
		if err != nil {
			t.Fatal(err)
		}
		if want == 0 {
			want = bytes.Count(data, []byte("xmlUrl="))
		}
		got, err := Read(data)
		if err != nil || len(got.Feeds)+len(got.Skipped) != want {
			t.Errorf("%s: %d feeds, want %d; %v; %q", name, len(got.Feeds), want, err, got.Skipped)
		}
		var out bytes.Buffer
		if err := Write(&out, got.Title, toFeeds(got), now); err != nil {
			t.Fatal(err)
		}
		again, err := Read(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		tree := func(l List) map[Outline]bool {
			m := map[Outline]bool{}
			for _, o := range l.Feeds {
				m[o] = true
			}
			return m
		}
		if diff := cmp.Diff(tree(got), tree(again)); diff != "" {
			t.Errorf("%s: written and read again (-first +second)\n%s", name, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline text="b & c" xmlUrl="https://a.example/f"/></outline></body></opml>`))
	f.Add([]byte(`<OPML><outline text="The "Best" Blog" xmlUrl='feed:https://a.example'><!-- <![CDATA[ `))
	f.Add([]byte("\xff\xfe<\x00o\x00p\x00m\x00l\x00>\x00"))
	f.Add([]byte(`<opml><outline category="/a/b,c" xmlurl=x.example/f title="&amp;lt;"></outline></outline>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read(data)
		if err != nil {
			return
		}
		for _, o := range got.Feeds {
			if o.URL == "" || feeds.WebURL("", o.URL) == "" {
				t.Errorf("%q is no address", o.URL)
			}
			if s := o.Title + o.Folder + o.SiteURL; strings.ContainsFunc(s, feeds.Unsafe) {
				t.Errorf("an unsafe character in %q", s)
			}
		}
		for _, s := range got.Skipped {
			if strings.ContainsFunc(s, feeds.Unsafe) {
				t.Errorf("an unsafe character in %q", s)
			}
		}
		var out bytes.Buffer
		if err := Write(&out, got.Title, toFeeds(got), now); err != nil {
			t.Fatal(err)
		}
		again, err := Read(out.Bytes())
		if err != nil || len(again.Feeds) != len(got.Feeds) {
			t.Fatalf("%d feeds written, %d read: %v\n%s", len(got.Feeds), len(again.Feeds), err, out.String())
		}
		folders := map[string]string{}
		for _, o := range got.Feeds {
			folders[o.URL] = o.Folder
		}
		for _, o := range again.Feeds {
			if folders[o.URL] != o.Folder {
				t.Errorf("%s was in %q and is in %q", o.URL, folders[o.URL], o.Folder)
			}
		}
	})
}
