package discover

import (
	"broadsheet/feeds"
	"net/url"
	"path"
	"slices"
	"strings"
)

// maxAnchors bounds the anchors that are asked and are no feeds: the usual
// places must keep some of the requests.
const maxAnchors = 5

// feedTypes are the types under which pages announce feeds.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true,
	"application/xml": true, "text/xml": true, "application/json": true,
	"application/x-rss+xml": true, "application/x-atom+xml": true, "application/rss": true, "application/atom": true,
	"text/rss": true, "text/rss+xml": true, "text/atom+xml": true,
}

// alternates gives the feeds a page announces: Link headers, then <link>s in
// its order, comments last.
func (s *sheet) alternates() []candidate {
	var list, comments []candidate
	seen := map[string]bool{}
	for _, l := range s.links {
		rels := strings.Fields(l.rel)
		announces := slices.Contains(rels, "alternate") && feedTypes[l.typ] && !slices.Contains(rels, "stylesheet") ||
			slices.Contains(rels, "feed") && (l.typ == "" || feedTypes[l.typ])
		if !announces {
			continue
		}
		c := candidate{s.resolve(l.href), l.text}
		if c.URL == "" || seen[c.URL] || notFeed(c.URL) {
			continue
		}
		seen[c.URL] = true
		if ofComments(Found{URL: c.URL, Label: c.Label}) {
			comments = append(comments, c)
		} else {
			list = append(list, c)
		}
	}
	return append(list, comments...)
}

// resolve gives an address of the page without its fragment, "" for none.
func (s *sheet) resolve(href string) string {
	if strings.TrimSpace(href) == "" {
		return ""
	}
	u, _, _ := strings.Cut(webURL(s.base, href), "#")
	return u
}

// notFeed names what is announced like a feed, or is called like one, and
// never is.
func notFeed(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	p := strings.ToLower(u.Path)
	switch path.Ext(p) {
	case ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".ico", ".css", ".js", ".pdf", ".zip", ".mp3", ".mp4", ".opml", ".xsl":
		return true
	}
	for _, no := range []string{"/wp-json/", "oembed", "sitemap", "opensearch", "manifest.json"} {
		if strings.Contains(p, no) {
			return true
		}
	}
	return u.Query().Has("rest_route")
}

// feedWords are the words that an anchor to a feed has in its address or its
// text. They are whole words: Buzzfeed and feedback are others.
var feedWords = []string{"feed", "feeds", "rss", "atom", "xml", "json", "rdf", "rssfeed", "rssfeeds", "newsfeed", "webfeed", "jsonfeed", "atomfeed"}

// feedAnchors gives the anchors that may lead to feeds, the likeliest first.
func (s *sheet) feedAnchors() []candidate {
	type scored struct {
		candidate
		score int
	}
	var list []scored
	seen := map[string]bool{s.url: true}
	here := hostPort(s.url)
	for _, a := range s.anchors {
		text := strings.Join(strings.Fields(a.text), " ")
		byText := len(strings.Fields(text)) <= 5 && hasWord(text, feedWords...)
		if !byText && !callsFeed(a.href) {
			continue
		}
		c := s.resolve(a.href)
		if c == "" || seen[c] || notFeed(c) {
			continue
		}
		seen[c] = true
		score := 0
		if looksLikeFeed(c) {
			score += 4
		}
		if byText {
			score += 2
		}
		if hostPort(c) == here {
			score++
		}
		list = append(list, scored{candidate{c, cut(text, maxText)}, score})
	}
	feeds.SortStable(list, func(a, b scored) int { return b.score - a.score })
	out := make([]candidate, len(list))
	for i, l := range list {
		out[i] = l.candidate
	}
	return out
}

// callsFeed says whether a part of an address is called a feed. A part of many
// words is a headline: /what-birds-feed-on/.
func callsFeed(href string) bool {
	for part := range strings.FieldsFuncSeq(href, func(r rune) bool { return strings.ContainsRune("/?&=#", r) }) {
		if len(words(part)) <= 3 && hasWord(part, feedWords...) {
			return true
		}
	}
	return false
}
