package extract

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

// page is an article with what is under test in its middle.
func page(body string) []byte {
	return []byte(`<html lang="en"><head><title>Bridge painted</title></head><body><header><nav><a href="/">Home</a></nav></header><article><h1>Bridge painted</h1>` +
		prose(6) + body + prose(6) + `</article></body></html>`)
}

// middle is what FromPage makes of what stands between the two halves of prose.
func middle(t *testing.T, body string) []feeds.Block {
	t.Helper()
	doc, err := FromPage(page(body), "text/html; charset=utf-8", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, doc)
	var out []feeds.Block
	for _, b := range doc.Blocks {
		if !strings.HasPrefix(spansText(b.Spans), "The council met") {
			out = append(out, b)
		}
	}
	return out
}

// What highlighters make of two lines, as found on pages of sites that use
// them. Readability and tree builders see them before code does.
func TestCodeOfAPageIsItsLinesWithoutTheirNumbers(t *testing.T) {
	for name, html := range map[string]string{
		"plain":                          "<pre><code class=\"language-go\">a := 1\n\tb(a)\n</code></pre>",
		"Prism with line numbers":        "<pre class=\"language-go line-numbers\"><code class=\"language-go\">a <span class=\"token operator\">:=</span> 1\n\t<span class=\"token function\">b</span>(a)<span aria-hidden=\"true\" class=\"line-numbers-rows\"><span></span><span></span></span></code></pre>",
		"highlight.js with numbers":      `<pre><code class="hljs go"><table class="hljs-ln"><tbody><tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="1"><div class="hljs-ln-n" data-line-number="1"></div></td><td class="hljs-ln-line hljs-ln-code" data-line-number="1">a := 1</td></tr><tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="2"><div class="hljs-ln-n" data-line-number="2"></div></td><td class="hljs-ln-line hljs-ln-code" data-line-number="2">` + "\t" + `b(a)</td></tr></tbody></table></code></pre>`,
		"Rouge":                          "<div class=\"language-go highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">1\n2\n</pre></td><td class=\"rouge-code\"><pre>a := 1\n\tb(a)\n</pre></td></tr></tbody></table></code></pre></div></div>",
		"Pygments":                       "<table class=\"highlighttable\"><tr><td class=\"linenos\"><div class=\"linenodiv\"><pre><span></span>1\n2</pre></div></td><td class=\"code\"><div class=\"highlight\"><pre><span></span>a := 1\n\tb(a)\n</pre></div></td></tr></table>",
		"Pygments, numbers in line":      "<div class=\"highlight\"><pre><span class=\"linenos\">1</span>a := 1\n<span class=\"linenos\">2</span>\tb(a)\n</pre></div>",
		"Chroma":                         "<div class=\"highlight\"><pre tabindex=\"0\" style=\"color:#f8f8f2;\"><code class=\"language-go\" data-lang=\"go\"><span style=\"display:flex;\"><span style=\"white-space:pre;user-select:none;margin-right:0.4em;\"> 1\n</span><span>a := 1\n</span></span><span style=\"display:flex;\"><span style=\"white-space:pre;user-select:none;\"> 2\n</span><span>\tb(a)\n</span></span></code></pre></div>",
		"Chroma in a table":              "<div class=\"highlight\"><div class=\"chroma\"><table class=\"lntable\"><tr><td class=\"lntd\"><pre tabindex=\"0\" class=\"chroma\"><code><span class=\"lnt\">1\n</span><span class=\"lnt\">2\n</span></code></pre></td><td class=\"lntd\"><pre tabindex=\"0\" class=\"chroma\"><code class=\"language-go\" data-lang=\"go\"><span class=\"line\"><span class=\"cl\">a := 1\n</span></span><span class=\"line\"><span class=\"cl\">\tb(a)\n</span></span></code></pre></td></tr></table></div></div>",
		"Shiki":                          "<pre class=\"shiki nord\" style=\"background-color:#2e3440ff\" tabindex=\"0\"><code><span class=\"line\"><span style=\"color:#D8DEE9FF\">a := 1</span></span>\n<span class=\"line\"><span style=\"color:#D8DEE9FF\">\tb(a)</span></span></code></pre>",
		"a span a line, no newlines":     `<pre class="prism-code language-go"><code class="codeBlockLines"><span class="token-line" style="color:#393A34"><span class="token plain">a := 1</span><br></span><span class="token-line" style="color:#393A34"><span class="token plain">` + "\t" + `b(a)</span><br></span></code></pre>`,
		"a block a line, by style":       `<pre class="code"><code><span style="display:block">a := 1</span><span style="display:block">` + "\t" + `b(a)</span></code></pre>`,
		"a div a line":                   `<pre><div>a := 1</div><div>` + "\t" + `b(a)</div></pre>`,
		"React Syntax Highlighter":       "<pre style=\"display:block\"><code class=\"language-go\" style=\"white-space:pre\"><span class=\"linenumber react-syntax-highlighter-line-number\" style=\"display:inline-block\">1</span><span>a := 1\n</span><span class=\"linenumber react-syntax-highlighter-line-number\">2</span><span>\tb(a)</span></code></pre>",
		"Expressive Code":                `<div class="expressive-code"><figure class="frame"><figcaption class="header"></figcaption><pre data-language="go"><code><div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code"><span>a := 1</span></div></div><div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">2</div></div><div class="code"><span>` + "\t" + `b(a)</span></div></div></code></pre><div class="copy"><button title="Copy">Copy</button></div></figure></div>`,
		"SyntaxHighlighter":              `<div class="syntaxhighlighter go"><table border="0" cellpadding="0" cellspacing="0"><tbody><tr><td class="gutter"><div class="line number1 index0 alt2">1</div><div class="line number2 index1 alt1">2</div></td><td class="code"><div class="container"><div class="line number1 index0 alt2"><code class="go plain">a := 1</code></div><div class="line number2 index1 alt1"><code class="go spaces">` + "\t" + `</code><code class="go plain">b(a)</code></div></div></td></tr></tbody></table></div>`,
		"GitHub":                         `<div class="blob-wrapper data type-go"><table class="highlight tab-size js-file-line-container"><tbody><tr><td id="L1" class="blob-num js-line-number" data-line-number="1"></td><td id="LC1" class="blob-code blob-code-inner js-file-line">a := 1</td></tr><tr><td id="L2" class="blob-num js-line-number" data-line-number="2"></td><td id="LC2" class="blob-code blob-code-inner js-file-line">` + "\t" + `b(a)</td></tr></tbody></table></div>`,
		"a button to copy it":            "<div class=\"highlight\"><button class=\"copy-btn\">Copy</button><pre><code class=\"language-go\">a := 1\n\tb(a)</code></pre></div>",
		"a line that names the language": "<div class=\"example-header\"><span class=\"language-name\">go</span></div><pre class=\"brush: go\"><code>a := 1\n\tb(a)</code></pre>",
		"code set by CSS alone":          "<p><code style=\"white-space: pre; display: block\">a := 1\n\tb(a)</code></p>",
		"numbers as an ordered list":     `<pre class="prettyprint linenums"><ol class="linenums"><li class="L0"><code>a := 1</code></li><li class="L1"><code>` + "\t" + `b(a)</code></li></ol></pre>`,
		"a language on what wraps it":    "<div class=\"highlight-source-go\"><pre>a := 1\n\tb(a)</pre></div>",
	} {
		t.Run(name, func(t *testing.T) {
			for from, blocks := range map[string][]feeds.Block{"page": middle(t, html), "feed": dropLabels(FromHTML(feeds.Raw(html), base).Blocks)} {
				if len(blocks) != 1 || blocks[0].Kind != feeds.Code {
					t.Fatalf("in a %s: %+v", from, blocks)
				}
				if got, want := blocks[0].Text, "a := 1\n\tb(a)"; got != want {
					t.Errorf("in a %s: got %q, want %q", from, got, want)
				}
			}
		})
	}
}

func TestFormulasOfAPageAreTextOnce(t *testing.T) {
	mathML := `<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow><annotation encoding="application/x-tex">x=\frac{1}{2}</annotation></semantics></math>`
	for name, c := range map[string]struct{ html, want string }{
		"MathML":                      {mathML, "x=1/2"},
		"MathML with words for it":    {`<math alttext="x equals a half"><mi>x</mi></math>`, "x equals a half"},
		"MathML of TeX alone":         {`<math><semantics><annotation encoding="application/x-tex">x=\frac{1}{2}</annotation></semantics></math>`, `x=\frac{1}{2}`},
		"KaTeX":                       {`<span class="katex"><span class="katex-mathml">` + mathML + `</span><span class="katex-html" aria-hidden="true"><span class="base"><span class="mord mathnormal">x</span><span class="mrel">=</span><span class="mord"><span class="vlist">2</span><span class="vlist">1</span></span></span></span></span>`, "x=1/2"},
		"MathJax 2":                   {`<span class="MathJax_Preview">[x]</span><span class="MathJax" id="MathJax-Element-1-Frame"><nobr><span class="math">x=12</span></nobr></span><script type="math/tex" id="MathJax-Element-1">x=\frac{1}{2}</script>`, `x=\frac{1}{2}`},
		"MathJax 2, not yet set":      {`<script type="math/tex; mode=display">x=\frac{1}{2}</script>`, `x=\frac{1}{2}`},
		"MathJax 3":                   {`<mjx-container class="MathJax" jax="SVG"><svg><g><text>x=12</text></g></svg><mjx-assistive-mml unselectable="on" display="inline">` + mathML + `</mjx-assistive-mml></mjx-container>`, "x=1/2"},
		"MathJax 3 in elements":       {`<mjx-container class="MathJax" jax="CHTML"><mjx-math aria-hidden="true"><mjx-mi>x</mjx-mi><mjx-mo>=</mjx-mo><mjx-mn>12</mjx-mn></mjx-math><mjx-assistive-mml>` + mathML + `</mjx-assistive-mml></mjx-container>`, "x=1/2"},
		"Wikipedia":                   {`<span class="mwe-math-element"><span class="mwe-math-mathml-inline mwe-math-mathml-a11y" style="display: none;"><math alttext="{\displaystyle x=1/2}"><mi>x</mi></math></span><img src="https://w.example/svg/1" class="mwe-math-fallback-image-inline mw-invert" aria-hidden="true" style="vertical-align: -0.838ex; width:5ex" alt="{\displaystyle x=1/2}"></span>`, `{\displaystyle x=1/2}`},
		"WordPress":                   {`<img src="https://s0.wp.com/latex.php?latex=x" alt="x=1/2" title="x=1/2" class="latex" />`, "x=1/2"},
		"TeX between its own marks":   {`\(x=\frac{1}{2}\)`, `\(x=\frac{1}{2}\)`},
		"a power told from a product": {`<math><msup><mi>x</mi><mn>2</mn></msup></math>`, "x^2"},
	} {
		t.Run(name, func(t *testing.T) {
			html := `<p>It is known that ` + c.html + ` holds for all of the bridges that were ever painted.</p>`
			want := "It is known that " + c.want + " holds for all of the bridges that were ever painted."
			for from, blocks := range map[string][]feeds.Block{"page": middle(t, html), "feed": FromHTML(feeds.Raw(html), base).Blocks} {
				if len(blocks) != 1 || spansText(blocks[0].Spans) != want {
					t.Errorf("in a %s: %+v", from, blocks)
				}
			}
		})
	}
}

func TestCellsOfAPageKeepTheirAlignment(t *testing.T) {
	for name, html := range map[string]string{
		"by attribute":    `<table><tr><th>Item</th><th align="right">Price</th></tr><tr><td>Red paint</td><td align="right">1.20</td></tr></table>`,
		"by style":        `<table><tr><th>Item</th><th style="text-align: right">Price</th></tr><tr><td>Red paint</td><td style="padding:0;text-align:right">1.20</td></tr></table>`,
		"by class":        `<table><tr><th>Item</th><th class="has-text-align-right" data-align="right">Price</th></tr><tr><td>Red paint</td><td class="x text-right">1.20</td></tr></table>`,
		"by row and cell": `<table><tr align="right"><th align="left">Item</th><th>Price</th></tr><tr style="text-align:right"><td style="text-align:left">Red paint</td><td>1.20</td></tr></table>`,
	} {
		t.Run(name, func(t *testing.T) {
			blocks := middle(t, html)
			if len(blocks) != 1 || blocks[0].Kind != feeds.Table {
				t.Fatalf("%+v", blocks)
			}
			for _, row := range blocks[0].Rows {
				if row.Cells[0].Align != "" || row.Cells[1].Align != "right" {
					t.Errorf("%+v", row.Cells)
				}
			}
		})
	}
}

func TestFootnotesOfAPageLeadToTheirText(t *testing.T) {
	for name, html := range map[string]string{
		"Markdown":           `<p>It was red.<sup class="footnote-ref"><a href="#fn1" id="fnref1">1</a></sup></p>%s<section class="footnotes"><ol><li id="fn1"><p>Carmine, to be exact. <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>`,
		"Hugo":               `<p>It was red.<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup></p>%s<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Carmine, to be exact.&nbsp;<a href="#fnref:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li></ol></div>`,
		"Substack":           `<p>It was red.<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self">1</a></p>%s<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false" target="_self">1</a><div class="footnote-content"><p>Carmine, to be exact.</p></div></div>`,
		"Wikipedia":          `<p>It was red.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1"><span>[</span>1<span>]</span></a></sup></p>%s<div class="reflist"><ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-a_1-0">^</a></b></span> <span class="reference-text">Carmine, to be exact.</span></li></ol></div>`,
		"a word processor":   `<p>It was red.<a style="mso-footnote-id: ftn1;" title="" href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>%s<div id="ftn1"><p><a style="mso-footnote-id: ftn1;" title="" href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Carmine, to be exact.</p></div>`,
		"WordPress":          `<p>It was red.<sup data-fn="ab12" class="fn"><a href="#ab12" id="ab12-link">1</a></sup></p>%s<ol class="wp-block-footnotes"><li id="ab12">Carmine, to be exact. <a href="#ab12-link" aria-label="Jump to footnote reference 1">↩︎</a></li></ol>`,
		"the page's address": `<p>It was red.<sup><a href="` + base + `#n1" id="r1">1</a></sup></p>%s<p id="n1"><a href="` + base + `#r1">1</a>. Carmine, to be exact.</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			mark, note := 0, 0
			doc, err := FromPage(page(strings.Replace(html, "%s", prose(4), 1)), "text/html; charset=utf-8", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			eachSpan(doc.Blocks, func(s *feeds.Span) { mark += s.Note })
			eachBlock(doc.Blocks, func(b *feeds.Block) {
				if b.Note > 0 && strings.Contains((&feeds.Document{Blocks: []feeds.Block{*b}}).Plain(), "Carmine") {
					note += b.Note
				}
			})
			if mark != 1 || note != 1 {
				t.Errorf("mark %d, note %d:\n%s", mark, note, doc.HTML())
			}
		})
	}
}

func TestALinkWithinAPageLeadsToItsBlock(t *testing.T) {
	html := `<ul class="toc"><li><a href="#the-paint">The paint</a></li><li><a href="#related-work">Related work</a></li></ul>` + prose(3) +
		`<h2 id="the-paint">The paint</h2>` + prose(3) + `<section id="related-work"><h2>Related work</h2><p>Other bridges were painted too, and some of them twice.</p></section>`
	doc, err := FromPage(page(html), "text/html; charset=utf-8", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	leads := map[int]string{}
	eachBlock(doc.Blocks, func(b *feeds.Block) {
		if b.Anchor > 0 {
			leads[b.Anchor] = spansText(b.Spans)
		}
	})
	n := 0
	eachSpan(doc.Blocks, func(s *feeds.Span) {
		if s.Jump > 0 {
			n++
			if leads[s.Jump] != s.Text {
				t.Errorf("%q leads to %q", s.Text, leads[s.Jump])
			}
		}
		if s.URL != "" {
			t.Errorf("%q is a link to %s", s.Text, s.URL)
		}
	})
	if n != 2 {
		t.Errorf("%d links lead to places:\n%s", n, doc.HTML())
	}
}
