package extract

import (
	"testing"
)

func TestATitleIsWithoutItsSitesName(t *testing.T) {
	for _, c := range []struct {
		name, title, site, host string
		headings                []string
		want                    string
	}{
		{"where a heading is its first part", "Bridge painted | World | The Example", "", "news.example", []string{"Bridge painted"}, "Bridge painted"},
		{"where a heading is all but its last part", "Bridge - a story - The Example", "", "news.example", []string{"Bridge – a story"}, "Bridge - a story"},
		{"where a heading is its last part", "The Example: Bridge painted", "", "news.example", []string{"Bridge Painted"}, "Bridge painted"},
		{"where its last part is the site's name", "Bridge painted – The Example", "The Example", "news.example", nil, "Bridge painted"},
		{"where its last part holds the host's", "Bridge painted • Example Daily", "", "example.com", nil, "Bridge painted"},
		{"not a part of its own", "Bridge painted - all of it", "The Example", "news.example", []string{"More"}, "Bridge painted - all of it"},
		{"not the only word that would be left", "Lights | Example", "Example", "example.com", nil, "Lights | Example"},
		{"a title alone", "Bridge painted", "Bridge painted", "news.example", []string{"x"}, "Bridge painted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := settleTitle(c.title, c.site, c.host, c.headings); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestABylineIsANameAndNothingElse(t *testing.T) {
	for in, want := range map[string]string{
		"Jane Example":                         "Jane Example",
		"By Jane Example":                      "Jane Example",
		"Written by: Jane Example and J. Doe":  "Jane Example and J. Doe",
		"By Jane Example | March 1, 2026":      "Jane Example",
		"Jane Example on 1 March 2026":         "Jane Example",
		"Jane Example · 3 min read":            "Jane Example",
		"Byron Author":                         "Byron Author",
		"By":                                   "",
		"Author":                               "",
		"admin":                                "",
		"Name *":                               "",
		"page.head.extra.author":               "",
		"Written By Feb 11, 2019 · 3 min read": "",
		"https://news.example/jane":            "",
		"{{ author }}":                         "",
		"jane@news.example":                    "",
		"编辑部":                                  "编辑部",
	} {
		if got := cleanByline(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAPageSaysWhoWroteItAndWhenInItsText(t *testing.T) {
	for name, c := range map[string]struct{ html, by, on string }{
		"a line under the title":       {`<p>By Jane Example</p><p class="post-date">March 1st, 2026</p>`, "Jane Example", "2026-03-01"},
		"a link to the author's page":  {`<div class="meta"><a href="/authors/jane">Jane Example</a> <time datetime="2026-03-01T10:00:00Z">Sunday</time></div>`, "Jane Example", "2026-03-01"},
		"a link that says so":          {`<a rel="author" href="/j">Jane Example</a><span itemprop="datePublished" content="2026-03-01">1.3.</span>`, "Jane Example", "2026-03-01"},
		"a class":                      {`<div class="author-name h6">By <span class="fn">Jane Example</span></div><div class="entry-date">Posted on 1 Mar 2026 in Bridges</div>`, "Jane Example", "2026-03-01"},
		"a time that only people read": {`<time>Mar 1, 2026</time>`, "", "2026-03-01"},
		"nothing":                      {`<p class="date">soon</p>`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := FromPage(page(c.html), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			on := ""
			if !doc.Published.IsZero() {
				on = doc.Published.Format("2006-01-02")
			}
			if doc.Byline != c.by || on != c.on {
				t.Errorf("by %q on %q", doc.Byline, on)
			}
		})
	}
}

func TestAnAddressMayHoldTheDate(t *testing.T) {
	doc, err := FromPage(page(""), "text/html", "https://news.example/2026/03/01/bridge", Hint{})
	if err != nil || doc.Published.Format("2006-01-02") != "2026-03-01" {
		t.Errorf("%v, %v", doc.Published, err)
	}
}

func TestAnAuthorMayBeDescribedElsewhereInTheJSON(t *testing.T) {
	doc, err := FromPage(page(`<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Bridge painted","author":{"@id":"#jane"}},{"@type":"Person","@id":"#jane","name":"Jane Example"}]}</script>`), "text/html", base, Hint{})
	if err != nil || doc.Byline != "Jane Example" {
		t.Errorf("%q, %v", doc.Byline, err)
	}
}
