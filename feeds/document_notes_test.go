package feeds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDefinitionsFootnotesAndLinkedImagesAreWritten(t *testing.T) {
	u := "https://a.example/"
	notes := Document{Blocks: []Block{
		paragraph(Span{Text: "Said"}, Span{Text: "1", Style: Superscript, Note: 1}, Span{Text: "."}),
		{Kind: List, Ordered: true, Items: []Item{{Number: 1, Blocks: []Block{{Kind: Paragraph, Spans: []Span{{Text: "By whom."}}, Note: 1}}}}},
	}}
	terms := Document{Blocks: []Block{{Kind: Definitions, Items: []Item{{Term: []Span{{Text: "Feed"}}, Blocks: []Block{said("one"), said("two")}}, {Term: []Span{{Text: "Link", URL: u}}}}}}}
	image := Document{Blocks: []Block{{Kind: Image, URL: u + "cat.png", Alt: "A cat", Link: u}}}
	head := Document{Title: "T", Standfirst: "It took <long>.", Byline: "A"}
	for _, c := range []struct{ name, got, want string }{
		{"the standfirst stands under the title in text", head.Text(40), "T\n\nIt took <long>.\n\nA\n"},
		{"the standfirst stands under the title in Markdown", head.Markdown(), "# T\n\n*It took \\<long\\>.*\n\nA\n"},
		{"the standfirst stands under the title in HTML", head.HTML(), "<article>\n<h1>T</h1>\n<p><em>It took &lt;long&gt;.</em></p>\n<p>A</p>\n</article>\n"},
		{"a footnote's mark is raised in text", notes.Text(40), "Said¹.\n\n1. By whom.\n"},
		{"a footnote is one in Markdown", notes.Markdown(), "Said[^1].\n\n[^1]: By whom.\n"},
		{"a footnote's mark leads to it in HTML", notes.HTML(), "<article>\n<p>Said<a href=\"#note-1\"><sup>1</sup></a>.</p>\n<ol>\n<li><div id=\"note-1\"><p>By whom.</p></div>\n</li>\n</ol>\n</article>\n"},
		{"what a term means stands under it in text", terms.Text(40), "Feed\n    one\n    two\nLink [1]\n\n[1] https://a.example/\n"},
		{"terms are bold in Markdown", terms.Markdown(), "**Feed**\n\n- one\n\n  two\n\n[**Link**](https://a.example/)\n"},
		{"terms are terms in HTML", terms.HTML(), "<article>\n<dl>\n<dt>Feed</dt>\n<dd><p>one</p>\n<p>two</p>\n</dd>\n<dt><a href=\"https://a.example/\">Link</a></dt>\n<dd></dd>\n</dl>\n</article>\n"},
		{"terms are words", terms.Plain(), "Feed\none\ntwo\nLink"},
		{"an image's link is numbered in text", image.Text(40), "[Image: A cat] [1]\n\n[1] https://a.example/\n"},
		{"an image's link is one in Markdown", image.Markdown(), "[![A cat](https://a.example/cat.png)](https://a.example/)\n"},
		{"an image's link is one in HTML", image.HTML(), "<article>\n<figure><a href=\"https://a.example/\"><img src=\"https://a.example/cat.png\" alt=\"A cat\"/></a></figure>\n</article>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
