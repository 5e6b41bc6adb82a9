package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// Readability takes away what a style says and where a cell is aligned, and
// drops headings and sections whose ids hold words such as "related": a
// document's own "related-work" too. prepare keeps these under other names.
const (
	keptStyle = "data-kept-style"
	keptAlign = "data-kept-align"
	keptID    = "data-kept-id"
)

func prepare(root *html.Node) {
	flattenCode(root)
	unfold(root, false)
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			keep(n)
			if hasAttr(n, texMark) {
				dropSet(n)
			}
		}
		return true
	})
}

func keep(n *html.Node) {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			if means(a.Val) {
				n.Attr = append(n.Attr, html.Attribute{Key: keptStyle, Val: a.Val})
			}
		case "align":
			if n.Data == "td" || n.Data == "th" || n.Data == "tr" {
				n.Attr = append(n.Attr, html.Attribute{Key: keptAlign, Val: a.Val})
			}
		case "id":
			if isHeading(n) || (n.Data == "section" || n.Data == "div") && isTitled(n, cut(a.Val, 100)) {
				a.Key = keptID
			}
		}
	}
}

// means says whether a style says something of what extract reads from it.
func means(style string) bool {
	for _, s := range []string{"align", "display", "white", "font", "decoration", "list"} {
		if strings.Contains(style, s) {
			return true
		}
	}
	return false
}

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// styleOf, alignOf and idOf are what n has, or had before readability.
func styleOf(n *html.Node) string { return either(n, "style", keptStyle) }

func alignOf(n *html.Node) string { return either(n, "align", keptAlign) }

func idOf(n *html.Node) string { return either(n, "id", keptID) }

func either(n *html.Node, key, kept string) string {
	if v := token(n, key); v != "" {
		return v
	}
	return token(n, kept)
}
