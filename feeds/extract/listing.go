package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Highlighters set a listing as tables, lines of elements and numbers, which
// neither readability nor a table's rows make sense of. flattenCode puts the
// text alone in their place.
func flattenCode(root *html.Node) {
	var listings []*html.Node
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode || n.Data != "pre" && !isCodeTable(n) {
			return true
		}
		listings = append(listings, n)
		return false
	})
	for _, n := range listings {
		flattenListing(n)
	}
}

func flattenListing(n *html.Node) {
	c := coder{lines: needsLines(n)}
	c.collect(n)
	lang := codeLanguage(n)
	for k := n.FirstChild; k != nil; k = n.FirstChild {
		n.RemoveChild(k)
	}
	if n.Data != "pre" || isGutter(n) {
		n.Data, n.DataAtom = "pre", 0
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: c.b.String()})
	if lang != "" {
		n.Attr = append(n.Attr, html.Attribute{Key: "data-lang", Val: lang})
	}
}

var codeTable = expression(`(?:^|\s)(?:highlighttable|rouge-table|lntable|js-file-line-container|hljs-ln|crayon-table|code-table)(?:$|\s)`)

// isCodeTable says whether a table is a listing: by what highlighters call it,
// or by a cell of line numbers beside one of preformatted text.
func isCodeTable(n *html.Node) bool {
	if n.Data != "table" {
		return false
	}
	if codeTable.MatchString(token(n, "class")) {
		return true
	}
	rows := tableRows(n)
	if len(rows) == 0 || len(rows) > 2 { // a title may stand above
		return false
	}
	all := cells(rows[len(rows)-1])
	return len(all) == 2 && (isGutter(all[0]) || isNumbers(textOf(all[0], 1<<16))) && (hasClass(all[1], "code") || findFirst(all[1], "pre") != nil)
}

// isNumbers says whether text is nothing but the numbers of lines: each one
// more than the one before, two at least.
func isNumbers(text string) bool {
	fields := strings.Fields(text)
	first := 0
	for i, f := range fields {
		n, err := strconv.Atoi(strings.TrimSuffix(f, "."))
		if i == 0 {
			first = n
		}
		if err != nil || n != first+i {
			return false
		}
	}
	return len(fields) > 1
}
