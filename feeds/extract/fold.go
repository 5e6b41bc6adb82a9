package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// folds are the names of what a page shows when one clicks on its heading:
// questions with their answers, the parts of a guide. Whoever reads wants them
// open.
var folds = []string{"accordion", "faq"}

// unfold opens them: their text loses what hides it, and what readability would
// drop it for, their headings the button around them. Menus stay as they are.
func unfold(n *html.Node, within bool) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "nav", "aside", "footer", "form", "dialog", "template", "script":
			return
		}
		named := isFold(n)
		if within = within || named; within {
			open(n, named)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		unfold(c, within)
	}
}

func isFold(n *html.Node) bool {
	switch n.Data {
	case "html", "body", "main", "article":
		return false // whose names tell what is somewhere in them
	}
	class := strings.ToLower(cut(token(n, "class"), 500))
	return slices.ContainsFunc(folds, func(name string) bool { return strings.Contains(class, name) }) && !namesAround(class)
}

func open(n *html.Node, named bool) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "hidden" || a.Key == "aria-hidden" || a.Key == "style" && strings.Contains(compact(a.Val), "display:none")
	})
	switch {
	case n.Data == "button" && isHeading(n.Parent):
		n.Data, n.DataAtom = "span", 0
	case n.Data == "div" && named: // of which readability drops those that are mostly a list
		n.Data, n.DataAtom = "section", 0
	}
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == "class" && named {
			a.Val = "content" // it says how the fold looks
		}
	}
}
