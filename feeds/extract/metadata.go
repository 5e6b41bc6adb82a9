package extract

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// metadata is what a page says about itself.
type metadata struct {
	title, byline, site, language string
	published                     time.Time
	body                          string // JSON-LD articleBody
	standfirst, canonical, image  string
	description                   string // the page's own summary
	keywords, sections, crumbs    []string
	locked                        bool // the page says that its text is not free
	about                         about
}

// readMetadata reads JSON-LD first, then meta elements, then the page.
func readMetadata(root *html.Node, ld []string) metadata {
	var m metadata
	for _, raw := range ld {
		var v any
		if json.Unmarshal([]byte(strings.TrimSpace(raw)), &v) == nil {
			m.fromJSON(v, 0)
		}
	}
	values := map[string]string{}
	heading := ""
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		m.about.see(n)
		switch n.Data {
		case "meta":
			key := strings.ToLower(firstOf(n, "property", "name", "itemprop"))
			if v := feeds.CleanLine(attr(n, "content")); v != "" && values[key] == "" && len(values) < 500 {
				values[key] = v
			}
		case "title":
			if values["title"] == "" && n.FirstChild != nil {
				values["title"] = feeds.CleanLine(n.FirstChild.Data)
			}
		case "h1":
			if heading == "" && !isHidden(n) {
				heading = feeds.CleanLine(textOf(n, 2000))
			}
		case "time":
			if key := "time"; values[key] == "" && (hasAttr(n, "pubdate") || attr(n, "itemprop") == "datePublished") {
				values[key] = attr(n, "datetime")
			}
		}
		return true
	})
	m.head(values)
	m.title = first(m.title, values["og:title"], values["twitter:title"], heading, values["title"])
	m.byline = first(m.byline, values["author"], values["dc.creator"], values["parsely-author"], values["article:author"])
	if strings.Contains(m.byline, "://") {
		m.byline = ""
	}
	m.site = first(values["og:site_name"], m.site, values["application-name"])
	for _, key := range []string{"article:published_time", "datepublished", "dc.date", "date", "parsely-pub-date", "time"} {
		if m.published.IsZero() {
			m.published = parseTime(values[key])
		}
	}
	return m
}

// head takes over what meta and link elements say where JSON-LD says nothing.
func (m *metadata) head(values map[string]string) {
	m.canonical = first(m.about.canonical, m.canonical, values["og:url"])
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

// fromJSON looks for an article in JSON-LD (schema.org), also within @graph
// and lists.
func (m *metadata) fromJSON(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.fromJSON(e, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			m.title = first(m.title, unescaped(v["headline"]), unescaped(v["name"]))
			m.byline = first(m.byline, names(v["author"]))
			m.site = first(m.site, names(v["publisher"]))
			m.language = first(m.language, languageTag(text(v["inLanguage"])))
			if m.published.IsZero() {
				m.published = parseTime(text(v["datePublished"]))
			}
			m.standfirst = first(m.standfirst, unescaped(v["alternativeHeadline"]), unescaped(v["description"]))
			m.image = first(m.image, address(v["image"]))
			m.canonical = first(m.canonical, address(v["mainEntityOfPage"]), text(v["url"]))
			m.keywords = append(m.keywords, words(v["keywords"])...)
			if len(m.sections) == 0 {
				m.sections = words(v["articleSection"])
			}
			if free, ok := v["isAccessibleForFree"]; ok && (free == false || strings.EqualFold(text(free), "false")) {
				m.locked = true
			}
			if body := first(text(v["articleBody"]), text(v["text"])); len(body) > len(m.body) {
				m.body = body
			}
		}
		if v["@type"] == "BreadcrumbList" && len(m.crumbs) == 0 {
			m.crumbs = crumbs(v["itemListElement"])
		}
		m.fromJSON(v["breadcrumb"], depth+1)
		m.fromJSON(v["@graph"], depth+1)
		m.fromJSON(v["mainEntity"], depth+1)
	}
}

var articleType = regexp.MustCompile(`^(?:\w*Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review)$`)

func isArticleType(v any) bool {
	switch v := v.(type) {
	case string:
		return articleType.MatchString(v)
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok && articleType.MatchString(s) {
				return true
			}
		}
	}
	return false
}

// names is the name of a person or organisation, or of several.
func names(v any) string {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, "://") {
			return ""
		}
		return feeds.CleanLine(html.UnescapeString(v))
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return names(s)
		}
	case []any:
		var all []string
		for _, e := range v {
			if s := names(e); s != "" && len(all) < 10 {
				all = append(all, s)
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// words is a list of strings, or one with commas.
func words(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		for part := range strings.SplitSeq(cut(v, 4096), ",") {
			out = append(out, feeds.CleanLine(html.UnescapeString(part)))
		}
	case []any:
		for _, e := range v {
			switch e := e.(type) {
			case string:
				out = append(out, feeds.CleanLine(html.UnescapeString(e)))
			case map[string]any:
				out = append(out, unescaped(e["name"]))
			}
			if len(out) > 10*maxTopics {
				break
			}
		}
	}
	return out
}

// crumbs are the names of a BreadcrumbList, in its order.
func crumbs(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		entry, _ := e.(map[string]any)
		name := unescaped(entry["name"])
		if item, ok := entry["item"].(map[string]any); ok {
			name = first(name, unescaped(item["name"]))
		}
		if name != "" && len(out) < 3*maxSection {
			out = append(out, name)
		}
	}
	return out
}

// address is the URL of an image or page, given as such, as an object or as a
// list of them.
func address(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		return first(text(v["url"]), text(v["@id"]), text(v["contentUrl"]))
	case []any:
		if len(v) > 0 {
			if _, again := v[0].([]any); !again {
				return address(v[0])
			}
		}
	}
	return ""
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func unescaped(v any) string { return feeds.CleanLine(html.UnescapeString(text(v))) }

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func parseTime(s string) time.Time {
	s = strings.TrimSpace(s)
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
