package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// candidate is one reading of a page.
type candidate struct {
	blocks []feeds.Block
	note   string
	words  int
	prose  int    // words outside links
	author string // of a thread's first post
	text   string
}

func (p *pageReader) read(n *html.Node, skip func(*html.Node) bool) candidate {
	w := &walker{base: p.base, skip: skip}
	c := candidate{blocks: w.blocks(n)}
	c.note = strings.Join(w.notes, "\n")
	c.text = (&feeds.Document{Blocks: c.blocks}).Plain()
	c.words = feeds.CountWords(c.text)
	eachSpan(c.blocks, func(s *feeds.Span) {
		if s.URL == "" {
			c.prose += feeds.CountWords(s.Text)
		}
	})
	return c
}

// choose keeps what readability found unless there is reason to doubt it: it
// is short, and the page's main part has much more to say; or it lacks the
// words of the feed's summary, and the main part has them. What the page says
// in JSON-LD comes last.
func (p *pageReader) choose(found candidate) candidate {
	if c, ok := p.thread(found); ok {
		return c
	}
	lacks := p.contains(found.text)
	if lacks > 0.7 && found.words >= p.doubted() {
		return found
	}
	best := found
	if main := p.mainElement(); main != nil {
		pruned := p.read(main, pruneUnder(main))
		has := p.contains(pruned.text)
		switch {
		case pruned.words <= leastWords:
		case has >= lacks+0.3,
			has >= lacks && found.words < minWords && pruned.words > found.words,
			has >= lacks && found.words < p.doubted() && 5*pruned.prose > 8*found.prose && 2*pruned.words > 3*found.words:
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

// doubted is the number of words below which a text may be only a part of the
// page's. A page that says it is an article has its text in one place, and
// other stories around it.
func (p *pageReader) doubted() int {
	if p.meta.article {
		return 100
	}
	return 400
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
	case token(n, "itemprop") == "articleBody":
		return 4
	case n.Data == "article":
		return 3
	case n.Data == "main" || token(n, "role") == "main":
		return 2
	}
	for c := range strings.FieldsSeq(strings.ToLower(token(n, "class") + " " + token(n, "id"))) {
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
