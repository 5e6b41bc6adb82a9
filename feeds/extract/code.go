package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// code sets preformatted text.
func (f *flow) code(n *html.Node) {
	if isGutter(n) {
		return
	}
	c := coder{lines: needsLines(n)}
	c.collect(n)
	text := strings.Trim(feeds.Clean(c.b.String()), "\n")
	text = strings.TrimRight(text, " \t\n")
	if isBlank(text) {
		return
	}
	f.block(feeds.Block{Kind: feeds.Code, Text: text, Lang: codeLanguage(n)})
}

type coder struct {
	b     strings.Builder
	lines bool // each line is an element, without newlines between
	last  byte
}

func (c *coder) write(s string) {
	if s != "" {
		c.b.WriteString(s)
		c.last = s[len(s)-1]
	}
}

func (c *coder) collect(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch {
		case k.Type == html.TextNode:
			if !layoutSpace(k) {
				c.write(k.Data)
			}
		case k.Type != html.ElementNode, isHidden(k), isGutter(k), dropped[k.Data], k.Data == "button":
		case k.Data == "br":
			c.write("\n")
		default:
			c.collect(k)
			if (codeLine[k.Data] || c.lines && isLine(k)) && c.last != '\n' {
				c.write("\n")
			}
		}
	}
}

var codeLine = set("div p li tr")

// needsLines says whether n holds a line to an element but no line breaks.
func needsLines(n *html.Node) bool {
	count, breaks := 0, false
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode && strings.Contains(strings.Trim(c.Data, "\n"), "\n") || c.Type == html.ElementNode && c.Data == "br" {
			breaks = true
		}
		if c.Type == html.TextNode && strings.Contains(c.Data, "\n") && strings.TrimSpace(c.Data) == "" && c.PrevSibling != nil && c.NextSibling != nil {
			breaks = true
		}
		if c.Type == html.ElementNode && isLine(c) {
			count++
		}
		return !breaks
	})
	return count > 1 && !breaks
}

// isLine says whether an element is one line of a listing. Elements directly
// under one another's code are, where highlighters mark them so.
func isLine(n *html.Node) bool {
	if hasAttr(n, "data-line") || n.Data == "code" && n.Parent != nil && n.Parent.Data == "pre" {
		return true
	}
	for c := range strings.FieldsSeq(token(n, "class")) {
		if lineClasses[c] {
			return true
		}
	}
	return strings.Contains(compact(styleOf(n)), "display:block")
}

var lineClasses = set("line code-line codeline token-line view-line cm-line CodeMirror-line ec-line hljs-line row-line")

// layoutSpace says whether a text is only the white space between the rows of
// a table.
func layoutSpace(n *html.Node) bool {
	switch n.Parent.Data {
	case "table", "tbody", "tr", "ol", "ul":
		return strings.TrimSpace(n.Data) == ""
	}
	return false
}

// isGutter says whether n holds a listing's line numbers.
func isGutter(n *html.Node) bool {
	if hasAttr(n, "data-line-number") && n.FirstChild == nil {
		return true
	}
	if n.Data == "span" && strings.Contains(compact(styleOf(n)), "user-select:none") && strings.Trim(textOf(n, 20), "0123456789 \n") == "" {
		return true
	}
	for c := range strings.FieldsSeq(strings.ToLower(token(n, "class"))) {
		if gutters[c] {
			return true
		}
	}
	return false
}

var gutters = set(`gutter rouge-gutter line-number line-numbers-rows linenumber linenumbers lineno linenos linenodiv
	line-num linenum hljs-ln-numbers hljs-ln-n blob-num react-syntax-highlighter-line-number code-line-number gl lnt ln`)

// isPreformatted says whether a code element outside pre keeps its white space.
func isPreformatted(n *html.Node) bool {
	return strings.Contains(compact(styleOf(n)), "white-space:pre") && strings.Contains(textOf(n, 4096), "\n")
}

var (
	langClass = expression(`(?i)(?:^|\s)(?:language-|lang-|highlight-source-|highlight-text-|brush:\s*|code-|src-|sourceCode\s+)([a-z0-9+#._-]{1,20})`)
	langName  = expression(`^[a-z0-9+#._-]{1,20}$`)
)

// codeLanguage finds the language in the classes that highlighters use: on
// the pre, the code in it, or what wraps them.
func codeLanguage(pre *html.Node) string {
	nodes := []*html.Node{findFirst(pre, "code"), pre}
	for p, i := pre.Parent, 0; p != nil && i < 3; p, i = p.Parent, i+1 {
		nodes = append(nodes, p)
	}
	for _, n := range nodes {
		if n == nil {
			continue
		}
		for _, key := range []string{"data-lang", "data-language", "lang"} {
			if s := strings.ToLower(token(n, key)); langName.MatchString(s) && (key != "lang" || n.Data == "code") {
				return notNone(s)
			}
		}
		if m := langClass.FindStringSubmatch(cut(token(n, "class"), 500)); m != nil {
			return notNone(strings.ToLower(m[1]))
		}
	}
	return ""
}

func notNone(lang string) string {
	switch lang {
	case "none", "text", "plain", "plaintext", "txt", "nohighlight", "auto", "block", "wrapper", "toolbar", "highlight", "container":
		return ""
	}
	return lang
}
