package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// mathText is a formula on one line: the author's own words for it, else the
// marks themselves with fractions and powers told apart, else its TeX.
func mathText(n *html.Node) feeds.Raw {
	if alt := strings.TrimSpace(token(n, "alttext")); alt != "" {
		return feeds.Raw(cut(alt, 4096))
	}
	var b strings.Builder
	linearMath(&b, n)
	if s := strings.Join(strings.Fields(b.String()), " "); s != "" {
		return feeds.Raw(s)
	}
	if a := findFirst(n, "annotation"); a != nil {
		return feeds.Raw(cut(strings.TrimSpace(textOf(a, 4096)), 4096))
	}
	return ""
}

// texMark marks a formula's TeX.
const texMark = "data-tex"

// dropSet drops what MathJax set before a formula's TeX.
func dropSet(tex *html.Node) {
	for p := tex.PrevSibling; p != nil && p.Type == html.ElementNode && strings.Contains(token(p, "class"), "MathJax"); p = tex.PrevSibling {
		p.Parent.RemoveChild(p)
	}
}

func linearMath(b *strings.Builder, n *html.Node) {
	parts := elements(n)
	join := func(open, mid, end string) {
		if len(parts) < 2 {
			mathChildren(b, n)
			return
		}
		b.WriteString(open)
		grouped(b, parts[0])
		b.WriteString(mid)
		grouped(b, parts[1])
		b.WriteString(end)
	}
	switch n.Data {
	case "annotation", "annotation-xml", "mphantom":
	case "mfrac":
		join("", "/", "")
	case "msup", "mover":
		join("", "^", "")
	case "msub", "munder":
		join("", "_", "")
	case "mroot":
		join("root(", ", ", ")")
	case "msubsup", "munderover":
		join("", "_", "")
		if len(parts) > 2 {
			b.WriteString("^")
			grouped(b, parts[2])
		}
	case "msqrt":
		b.WriteString("√(")
		mathChildren(b, n)
		b.WriteString(")")
	case "mtr":
		mathChildren(b, n)
		b.WriteString("; ")
	case "mtd", "mspace", "mtext":
		b.WriteString(" ")
		mathChildren(b, n)
		b.WriteString(" ")
	default:
		mathChildren(b, n)
	}
}

func mathChildren(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.WriteString(strings.TrimSpace(c.Data))
		case html.ElementNode:
			linearMath(b, c)
		}
	}
}

// grouped writes one operand, in parentheses where it is more than a sign.
// Only leaves and short operands are looked at, so that nesting stays cheap.
func grouped(b *strings.Builder, n *html.Node) {
	kids := elements(n)
	single := len(kids) == 0 && utf8.RuneCountInString(strings.TrimSpace(textOf(n, 64))) <= 8
	if single || len(kids) == 1 && len(elements(kids[0])) == 0 {
		linearMath(b, n)
		return
	}
	b.WriteString("(")
	linearMath(b, n)
	b.WriteString(")")
}

func elements(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			out = append(out, c)
		}
	}
	return out
}
