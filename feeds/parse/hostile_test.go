package parse

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// TestDepth: one element over 256 is refused, wherever it stands; gofeed would
// overflow its stack, which ends the process.
//
// Faults: X01, X02, X03
func TestDepth(t *testing.T) {
	nested := func(name string, n int) string {
		return strings.Repeat("<"+name+">", n) + strings.Repeat("</"+name+">", n)
	}
	for name, build := range map[string]func(n int) string{
		"unknown elements in an item": func(n int) string { return rssOf("<item><title>x</title>" + nested("z:a", n-3) + "</item>") },
		"a known extension":           func(n int) string { return rssOf("<item><title>x</title>" + nested("media:group", n-3) + "</item>") },
		"elements in the channel":     func(n int) string { return rssOf(nested("foo", n-2) + "<item><title>x</title></item>") },
		"HTML that is not escaped": func(n int) string {
			return rssOf("<item><title>x</title><description>" + nested("b", n) + "</description></item>")
		},
		"XHTML in Atom": func(n int) string {
			return atomOf("", `<entry><id>1</id><title>x</title><content type="xhtml">`+nested("div", n)+"</content></entry>")
		},
		"objects in JSON": func(n int) string {
			return `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"x"}],"x":` + strings.Repeat(`{"a":`, n-1) + "1" + strings.Repeat("}", n-1) + "}"
		},
	} {
		if _, err := Parse([]byte(build(255)), Source{Now: now}); err != nil {
			t.Errorf("%s, 255 deep: %v", name, err)
		}
		if _, err := Parse([]byte(build(257)), Source{Now: now}); !errors.Is(err, ErrTooDeep) {
			t.Errorf("%s, 257 deep: %v, want ErrTooDeep", name, err)
		}
	}
}

// TestBombs: each body of 10 MB or less is answered within a few seconds, with
// memory in proportion.
//
// Faults: X06, X07, X08
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("Large bodies take a few seconds.")
	}
	const size = 4 << 20
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	item := "<item><title>x</title></item>"
	var laughs strings.Builder
	laughs.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&laughs, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	laughs.WriteString(`]><rss><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>`)
	attributes, namespaces := strings.Builder{}, strings.Builder{}
	for i := range 100000 {
		fmt.Fprintf(&attributes, ` a%d="x"`, i)
		fmt.Fprintf(&namespaces, ` xmlns:a%d="urn:%d"`, i, i)
	}
	for name, doc := range map[string]string{
		"unknown elements that never close":   `<rss xmlns:z="urn:z"><channel>` + fill("<z:a>"),
		"elements that never close in a text": rssOf("<item><title>x</title><description>" + fill("<b>")),
		"entities within entities":            laughs.String(),
		"one entity a million times":          `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 100) + `">]>` + rssOf("<item><title>x</title><description>"+fill("&a;")+"</description></item>"),
		"100,000 attributes":                  rssOf("<item" + attributes.String() + "><title>x</title></item>"),
		"100,000 namespaces":                  "<rss" + namespaces.String() + "><channel>" + strings.Repeat(item, 1000) + "</channel></rss>",
		"namespaces in every element":         rssOf("<item><title>x</title>" + strings.Repeat(`<media:group`+namespaces.String()[:20000]+`>`, 50) + "</item>" + item),
		"an attribute of megabytes":           rssOf(`<item><title>x</title><link a="` + fill("x") + `"/></item>` + item),
		"empty elements":                      rssOf("<item><title>x</title>" + fill("<media:thumbnail/>") + "</item>"),
		"titles":                              rssOf("<item>" + fill("<title>x</title>") + "</item>"),
		"categories":                          rssOf("<item><title>x</title>" + fill("<category>x</category>") + "</item>"),
		"items":                               rssOf(fill(item)),
		"openings of comments":                rssOf(item) + fill("<!--"),
		"openings of comments in a text":      rssOf("<item><title>x</title><description>" + fill("<!-- ") + "</description></item>"),
		"openings of CDATA in a text":         rssOf("<item><title>x</title><description>" + fill("<![CDATA[") + "</description></item>"),
		"openings of declarations":            fill("<!x"),
		"openings of DOCTYPEs":                "<!DOCTYPE [" + fill("<!["),
		"openings of tags":                    fill("<a "),
		"quotes":                              rssOf(`<item><title>x</title><link ` + fill(`="`) + `></item>`),
		"quotes that nothing closes":          rssOf(`<item><title>x</title><link ` + fill(`='"`)),
		"iframes that nothing closes":         rssOf("<item><title>x</title><description><![CDATA[" + strings.Repeat("<iframe>", 100000) + "]]></description></item>"),
		"ampersands":                          rssOf("<item><title>x</title><description>" + fill("&amp") + "</description></item>"),
		"signs":                               rssOf("<item><title>x</title><description>" + fill("<") + "</description></item>"),
		"JSON items":                          `{"version":"https://jsonfeed.org/version/1","items":[` + fill(`{"id":1},`),
		"JSON brackets":                       fill("["),
		"zeros":                               fill("\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			res, err := Parse([]byte(doc), Source{Now: now})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if took > 8*time.Second {
				t.Errorf("took %v", took)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 600<<20 {
				t.Errorf("used %d MB for %d MB", used>>20, len(doc)>>20)
			}
			checkResult(t, name, res)
			t.Logf("%v, %d articles, %v, %d MB", err, len(res.Articles), took, (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

func TestAnUndeclaredGzipBombIsStopped(t *testing.T) {
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	for range 40 {
		zw.Write(make([]byte, 1<<20))
	}
	zw.Close()
	if _, err := Parse(packed.Bytes(), Source{Now: now}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("40 MiB of zeros: %v, want ErrTooLarge", err)
	}
}

// Faults: X08
func TestTheNewestArticlesAreKept(t *testing.T) {
	var b strings.Builder
	for i := range 20 {
		fmt.Fprintf(&b, "<item><title>%d</title><pubDate>%s</pubDate></item>", i, now.Add(time.Duration(i-30)*time.Hour).Format(time.RFC1123Z))
	}
	res, err := Parse([]byte(rssOf(b.String())), Source{Now: now, Max: 5})
	if err != nil || len(res.Articles) != 5 || res.Articles[0].Title != "15" || res.Articles[4].Title != "19" {
		t.Errorf("%v, %d articles from %+v", err, len(res.Articles), res.Articles)
	}
	if !strings.Contains(strings.Join(res.Warnings, " "), "20 articles; the newest 5 are kept") {
		t.Errorf("warnings %q", res.Warnings)
	}
}

func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		rssOf(`<item><title>a &amp;amp; <b>b</b></title><link>/1</link><description><![CDATA[<p>x]]></description></item>`),
		atomOf(`xml:base="b/"`, `<entry><id>1</id><title type="xhtml"><div>x</div></title><link href="p"/><media:group><media:thumbnail url="t"/></media:group></entry>`),
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"tags":"a,b","content_html":"<a href=x>","attachments":null}]}`,
		"\xff\xfe<\x00r\x00s\x00s\x00>\x00", "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><item><title>&a;&#27;", "<RSS><CHANNEL><ITEM><TITLE>x</ITEM>",
		`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><title>y</title></item></rdf:RDF>`, "<rss><item><link a='", "\x1f\x8b\x08",
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		start := time.Now()
		res, err := Parse(body, Source{URL: "https://feeds.example/feed", Now: now})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes took %v", len(body), took)
		}
		if err != nil {
			if s := Sentence(err); s == "" || strings.ContainsFunc(s, feeds.Unsafe) {
				t.Errorf("the error is said as %q", s)
			}
			return
		}
		checkResult(t, "fuzz", res)
		size := 0
		seen := map[string]bool{}
		for _, a := range res.Articles {
			size += len(a.HTML) + len(a.Text) + len(a.Title)
			if a.Title == "" || a.GUID == "" || seen[a.GUID] || a.Published.After(now.Add(maxSkew)) {
				t.Errorf("title %q, identity %q (twice: %v), published %v", a.Title, a.GUID, seen[a.GUID], a.Published)
			}
			seen[a.GUID] = true
		}
		if size > 100*len(body)+10000 {
			t.Errorf("%d bytes became %d", len(body), size)
		}
	})
}
