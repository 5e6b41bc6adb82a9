package extract

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// selected are the elements that a CSS selector matches, without those within
// others; nil for a selector that is none.
func selected(root *html.Node, selector string) []*html.Node {
	if selector == "" || len(selector) > 1000 {
		return nil
	}
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		return nil
	}
	var out []*html.Node
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && sel.Match(n) {
			out = append(out, n)
			return false
		}
		return true
	})
	return out
}

// removeBy takes out of the page what a site's rule says is not article.
func removeBy(root *html.Node, rule feeds.SiteRule) {
	for _, selector := range rule.Remove {
		for _, n := range selected(root, selector) {
			if n.Parent != nil {
				n.Parent.RemoveChild(n)
			}
		}
	}
}

// byRule reads what a site's rule says is the article; false where there is
// no such rule, or the page does not have it.
func (p *pageReader) byRule() (candidate, bool) {
	nodes := selected(p.root, p.hint.Site.Content)
	if len(nodes) == 0 {
		return candidate{}, false
	}
	whole := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		n.Parent.RemoveChild(n)
		whole.AppendChild(n)
	}
	c := p.read(whole, nil)
	return c, c.words >= leastWords
}
