package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// fromJSON looks for an article in JSON-LD (schema.org), also within @graph
// and lists.
func (m *metadata) fromJSON(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if o, _ := e.(map[string]any); o["@type"] == "Person" && text(o["@id"]) != "" && len(m.people) < maxTopics {
				m.people[string(text(o["@id"]))] = names(o)
			}
		}
		for _, e := range v {
			m.fromJSON(e, depth+1)
		}
	case map[string]any:
		switch v["@type"] {
		case "DiscussionForumPosting", "QAPage":
			m.forum = true
		}
		if isArticleType(v["@type"]) {
			m.article = m.article || !m.forum
			m.title = first(m.title, unescaped(v["headline"]), unescaped(v["name"]))
			m.byline = first(m.byline, names(v["author"]), m.person(v["author"]))
			m.site = first(m.site, names(v["publisher"]))
			m.language = first(m.language, languageTag(text(v["inLanguage"])))
			if m.published.IsZero() {
				m.published = parseTime(text(v["datePublished"]))
			}
			m.standfirst = first(m.standfirst, unescaped(v["alternativeHeadline"]), unescaped(v["description"]))
			m.image = first(m.image, feeds.CleanLine(address(v["image"])))
			m.canonical = first(m.canonical, feeds.CleanLine(address(v["mainEntityOfPage"])), feeds.CleanLine(text(v["url"])))
			m.keywords = append(m.keywords, words(v["keywords"])...)
			if len(m.sections) == 0 {
				m.sections = words(v["articleSection"])
			}
			if free, ok := v["isAccessibleForFree"]; ok && (free == false || strings.EqualFold(string(text(free)), "false")) {
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

var articleType = expression(`^(?:\w*Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review)$`)

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

// person is the name of a person whom another part of the page's JSON-LD
// describes, by its @id.
func (m *metadata) person(v any) string {
	ref, _ := v.(map[string]any)
	return m.people[string(text(ref["@id"]))]
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
func address(v any) feeds.Raw {
	switch v := v.(type) {
	case string:
		return feeds.Raw(v)
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

func text(v any) feeds.Raw {
	s, _ := v.(string)
	return feeds.Raw(s)
}

func unescaped(v any) string { return feeds.CleanLine(html.UnescapeString(string(text(v)))) }
