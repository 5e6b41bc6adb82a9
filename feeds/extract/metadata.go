package extract

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// metadata is what a page says about itself.
type metadata struct {
	title, byline, site, language string
	published                     time.Time
	body                          feeds.Raw // JSON-LD articleBody
	standfirst, canonical, image  string
	description                   string // the page's own summary
	keywords, sections, crumbs    []string
	locked                        bool              // the page says that its text is not free
	article, forum                bool              // the page says that it is one article, or a thread of posts
	people                        map[string]string // names by the @id of JSON-LD
	about                         about
	dates                         dates
	heading                       string   // the first h1
	headings                      []string // h1 and h2
}

// readMetadata reads JSON-LD first, then meta elements, then the page.
func readMetadata(root *html.Node, ld []string) metadata {
	m := metadata{people: map[string]string{}}
	for _, raw := range ld {
		var v any
		if json.Unmarshal([]byte(strings.TrimSpace(raw)), &v) == nil {
			m.fromJSON(v, 0)
		}
	}
	values := map[string]string{}
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		m.about.see(n)
		m.forum = m.forum || isForum(n)
		switch n.Data {
		case "meta":
			key := metaKey(n)
			if v := feeds.CleanLine(attr(n, "content")); v != "" && values[key] == "" && len(values) < 500 {
				values[key] = v
			}
		case "title":
			if values["title"] == "" && n.FirstChild != nil {
				values["title"] = feeds.CleanLine(n.FirstChild.Data)
			}
		case "h1", "h2":
			if !isHidden(n) {
				m.addHeading(n.Data, textOf(n, 2000))
			}
		}
		m.dates.see(n)
		return true
	})
	m.article = m.article || strings.EqualFold(values["og:type"], "article")
	m.head(values)
	m.title = first(m.title, values["og:title"], values["twitter:title"], m.heading, values["title"])
	m.byline = first(m.byline, values["author"], values["dc.creator"], values["parsely-author"], values["sailthru.author"], values["article:author"])
	m.byline = cleanByline(m.byline)
	m.site = first(values["og:site_name"], m.site, values["application-name"])
	for _, key := range []string{"article:published_time", "datepublished", "dc.date", "dc.date.issued", "dcterms.created", "citation_date", "publish_date", "publish-date", "pubdate", "date", "parsely-pub-date", "sailthru.date"} {
		if m.published.IsZero() {
			m.published = parseTime(values[key])
		}
	}
	return m
}

// head takes over what meta and link elements say where JSON-LD says nothing.
func (m *metadata) head(values map[string]string) {
	m.canonical = first(feeds.CleanLine(m.about.canonical), m.canonical, values["og:url"])
	m.image = first(values["og:image:secure_url"], values["og:image"], m.image, values["twitter:image"], values["twitter:image:src"])
	m.description = first(values["og:description"], values["description"], values["twitter:description"])
	if d := values["description"]; len(d) > len(m.description) {
		m.description = d
	}
	m.standfirst = first(m.about.standfirst, m.standfirst, m.description)
	if s := first(values["article:section"], values["og:article:section"], values["parsely-section"]); len(m.sections) == 0 && s != "" && !strings.Contains(s, "://") {
		m.sections = []string{s}
	}
}

// metaKey is what a meta element says something of, in lower case.
func metaKey(n *html.Node) string {
	return strings.ToLower(string(firstOf(n, "property", "name", "itemprop")))
}

func first[T ~string](values ...T) T {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func parseTime[T ~string](raw T) time.Time {
	s := strings.TrimSpace(string(raw))
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05.999Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700",
		"2006-01-02 15:04:05", "2006-01-02T15:04", time.RFC1123, time.RFC1123Z, "2006-01-02", "2006/01/02", "January 2, 2006", "2 January 2006",
	} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1900 && t.Year() < 2200 {
			return t.UTC()
		}
	}
	return time.Time{}
}
