package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// candidate is one reading of a page.
type candidate struct {
	blocks []feeds.Block
	note   string
	words  int
	text   string
}

func (p *pageReader) read(n *html.Node, skip func(*html.Node) bool) candidate {
	w := &walker{base: p.base, skip: skip}
	c := candidate{blocks: w.blocks(n)}
	c.note = strings.Join(w.notes, "\n")
	c.text = (&feeds.Document{Blocks: c.blocks}).Plain()
	c.words = feeds.CountWords(c.text)
	return c
}

// choose keeps what readability found unless there is reason to doubt it: it
// is very short, or lacks the words of the feed's summary while the page's own
// article element has them. What the page says in JSON-LD comes last.
func (p *pageReader) choose(found candidate) candidate {
	lacks := p.contains(found.text)
	if found.words >= minWords && lacks >= 0.5 {
		return found
	}
	best := found
	if main := p.mainElement(); main != nil {
		pruned := p.read(main, func(n *html.Node) bool { return n != main && isBoilerplate(n) })
		switch has := p.contains(pruned.text); {
		case has >= lacks+0.3 && pruned.words > leastWords:
			best = pruned
		case found.words < minWords && pruned.words > found.words && has >= lacks:
			best = pruned
		}
	}
	if best.words < minWords && len(p.meta.body) > 0 {
		doc := FromHTML(p.meta.body, p.base)
		if words := doc.Words(); words > 2*best.words {
			return candidate{blocks: doc.Blocks, note: doc.Note, words: words}
		}
	}
	return best
}

// contains is the share of the feed's summary that stands in a text, by runs
// of three words; 1 when there is no summary to go by.
func (p *pageReader) contains(text string) float64 {
	summary := wordsOf(p.hint.Summary, 120)
	if len(summary) < 6 {
		return 1
	}
	all := wordsOf(text, -1)
	have := make(map[string]bool, len(all))
	for i := 0; i+3 <= len(all); i++ {
		have[strings.Join(all[i:i+3], " ")] = true
	}
	hits, total := 0, 0
	for i := 0; i+3 <= len(summary); i++ {
		total++
		if have[strings.Join(summary[i:i+3], " ")] {
			hits++
		}
	}
	return float64(hits) / float64(total)
}

// wordsOf is a text's words in lower case, at most limit of them (-1 for all).
func wordsOf(text string, limit int) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWordRune(r) })
	if limit >= 0 && len(words) > limit {
		words = words[:limit]
	}
	return words
}

// mainElement is the element most likely to be the article: the largest of
// those that pages mark as such, by text outside links; else the body.
func (p *pageReader) mainElement() *html.Node {
	var best, body *html.Node
	score := 0
	walk(p.root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		if n.Data == "body" {
			body = n
		}
		weight := mainWeight(n)
		if weight == 0 {
			return !dropped[n.Data] && !isHidden(n)
		}
		if s := weight * proseOf(n); s > score {
			best, score = n, s
		}
		return weight < 4
	})
	if best == nil || proseOf(best) < 200 {
		return body
	}
	return best
}

// mainWeight says how surely an element is the article, 0 for not at all.
// What is surest is also the most closely cut, so it counts for more.
func mainWeight(n *html.Node) int {
	switch {
	case attr(n, "itemprop") == "articleBody":
		return 4
	case n.Data == "article":
		return 3
	case n.Data == "main" || attr(n, "role") == "main":
		return 2
	}
	for c := range strings.FieldsSeq(strings.ToLower(attr(n, "class") + " " + attr(n, "id"))) {
		if bodyClasses[c] {
			return 3
		}
	}
	return 0
}

var bodyClasses = set(`entry-content post-content article-content article-body article__body article-text post-body story-body content-body
	post__content article__content blog-content markdown-body main-content page-content`)

// proseOf counts the bytes of text outside links, lists of links and what is
// not article.
func proseOf(n *html.Node) int {
	total := 0
	walk(n, func(c *html.Node) bool {
		switch c.Type {
		case html.TextNode:
			total += len(strings.TrimSpace(c.Data))
		case html.ElementNode:
			return c == n || c.Data != "a" && !dropped[c.Data] && !isBoilerplate(c)
		}
		return true
	})
	return total
}

var (
	boilerClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:comments?|respond|related|recirc\w*|recommend\w*|share|sharing|social|newsletter|subscribe\w*|signup|` +
		`promo\w*|sidebar|breadcrumbs?|cookies?|consent|advert\w*|ads?|sponsor\w*|banner|popup|modal|paywall|toolbar|pagination|pager|nav|navigation|menu|` +
		`footer|tags|tag-list|author-bio|bio|skip-link|most-read|read-next|also-like|more-from|trending|outbrain|taboola|widget\w*|disqus\w*)(?:$|[\s_-])`)
	keepClass = regexp.MustCompile(`(?i)article|body|content|entry|main|post(?:$|[\s_-])|story|column|page|text`)
)

// isBoilerplate says whether an element is around the article, not of it.
func isBoilerplate(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "nav", "aside", "footer", "form", "dialog":
		return true
	case "body", "main", "article", "html":
		return false
	}
	switch attr(n, "role") {
	case "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog":
		return true
	}
	name := cut(attr(n, "class"), 500) + " " + cut(attr(n, "id"), 100)
	return len(name) > 1 && boilerClass.MatchString(name) && !keepClass.MatchString(name)
}
