package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// attr is an attribute's value, "" when there is none: what may be shown once
// it is clean, or followed once it is resolved.
func attr(n *html.Node, key string) feeds.Raw {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return feeds.Raw(a.Val)
		}
	}
	return ""
}

// token is an attribute's value to be compared with what it may mean: a class,
// an id, a role. It never comes into a document; a test looks.
func token(n *html.Node, key string) string { return string(attr(n, key)) }

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// hasClass says whether one of n's classes is name.
func hasClass(n *html.Node, name string) bool {
	class := token(n, "class")
	if !strings.Contains(class, name) {
		return false
	}
	for c := range strings.FieldsSeq(class) {
		if c == name {
			return true
		}
	}
	return false
}

// isHidden says whether a browser shows nothing of n. Text with aria-hidden
// is seen, but for the second copy that formulas carry.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if a.Val != "until-found" {
				return true
			}
		case "style":
			s := compact(a.Val)
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				if unseen[c] {
					return true
				}
			}
		case "aria-hidden":
			if a.Val == "true" && (hasClass(n, "katex-html") || n.Data == "mjx-math") {
				return true
			}
		}
	}
	return false
}

var unseen = set("sr-only screen-reader-text visually-hidden visuallyhidden screenreader-only mjx-assistive-mml MathJax_Preview")

// compact is a style attribute in lower case without spaces.
func compact(style string) string {
	return strings.ToLower(strings.Join(strings.Fields(cut(style, 2048)), ""))
}

// styleAttr reads weight and slant out of a style attribute.
func styleAttr(n *html.Node) feeds.SpanStyle {
	s := styleOf(n)
	if s == "" {
		return 0
	}
	s = compact(s)
	var style feeds.SpanStyle
	if strings.Contains(s, "font-weight:bold") || strings.Contains(s, "font-weight:700") {
		style |= feeds.Bold
	}
	if strings.Contains(s, "font-style:italic") {
		style |= feeds.Italic
	}
	if strings.Contains(s, "text-decoration:line-through") {
		style |= feeds.Strike
	}
	return style
}

// walk visits n and what is under it until visit says false for a node, whose
// children it then leaves out.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		walk(c, visit)
		c = next
	}
}

// maxPeek bounds the nodes that peek visits: it is asked of elements within one
// another.
const maxPeek = 1000

// peek visits the first nodes at and under n until visit says false.
func peek(n *html.Node, visit func(*html.Node) bool) {
	left := maxPeek
	walk(n, func(c *html.Node) bool {
		if left--; left > 0 && !visit(c) {
			left = 0
		}
		return left > 0
	})
}

// findFirst is the first element of a name at or under n, nil for none.
func findFirst(n *html.Node, name string) *html.Node {
	if n.Type == html.ElementNode && n.Data == name {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := findFirst(c, name); found != nil {
			return found
		}
	}
	return nil
}

// textOf is the visible text of n, cut soon after limit bytes.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		switch {
		case b.Len() > limit:
			return false
		case c.Type == html.TextNode:
			b.WriteString(cut(c.Data, limit))
		case c.Type == html.ElementNode && (dropped[c.Data] || isHidden(c)):
			return false
		}
		return true
	})
	return feeds.Clean(b.String())
}

// holdsText says whether a form is more than its fields: some sites put the
// whole page into one.
func holdsText(form *html.Node) bool {
	n := 0
	walk(form, func(c *html.Node) bool {
		if c.Type == html.ElementNode && (dropped[c.Data] || c.Data == "button") || n > 600 {
			return false
		}
		if c.Type == html.TextNode {
			n += len(strings.TrimSpace(cut(c.Data, 1000)))
		}
		return true
	})
	return n > 600
}
