package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestWhatStandsBetweenParagraphsAndIsNotTheArticleGoes(t *testing.T) {
	clean := `<html lang="en"><head><title>Bridge painted</title></head><body><article><h1>Bridge painted</h1>` + prose(6) +
		`<figure><img src="/a.jpg" alt="The bridge" width="800" height="500"></figure>%s` + prose(6) + `</article></body></html>`
	for name, boiler := range map[string]string{
		"share buttons in one word":            `<div>FacebookTweetLink</div><div>Follow</div>`,
		"share buttons in one line":            `<p>FacebookTweetLink Follow</p>`,
		"share and follow links":               `<ul><li><a href="/s">Share on Facebook</a></li><li><a href="/t">Tweet</a></li><li><a href="/f">Follow us</a></li></ul>`,
		"another story's headline":             `<p><a href="/2026/b">City Council Votes To Close The Old Harbour Tunnel</a></p>`,
		"several other stories' headlines":     `<p><a href="/b">Old Harbour Tunnel To Close</a></p><p><a href="/c">Seals Return To The Northern Docks</a></p>`,
		"headlines in a list":                  `<ul><li><a href="/b">Old Harbour Tunnel To Close</a></li><li><a href="/c">Seals Return To The Northern Docks</a></li></ul>`,
		"headlines under what announces them":  `<h3>Related</h3><ul><li><a href="/b">Old Harbour Tunnel to close in May</a></li><li><a href="/c">Seals Return To The Northern Docks</a></li></ul>`,
		"another site's story":                 `<p><a href="https://other.example/b">City Council Votes To Close The Old Harbour Tunnel</a></p>`,
		"a line that leads to another story":   `<p><strong>READ MORE:</strong> <a href="/b">Old Harbour Tunnel to close in May</a></p>`,
		"an announcement alone":                `<p>Related</p>`,
		"an invitation to subscribe":           `<p>Subscribe</p><p>Sign up for our daily newsletter to get the best of The Example.</p>`,
		"a sign-up line":                       `<p>Sign up here to get the day's top stories in your inbox.</p><p><a href="/n">Sign up</a></p>`,
		"what a newsletter is":                 `<div><h4>Sign up for The Morning</h4><p>A daily email with all you need to know.</p></div>`,
		"a question and an invitation":         `<p>Like what you're reading?</p><p>Subscribe To The Monthly Newsletter!</p>`,
		"a heading that announces nothing":     `<h3>Related</h3>`,
		"another story's headline as one":      `<h3><a href="/b">Old Harbour Tunnel To Close In May</a></h3>`,
		"more from a named place":              `<p>More from The Example:</p><ul><li><a href="/b">Old Harbour Tunnel to close</a></li></ul>`,
		"what it is filed under":               `<p>Tags: <a href="/t/bridges">bridges</a>, <a href="/t/paint">paint</a></p>`,
		"the last line of a page":              `<p>© 2026 The Example. All rights reserved.</p>`,
		"buttons of a player and of a shop":    `<p>0:00 / 3:21</p><p>Gift this article</p><p>12 comments</p>`,
		"a pixel that counts readers":          `<p><img src="https://count.example/p.gif" width="1" height="1"></p>`,
		"an image's credit":                    `<p>Image credit: A. Photographer/The Example</p>`,
		"a credit that names an agency's name": `<p>A. Photographer/Getty Images</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := FromPage([]byte(fmt.Sprintf(clean, boiler)), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			got, images := 0, 0
			for _, b := range doc.Blocks {
				switch {
				case b.Kind == feeds.Paragraph && strings.HasPrefix(spansText(b.Spans), "The council met"):
					got++
				case b.Kind == feeds.Image:
					images++
					if want := strings.Contains(name, "credit"); want != (len(b.Spans) > 0) {
						t.Errorf("caption %q", spansText(b.Spans))
					}
				default:
					t.Errorf("still there: %+v", b)
				}
			}
			if got != 12 || images != 1 {
				t.Errorf("%d of the 12 paragraphs and %d images", got, images)
			}
		})
	}
}

// Guides and answers hide much of what they say until one clicks on a heading.
func TestWhatIsFoldedIsRead(t *testing.T) {
	panel := func(title, text string) string {
		return `<div class="acme-accordion-pane acme-header-left"><h3><button class="acme-accordion-toggle" aria-expanded="false"><span>` + title +
			`</span></button></h3><div class="acme-accordion-panel acme-panel-hidden" hidden style="display: none"><ul><li>` + text + `</li><li>No other costs.</li></ul></div></div>`
	}
	page := `<html lang="en" class="has-faq"><head><title>Bridge painted</title></head><body><article><h1>Bridge painted</h1>` + prose(6) +
		`<div class="acme-accordion">` + panel("What it costs", "The paint is cheap and the scaffold is not.") + panel("Who paints it", "Ann and Bo, from May on.") + `</div>` + prose(2) +
		`<div hidden>Nobody sees this.</div></article><div class="faq sidebar"><p>Ask us about boats.</p></div></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	text := doc.Plain()
	for _, want := range []string{"What it costs", "The paint is cheap", "Who paints it", "Ann and Bo", "No other costs."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing: %s", want, text)
		}
	}
	for _, not := range []string{"Nobody sees this", "boats"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is there", not)
		}
	}
}

func TestLinksThatAreTheArticlesOwnStay(t *testing.T) {
	for name, body := range map[string]string{
		"a list that the text announces":   prose(4) + `<p>Three reports say so:</p><ul><li><a href="/b">Harbour Tunnel Annual Report Of Last Year</a></li></ul>` + prose(3),
		"a list under its heading":         prose(4) + `<h2>Sources</h2><ul><li><a href="/b">Harbour Tunnel Annual Report Of Last Year</a></li></ul>` + prose(3),
		"a list of links as a whole":       `<p>What I read this week and liked more than a little, in the order in which I found all of it on the way.</p><p><a href="/b">Harbour Tunnel Annual Report</a></p><p>It is a report about a tunnel, and it is longer than most reports on tunnels that I have read so far.</p><p><a href="/c">Seals Return To The Docks</a></p><p>It is a story about seals, and it has more seals in it than most stories about seals that I have read.</p>`,
		"a sentence that is one long link": prose(3) + `<p><a href="https://other.example/">The whole report of the Harbour Tunnel Commission is here.</a></p>` + prose(3),
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := FromPage([]byte(`<html><head><title>T</title></head><body><article>`+body+`</article></body></html>`), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if len(doc.Links()) == 0 {
				t.Errorf("its links are gone:\n%s", doc.Text(80))
			}
		})
	}
}

func TestAPageSaysWhereItStandsAndWhatItIsAbout(t *testing.T) {
	page := `<html lang="en"><head><title>Bridge painted</title><link rel="canonical" href="/2026/bridge?utm_source=x">
<meta property="og:image" content="/lead.jpg"><meta property="article:tag" content="Bridges"><meta name="keywords" content="bridges, Paint"><a rel="tag">TownsBridgesPaint</a>
<meta name="description" content="It took the members of the council most of an evening.">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Bridge painted","articleSection":"World","keywords":["Towns"]},
{"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"item":{"name":"World"}},{"name":"Blog"},{"name":"Europe"},{"name":"Bridge painted"}]}]}</script></head>
<body><article>` + prose(6) + `</article></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := feeds.Document{Canonical: "https://news.example/2026/bridge", Image: "https://news.example/lead.jpg", Topics: []string{"Towns", "Bridges", "Paint"},
		Section: []string{"World", "Europe"}, Standfirst: "It took the members of the council most of an evening."}
	got := feeds.Document{Canonical: doc.Canonical, Image: doc.Image, Topics: doc.Topics, Section: doc.Section, Standfirst: doc.Standfirst}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASitesRuleSaysWhereTheArticleIs(t *testing.T) {
	page := []byte(`<html><head><title>T</title></head><body><main>` + prose(20) + `</main><div class="odd"><p>The article itself stands in a corner, where nobody but its readers would look for it.</p><p class="ad">Buy a boat</p></div></body></html>`)
	doc, err := FromPage(page, "text/html", base, Hint{Site: feeds.SiteRule{Content: "div.odd", Remove: []string{".ad", "not(a selector"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := doc.Plain(), "The article itself stands in a corner, where nobody but its readers would look for it."; got != want {
		t.Errorf("got %q", got)
	}
	if doc, err = FromPage(page, "text/html", base, Hint{Site: feeds.SiteRule{Content: "div.missing"}}); err != nil || !strings.Contains(doc.Plain(), "council") {
		t.Errorf("a rule that finds nothing: %v", err)
	}
}

func TestFurtherPagesOfAnArticleAreJoined(t *testing.T) {
	page := func(n int, title, next string) []byte {
		return []byte(fmt.Sprintf(`<html><head><title>%s</title><link rel="next" href="%s"></head><body><article>%s<p>This sentence stands on page number %d of the article alone.</p></article></body></html>`,
			title, next, prose(5), n))
	}
	for _, c := range []struct {
		name, first, title, next string // of page n+1 given n
		want                     int    // pages
	}{
		{"by a number in the query", "https://news.example/story", "Bridge", "/story?page=%d", 6},
		{"by a number in the path", "https://news.example/story/", "Bridge", "/story/%d/", 6},
		{"by a number in the file's name", "https://news.example/story.html", "Bridge", "/story-%d.html", 6},
		{"not another story", "https://news.example/story", "Bridge", "/tunnel?x=%d", 1},
		{"not another host's", "https://news.example/story", "Bridge", "https://other.example/story?page=%d", 1},
		{"not one of another title", "https://news.example/story", "", "/story?page=%d", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			get := func(_ context.Context, url string) ([]byte, string, string, error) {
				asked++
				title := c.title
				if title == "" {
					title = "Tunnel"
				}
				return page(asked+1, title+" - Page 2 of 9", fmt.Sprintf(c.next, asked+2)), "text/html", url, nil
			}
			title := c.title
			if title == "" {
				title = "Bridge"
			}
			doc, err := FromPages(t.Context(), page(1, title, fmt.Sprintf(c.next, 2)), "text/html", c.first, Hint{}, get)
			if err != nil {
				t.Fatal(err)
			}
			text := doc.Plain()
			for n := 1; n <= 9; n++ {
				if has := strings.Contains(text, fmt.Sprintf("page number %d of", n)); has != (n <= c.want) {
					t.Errorf("page %d: %v", n, has)
				}
			}
			if strings.Count(text, "number iii,") != 1 {
				t.Error("what all pages have is there more than once")
			}
			if asked > 5 {
				t.Errorf("asked %d times", asked)
			}
		})
	}
	t.Run("one that cannot be had ends the article", func(t *testing.T) {
		get := func(context.Context, string) ([]byte, string, string, error) { return nil, "", "", errors.New("down") }
		if doc, err := FromPages(t.Context(), page(1, "Bridge", "/story?page=2"), "text/html", "https://news.example/story", Hint{}, get); err != nil || doc.Words() == 0 {
			t.Error(err)
		}
	})
}

func TestAPageWithoutItsTextTellsWhatItSaysOfItself(t *testing.T) {
	page := `<html><head><title>Seals</title><meta name="description" content="The seals of the northern docks were counted again this year, and the first numbers surprised everyone who counts."></head><body><div id="root"></div><script src="/a.js"></script></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if !errors.Is(err, ErrNeedsScript) || doc == nil || doc.Title != "Seals" || !strings.HasPrefix(doc.Plain(), "The seals of") {
		t.Errorf("%v, %+v", err, doc)
	}
	locked := `<html><head><title>Seals</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script></head><body><article>` + prose(2) + `</article></body></html>`
	if doc, err = FromPage([]byte(locked), "text/html", base, Hint{}); !errors.Is(err, ErrPaywall) || doc == nil || !strings.Contains(Sentence(err), "paywall") {
		t.Errorf("%v, %+v", err, doc)
	}
}
