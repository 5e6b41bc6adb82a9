package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// Bounds of what a page says about itself.
const (
	maxTopics  = 12
	maxTopic   = 60 // characters; longer ones are sentences
	maxSection = 5
)

// about gathers what the page's elements say beyond single meta values.
type about struct {
	tags               []string
	standfirst, author string
	canonical, next    feeds.Raw // addresses; next is rel=next
}

var standfirstClass = expression(`(?i)(?:^|[\s_-])(?:standfirst|dek|deck|subhead(?:line)?|sub-?title|article-?_*(?:summary|intro|lead|lede|description)|entry-subtitle|headline-sub)(?:$|[\s_-])`)

// see notes what one element says.
func (a *about) see(n *html.Node) {
	if a.author == "" {
		a.author = authorOf(n)
	}
	switch n.Data {
	case "meta":
		value := feeds.CleanLine(attr(n, "content"))
		switch key := metaKey(n); key {
		case "article:tag", "og:article:tag":
			a.tags = append(a.tags, value)
		case "keywords", "news_keywords", "parsely-tags", "sailthru.tags":
			if len(a.tags) < 10*maxTopics {
				a.tags = append(a.tags, strings.Split(value, ",")...)
			}
		}
	case "link":
		if a.next == "" && hasToken(token(n, "rel"), "next") {
			a.next = attr(n, "href")
		}
		if a.canonical == "" && hasToken(token(n, "rel"), "canonical") {
			a.canonical = attr(n, "href")
		}
	case "a":
		if a.next == "" && hasToken(token(n, "rel"), "next") {
			a.next = attr(n, "href")
		}
		if hasToken(token(n, "rel"), "tag") && len(a.tags) < 10*maxTopics {
			a.tags = append(a.tags, strings.TrimPrefix(feeds.CleanLine(textOf(n, 200)), "#"))
		}
	case "p", "h2", "h3", "div", "span":
		if a.standfirst == "" && (token(n, "itemprop") == "description" || standfirstClass.MatchString(cut(token(n, "class"), 300)+" "+cut(token(n, "data-testid"), 100))) && !isHidden(n) {
			if s := feeds.CleanLine(textOf(n, 1200)); feeds.CountWords(s) >= 5 && utf8.RuneCountInString(s) < feeds.MaxLine {
				a.standfirst = s
			}
		}
	}
}

func hasToken(list, token string) bool {
	for t := range strings.FieldsSeq(strings.ToLower(list)) {
		if t == token {
			return true
		}
	}
	return false
}

// topics are what a page files an article under, each once.
func (m *metadata) topics() []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range append(append([]string(nil), m.keywords...), m.about.tags...) {
		t = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(t), "#"))
		key := strings.ToLower(t)
		if t == "" || utf8.RuneCountInString(t) > maxTopic || seen[key] || strings.Contains(t, "://") || strings.ContainsAny(t, "{}<>=") || len(out) >= maxTopics {
			continue
		}
		seen[key] = true
		out = append(out, t)
	}
	return slices.DeleteFunc(out, func(t string) bool { return isAll(t, out) })
}

// isAll says whether a topic is only the others run together, as the text of
// the element around them.
func isAll(topic string, all []string) bool {
	rest, held := strings.ToLower(topic), 0
	for _, t := range all {
		if t = strings.ToLower(t); len(t) < len(topic) && strings.Contains(rest, t) {
			rest = strings.Replace(rest, t, "", 1)
			held++
		}
	}
	return held > 2 && 4*len(rest) < len(topic)
}

// path is where in its site an article stands, without the front page, the
// article itself, and names that say nothing of either.
func (m *metadata) path(title string) []string {
	crumbs := m.crumbs
	if len(crumbs) == 0 {
		crumbs = m.sections
	}
	var out []string
	for _, c := range crumbs {
		c = strings.TrimPrefix(strings.TrimPrefix(c, "Category: "), "Topic: ")
		switch strings.ToLower(c) {
		case "", "home", "homepage", "front page", "start", "startseite", "accueil", "inicio", strings.ToLower(m.site), strings.ToLower(m.title), strings.ToLower(title),
			"blog", "blogs", "articles", "article", "posts", "all posts", "uncategorized", "uncategorised":
			continue
		}
		if utf8.RuneCountInString(c) > maxTopic || len(out) >= maxSection || len(out) > 0 && strings.EqualFold(out[len(out)-1], c) {
			continue
		}
		out = append(out, c)
	}
	return out
}

// describe puts what a page says of itself into its document.
func (m *metadata) describe(doc *feeds.Document, base string) {
	doc.Topics, doc.Section = m.topics(), m.path(doc.Title)
	doc.Image = feeds.WebURL(base, m.image)
	if counts(doc.Image) || isPlaceholder(doc.Image) {
		doc.Image = ""
	}
	if u := feeds.WebURL(base, m.canonical); u != "" && !isFront(u) {
		doc.Canonical = feeds.StripTracking(u)
	}
	doc.Standfirst = m.standfirst
}

// isFront says whether an address is a site's front page: pages that give it
// as their canonical one are mistaken.
func isFront(u string) bool {
	rest := strings.TrimPrefix(feeds.CanonicalURL(u), "https://")
	return !strings.Contains(rest, "/") && !strings.Contains(rest, "?")
}

// settleStandfirst drops a standfirst that the text begins with, the title
// again, or one cut off.
func settleStandfirst(doc *feeds.Document) {
	words := wordsOf(doc.Standfirst, -1)
	line := strings.Join(words, " ")
	if len(words) < 5 || strings.HasSuffix(doc.Standfirst, "…") || strings.HasSuffix(doc.Standfirst, "...") || line == strings.Join(wordsOf(doc.Title, -1), " ") {
		doc.Standfirst = ""
		return
	}
	start := line[:min(len(line), 60)]
	for i, b := range doc.Blocks {
		if i > 8 {
			return
		}
		if text := strings.Join(wordsOf(spansText(b.Spans), 200), " "); strings.Contains(text, start) {
			doc.Standfirst = ""
			return
		}
	}
}
