package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// pruneUnder says of elements under root whether they are around the article,
// not of it: by their names, unless that would take a large part of the text.
// Some sites call the whole page a widget.
func pruneUnder(root *html.Node) func(*html.Node) bool {
	prose := map[*html.Node]int{}
	var weigh func(n *html.Node) int
	weigh = func(n *html.Node) int {
		switch n.Type {
		case html.TextNode:
			return len(strings.TrimSpace(n.Data))
		case html.ElementNode:
			if n.Data == "a" || dropped[n.Data] || isHidden(n) {
				return 0
			}
		}
		total := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			total += weigh(c)
		}
		if n.Type == html.ElementNode {
			prose[n] = total
		}
		return total
	}
	all := weigh(root)
	return func(n *html.Node) bool {
		return n != root && isBoilerplate(n) && (10*prose[n] < 3*all || isComments(n) && 10*prose[n] < 9*all)
	}
}
