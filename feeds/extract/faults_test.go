package extract

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"broadsheet/feeds"
)

// The rows of the list of faults that touch pages, by their numbers.

// vectors are what a terminal would obey, raw and as HTML can hide it.
var vectors = map[string]string{
	"T01 clipboard":                     "\x1b]52;c;ZXZpbA==\x07",
	"T01 clipboard, ST":                 "\x1b]52;c;ZXZpbA==\x1b\\",
	"T02 window title":                  "\x1b]0;evil\x07",
	"T04 a link elsewhere":              "\x1b]8;;https://evil.example/\x1b\\",
	"T05 DCS, APC, PM, SOS":             "\x1bPq#0\x1b\\\x1b_Gf=100\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\",
	"T06 cursor, mouse, reset, queries": "\x1b[2J\x1b[10A\x1b[?1000h\x1b[?2004l\x1bc\x1b[6n\x1b[c",
	"T07 C1 in UTF-8":                   "\u009b31m\u009d0;x\u009c\u0090\u0085",
	"T07 C1 as references":              "&#x9d;52;c;x&#157;&#x81;&#x8d;&#x8f;&#x90;",
	"T07 ESC as references":             "&#27;[31m&#x1b;]0;x&#7;",
	"T08 an unterminated title":         "\x1b]0;",
	"T09 colours":                       "\x1b[31m\x1b[8m\x1b[5m",
	"T10 controls":                      "\v\b\x07\x00\x0e",
	"T11 overrides, isolates and tags":  "\u202e\u2066\u2069\U000e0041\ufeff\U0010eeee",
}

func TestT01ToT11NothingAPageSaysReachesATerminalAsMoreThanText(t *testing.T) {
	for name, v := range vectors {
		t.Run(name, func(t *testing.T) {
			j, err := json.Marshal("x" + v)
			if err != nil {
				t.Fatal(err)
			}
			page := `<html lang="en` + v + `"><head><title>Title ` + v + `</title><base href="https://news.example/` + v + `">
<link rel="canonical" href="/a` + v + `"><link rel="next" href="/a?page=2` + v + `"><meta property="og:site_name" content="Site ` + v + `"><meta name="author" content="A ` + v + `">
<meta property="og:image" content="/i.jpg` + v + `"><meta name="keywords" content="one` + v + `,two"><meta name="description" content="It was said ` + v + ` in five or more words.">
<script type="application/ld+json">{"@type":"NewsArticle","headline":` + string(j) + `,"articleSection":` + string(j) + `,"keywords":[` + string(j) + `],"author":{"name":` + string(j) + `}}</script></head><body><article>
<p class="editors-note">Editor's note: ` + v + `</p>` + prose(5) + `<h2>Heading ` + v + `</h2><p>Text ` + v + ` <a href="https://a.example/` + v + `" title="` + v + `">link ` + v + `</a><sup><a href="#f` + v + `">1` + v + `</a></sup></p>
<pre><code class="language-` + v + `">code ` + v + `</code></pre><table><tr><th>a` + v + `</th><th>b</th></tr><tr><td>c` + v + `</td><td>d</td></tr></table>
<dl><dt>term ` + v + `</dt><dd>means ` + v + `</dd></dl><figure><img src="https://a.example/i.png` + v + `" alt="alt ` + v + `"><figcaption>caption ` + v + `</figcaption></figure>
<iframe src="https://a.example/e` + v + `" title="frame ` + v + `"></iframe><ol><li id="f` + v + `">note ` + v + `</li></ol>` + prose(3) + `</article></body></html>`
			doc, err := FromPage([]byte(page), "text/html; charset=utf-8", base, Hint{Title: "Hint " + v, Summary: v})
			if err != nil {
				t.Fatal(err)
			}
			checkDocument(t, doc)
			for _, s := range append(append([]string{doc.Title, doc.Byline, doc.Site, doc.Language, doc.Standfirst, doc.Canonical, doc.Image}, doc.Topics...), doc.Section...) {
				checkText(t, s, "")
			}
			out, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, string(out), "")
			checkText(t, doc.Text(60), "\n")
			checkText(t, doc.Markdown(), "\n\t")
			checkHTML(t, doc.HTML())
			if !strings.Contains(doc.Plain(), "The council met") {
				t.Error("the rest of the text is gone")
			}
		})
	}
}

func TestX22AndX23OnlyAddressesThatMayBeOpenedAreLinks(t *testing.T) {
	source := `<base href="file:///etc/"><p><a href="javascript:x()">a</a> <a href=" JaVaScRiPt:x">b</a> <a href="data:text/html,x">c</a> <a href="file:///etc/passwd">d</a>
<a href="-flag">e</a> <a href="//other.example/p">f</a> <a href="https://a.example/x y;z✳">g</a> <a href="https://a.example/` + strings.Repeat("a", 100<<10) + `">h</a> <a href="https://user:secret@a.example/">i</a> <a href="vbscript:x">j</a></p>`
	doc := FromHTML(feeds.Raw(source), base)
	checkDocument(t, doc)
	for _, l := range doc.Links() {
		if feeds.WebURL("", l.URL) != l.URL || strings.Contains(l.URL, "secret") || strings.ContainsAny(l.URL, " ✳") {
			t.Errorf("a link to %q", l.URL)
		}
	}
	if got := len(doc.Links()); got != 4 { // -flag beside the page, the other host, the odd one, the one with a user
		t.Errorf("%d links: %v", got, doc.Links())
	}
}

func TestX24DeepAndManyElementsComeAsTextOrAreRefused(t *testing.T) {
	for name, source := range map[string]string{
		"depth 600":                 strings.Repeat("<div>", 600) + prose(4),
		"100 tables in one another": strings.Repeat("<table><tr><td>", 100) + prose(4),
		"a storm of selects":        strings.Repeat("<select><option>x</select>", 20_000) + prose(4),
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := FromPage([]byte("<html><body>"+source), "text/html", base, Hint{})
			if err != nil || !strings.Contains(doc.Plain(), "The council met") {
				t.Errorf("%v", err)
			}
		})
	}
	if _, err := FromPage([]byte("<html><body>"+strings.Repeat("<i>", 1_000_000)), "text/html", base, Hint{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a million tags: %v", err)
	}
}

func TestX25NothingOfScriptsStylesAndFramesIsText(t *testing.T) {
	page := `<html><body onload="evil()"><article>` + prose(4) + `<script>evil()</script><style>.evil{}</style><!-- evil --><svg><script>evil()</script><text>evil</text></svg>
<iframe srcdoc="<p>evil</p>"></iframe><noscript>evil</noscript><template><p>evil</p></template><p onclick="evil()">Fine.</p>` + prose(4) + `</article></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil || strings.Contains(doc.HTML()+doc.Text(80), "evil") {
		t.Errorf("%v:\n%s", err, doc.HTML())
	}
}

func TestX26ImagesThatCountReadersAreNone(t *testing.T) {
	doc := FromHTML(`<p>a</p><img src="https://a.example/p.gif" width="1" height="1"><img src="data:image/png;base64,AA"><img src="https://a.example/q.gif" style="width:1px"><img src="ftp://a.example/r.png"><img src="https://a.example/big.png" width="30000" height="30000" alt="Big">`, base)
	if len(doc.Blocks) != 2 || doc.Blocks[1].Alt != "Big" || doc.Blocks[1].Width != 30000 {
		t.Errorf("%+v", doc.Blocks)
	}
}
