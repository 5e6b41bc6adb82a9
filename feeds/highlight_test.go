package feeds

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAHighlightIsFoundByItsWordsAndThoseAroundThem(t *testing.T) {
	for _, tc := range []struct {
		name string
		h    Highlight
		text string
		want string // the passage, with what stands around it in brackets
	}{
		{"the only place", Highlight{Quote: "two three"}, "one two three four", "one [two three] four"},
		{"the first of equals", Highlight{Quote: "a"}, "b a b a", "b [a] b a"},
		{"the one whose prefix agrees", Highlight{Quote: "tide", Prefix: "the low "}, "the high tide, the low tide, the tide", "the high tide, the low [tide], the tide"},
		{"the one whose suffix agrees", Highlight{Quote: "tide", Suffix: " turns"}, "a tide comes, a tide turns", "a tide comes, a [tide] turns"},
		{"both sides weigh more than one", Highlight{Quote: "x", Prefix: "ab", Suffix: "cd"}, "abx zxcd abxcd", "abx zxcd ab[x]cd"},
		{"white space counts for nothing", Highlight{Quote: "two\n\nthree", Prefix: "one\n"}, "one  two three", "one  [two three]"},
		{"nor do the shapes of quotation marks and dashes", Highlight{Quote: `it's "so" - so`}, "see: it’s “so” — so!", "see: [it’s “so” — so]!"},
		{"characters of several bytes", Highlight{Quote: "東京", Suffix: "力"}, "東京都、東京力", "東京都、[東京]力"},
		{"the whole text", Highlight{Quote: "all"}, "all", "[all]"},
		{"a text that lost it", Highlight{Quote: "two"}, "one three", ""},
		{"no quote", Highlight{Prefix: "one"}, "one two", ""},
		{"a quote of white space", Highlight{Quote: " \n"}, "one two", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			from, to, ok := tc.h.Find(tc.text)
			got := ""
			if ok {
				got = tc.text[:from] + "[" + tc.text[from:to] + "]" + tc.text[to:]
			}
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestADocumentIsMarkedWhereItsHighlightsStand(t *testing.T) {
	doc := &Document{Blocks: []Block{
		{Kind: Heading, Level: 2, Spans: []Span{{Text: "The storm"}}},
		{Kind: Paragraph, Spans: []Span{{Text: "It came "}, {Text: "by night", URL: "https://a.example/", Style: Bold}, {Text: " and went."}}},
		{Kind: Code, Text: "storm()"},
		{Kind: List, Items: []Item{{Term: []Span{{Text: "Term"}}, Blocks: []Block{{Kind: Paragraph, Spans: []Span{{Text: "first of all"}}}}}}},
		{Kind: Table, Rows: []Row{{Cells: []Cell{{Spans: []Span{{Text: "left"}}}, {Spans: []Span{{Text: "right"}}}}}}},
		{Kind: Quote, Blocks: []Block{{Kind: Paragraph, Spans: []Span{{Text: "the end"}}}}},
	}}
	before := doc.HTML()
	marked, lost := doc.Marked([]Highlight{
		{Quote: "came by night and"}, {Quote: "night and went"}, // which overlap
		{Quote: "storm", Prefix: "The "}, {Quote: "Term first"}, // over two blocks
		{Quote: "right", Suffix: "the end"}, {Quote: "gone"},
	})
	if doc.HTML() != before {
		t.Error("the document itself was changed")
	}
	if len(lost) != 1 || lost[0].Quote != "gone" {
		t.Errorf("lost %v", lost)
	}
	const want = `<article>
<h2>The <mark>storm</mark></h2>
<p>It <mark>came </mark><a href="https://a.example/"><strong><mark>by </mark></strong><strong><mark>night</mark></strong></a><mark> and</mark><mark> went</mark>.</p>
<pre><code>storm()
</code></pre>
<ul>
<li><mark>first</mark> of all</li>
</ul>
<table>
<tr><td>left</td><td><mark>right</mark></td></tr>
</table>
<blockquote>
<p>the end</p>
</blockquote>
</article>
`
	if diff := cmp.Diff(want, marked.HTML()); diff != "" {
		t.Error(diff)
	}
	if marked.Plain() != doc.Plain() {
		t.Error("marking changed the words")
	}
	if marked.Blocks[3].Items[0].Term[0].Style != Marked {
		t.Error("the term is not marked")
	}
	if same, lost := doc.Marked(nil); same != doc || lost != nil {
		t.Error("without highlights there is nothing to copy")
	}
}

func TestAQuoteThatStandsEverywhereTakesBoundedTime(t *testing.T) {
	text := strings.Repeat("a ", 1<<20)
	if from, _, ok := (Highlight{Quote: "a", Prefix: strings.Repeat("a ", 1<<19)}).Find(text); !ok || from > 2*maxPlaces {
		t.Errorf("found at %d, %v", from, ok)
	}
}

func TestStrictURLKeepsWhatIsOne(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/%20a?b=c&d=1#e":       "https://a.example/%20a?b=c&d=1#e",
		"https://a.example/a b?x[]=1|2#[y]#z":    "https://a.example/a%20b?x%5B%5D=1%7C2#%5By%5D%23z",
		"http://[::1]:80/[x]":                    "http://[::1]:80/%5Bx%5D",
		"http://[::1]":                           "http://[::1]",
		`gopher://a.example/0/\x"<>^` + "`{|}":   "gopher://a.example/0/%5Cx%22%3C%3E%5E%60%7B%7C%7D",
		"https://a.example/100%":                 "https://a.example/100%25",
		"https://a.example/é\n":                  "https://a.example/%C3%A9%0A",
		"mailto:a@b.example?subject=[x]&body=%0": "mailto:a@b.example?subject=%5Bx%5D&body=%250",
	} {
		if got := StrictURL(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestTheBodyAloneAsPartOfAPage(t *testing.T) {
	doc := &Document{Title: "Not here", Blocks: []Block{
		{Kind: Paragraph, Spans: []Span{{Text: "See"}, {Text: "1", Note: 1}}},
		{Kind: Image, URL: "https://a.example/kept.png", Alt: "A cat"},
		{Kind: Image, URL: "https://a.example/left.png", Alt: "A <dog>"},
		{Kind: Image, URL: "https://a.example/left.png"},
		{Kind: Paragraph, Note: 1, Spans: []Span{{Text: "Note"}}},
	}}
	got := doc.BodyHTML(HTMLOptions{ID: "b7-", Image: func(url string) (string, bool) {
		return "images/1.png", strings.HasSuffix(url, "kept.png")
	}})
	const want = `<p>See<a href="#b7-note-1">1</a></p>
<figure><img src="images/1.png" alt="A cat"/></figure>
<figure><a href="https://a.example/left.png">A &lt;dog&gt;</a></figure>
<figure><a href="https://a.example/left.png">a.example</a></figure>
<div id="b7-note-1"><p>Note</p></div>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
