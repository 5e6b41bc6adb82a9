package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

const base = "https://news.example/2026/story"

func para(text string) feeds.Block {
	return feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text}}}
}

func item(n int, blocks ...feeds.Block) feeds.Item { return feeds.Item{Number: n, Blocks: blocks} }

func cell(text string) feeds.Cell {
	if text == "" {
		return feeds.Cell{Spans: []feeds.Span{}, Span: 1}
	}
	return feeds.Cell{Spans: []feeds.Span{{Text: text}}, Span: 1}
}

func TestHTMLBecomesBlocks(t *testing.T) {
	for _, c := range []struct {
		name, html string
		want       []feeds.Block
	}{
		{"no text is no blocks", ``, []feeds.Block{}},
		{"white space collapses as in a browser", "<p>  a \n\t b </p>", []feeds.Block{para("a b")}},
		{"no-break spaces stay", "<p>a&nbsp;b</p>", []feeds.Block{para("a\u00a0b")}},
		{"empty blocks are dropped", "<p></p><p>&nbsp;</p><p>\u200b</p><ul><li></li></ul><blockquote></blockquote><p>a</p>", []feeds.Block{para("a")}},
		{"text directly in divs is paragraphs", "<div>a<div>b</div>c</div>", []feeds.Block{para("a"), para("b"), para("c")}},
		{"one br breaks the line, two part paragraphs", "<p>a<br>b<br> <br>c</p>", []feeds.Block{para("a\nb"), para("c")}},
		{"a br at either end is nothing", "<p><br>a<br></p>", []feeds.Block{para("a")}},
		{"headings keep their level and lose their own bold", "<h3><b>Title</b></h3>", []feeds.Block{{Kind: feeds.Heading, Level: 3, Spans: []feeds.Span{{Text: "Title"}}}}},
		{"styles nest and neighbours of one style join", "<p>a<b>b<i>c</i></b><b>d</b></p>", []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
			{Text: "a"}, {Text: "b", Style: feeds.Bold}, {Text: "c", Style: feeds.Bold | feeds.Italic}, {Text: "d", Style: feeds.Bold},
		}}}},
		{"the space before a link is not in it", `<p>see <a href="/x">this</a> now</p>`, []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
			{Text: "see "}, {Text: "this", URL: "https://news.example/x"}, {Text: " now"},
		}}}},
		{"tracking parameters go", `<a href="https://a.example/?id=1&utm_source=rss">x</a>`, []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
			{Text: "x", URL: "https://a.example/?id=1"},
		}}}},
		{"links to programs and files are text", `<a href="javascript:x()">a</a><a href=" JaVaScRiPt:x">b</a><a href="data:text/html,x">c</a><a href="file:///etc/passwd">d</a>`, []feeds.Block{para("abcd")}},
		{"jumps within the page are text, and their marks go", `<p><a href="#fn">1</a> a <a href="https://news.example/2026/story#r">↩</a></p>`, []feeds.Block{para("1 a")}},
		{"scripts, styles, forms and buttons are gone", "<script>x</script><style>y</style><noscript>z</noscript><form>mail <input><button>Go</button></form><svg><text>v</text></svg><p>a</p>", []feeds.Block{para("a")}},
		{"a form around a page is no form", "<form><p>" + strings.Repeat("word ", 200) + "</p></form>", []feeds.Block{para(strings.TrimSpace(strings.Repeat("word ", 200)))}},
		{"hidden elements are gone, text with aria-hidden is not", `<p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p>`, []feeds.Block{para("c")}},
		{"quotation marks alternate", "<p><q>a <q>b</q></q></p>", []feeds.Block{para("“a ‘b’”")}},
		{"readings stand in parentheses", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>", []feeds.Block{para("漢(かん)")}},
		{"a formula is its alternative text", `<p><math alttext="x^2"><mi>x</mi></math></p>`, []feeds.Block{para("x^2")}},
		{"a formula without one keeps fractions and powers apart", `<p><math><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mi>y</mi><mn>2</mn></msup></math></p>`, []feeds.Block{para("x=1/2y^2")}},
		{"rules stand between, not at the ends or in pairs", "<hr><p>a</p><hr><hr><p>b</p><hr>", []feeds.Block{para("a"), {Kind: feeds.Rule}, para("b")}},
		{"details are open", "<details><summary>S</summary><p>a</p></details>", []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "S", Style: feeds.Bold}}}, para("a")}},
		{"lists nest and keep paragraphs apart", "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", []feeds.Block{{Kind: feeds.List, Items: []feeds.Item{
			item(0, para("a"), feeds.Block{Kind: feeds.List, Items: []feeds.Item{item(0, para("b"))}}), item(0, para("c"), para("d")),
		}}}},
		{"a list straight in a list belongs to the item before", "<ul><li>a</li><ul><li>b</li></ul></ul>", []feeds.Block{{Kind: feeds.List, Items: []feeds.Item{
			item(0, para("a"), feeds.Block{Kind: feeds.List, Items: []feeds.Item{item(0, para("b"))}}),
		}}}},
		{"ordered lists count from start and value", `<ol start="9" type="a"><li>a</li><li value="3">b</li><li>c</li></ol>`, []feeds.Block{{Kind: feeds.List, Ordered: true, Style: "a", Items: []feeds.Item{
			item(9, para("a")), item(3, para("b")), item(4, para("c")),
		}}}},
		{"reversed lists count down to 1", `<ol reversed><li>a</li><li>b</li></ol>`, []feeds.Block{{Kind: feeds.List, Ordered: true, Items: []feeds.Item{item(2, para("a")), item(1, para("b"))}}}},
		{"definitions stand under their terms", "<dl><dt>T</dt><dt>U</dt><dd>a</dd><dd>b</dd><div><dt>V</dt></div></dl>", []feeds.Block{{Kind: feeds.Definitions, Items: []feeds.Item{
			{Term: []feeds.Span{{Text: "T"}, {Text: "\n"}, {Text: "U"}}, Blocks: []feeds.Block{para("a"), para("b")}},
			{Term: []feeds.Span{{Text: "V"}}, Blocks: []feeds.Block{}}}}}},
		{"definitions of nothing are text", "<dl><dd>a</dd><dd>b</dd></dl>", []feeds.Block{para("a"), para("b")}},
		{"a footnote's mark leads to its text", `<p>a<sup><a id="r1" href="#f1">1</a></sup></p><ol><li id="f1">b <a href="#r1">↩</a></li></ol>`, []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "a"}, {Text: "1", Style: feeds.Superscript, Note: 1}}},
			{Kind: feeds.List, Ordered: true, Items: []feeds.Item{{Number: 1, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "b"}}, Note: 1}}}}}}},
		{"footnotes by anchors, as word processors write them, counted by their marks", `<p>a<a name="_r2" href="#_f2">[2]</a> b<a name="_r1" href="#_f1">[1]</a></p><p><a name="_f1" href="#_r1">[1]</a> one</p><p><a name="_f2" href="#_r2">[2]</a> two</p>`, []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "a"}, {Text: "[2]", Note: 1}, {Text: " b"}, {Text: "[1]", Note: 2}}},
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "[1] one"}}, Note: 2}, {Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "[2] two"}}, Note: 1}}},
		{"a jump to a heading is no footnote", `<p><a href="#h">1</a> a</p><h2 id="h">H</h2>`, []feeds.Block{para("1 a"), {Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "H"}}}}},
		{"a link to a place in the text leads to its block", `<ul><li><a href="#h">The paint</a></li></ul><h2 id="h"><a href="#h">Paint</a></h2><p>See <a href="#q">what was said</a>.</p><div id="q"><blockquote>It was red.</blockquote></div>`, []feeds.Block{
			{Kind: feeds.List, Items: []feeds.Item{{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "The paint", Jump: 1}}}}}}},
			{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "Paint"}}, Anchor: 1},
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "See "}, {Text: "what was said", Jump: 2}, {Text: "."}}},
			{Kind: feeds.Quote, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "It was red."}}, Anchor: 2}}}}},
		{"a place within a table, a term or a heading is that of the block", `<p><a href="#c">the cell</a> <a href="#d%20e">the term</a></p><table><tr><td>a</td><td id="c">b</td></tr><tr><td>c</td><td>d</td></tr></table><dl><dt><a name="d e"></a>T</dt><dd>m</dd></dl>`, []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "the cell", Jump: 1}, {Text: " "}, {Text: "the term", Jump: 2}}},
			{Kind: feeds.Table, Rows: []feeds.Row{{Cells: []feeds.Cell{cell("a"), cell("b")}}, {Cells: []feeds.Cell{cell("c"), cell("d")}}}, Anchor: 1},
			{Kind: feeds.Definitions, Items: []feeds.Item{{Term: []feeds.Span{{Text: "T"}}, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "m"}}, Anchor: 2}}}}}}},
		{"two places of one block are one", `<p><a href="#a">first way</a>, <a href="#b">second way</a></p><div id="a"><a name="b"></a>x</div>`, []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "first way", Jump: 1}, {Text: ", "}, {Text: "second way", Jump: 1}}},
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "x"}}, Anchor: 1}}},
		{"a link to a place that is not there is text", `<p><a href="#gone">not here</a></p>`, []feeds.Block{para("not here")}},
		{"an image that leads elsewhere is a link, one that leads to itself is none", `<a href="/s"><img src="/a.png" alt="A"></a><a href="/b-large.jpg"><img src="/b.png" alt="B"></a>`, []feeds.Block{
			{Kind: feeds.Image, URL: "https://news.example/a.png", Alt: "A", Link: "https://news.example/s"}, {Kind: feeds.Image, URL: "https://news.example/b.png", Alt: "B"}}},
		{"a file's name is no text for an image", `<img src="/a.png" alt="IMG_20410612"><img src="/b.png" alt="my-photo.jpg"><img src="/c.png" alt="2024">`, []feeds.Block{
			{Kind: feeds.Image, URL: "https://news.example/a.png"}, {Kind: feeds.Image, URL: "https://news.example/b.png"}, {Kind: feeds.Image, URL: "https://news.example/c.png", Alt: "2024"}}},
		{"quotes hold blocks", "<blockquote>a<blockquote>b</blockquote></blockquote>", []feeds.Block{{Kind: feeds.Quote, Blocks: []feeds.Block{
			para("a"), {Kind: feeds.Quote, Blocks: []feeds.Block{para("b")}}}}}},
		{"code keeps tabs and blank lines", "<pre><code class=\"hljs language-go\">a\n\n\tb &lt; c\n</code></pre>", []feeds.Block{{Kind: feeds.Code, Text: "a\n\n\tb < c", Lang: "go"}}},
		{"a line to a span is a line", `<pre><code><span class="line">a</span><span class="line">b</span></code></pre>`, []feeds.Block{{Kind: feeds.Code, Text: "a\nb"}}},
		{"a span and a newline is one line, not two", "<pre><code><span class=\"line\">a</span>\n<span class=\"line\">b</span></code></pre>", []feeds.Block{{Kind: feeds.Code, Text: "a\nb"}}},
		{"line numbers are not code", `<table><tr><td class="gutter"><pre>1
2</pre></td><td class="code"><pre>a
b</pre></td></tr></table>`, []feeds.Block{{Kind: feeds.Code, Text: "a\nb"}}},
		{"a table has a header, alignment and spans", `<table><tr><th>A</th><th align="right">B</th></tr><tr><td>a<br>x</td><td style="text-align: right">1</td></tr><tr><td colspan="2">c</td></tr></table>`, []feeds.Block{{Kind: feeds.Table, Rows: []feeds.Row{
			{Header: true, Cells: []feeds.Cell{cell("A"), {Spans: []feeds.Span{{Text: "B"}}, Span: 1, Align: "right"}}},
			{Cells: []feeds.Cell{cell("a\nx"), {Spans: []feeds.Span{{Text: "1"}}, Span: 1, Align: "right"}}},
			{Cells: []feeds.Cell{{Spans: []feeds.Span{{Text: "c"}}, Span: 2}}},
		}}}},
		{"a cell over two rows keeps the columns in line", `<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>`, []feeds.Block{{Kind: feeds.Table, Rows: []feeds.Row{
			{Cells: []feeds.Cell{cell("a"), cell("b")}}, {Cells: []feeds.Cell{cell(""), cell("c")}},
		}}}},
		{"a table of one cell, row or column is no table", "<table><tr><td><p>a</p></td></tr></table><table><tr><td>b</td><td>c</td></tr></table><table><tr><td>d</td></tr><tr><td>e</td></tr></table>",
			[]feeds.Block{para("a"), para("b"), para("c"), para("d"), para("e")}},
		{"a figure gives its caption to its image", `<figure><img src="/c.jpg" alt="A cat" width="80" height="60"><figcaption>The cat</figcaption></figure>`, []feeds.Block{
			{Kind: feeds.Image, URL: "https://news.example/c.jpg", Alt: "A cat", Width: 80, Height: 60, Spans: []feeds.Span{{Text: "The cat"}}}}},
		{"an image in a sentence follows it", `<p>a <img src="/c.jpg"> b</p>`, []feeds.Block{para("a b"), {Kind: feeds.Image, URL: "https://news.example/c.jpg"}}},
		{"images that load late are found", `<img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg"><img srcset="/s.jpg 320w, /m.jpg 1200w, /l.jpg 4000w">
			<picture><source srcset="/p.webp 1x"><img src="/spacer.gif"></picture>`, []feeds.Block{
			{Kind: feeds.Image, URL: "https://news.example/a.jpg"}, {Kind: feeds.Image, URL: "https://news.example/m.jpg"}, {Kind: feeds.Image, URL: "https://news.example/p.webp"}}},
		{"pixels and data images are dropped", `<img src="https://t.example/p.gif" width="1" height="1"><img src="data:image/gif;base64,R0" alt="spacer"><img src="https://pixel.wp.com/b.gif?x=1"><p>a</p>`, []feeds.Block{para("a")}},
		{"an emoji image is its character", `<p>a <img class="emoji" alt="😀" src="/e.png"></p>`, []feeds.Block{para("a 😀")}},
		{"players are one link with a name", `<iframe src="https://www.youtube.com/embed/abc?rel=0" title="A talk"></iframe><video src="/v.mp4"></video><iframe src="https://ad.doubleclick.net/x"></iframe>`, []feeds.Block{
			{Kind: feeds.Embed, URL: "https://www.youtube.com/watch?v=abc", Alt: "YouTube video: A talk"}, {Kind: feeds.Embed, URL: "https://news.example/v.mp4", Alt: "Video"}}},
		{"direction is kept, and found where it is not said", `<p dir="rtl">abc</p><p>טקסט בעברית</p>`, []feeds.Block{
			{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{{Text: "abc"}}}, {Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{{Text: "טקסט בעברית"}}}}},
		{"controls and overrides are removed", "<p>a\x1b[31mb\u009b2Jc\u202ed&#x9d;e</p>", []feeds.Block{para("abcde")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := FromHTML(feeds.Raw(c.html), base)
			checkDocument(t, doc)
			if diff := cmp.Diff(c.want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlainTextBecomesParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []feeds.Block
	}{
		{"each line is a paragraph", "a\nb", []feeds.Block{para("a"), para("b")}},
		{"blank lines part paragraphs of lines", "a\nb\n\nc", []feeds.Block{para("a\nb"), para("c")}},
		{"references are characters", "Tom &amp; Jerry &lt;3", []feeds.Block{para("Tom & Jerry <3")}},
		{"a less-than sign is no tag", "1 < 2", []feeds.Block{para("1 < 2")}},
		{"addresses become links without the full stop", "see https://a.example/x_(y). End", []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
			{Text: "see "}, {Text: "https://a.example/x_(y)", URL: "https://a.example/x_(y)"}, {Text: ". End"}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, FromHTML(feeds.Raw(c.text), base).Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEditorsNotesAreSetApart(t *testing.T) {
	text := "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>"
	for _, c := range []struct{ name, html, want string }{
		{"at the start", "<p><em>Editor’s note: this was changed.</em></p>" + text, "Editor’s note: this was changed."},
		{"at the end", text + "<p>Correction (March 3, 2026): the name was wrong.</p>", "Correction (March 3, 2026): the name was wrong."},
		{"an update with its time", "<p>UPDATE 10:32: more came.</p>" + text, "UPDATE 10:32: more came."},
		{"in German", text + "<p>Anmerkung der Redaktion: In einer früheren Fassung …</p>", "Anmerkung der Redaktion: In einer früheren Fassung …"},
		{"in French", text + "<p>Note de la rédaction : corrigé.</p>", "Note de la rédaction : corrigé."},
		{"in Spanish", text + "<p>Corrección: el nombre era otro.</p>", "Corrección: el nombre era otro."},
		{"marked by its class, wherever it stands", "<p>One.</p><div class=\"editors-note\">We changed this.</div><p>Two.</p>", "We changed this."},
		{"a sentence about updates is none", "<p>Updates to the system are late: nobody cares.</p>" + text, ""},
		{"nor is one in the middle of a long text", text + "<p>Correction: no.</p>" + text, ""},
		{"a text that is nothing but a note stays text", "<p>Update: it is done.</p>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := FromHTML(feeds.Raw(c.html), base)
			if doc.Note != c.want {
				t.Errorf("note is %q, want %q", doc.Note, c.want)
			}
			if c.want != "" && strings.Contains((&feeds.Document{Blocks: doc.Blocks}).Plain(), c.want) {
				t.Error("the note is in the text as well")
			}
		})
	}
}

func TestTheDocumentKnowsItsLanguageAndDirection(t *testing.T) {
	for _, c := range []struct {
		name, html, language string
		rtl                  bool
	}{
		{"as the outermost element says", `<div lang="fa" dir="rtl"><p>a</p></div>`, "fa", true},
		{"by Hebrew letters", "<p>טקסט בעברית עם עוד כמה מילים</p>", "he", true},
		{"by Arabic letters, whose language stays open", "<p>هذا نص عربي فيه كلمات أخرى</p>", "", true},
		{"by kana", "<p>吾輩は猫である。名前はまだ無い。どこで生れたか</p>", "ja", false},
		{"Latin letters say nothing", "<p>Nothing to see here, move along please</p>", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := FromHTML(feeds.Raw(c.html), base)
			if doc.Language != c.language || doc.RTL != c.rtl {
				t.Errorf("got %q, %v", doc.Language, doc.RTL)
			}
		})
	}
}
