package feeds

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func paragraph(spans ...Span) Block { return Block{Kind: Paragraph, Spans: spans} }

func said(text string) Block { return paragraph(Span{Text: text}) }

func TestTextIsWrappedAndNumbered(t *testing.T) {
	u, v := "https://a.example/", "https://b.example/"
	for _, c := range []struct {
		name  string
		width int
		doc   Document
		want  string
	}{
		{"nothing is nothing", 40, Document{}, ""},
		{"title, byline and note stand first", 40, Document{Title: "T", Byline: "A B", Site: "The Example", Published: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Note: "Correction: x", Blocks: []Block{said("a")}},
			"T\n\nA B · The Example · 1 March 2026\n\n| Correction: x\n\na\n"},
		{"lines are at most the width", 20, Document{Blocks: []Block{said("one two three four five six")}}, "one two three four\nfive six\n"},
		{"a word longer than a line is cut", 20, Document{Blocks: []Block{said("a " + strings.Repeat("x", 25))}}, "a\n" + strings.Repeat("x", 20) + "\n" + strings.Repeat("x", 5) + "\n"},
		{"wide characters count two columns and no line starts with a full stop", 20, Document{Blocks: []Block{said("一二三四五六七八九十。一二")}}, "一二三四五六七八九\n十。一二\n"},
		{"a break that the author asked for is one", 40, Document{Blocks: []Block{said("a\nb")}}, "a\nb\n"},
		{"links have one number a URL", 60, Document{Blocks: []Block{paragraph(Span{Text: "x", URL: u}, Span{Text: " and "}, Span{Text: "y", URL: v}, Span{Text: ", "}, Span{Text: "x", URL: u, Style: Bold}, Span{Text: " again", URL: u})}},
			"x [1] and y [2], x again [1]\n\n[1] https://a.example/\n[2] https://b.example/\n"},
		{"powers are told from digits", 40, Document{Blocks: []Block{paragraph(Span{Text: "H"}, Span{Text: "2", Style: Subscript}, Span{Text: "O, mc"}, Span{Text: "2", Style: Superscript}, Span{Text: ", x"}, Span{Text: "k+1", Style: Superscript}, Span{Text: ", 1"}, Span{Text: "st", Style: Superscript})}},
			"H₂O, mc², x^(k+1), 1st\n"},
		{"list items hang under their text", 20, Document{Blocks: []Block{{Kind: List, Ordered: true, Items: []Item{{Number: 9, Blocks: []Block{said("nine")}}, {Number: 10, Blocks: []Block{said("ten is a long item here")}}}}}},
			" 9. nine\n10. ten is a long\n    item here\n"},
		{"letters and roman numbers count", 40, Document{Blocks: []Block{{Kind: List, Ordered: true, Style: "a", Items: []Item{{Number: 3, Blocks: []Block{said("c")}}}}, {Kind: List, Ordered: true, Style: "i", Items: []Item{{Number: 4, Blocks: []Block{said("four")}}}}}},
			"c. c\n\niv. four\n"},
		{"quotes have bars on every line", 40, Document{Blocks: []Block{{Kind: Quote, Blocks: []Block{said("a"), {Kind: Quote, Blocks: []Block{said("b\nc")}}}}}}, "│ a\n│\n│ │ b\n│ │ c\n"},
		{"code is indented and not wrapped", 20, Document{Blocks: []Block{{Kind: Code, Text: "\tx := \"a long line of code\"\n\ny"}}}, "        x := \"a long line of code\"\n\n    y\n"},
		{"columns line up and numbers stand right", 40, Document{Blocks: []Block{{Kind: Table, Rows: []Row{
			{Header: true, Cells: []Cell{{Spans: []Span{{Text: "Item"}}, Span: 1}, {Spans: []Span{{Text: "Price"}}, Span: 1}}},
			{Cells: []Cell{{Spans: []Span{{Text: "日本"}}, Span: 1}, {Spans: []Span{{Text: "10"}}, Span: 1, Align: "right"}}},
			{Cells: []Cell{{Spans: []Span{{Text: "over both"}}, Span: 2}}},
		}}}}, "Item       Price\n─────────  ─────\n日本          10\nover both\n"},
		{"a table too wide is key and value", 20, Document{Blocks: []Block{{Kind: Table, Rows: []Row{
			{Header: true, Cells: []Cell{{Spans: []Span{{Text: "A"}}, Span: 1}, {Spans: []Span{{Text: "B"}}, Span: 1}, {Spans: []Span{{Text: "C"}}, Span: 1}}},
			{Cells: []Cell{{Spans: []Span{{Text: "1"}}, Span: 1}, {Span: 1}, {Spans: []Span{{Text: "3"}}, Span: 1}}},
		}}}}, "A: 1\nC: 3\n"},
		{"images say what they show, players where they are", 60, Document{Blocks: []Block{{Kind: Image, URL: u, Alt: "A cat", Spans: []Span{{Text: "The cat."}}}, {Kind: Embed, URL: v, Alt: "YouTube video"}, {Kind: Rule}}},
			"[Image: A cat]\nThe cat.\n\nYouTube video [1]\n\n────────────────────\n\n[1] https://b.example/\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.doc.Text(c.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMarkdownEscapesWhatIsText(t *testing.T) {
	for _, c := range []struct {
		name  string
		block Block
		want  string
	}{
		{"marks of emphasis, links and tags", said("*a* _b_ [c](d) <e> `f` ~~g~~ ![h] &amp; \\"), "\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\~\\~g\\~\\~ \\!\\[h\\] \\&amp; \\\\"},
		{"what starts a line", said("- a\n1. b\n+ c\n# d\n> e\n=== f\n12) g"), "\\- a\\\n1\\. b\\\n\\+ c\\\n\\# d\\\n\\> e\\\n\\=== f\\\n12\\) g"},
		{"decimals and years stay as they are", said("1.5 and 1986"), "1.5 and 1986"},
		{"styles", paragraph(Span{Text: "a "}, Span{Text: "b", Style: Bold}, Span{Text: " "}, Span{Text: "c", Style: Italic}, Span{Text: " "}, Span{Text: "d`e", Style: Mono}), "a **b** *c* ``d`e``"},
		{"spaces at the edge of a style stand outside", paragraph(Span{Text: "a"}, Span{Text: " b ", Style: Bold}, Span{Text: "c"}), "a **b** c"},
		{"styles that touch are tags, since stars would join", paragraph(Span{Text: "a", Style: Bold}, Span{Text: "b", Style: Italic}), "<strong>a</strong><em>b</em>"},
		{"a link's address cannot end early", paragraph(Span{Text: "x", URL: "https://a.example/(b)`|"}), "[x](https://a.example/%28b%29%60%7C)"},
		{"what may not be opened is no link", paragraph(Span{Text: "x", URL: "javascript:alert(1)"}), "x"},
		{"a link over two styles is one link", paragraph(Span{Text: "x ", URL: "https://a.example/"}, Span{Text: "y", URL: "https://a.example/", Style: Bold}), "[x **y**](https://a.example/)"},
		{"a fence is longer than any in the code", Block{Kind: Code, Lang: "md", Text: "````\nx"}, "`````md\n````\nx\n`````"},
		{"a language that is none is left out", Block{Kind: Code, Lang: "a b`", Text: "x"}, "```\nx\n```"},
		{"items are indented under their marker", Block{Kind: List, Ordered: true, Items: []Item{{Number: 10, Blocks: []Block{said("a"), said("b")}}}}, "10. a\n\n    b"},
		{"a list within may not start elsewhere than 1 without a blank line", Block{Kind: List, Items: []Item{{Blocks: []Block{said("a"), {Kind: List, Ordered: true, Items: []Item{{Number: 9, Blocks: []Block{said("b")}}}}}}}}, "- a\n\n  9. b"},
		{"quotes", Block{Kind: Quote, Blocks: []Block{said("a"), said("b")}}, "> a\n>\n> b"},
		{"pipe tables", Block{Kind: Table, Rows: []Row{
			{Header: true, Cells: []Cell{{Spans: []Span{{Text: "A|"}}, Span: 1}, {Spans: []Span{{Text: "B"}}, Span: 1, Align: "right"}}},
			{Cells: []Cell{{Spans: []Span{{Text: "x\ny"}}, Span: 2}}}}}, "| A\\| | B |\n| --- | ---: |\n| x<br>y |  |"},
		{"a table without a header has an empty one", Block{Kind: Table, Rows: []Row{{Cells: []Cell{{Spans: []Span{{Text: "a"}}, Span: 1}}}}}, "|  |\n| --- |\n| a |"},
		{"images", Block{Kind: Image, URL: "https://a.example/c.jpg", Alt: "A [cat]", Spans: []Span{{Text: "Caption"}}}, "![A \\[cat\\]](https://a.example/c.jpg)\n\nCaption"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := Document{Blocks: []Block{c.block}}
			if diff := cmp.Diff(c.want+"\n", doc.Markdown()); diff != "" {
				t.Error(diff)
			}
		})
	}
	lists := Document{Blocks: []Block{{Kind: List, Items: []Item{{Blocks: []Block{said("a")}}}}, {Kind: List, Items: []Item{{Blocks: []Block{said("b")}}}}}}
	if got, want := lists.Markdown(), "- a\n\n+ b\n"; got != want {
		t.Errorf("two lists are %q, want %q", got, want)
	}
}

func TestHTMLIsEscaped(t *testing.T) {
	doc := Document{
		Title: `<b>"T"`, URL: "https://a.example/?a=1&b=2", Language: `en"><x`, RTL: true, Note: "a < b",
		Blocks: []Block{
			paragraph(Span{Text: "<script>"}, Span{Text: "x", URL: "javascript:x"}, Span{Text: "y\nz", URL: "https://a.example/", Style: Bold}),
			{Kind: Code, Text: "</pre>", Lang: `go"`},
			{Kind: Image, URL: "data:x", Alt: `"`},
			{Kind: List, Ordered: true, Items: []Item{{Number: 3, Blocks: []Block{said("c")}}, {Number: 4, Blocks: []Block{said("d")}}}},
		},
	}
	want := `<article lang="en&#34;&gt;&lt;x" dir="rtl">
<h1><a href="https://a.example/?a=1&amp;b=2">&lt;b&gt;&#34;T&#34;</a></h1>
<aside>a &lt; b</aside>
<p>&lt;script&gt;x<a href="https://a.example/"><strong>y<br/>z</strong></a></p>
<pre><code class="language-go&#34;">&lt;/pre&gt;
</code></pre>
<figure></figure>
<ol>
<li value="3">c</li>
<li>d</li>
</ol>
</article>
`
	if diff := cmp.Diff(want, doc.HTML()); diff != "" {
		t.Error(diff)
	}
}

func TestWordsAreCountedAsTheyAreRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"words, with apostrophes and hyphens within", "It's a well-known fact, 42 times.", 6},
		{"two Chinese characters are a word", "中文段落", 2},
		{"an odd one counts as well", "猫が x", 2},
		{"Korean has spaces", "안녕하세요 세계", 2},
		{"marks do not part words", "नमस्ते दुनिया", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := Document{Blocks: []Block{said(c.text)}}
			if got := doc.Words(); got != c.want {
				t.Errorf("%d words, want %d", got, c.want)
			}
		})
	}
	for words, want := range map[int]int{0: 1, 100: 1, 345: 2, 2300: 10} {
		doc := Document{Blocks: []Block{said(strings.Repeat("word ", words))}}
		if got := doc.Minutes(); got != want {
			t.Errorf("%d words take %d minutes, want %d", words, got, want)
		}
	}
}

func TestLinksAreListedOnceInOrder(t *testing.T) {
	doc := Document{Blocks: []Block{
		paragraph(Span{Text: "a ", URL: "https://a.example/"}, Span{Text: "b", URL: "https://a.example/", Style: Bold}),
		{Kind: Quote, Blocks: []Block{{Kind: Embed, URL: "https://v.example/", Alt: "Video"}}},
		{Kind: List, Items: []Item{{Blocks: []Block{paragraph(Span{Text: "again", URL: "https://a.example/"}, Span{Text: "c", URL: "https://c.example/"})}}}},
	}}
	want := []Link{{URL: "https://a.example/", Text: "a b"}, {URL: "https://v.example/", Text: "Video"}, {URL: "https://c.example/", Text: "c"}}
	if diff := cmp.Diff(want, doc.Links()); diff != "" {
		t.Error(diff)
	}
}
