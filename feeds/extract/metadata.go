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
			if body := first(text(v["articleBody"]), text(v["text"])); len(body) > len(m.body) {
				m.body = body
			}
		}
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
