package extract

import (
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"broadsheet/feeds"
)

// prose is n sentences that differ from one another.
func prose(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("<p>The council met on the " + strings.Repeat("very ", i%3) + "long bridge, number " + strings.Repeat("i", i+1) +
			", and decided that it would be painted, which took the members most of the evening and left nobody content.</p>")
	}
	return b.String()
}

func TestAPageGivesItsArticleAndWhatItSaysOfItself(t *testing.T) {
	page := `<!doctype html><html lang="en-GB"><head><title>Bridge painted | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2026-03-01T10:00:00+01:00">
<meta name="author" content="Jane Example"></head><body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Bridge painted</h1><p>By Jane Example</p><p>1 March 2026</p><p>3 min read</p>` + prose(9) +
		`<p>Advertisement</p>` + prose(3) + `<p>Correction: the bridge is green.</p><p>Share this article</p>
<h2>Related stories</h2><ul><li><a href="/a">A tunnel is dug under the river</a></li><li><a href="/b">A ferry sinks in port</a></li></ul></article>
<footer>About us</footer></body></html>`
	doc, err := FromPage([]byte(page), "text/html; charset=utf-8", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, doc)
	if doc.Title != "Bridge painted" && doc.Title != "Bridge painted | The Example" {
		t.Errorf("title %q", doc.Title)
	}
	if doc.Byline != "Jane Example" || doc.Site != "The Example" || doc.Language != "en-GB" || !doc.Published.Equal(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("byline %q, site %q, language %q, published %v", doc.Byline, doc.Site, doc.Language, doc.Published)
	}
	if doc.Note != "Correction: the bridge is green." {
		t.Errorf("note %q", doc.Note)
	}
	if len(doc.Blocks) != 12 {
		t.Errorf("%d blocks, want the 12 paragraphs:\n%s", len(doc.Blocks), doc.Text(80))
	}
	text := doc.Plain()
	for _, gone := range []string{"By Jane", "1 March", "min read", "Advertisement", "Share", "Related", "tunnel", "Home", "About us"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q is still there", gone)
		}
	}
}

func TestTheFeedsSummaryDecidesWhereTheLibraryTakesTheWrongPart(t *testing.T) {
	// A short article beside a long, chatty comment section that looks like prose.
	page := `<html><body><div itemprop="articleBody"><p>Small harbour towns have begun to count their seals again, and the first numbers surprised everyone.</p></div>
<div class="thread">` + prose(20) + `</div></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{Summary: "Small harbour towns have begun to count their seals again, and the first numbers surprised everyone."})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(doc.Plain(), "count their seals") {
		t.Errorf("the summary's words are missing:\n%s", doc.Text(80))
	}
}

func TestAPageWithoutMarkupFallsBackToItsJSON(t *testing.T) {
	page := `<html><body><div id="x">Menu</div><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Seals","author":[{"name":"A B"},{"name":"C D"}],
"articleBody":"` + strings.Repeat("The seals were counted again this year. ", 12) + `"}]}</script></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "Seals" || doc.Byline != "A B, C D" || doc.Words() != 84 {
		t.Errorf("title %q, byline %q, %d words", doc.Title, doc.Byline, doc.Words())
	}
}

func TestAStreamedPageIsPutTogether(t *testing.T) {
	page := `<html><body><main><!--$?--><template id="B:0"></template><p>Loading paragraph...</p><!--/$--></main>
<div hidden id="S:0"><article>` + prose(8) + `</article></div><script>$RC("B:0","S:0")</script></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if text := doc.Plain(); !strings.Contains(text, "painted") || strings.Contains(text, "Loading") {
		t.Error(text)
	}
}

func TestPagesThatGiveNoArticleSayWhy(t *testing.T) {
	for _, c := range []struct {
		name, kind, page string
		want             error
		says             string
	}{
		{"a picture", "image/png", "\x89PNG", ErrNotHTML, "not a web page"},
		{"a PDF without a type", "", "%PDF-1.7 words", ErrNotHTML, "not a web page"},
		{"a feed", "application/rss+xml", "<rss><channel><p>a</p></channel></rss>", ErrNotHTML, "not a web page"},
		{"an empty page", "text/html", "", ErrTooShort, "no article text"},
		{"a page of links", "text/html", `<body><a href="/">Home</a></body>`, ErrTooShort, "no article text"},
		{"a shell for a program", "text/html", `<body><div id="root"></div><script src="/app.js"></script></body>`, ErrNeedsScript, "JavaScript"},
		{"a shell that says so", "text/html", `<body><noscript>You need to enable JavaScript to run this app.</noscript><p>Loading the site, please wait a moment for it now.</p></body>`, ErrNeedsScript, "JavaScript"},
		{"more than 5 MiB", "text/html", strings.Repeat("a", MaxBytes+1), ErrTooLarge, "too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := FromPage([]byte(c.page), c.kind, base, Hint{})
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if s := Sentence(err); !strings.Contains(s, c.says) || !strings.Contains(s, "o opens it in the browser") {
				t.Errorf("says %q", s)
			}
		})
	}
}

func TestBytesBecomeTextByTheRule(t *testing.T) {
	latin := func(s string) string {
		out, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	sjis, err := japanese.ShiftJIS.NewEncoder().String("日本語のページ")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("<!-- x -->", 300) // meta beyond the first 1,024 bytes
	for _, c := range []struct{ name, page, kind, want string }{
		{"a byte order mark goes before all", "\xef\xbb\xbfÄ", "text/html; charset=windows-1252", "Ä"},
		{"UTF-16 by its mark", "\xff\xfeA\x00\xc4\x00", "", "AÄ"},
		{"the header's charset where the bytes are valid in it", sjis, "text/html; charset=Shift_JIS", "日本語のページ"},
		{"not where they are not", latin("Ärger"), "text/html; charset=utf-8", "Ärger"},
		{"UTF-8 that the header calls Latin 1", "Ärger", "text/html; charset=iso-8859-1", "Ärger"},
		{"valid UTF-8 without a word about it", long + "Ärger", "", long + "Ärger"},
		{"the page's own word, far down", long + `<meta charset="shift_jis">` + sjis, "", long + `<meta charset="shift_jis">日本語のページ`},
		{"an unknown charset is no charset", latin("Ärger"), "text/html; charset=x-foo", "Ärger"},
		{"UTF-8 with one broken byte stays UTF-8", strings.Repeat("Ä", 40) + "\xff", "", strings.Repeat("Ä", 40) + "\ufffd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := decode([]byte(c.page), c.kind); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOnlyTeasersAreStubs(t *testing.T) {
	const u = "https://a.example/1"
	whole := strings.Repeat("These are the words of a whole article. ", 40)
	for _, c := range []struct {
		name string
		a    feeds.Article
		want bool
	}{
		{"no text at all", feeds.Article{URL: u, Title: "T"}, true},
		{"no page to ask for", feeds.Article{Title: "T", Text: "Short […]"}, false},
		{"a cut text", feeds.Article{URL: u, Title: "T", Text: "The council met today and […]", HTML: "<p>The council met today and […]</p>"}, true},
		{"a text that ends in an ellipsis", feeds.Article{URL: u, Title: "T", Text: "The council met today and…"}, true},
		{"an invitation to read on", feeds.Article{URL: u, Title: "T", Text: "The council met today. Continue reading The bridge", HTML: `<p>The council met today. <a href="x">Continue reading The bridge</a></p>`}, true},
		{"WordPress's last line under a teaser", feeds.Article{URL: u, Title: "T", Text: "The council met. The post Bridge appeared first on The Example.", HTML: "<p>x</p>"}, true},
		{"the same under a whole article", feeds.Article{URL: u, Title: "T", Text: whole + "The post Bridge appeared first on The Example.", HTML: "<p>x</p>"}, false},
		{"nothing but the summary", feeds.Article{URL: u, Title: "T", Text: "The council met.", Summary: "The council met.", HTML: "The council met."}, true},
		{"a whole article", feeds.Article{URL: u, Title: "T", Text: whole, Summary: "These are", HTML: "<p>x</p>"}, false},
		{"a microblog post, whose title is its start", feeds.Article{URL: u, Title: "Lovely morning at…", Text: "Lovely morning at the harbour, with seals.", Summary: "Lovely morning at the harbour, with seals."}, false},
		{"a post without a title", feeds.Article{URL: u, Text: "Lovely morning.", Summary: "Lovely morning."}, false},
		{"a note on a link", feeds.Article{URL: u, Title: "A bridge", Text: "I liked this piece on bridges by a friend, who knows them well.", HTML: `<p>I liked <a href="https://b.example/">this piece</a> on bridges.</p>`}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := IsStub(c.a); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
