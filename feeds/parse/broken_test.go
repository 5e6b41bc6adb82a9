package parse

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Faults: X12, X13
func TestBrokenMarkupLosesNoArticle(t *testing.T) {
	item := func(n int, inner string) string {
		return fmt.Sprintf("<item><title>%d</title><link>https://site.example/%d</link>%s</item>", n, n, inner)
	}
	two := func(inner string) string { return rssOf(item(1, inner) + item(2, "")) }
	for name, doc := range map[string]string{
		"crossed tags":                 two(`<description><p>Hello <b>w</p></b></description>`),
		"an unclosed br":               two(`<description>Hello <br> w</description>`),
		"a forgotten end tag":          two(`<description>Hello`),
		"a forgotten end of CDATA":     two(`<description><![CDATA[Hello</description>`),
		"a comment without an end":     two(`<description>Hello <!-- x</description>`),
		"an end tag of nothing":        two(`</b></foo>`),
		"an attribute without a value": two(`<guid isPermaLink>x</guid>`),
		"an attribute without quotes":  two(`<enclosure url=https://site.example/a.mp3 type=audio/mpeg />`),
		"a sign in an attribute":       two(`<enclosure url="https://site.example/?a<b" type='a"b'/>`),
		"a stray sign":                 two(`a < b && c ]]> d`),
		"an unknown prefix":            two(`<foo:bar>x</foo:bar>`),
		"two colons":                   two(`<a:b:c x:y:z="1">x</a:b:c>`),
		"a name beyond ASCII":          two(`<größe ä="1">x</größe>`),
		"an item in an item":           rssOf("<item><title>1</title>" + item(2, "") + "</item>"),
		"items in a list":              rssOf("<items>" + item(1, "") + item(2, "") + "</items>"),
		"an item that is not closed":   rssOf("<item><title>1</title>" + item(2, "")),
		"illegal references":           two(`<description>&#0;&#8;&#xFFFE;&#x110000;&#99999999999999999999;&#xZZ;</description>`),
		"an image that is not closed":  rssOf("<image><url>x</url>" + item(1, "") + item(2, "")),
		"no rss around the channel":    "<channel><title>x</title>" + item(1, "") + item(2, "") + "</channel>",
		"markup behind the end":        two("") + "<script>x</script><p>",
		"a PHP warning in front":       "<br />\n<b>Warning</b>: foo() in <b>x.php</b> on line <b>3</b><br />\n" + two(""),
		"a long comment in front":      "<!-- " + strings.Repeat("x ", 5000) + "-->" + two(""),
		"upper case":                   strings.NewReplacer("<item>", "<ITEM>", "</item>", "</ITEM>", "title>", "TITLE>").Replace(two("")),
		"a prefix everywhere": `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>t</a:title><a:entry><a:id>1</a:id><a:title>1</a:title></a:entry>` +
			`<a:entry><a:id>2</a:id><a:title>2</a:title></a:entry></a:feed>`,
	} {
		t.Run(name, func(t *testing.T) {
			var titles []string
			for _, a := range read(t, doc).Articles {
				titles = append(titles, a.Title)
			}
			if diff := cmp.Diff([]string{"1", "2"}, titles); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s", diff, doc)
			}
		})
	}
}

// Faults: X11
func TestADocumentThatBreaksOffKeepsItsWholeArticles(t *testing.T) {
	whole := rssOf("<item><title>one</title></item><item><title>two</title></item><item><title>three</title><description><![CDATA[x]]></description></item>")
	first := strings.Index(whole, "</item>") + len("</item>")
	for cut := first; cut < len(whole)-1; cut++ {
		res, err := Parse([]byte(whole[:cut]), Source{Now: now})
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		if want := strings.Count(whole[:cut], "</item>"); len(res.Articles) != want {
			t.Errorf("cut at %d: %d articles, want %d", cut, len(res.Articles), want)
		}
		if !res.Cut || len(res.Warnings) == 0 || !strings.Contains(strings.Join(res.Warnings, " "), "breaks off") {
			t.Errorf("cut at %d: no warning, but %q", cut, res.Warnings)
		}
	}
	for _, cut := range []int{len(whole) / 4, first - 3} {
		if _, err := Parse([]byte(whole[:cut]), Source{Now: now}); !errors.Is(err, ErrCutShort) {
			t.Errorf("cut at %d, before the first article ends: %v", cut, err)
		}
	}
}

// Faults: X14, X15, X16
func TestEncodings(t *testing.T) {
	doc := rssOf("<item><title>Žluťoučký kůň</title></item>")
	latin2 := map[rune]byte{'Ž': 0xae, 'ť': 0xbb, 'č': 0xe8, 'ů': 0xf9, 'ň': 0xf2, 'ý': 0xfd}
	var body []byte
	for _, r := range doc {
		if c, ok := latin2[r]; ok {
			body = append(body, c)
		} else {
			body = append(body, string(r)...)
		}
	}
	declared := bytes.Replace(body, []byte(`"1.0"?>`), []byte(`"1.0" encoding='iso-8859-2'?>`), 1)
	wrong := bytes.Replace(body, []byte(`"1.0"?>`), []byte(`"1.0" encoding="utf-8"?>`), 1)
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	zw.Write([]byte(doc))
	zw.Close()
	for name, c := range map[string]struct {
		body   []byte
		header string
	}{
		"UTF-8":                            {[]byte(doc), ""},
		"UTF-8 beats the header":           {[]byte(doc), "text/xml; charset=iso-8859-1"},
		"declared":                         {declared, "application/rss+xml"},
		"by the header":                    {body, `application/xml; charset="ISO-8859-2"`},
		"declared UTF-8, header right":     {wrong, "text/xml; charset=iso-8859-2"},
		"gzip that no header announced":    {packed.Bytes(), ""},
		"gzip with something behind it":    {append(bytes.Clone(packed.Bytes()), "junk"...), ""},
		"UTF-8 cut within the last letter": {[]byte(doc + "ů")[:len(doc)+1], "text/xml; charset=iso-8859-1"},
	} {
		res, err := Parse(c.body, Source{ContentType: c.header, Now: now})
		if err != nil || res.Articles[0].Title != "Žluťoučký kůň" {
			t.Errorf("%s: %v %+v", name, err, res.Articles)
		}
	}
}

// Faults: N36, N37
func TestWhatIsNoFeedIsNamed(t *testing.T) {
	for doc, want := range map[string]struct {
		err  error
		says string
	}{
		"":             {ErrEmpty, "empty answer"},
		" \n\t\uFEFF ": {ErrEmpty, "empty answer"},
		"<!DOCTYPE html><html><head><title>My &amp; Home</title></head>":                    {ErrNotFeed, "web page titled “My & Home”"},
		`<html><title>x</title><link rel="alternate" type="application/rss+xml" href="/f">`: {ErrNotFeed, "names feeds of its own"},
		`<html><form><input type="password">`:                                               {ErrNotFeed, "sign-in page"},
		"<opml><body/></opml>":                                                              {ErrNotFeed, "OPML list"},
		"<urlset></urlset>":                                                                 {ErrNotFeed, "sitemap"},
		"<foo/>":                                                                            {ErrNotFeed, "root <foo>"},
		"hello":                                                                             {ErrNotFeed, "plain text"},
		`{"a":1}`:                                                                           {ErrNotFeed, "no JSON Feed"},
		`[1]`:                                                                               {ErrNotFeed, "JSON list"},
		`{"rss":{"channel":{"item":[{"title":"x"}]}}}`: {ErrNotFeed, "no JSON Feed"},
		"\x1f\x8b\x08 broken":                          {ErrNotFeed, "damaged gzip"},
	} {
		_, err := Parse([]byte(doc), Source{Now: now})
		if !errors.Is(err, want.err) || !strings.Contains(Sentence(err), want.says) {
			t.Errorf("%q: %v, said as %q; want %q", doc, err, Sentence(err), want.says)
		}
	}
}

// Faults: X17
func TestLooseJSON(t *testing.T) {
	res := read(t, `{"version":"https://jsonfeed.org/version/1.1","title":12,"home_page_url":"https://site.example/","authors":"Feed Author","hubs":[{"url":"https://hub.example/"}],
	 "items":[null, 5, {"id":17,"title":null,"content_text":"a < b\nsecond","tags":"one, two","attachments":"https://site.example/a.mp3","author":"Own"},
	 {"id":"x","title":"A &amp; B","content_html":"<p>\u00e9\ud83d\ude00\/\"</p>","attachments":[{"url":"https://site.example/b.mp3","mime_type":"audio/mpeg","size_in_bytes":"77"}, 3],"date_published":1518478934,"date_modified":{}}],
	 "extra":{"items":[1]}}`)
	if len(res.Articles) != 2 || res.Feed.Title != "12" || res.Format != "json 1.1" || res.Hub != "https://hub.example/" {
		t.Fatalf("%d articles, %+v", len(res.Articles), res)
	}
	a, b := res.Articles[0], res.Articles[1]
	if a.GUID != "17" || a.Title != "a < b" || a.Text != "a < b second" || len(a.Enclosures) != 1 || len(a.Topics) != 2 || a.Authors[0] != "Own" {
		t.Errorf("%+v", a)
	}
	if b.Title != "A & B" || b.Text != `é😀/"` || b.Enclosures[0].Length != 77 || b.Published.Year() != 2018 || b.Authors[0] != "Feed Author" {
		t.Errorf("%+v", b)
	}
	if _, err := Parse([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"x"},{"id":"2","ti`), Source{Now: now}); err != nil {
		t.Errorf("JSON that breaks off: %v", err)
	}
}
