package sample

import (
	"bytes"
	"encoding/xml"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheEditionIsLargeAndMostOfItIsOfToday(t *testing.T) {
	e := start(t)
	perPaper, day, slugs := map[string]int{}, 0, map[string]bool{}
	var originals int
	for _, a := range e.articles {
		if a.lastComment().After(e.now) || a.updated.After(e.now) || !a.updated.IsZero() && a.updated.Before(a.published) {
			t.Errorf("%s: changed or talked about before its time", a.url())
		}
		if slugs[a.slug] {
			t.Errorf("two articles are called %s", a.slug)
		}
		slugs[a.slug] = true
		if a.late {
			continue
		}
		perPaper[a.paper.key]++
		if a.original == nil {
			originals++
		}
		if e.now.Sub(a.published) < 24*time.Hour {
			day++
		}
	}
	if originals < 60 || day < 45 {
		t.Errorf("%d articles written for this, %d of the last day", originals, day)
	}
	for _, p := range papers {
		if perPaper[p.key] < 5 {
			t.Errorf("%s has %d articles", p.key, perPaper[p.key])
		}
	}
}

func TestEventsAreToldByThreePapersInTheirOwnWords(t *testing.T) {
	e := start(t)
	events := e.Events()
	if len(events) < 6 {
		t.Errorf("%d events", len(events))
	}
	byURL := map[string]*article{}
	for _, a := range e.articles {
		byURL[a.url()] = a
	}
	copies := e.Copies()
	for name, urls := range events {
		told := map[string]bool{}
		for _, u := range urls {
			if a := byURL[u]; copies[u] == "" && !a.late {
				told[a.paper.key] = true
			}
		}
		if len(told) < 3 {
			t.Errorf("%s: told by %d papers", name, len(told))
		}
		for i, u := range urls {
			for _, v := range urls[i+1:] {
				same := shared(byURL[u].body, byURL[v].body)
				if copies[u] == v || copies[v] == u {
					if same < 0.6 {
						t.Errorf("%s and %s: a copy that shares only %.2f", u, v, same)
					}
				} else if copies[u] == "" && copies[v] == "" && same > 0.1 {
					t.Errorf("%s and %s share %.2f of their runs of five words", u, v, same)
				}
			}
		}
	}
}

// shared is the part of a's runs of five words that stand in b, too.
func shared(a, b string) float64 {
	runs := func(s string) map[string]bool {
		m := map[string]bool{}
		w := strings.Fields(s)
		for i := 0; i+5 <= len(w); i++ {
			m[strings.Join(w[i:i+5], " ")] = true
		}
		return m
	}
	ra, rb := runs(a), runs(b)
	n := 0
	for r := range ra {
		if rb[r] {
			n++
		}
	}
	return float64(n) / float64(max(1, min(len(ra), len(rb))))
}

func TestCopiesStandInAnotherPaperAndAreNearlyTheSame(t *testing.T) {
	e := start(t)
	if n := len(e.Copies()); n < 3 {
		t.Errorf("%d copies", n)
	}
	for _, a := range e.articles {
		if o := a.original; o != nil {
			if !a.published.After(o.published) {
				t.Errorf("%s is older than its original", a.url())
			}
			if same := shared(a.body, o.body); o.paper == a.paper || a.body == o.body || same < 0.6 || a.url() == o.url() {
				t.Errorf("%s: shares %.2f with %s", a.url(), same, o.url())
			}
		}
	}
}

func TestTheCommunityFeedLeadsToItsComments(t *testing.T) {
	e := start(t)
	c := client(t, e)
	f := parseFeed(t, c, "http://bitwright.sample.invalid/feed")
	talked := 0
	for _, item := range f.Items {
		ext := item.Extensions
		count := ext["slash"]["comments"][0].Value
		feed := parseFeed(t, c, ext["wfw"]["commentRss"][0].Value)
		if count != "0" {
			talked++
		}
		if got := len(feed.Items); itoa(got) != count {
			t.Errorf("%q: slash:comments %s, %d in the comment feed", item.Title, count, got)
		}
		_, page := get(t, c, item.Link)
		if n := strings.Count(string(page), `class="comment"`); itoa(n) != count {
			t.Errorf("%q: slash:comments %s, %d on the page", item.Title, count, n)
		}
	}
	if talked < 5 {
		t.Errorf("%d articles with comments", talked)
	}
	_, raw := get(t, c, "http://bitwright.sample.invalid/feed")
	if !bytes.Contains(raw, []byte("<comments>http://bitwright.sample.invalid/p/")) {
		t.Error("no comments element")
	}
}

func itoa(n int) string { return string(rune('0' + n)) } // never over 9 here

var tags = regexp.MustCompile(`<[^>]*>`)

func plainText(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}

func TestTeaserFeedsKeepTheTextForThePage(t *testing.T) {
	e := start(t)
	c := client(t, e)
	bodies := map[*paper]string{}
	for _, p := range papers {
		_, raw := get(t, c, p.feedURL())
		bodies[p] = string(raw)
	}
	teasers := 0
	for _, a := range e.articles {
		if a.late {
			continue
		}
		resp, raw := get(t, c, a.url())
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			t.Fatalf("%s: %s", a.url(), resp.Status)
		}
		page := plainText(string(raw))
		full := plainText(a.html(""))
		if !strings.Contains(page, full) {
			t.Errorf("%s: the page lacks the text", a.url())
		}
		for _, around := range []string{a.paper.words.Cookies, a.paper.words.Share, a.paper.words.More, a.paper.words.NewsletterText, a.paper.words.Footer} {
			if !strings.Contains(page, around) {
				t.Errorf("%s: the page lacks %q", a.url(), around)
			}
		}
		if !a.paper.teaser {
			continue
		}
		teasers++
		paragraphs := strings.Split(a.body, "\n\n")
		last := html.UnescapeString(plainText(toHTML(paragraphs[len(paragraphs)-1], a.paper, "")))
		if strings.Contains(html.UnescapeString(bodies[a.paper]), last) {
			t.Errorf("%s: the feed gives the text away", a.url())
		}
	}
	if teasers < 12 {
		t.Errorf("%d teasers", teasers)
	}
}

func TestAdvancePublishesThreeNewerArticlesOnce(t *testing.T) {
	e := start(t)
	c := client(t, e)
	items := func() (n int, newest time.Time) {
		for _, f := range e.Feeds() {
			for _, item := range parseFeed(t, c, f.URL).Items {
				n++
				if item.PublishedParsed.After(newest) {
					newest = *item.PublishedParsed
				}
			}
		}
		return n, newest
	}
	resp, _ := get(t, c, e.Feeds()[0].URL)
	tag := resp.Header.Get("ETag")
	before, was := items()
	if got := e.Advance(); got != 3 {
		t.Errorf("Advance published %d", got)
	}
	after, is := items()
	if after != before+3 || !is.After(was) || is.After(testNow) {
		t.Errorf("before %d to %v, after %d to %v", before, was, after, is)
	}
	if resp, _ := get(t, c, e.Feeds()[0].URL, "If-None-Match", tag); resp.StatusCode != http.StatusOK {
		t.Errorf("an advanced feed answers its old ETag with %s", resp.Status)
	}
	if got := e.Advance(); got != 0 {
		t.Errorf("the second Advance published %d", got)
	}
}

func TestTheSameMinuteGivesTheSameBytes(t *testing.T) {
	a := start(t)
	b, err := Start(testNow.Add(20 * time.Second).In(time.FixedZone("", 7200)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	ca, cb := client(t, a), client(t, b)
	for _, f := range a.Feeds() {
		_, x := get(t, ca, f.URL)
		_, y := get(t, cb, f.URL)
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", f.URL)
		}
	}
}

func TestSomeArticlesHaveCorrectionsSoundEmojiAndLongReads(t *testing.T) {
	e := start(t)
	var notes, sounds, emoji, long, rtl, cjk int
	for _, a := range e.articles {
		if a.note != "" {
			notes++
		}
		if a.audio != "" {
			sounds++
			resp, body := get(t, client(t, e), a.base()+"/audio/"+a.audio)
			if len(body) != soundLength || resp.Header.Get("Content-Type") != soundType || !bytes.HasPrefix(body, []byte("RIFF")) {
				t.Errorf("%s: %s, %d bytes", a.audio, resp.Status, len(body))
			}
		}
		if strings.ContainsFunc(a.title, func(r rune) bool { return r >= 0x1f300 && r < 0x20000 }) {
			emoji++
		}
		if count(a.body) >= 400 {
			long++
		}
		if regexp.MustCompile(`\p{Arabic}`).MatchString(a.title) {
			rtl++
		}
		if regexp.MustCompile(`\p{Hiragana}|\p{Katakana}`).MatchString(a.title) {
			cjk++
		}
	}
	if notes != 2 || sounds < 1 || emoji < 1 || long < 4 || rtl < 5 || cjk < 5 {
		t.Errorf("notes %d, sounds %d, emoji %d, long %d, right to left %d, Japanese %d", notes, sounds, emoji, long, rtl, cjk)
	}
}

func TestLinksWithinTheEditionLead(t *testing.T) {
	e := start(t)
	c := client(t, e)
	at := regexp.MustCompile(`\(@([a-z-]+/[a-z0-9-]+)\)`)
	n := 0
	for _, a := range e.articles {
		for _, m := range at.FindAllStringSubmatch(a.body, -1) {
			n++
			if resp, _ := get(t, c, address("@"+m[1], a.paper, "x")); resp.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %s", a.url(), m[1], resp.Status)
			}
		}
	}
	if n == 0 {
		t.Error("no links at all")
	}
	for _, p := range papers {
		if _, home := get(t, c, p.site()); !bytes.Contains(home, []byte(`href="`+p.feedURL()+`"`)) {
			t.Errorf("%s does not say where its feed is", p.site())
		}
	}
}

func TestHostileTextIsEscapedEverywhere(t *testing.T) {
	p := papers[0]
	a := &article{paper: p, slug: "x", title: `<script>"&]]>`, lead: `a <b> ]]> & c`, authors: []string{"<i>"}, topics: []string{`"<`},
		published: testNow, body: "x <script>alert(1)</script> `<b>` [t](http://x.example/\"onclick=y) ]]>\n\n| <td> | & |"}
	for _, format := range []string{"rss", "atom", "json"} {
		q := *p
		q.format = format
		body, err := render(&q, []*article{a})
		if err != nil {
			t.Fatal(err)
		}
		if format != "json" {
			if err := xml.Unmarshal(body, new(struct{ XMLName xml.Name })); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
		if bytes.Contains(body, []byte("<script>alert")) {
			t.Errorf("%s: a script went through", format)
		}
	}
	page := renderPage(a, []*article{a})
	if bytes.Contains(page, []byte("<script>alert")) || bytes.Contains(page, []byte(`"onclick`)) || bytes.Contains(page, []byte(`<script>"&`)) {
		t.Error("the page lets markup through")
	}
}

func TestMistakesInTheFilesAreSaid(t *testing.T) {
	for name, text := range map[string]string{
		"no body":          "a\ntitle: x\nage: 1h",
		"an unknown key":   "a\ntitle: x\nage: 1h\ncolour: red\n\nbody",
		"no colon":         "a\ntitle\n\nbody",
		"no age":           "a\ntitle: x\n\nbody",
		"an age with junk": "a\ntitle: x\nage: 1y\n\nbody",
		"an age of none":   "a\ntitle: x\nage: h\n\nbody",
		"a bad comment":    "a\ntitle: x\nage: 1h\n\nbody\n--- somebody\ntext",
	} {
		if _, err := readArticle(papers[0], text, testNow); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if d, err := age("1d2h5m"); err != nil || d != 26*time.Hour+5*time.Minute {
		t.Errorf("age: %v, %v", d, err)
	}
	if got := weekdays("{day-1}, {day}, {day+1}, {days}", testNow); got != "Saturday, Sunday, Monday, {days}" {
		t.Errorf("weekdays: %s", got)
	}
}

func TestMarkup(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a paragraph of two lines", "one\ntwo *em* **st** `a<b`", "<p>one two <em>em</em> <strong>st</strong> <code>a&lt;b</code></p>\n"},
		{"code keeps its empty lines", "```c\na\n\nb *x*\n```", "<pre><code class=\"language-c\">a\n\nb *x*\n</code></pre>\n"},
		{"a table with an empty corner", "| | A |\n| x | 1 |", "<table>\n<tr><th></th><th>A</th></tr>\n<tr><td>x</td><td>1</td></tr>\n</table>\n"},
		{"a quote with a name", "> said\n> so\n> -- who", "<blockquote><p>said so</p><p><cite>who</cite></p></blockquote>\n"},
		{"a list", "1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"},
		{"a link of the same paper", "[t](@harbour-times/x)", "<p><a href=\"/news/x\">t</a></p>\n"},
		{"a link of another paper", "[t](@shiomi/x)", "<p><a href=\"http://shiomi.sample.invalid/kiji/x\">t</a></p>\n"},
	} {
		if got := toHTML(c.in, papers[0], ""); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
	if !slices.Equal(blocks("a\n\n```\nb\n\nc\n```\n\nd"), []string{"a", "```\nb\n\nc\n```", "d"}) {
		t.Error("blocks")
	}
}
