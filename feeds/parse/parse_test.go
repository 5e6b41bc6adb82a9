package parse

import (
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, doc string) Result {
	t.Helper()
	res, err := Parse([]byte(doc), Source{URL: "https://feeds.example/dir/feed.xml", Now: now})
	if err != nil {
		t.Fatalf("%v\n%s", err, doc[:min(len(doc), 500)])
	}
	checkResult(t, t.Name(), res)
	return res
}

const allNamespaces = `xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
	`xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ` +
	`xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" ` +
	`xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom" ` +
	`xmlns:thr="http://purl.org/syndication/thread/1.0"`

func rssOf(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" ` + allNamespaces + `><channel><title>C</title><link>https://site.example/</link>` + items + `</channel></rss>`
}

func atomOf(attrs, entries string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom" ` + allNamespaces + ` ` + attrs + `><title>A</title><id>urn:a</id>` + entries + `</feed>`
}

func TestTitlesAreWhatAReaderShows(t *testing.T) {
	for in, want := range map[string]string{
		`Tom &amp; Jerry`:                              "Tom & Jerry",
		`Tom &amp;amp; Jerry`:                          "Tom & Jerry",
		`Tom &amp;amp;amp; Jerry`:                      "Tom & Jerry",
		`AT&T & Co`:                                    "AT&T & Co",
		`<![CDATA[<b>Bold</b> &amp; <i>it</i>]]>`:      "Bold & it",
		`&lt;b&gt;Bold&lt;/b&gt; move`:                 "Bold move",
		`&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt; move`: "Bold move",
		`if a &lt; b and c &gt; d`:                     "if a < b and c > d",
		`std::vector&lt;int&gt; is fine`:               "std::vector<int> is fine",
		`A <em>marked</em> word`:                       "A marked word",
		`one&lt;br/&gt;two`:                            "one two",
		"  many\n\t spaces  ":                          "many spaces",
		`caf&eacute; &hellip; &#8217;`:                 "café … ’",
		`?a=1&copy=2`:                                  "?a=1&copy=2",
		`it&#146;s &#150; ok`:                          "it’s – ok",
		`&#55357;&#56832;`:                             "😀",
		"a\u202eb\u009b31m&#27;[0m&#x9b;c":             "ab›c",
		`<![CDATA[a &#27; b]]>`:                        "a b",
	} {
		if got := read(t, rssOf("<item><title>"+in+"</title></item>")).Articles[0].Title; got != want {
			t.Errorf("%s is shown as %q, want %q", in, got, want)
		}
	}
}

func TestAtomTitlesSayWhatTheyAre(t *testing.T) {
	for in, want := range map[string]string{
		`<title type="text">a &lt;b> c</title>`:                                                                    "a <b> c",
		`<title type="html">a &lt;b>c&lt;/b> &amp;amp; d</title>`:                                                  "a c & d",
		`<title type="html">how &amp;lt;b&amp;gt; works</title>`:                                                   "how <b> works",
		`<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>c</b> &amp; d</div></title>`:           "a c & d",
		`<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">a <h:b>c</h:b> &amp; d</h:div></title>`: "a c & d",
		`<title mode="base64" type="text/plain">aGVsbG8=</title>`:                                                  "hello",
	} {
		if got := read(t, atomOf("", "<entry><id>1</id>"+in+"</entry>")).Articles[0].Title; got != want {
			t.Errorf("%s is shown as %q, want %q", in, got, want)
		}
	}
}

func TestAnArticleWithoutATitleGetsOne(t *testing.T) {
	for in, want := range map[string]string{
		`<description>&lt;p&gt;First words.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description>`: "First words.",
		`<link>https://site.example/2025/a-long-walk.html</link>`:                            "a-long-walk.html",
		`<enclosure url="https://site.example/e/ep1.mp3" type="audio/mpeg" length="5"/>`:     "ep1.mp3",
		`<pubDate>Mon, 06 Oct 2025 10:00:01 +0000</pubDate>`:                                 "6 October 2025, 10:00",
		`<category>x</category>`: "(untitled)",
	} {
		if got := read(t, rssOf("<item>"+in+"</item>")).Articles[0].Title; got != want {
			t.Errorf("%s gets the title %q, want %q", in, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, doc, want string }{
		{"relative to the site's link", rssOf(`<item><title>x</title><link>/p/1</link></item>`), "https://site.example/p/1"},
		{"without scheme", rssOf(`<item><title>x</title><link>//other.example/p</link></item>`), "https://other.example/p"},
		{"a guid that is a permalink", rssOf(`<item><title>x</title><guid>https://site.example/p/2</guid></item>`), "https://site.example/p/2"},
		{"a guid that is none", rssOf(`<item><title>x</title><guid isPermaLink="false">https://site.example/p/2</guid></item>`), ""},
		{"javascript is no link", rssOf(`<item><title>x</title><link>javascript:alert(1)</link></item>`), ""},
		{"file is no link", rssOf(`<item><title>x</title><link>file:///etc/passwd</link></item>`), ""},
		{"the original of a counted link", rssOf(`<item><title>x</title><link>https://count.example/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/real</feedburner:origLink></item>`), "https://site.example/real"},
		{"an Atom link in RSS", rssOf(`<item><title>x</title><atom:link href="https://site.example/a"/></item>`), "https://site.example/a"},
		{"xml:base of the feed", atomOf(`xml:base="https://base.example/b/"`, `<entry><id>1</id><title>x</title><link href="p1"/></entry>`), "https://base.example/b/p1"},
		{"xml:base of a file is no folder", atomOf(`xml:base="https://base.example/b/feed.xml"`, `<entry><id>1</id><title>x</title><link href="p1"/></entry>`), "https://base.example/b/p1"},
		{"xml:base of the entry within the feed's", atomOf(`xml:base="https://base.example/b/"`, `<entry xml:base="c/"><id>1</id><title>x</title><link href="p1"/></entry>`), "https://base.example/b/c/p1"},
		{"xml:base of another scheme is ignored", atomOf(`xml:base="file:///etc/"`, `<entry><id>1</id><title>x</title><link href="passwd"/></entry>`), "https://feeds.example/dir/passwd"},
		{"the feed's own address", `<rss><channel><title>x</title><item><title>x</title><link>p1</link></item></channel></rss>`, "https://feeds.example/dir/p1"},
		{"the page before the other forms", atomOf("", `<entry><id>1</id><title>x</title><link rel="related" href="https://r.example/"/><link type="application/json" href="https://j.example/"/><link type="text/html" href="https://h.example/"/></entry>`), "https://h.example/"},
		{"JSON: the external address stands in", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"x","external_url":"https://e.example/"}]}`, "https://e.example/"},
	}
	for _, tt := range tests {
		if got := read(t, tt.doc).Articles[0].URL; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHTMLOfAFeedWithABaseIsMadeAbsolute(t *testing.T) {
	a := read(t, atomOf(`xml:base="https://base.example/b/"`, `<entry><id>1</id><title>x</title><link href="/p"/><content type="html">&lt;a href="q">q&lt;/a> &lt;img src='/i.png'> &lt;a href="https://o.example/">o&lt;/a> &lt;a href="#n">n&lt;/a></content></entry>`)).Articles[0]
	want := `<a href="https://base.example/b/q">q</a> <img src='https://base.example/i.png'> <a href="https://o.example/">o</a> <a href="#n">n</a>`
	if string(a.HTML) != want {
		t.Errorf("got  %s\nwant %s", a.HTML, want)
	}
}

func TestAuthors(t *testing.T) {
	for in, want := range map[string][]string{
		`<author>jane@site.example (Jane Doe)</author>`:                          {"Jane Doe"},
		`<author>Jane Doe &lt;jane@site.example&gt;</author>`:                    {"Jane Doe"},
		`<author>Jane Doe (jane@site.example)</author>`:                          {"Jane Doe"},
		`<author>noreply@blogger.example (Unknown)</author>`:                     nil,
		`<author>jane@site.example</author>`:                                     {"jane@site.example"},
		`<dc:creator>J&eacute;r&ocirc;me</dc:creator><dc:creator>B</dc:creator>`: {"Jérôme", "B"},
		`<dc:creator>A</dc:creator><author>x@site.example (A)</author>`:          {"A"},
		`<itunes:author>The Hosts</itunes:author>`:                               {"The Hosts"},
		`<atom:author><atom:name>At Om</atom:name></atom:author>`:                {"At Om"},
	} {
		if diff := cmp.Diff(want, read(t, rssOf("<item><title>x</title>"+in+"</item>")).Articles[0].Authors); diff != "" {
			t.Errorf("%s (-want +got)\n%s", in, diff)
		}
	}
	a := read(t, atomOf("", `<author><name>The Feed's</name></author><entry><id>1</id><title>x</title></entry><entry><id>2</id><title>y</title><author><name>Own</name></author></entry>`)).Articles
	if a[0].Authors[0] != "The Feed's" || a[1].Authors[0] != "Own" {
		t.Errorf("authors %q and %q, want the feed's where an entry has none", a[0].Authors, a[1].Authors)
	}
}

func TestWhatElseAnArticleCarries(t *testing.T) {
	a := read(t, rssOf(`<item><title>x</title><category>News</category><category>news</category><category>Uncategorized</category><dc:subject>R&amp;D</dc:subject>
		<itunes:keywords>one, two</itunes:keywords><comments>https://site.example/1#c</comments><wfw:commentRss>https://site.example/1/feed</wfw:commentRss><slash:comments>7</slash:comments>
		<enclosure url="https://site.example/a.mp3" type="audio/mpeg" length="123"/><media:content url="https://site.example/big.jpg" medium="image" width="800"/>
		<media:content url="https://site.example/small.jpg" type="image/jpeg" width="80"/><media:content url="https://site.example/v.mp4" type="video/mp4" fileSize="9"/></item>`)).Articles[0]
	if diff := cmp.Diff([]string{"News", "R&D", "one", "two"}, a.Topics); diff != "" {
		t.Errorf("topics (-want +got)\n%s", diff)
	}
	if a.CommentsURL != "https://site.example/1#c" || a.CommentsFeed != "https://site.example/1/feed" || a.Comments != 7 {
		t.Errorf("comments %q %q %d", a.CommentsURL, a.CommentsFeed, a.Comments)
	}
	want := []feeds.Enclosure{{URL: "https://site.example/a.mp3", Type: "audio/mpeg", Length: 123}, {URL: "https://site.example/v.mp4", Type: "video/mp4", Length: 9}}
	if diff := cmp.Diff(want, a.Enclosures); diff != "" {
		t.Errorf("enclosures (-want +got)\n%s", diff)
	}
	if a.Image != "https://site.example/big.jpg" {
		t.Errorf("image %q, want the widest", a.Image)
	}
	if b := read(t, rssOf(`<item><title>x</title></item>`)).Articles[0]; b.Comments != -1 {
		t.Errorf("%d comments where the feed says nothing, want -1", b.Comments)
	}
}

func TestAtomThreadsAndCategories(t *testing.T) {
	a := read(t, atomOf("", `<entry><id>1</id><title>x</title><category term="t" label="Label"/><category term="only"/>
		<link rel="replies" type="text/html" href="https://site.example/c"/><link rel="replies" type="application/atom+xml" href="https://site.example/c.atom" thr:count="4"/></entry>`)).Articles[0]
	if a.CommentsURL != "https://site.example/c" || a.CommentsFeed != "https://site.example/c.atom" || a.Comments != 4 {
		t.Errorf("comments %q %q %d", a.CommentsURL, a.CommentsFeed, a.Comments)
	}
	if diff := cmp.Diff([]string{"Label", "only"}, a.Topics); diff != "" {
		t.Errorf("topics (-want +got)\n%s", diff)
	}
	// Another prefix for the same namespace, and the total.
	a = read(t, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:th="http://purl.org/syndication/thread/1.0"><title>A</title><entry><id>1</id><title>x</title><th:total>9</th:total></entry></feed>`).Articles[0]
	if a.Comments != 9 {
		t.Errorf("%d comments, want 9", a.Comments)
	}
}

func TestAVideoGroup(t *testing.T) {
	a := read(t, atomOf("", `<entry><id>1</id><title>x</title><media:group><media:title>x</media:title><media:content url="https://v.example/p" type="application/x-shockwave-flash"/>
		<media:thumbnail url="https://v.example/t.jpg" width="480"/><media:description>First line
second &amp; last

New paragraph a &lt; b</media:description></media:group></entry>`)).Articles[0]
	if a.Image != "https://v.example/t.jpg" || len(a.Enclosures) != 0 {
		t.Errorf("image %q, enclosures %v", a.Image, a.Enclosures)
	}
	if want := "First line second & last New paragraph a < b"; a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
}

func TestWhatAFeedSaysOfItself(t *testing.T) {
	res := read(t, rssOf(`<ttl>120</ttl><language>en_GB</language><skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>
		<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><atom:link rel="self" href="/feed"/><atom:link rel="hub" href="https://hub.example/"/>
		<description>About &lt;b&gt;it&lt;/b&gt;</description><item><title>x</title></item>`))
	want := Result{
		Feed:   feeds.Feed{URL: "https://feeds.example/dir/feed.xml", Title: "C", SiteURL: "https://site.example/", Description: "About it", Language: "en-GB"},
		Format: "rss 2.0", TTL: 2 * time.Hour, SkipHours: []int{3, 0}, SkipDays: []time.Weekday{time.Sunday}, UpdatePeriod: 12 * time.Hour,
		Hub: "https://hub.example/", Self: "https://feeds.example/feed",
	}
	res.Articles, res.Warnings = nil, nil
	if diff := cmp.Diff(want, res); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Faults: X20
func TestMissingAndFutureDatesAreGuessed(t *testing.T) {
	for in, guessed := range map[string]bool{
		now.Add(time.Hour).Format(time.RFC1123Z):       true,
		now.Add(5 * time.Minute).Format(time.RFC1123Z): false, // clocks differ
		now.Add(-time.Hour).Format(time.RFC1123Z):      false,
		"": true, "soon": true,
	} {
		a := read(t, rssOf("<item><title>x</title><pubDate>"+in+"</pubDate></item>")).Articles[0]
		if a.DateGuessed != guessed || guessed && !a.Published.Equal(now) {
			t.Errorf("%q: published %v, guessed %v; want guessed %v", in, a.Published, a.DateGuessed, guessed)
		}
	}
}

// Faults: X18, X19
func TestIdentity(t *testing.T) {
	guids := func(items string) []string {
		var out []string
		for _, a := range read(t, rssOf(items)).Articles {
			out = append(out, a.GUID)
		}
		return out
	}
	if got := guids(`<item><guid>g</guid><link>https://site.example/1</link><title>x</title></item>`); got[0] != "g" {
		t.Errorf("a guid: %q", got)
	}
	if got := guids(`<item><link>https://site.example/1</link><title>x</title></item>`); got[0] != "https://site.example/1" {
		t.Errorf("a link: %q", got)
	}
	one := guids(`<item><title>x</title><description>d</description></item>`)
	again := guids(`<item><title>y</title></item><item><title>x</title><description>d</description></item>`)
	if !strings.HasPrefix(one[0], "sha256:") || one[0] != again[1] {
		t.Errorf("neither: %q, at the next reload %q", one, again)
	}
	if got := guids(`<item><guid>` + strings.Repeat("g", 1<<20) + `</guid><title>x</title></item>`); len(got[0]) > 100 {
		t.Errorf("a guid of 1 MiB stays %d bytes long", len(got[0]))
	}
	same := `<item><guid>g</guid><link>https://site.example/1</link><title>x</title></item><item><guid>g</guid><link>https://site.example/2</link><title>y</title></item>`
	a, b := guids(same), guids(same)
	if len(a) != 2 || a[0] == a[1] || a[0] != b[0] || a[1] != b[1] {
		t.Errorf("one guid on two articles: %q, then %q", a, b)
	}
	// Articles that all link to the front page are told apart by their titles.
	if got := guids(`<item><link>https://site.example/</link><title>x</title></item><item><link>https://site.example</link><title>y</title></item>`); got[0] == got[1] {
		t.Errorf("two articles on the front page share the identity %q", got[0])
	}
}

func TestHashIsOverWhatAReaderSees(t *testing.T) {
	item := func(title, date, text string) string {
		return read(t, rssOf("<item><guid>g</guid><title>"+title+"</title><pubDate>"+date+"</pubDate><description>"+text+"</description></item>")).Articles[0].Hash
	}
	first := item("x", "Mon, 06 Oct 2025 10:00:01 +0000", "t")
	if first != item("x", "Mon, 06 Oct 2025 11:00:01 +0000", "t") {
		t.Error("another date makes a revision")
	}
	if first == item("y", "Mon, 06 Oct 2025 10:00:01 +0000", "t") || first == item("x", "Mon, 06 Oct 2025 10:00:01 +0000", "u") {
		t.Error("another title or text makes no revision")
	}
}

func TestTheFullestTextAndItsWords(t *testing.T) {
	a := read(t, rssOf(`<item><title>x</title><description>A short lead.</description><content:encoded><![CDATA[<p>One<b>two</b> three</p><script>no()</script><style>p{}</style><ul><li>four<li>five</ul><!-- six --> 日本語の文 &amp; more <iframe src="x"/> end]]></content:encoded></item>`)).Articles[0]
	if want := "Onetwo three four five 日本語の文 & more end"; a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	if a.Words != 10 { // Onetwo three four five & more end, and 5 characters as 3 words
		t.Errorf("%d words, want 10", a.Words)
	}
	if a.Summary != "A short lead." {
		t.Errorf("summary %q", a.Summary)
	}
	long := strings.Repeat("word ", 200)
	a = read(t, rssOf(`<item><title>x</title><description>`+long+`</description></item>`)).Articles[0]
	if n := len([]rune(a.Summary)); n > maxSummary || !strings.HasSuffix(a.Summary, "word…") {
		t.Errorf("summary of %d characters ends in %q", n, a.Summary[len(a.Summary)-10:])
	}
}

// Faults: X10
func TestNothingHarmfulLeavesAnyField(t *testing.T) {
	bad := "a\x1b[2J\x1b]0;t\x07\u009b31m\u202eb\u2066\U000e0041\u0000\r\nc&#27;&#x202e;&amp;#27;&amp;#x9b;"
	doc := rssOf(`<language>` + bad + `</language><description>` + bad + `</description><atom:link rel="self" href="https://s.example/` + bad + `"/><item><title>` + bad +
		`</title><link>https://site.example/` + bad + `</link><guid>` + bad + `</guid><author>` + bad + `</author><dc:creator>` + bad + `</dc:creator><category>` + bad + `</category><comments>https://c.example/` + bad +
		`</comments><enclosure url="https://e.example/` + bad + `" type="` + bad + `"/><media:thumbnail url="https://i.example/` + bad + `"/><description>` + bad + `</description><content:encoded>` + bad + `</content:encoded></item>`)
	read(t, doc)
	read(t, strings.ReplaceAll(rssOf(`<title>`+bad+`</title><item><title>x</title></item>`), "<title>C</title>", ""))
	json := strings.NewReplacer("\x1b", `\u001b`, "\x07", `\u0007`, "\x00", `\u0000`, "\r", `\r`, "\n", `\n`).Replace(bad)
	read(t, `{"version":"https://jsonfeed.org/version/1","title":"`+json+`","language":"`+json+`","items":[{"id":"`+json+`","title":"`+json+`","content_html":"`+json+`","content_text":"`+json+
		`","summary":"`+json+`","tags":["`+json+`"],"author":{"name":"`+json+`"},"url":"https://x.example/`+json+`","image":"`+json+`","attachments":[{"url":"https://e.example/`+json+`","mime_type":"`+json+`"}]}]}`)
	for _, doc := range []string{"<html><title>" + bad + "</title>", "<" + "x" + bad + "/>"} {
		_, err := Parse([]byte(doc), Source{Now: now})
		if s := Sentence(err) + err.Error(); strings.ContainsFunc(s, feeds.Unsafe) {
			t.Errorf("an unsafe character in the error %q", s)
		}
	}
}
