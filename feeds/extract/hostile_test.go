package extract

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// hostile pages take minutes or gigabytes where nothing bounds them. The
// expectation is in counts: what is let through to the parser, never a time.
var hostile = []struct {
	name, html string
	page       error // of FromPage; nil when text must come out
}{
	{"100,000 paragraphs", strings.Repeat("<p>"+strings.Repeat("word ", 9), 100_000), ErrTooLarge},
	{"200,000 spans", strings.Repeat("<span>a </span>", 200_000), ErrTooLarge},
	{"100,000 list items", "<ul>" + strings.Repeat("<li>a", 100_000) + "</ul>", ErrTooLarge},
	{"one long text node", "<p>" + strings.Repeat("some words ", 400_000), nil},
	{"a long JSON-LD string", `<script type="application/ld+json">{"@type":"Article","articleBody":"` + strings.Repeat("word ", 900_000) + `"}</script>`, ErrTooShort},
	{"100,000 line breaks", strings.Repeat("a<br>", 100_000), ErrTooLarge},
	{"20,000 unclosed links", strings.Repeat(`<a href="/x">word `, 20_000), nil},
	{"5,000 nested divs", strings.Repeat("<div>", 5_000) + strings.Repeat("deep words ", 50), nil},
	{"2,000 nested tables", strings.Repeat("<table><tr><td>", 2_000) + strings.Repeat("deep words ", 50), nil},
	{"500 nested quotes", strings.Repeat("<blockquote>", 500) + strings.Repeat("deep words ", 50), nil},
	{"formatting that repeats in each paragraph", strings.Repeat("<font color=a><b><i>", 130) + strings.Repeat("<p>x</p>", 50_000), ErrTooLarge},
	{"text between end tags of nothing", strings.Repeat("word </x>", 400_000), nil},
	{"text between cells of no table", strings.Repeat("word <tr><td></frameset>", 50_000), nil},
	{"comments within comments", strings.Repeat(`<div id="comments" class="a-related">`, 400) + strings.Repeat("<i>word </i>", 50_000), nil},
	{"5,000 posts", `<div itemtype="https://schema.org/DiscussionForumPosting">` + strings.Repeat(`<div class="bbWrapper">some words</div><p class="author">x</p>`, 5_000), nil},
	{"links to 20,000 places", strings.Repeat(`<a href="#a">to the end</a><p id="b">word</p>`, 20_000) + `<p id="a">end</p>`, nil},
	{"notes within one another", strings.Repeat(`<a href="#n">1</a><div>`, 400) + `<li id="n">` + strings.Repeat("some words ", 5_000), nil},
	{"selects that swallow tags", strings.Repeat("<select>word <div>", 50_000) + "</select>", ErrTooShort},
}

func TestHostilePagesAreBounded(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			in := bound(cut(c.html, MaxBytes))
			if !in.tooMany {
				if in.elements > MaxElements {
					t.Errorf("%d elements were let through", in.elements)
				}
				if root, ok := parse(in); ok {
					nodes := 0
					walk(root, func(*html.Node) bool { nodes++; return true })
					if nodes > maxNodes+MaxElements {
						t.Errorf("the tree has %d nodes", nodes)
					}
				}
			}
			checkDocument(t, FromHTML(feeds.Raw(c.html), base))
			if len(c.html) > MaxBytes {
				return
			}
			doc, err := FromPage([]byte(c.html), "text/html; charset=utf-8", base, Hint{})
			switch {
			case !errors.Is(err, c.page) && !errors.Is(c.page, ErrTooShort), errors.Is(c.page, ErrTooShort) && err == nil:
				t.Errorf("FromPage says %v, want %v", err, c.page)
			case err == nil:
				checkDocument(t, doc)
			}
		})
	}
}

func TestWhatIsTooDeepForATreeComesAsText(t *testing.T) {
	doc := FromHTML(feeds.Raw(strings.Repeat("<div>", 600)+"<p>One &amp; two.</p><script>no</script><p>Three.<br>Four.</p>"), base)
	if got, want := doc.Plain(), "One & two.\nThree.\nFour."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestQuotesAndListsStopNestingSomewhere(t *testing.T) {
	doc := FromHTML(feeds.Raw(strings.Repeat("<blockquote>", 100)+"a"), base)
	depth := 0
	for blocks := doc.Blocks; len(blocks) > 0 && blocks[0].Kind == feeds.Quote; blocks = blocks[0].Blocks {
		depth++
	}
	if depth != maxNesting {
		t.Errorf("nested %d deep, want %d", depth, maxNesting)
	}
}

func FuzzFromHTML(f *testing.F) {
	for _, seed := range []string{
		"<p>a<b>b</p>c", "<ul><li>a<ol start=-3 reversed><li>b", "<table><tr><td rowspan=9 colspan=99>a<table><tr><th>b", "<pre><code>\n\ta\x1b[0m",
		`<a href="java&#10;script:x">x</a><img srcset=", /a 1x,,">`, "<figure><figcaption>a<img src=/x>", "<math><mfrac><mi>x", "<ruby>a<rt>b", "<svg><p>x",
		"\u202e&#x9b;\u009d<q><q>a", "<h1><h2>a<div>b<h3>", "Correction: <p>x<dl><dd><dt>a", "<template id=B:0><div hidden id=S:0>x", "plain http://a.example/\u202e, x",
		`<a href="#h">see below</a><table><tr><td id=h>a<td>b<tr><td>c<td>d</table><h2 id=i><a href="#i">self</a></h2><a href="#i">up there</a>`, "# a\n* b\n1. c | d ` ``` <b>\\", "<p>*a*<b>b</b><i>c</i> `d` <code>`e``</code>[x](y) <a href='/a(b)[c]'>!</a>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		doc := FromHTML(feeds.Raw(source), base)
		checkDocument(t, doc)
		checkText(t, doc.Markdown(), "\n\t")
		checkText(t, doc.Text(30), "\n")
		checkText(t, doc.Plain(), "\n\t")
		checkHTML(t, doc.HTML())
		if doc.Words() < 0 || doc.Minutes() < 1 {
			t.Error("no reading time")
		}
	})
}

// checkHTML asserts that written HTML holds no element, attribute or address
// but ours.
func checkHTML(t *testing.T, source string) {
	t.Helper()
	checkText(t, source, "\n\t")
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("a comment in %q", source)
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			if !written[tag.Data] {
				t.Fatalf("element %q in %q", tag.Data, source)
			}
			for _, a := range tag.Attr {
				if a.Key == "href" && !strings.HasPrefix(a.Val, "#note-") && !strings.HasPrefix(a.Val, "#place-") && feeds.LinkURL("", a.Val) == "" || a.Key == "src" && feeds.WebURL("", a.Val) == "" || strings.HasPrefix(a.Key, "on") {
					t.Fatalf("%s=%q in %q", a.Key, a.Val, source)
				}
			}
		}
	}
}

var written = set(`article h1 h2 h3 h4 h5 h6 p a aside ul ol li blockquote pre code table tr td th figure img figcaption hr br
	strong em s mark sup sub dl dt dd div`)

func FuzzFromPage(f *testing.F) {
	f.Add([]byte("<html><body><article><p>Some words here.</p></article>"), "text/html")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "")
	f.Add([]byte("<meta charset=shift_jis><p>\x83\x65\x83\x58"), "text/html; charset=x")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		if doc, err := FromPage(page, contentType, base, Hint{Title: "Some title", Summary: "Some words of the summary stand here"}); err == nil {
			checkDocument(t, doc)
		} else if Sentence(err) == "" {
			t.Error("an error without a sentence")
		}
	})
}
