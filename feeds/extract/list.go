package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// list sets ul, ol and menu.
func (f *flow) list(n *html.Node, in inline) {
	if f.w.nesting >= maxNesting {
		f.flush()
		f.children(n, in)
		f.flush()
		return
	}
	f.w.nesting++
	defer func() { f.w.nesting-- }()
	out := feeds.Block{Kind: feeds.List, Ordered: n.Data == "ol"}
	number, step := 0, 0
	if out.Ordered {
		number, step = firstNumber(n)
		out.Style = numbering(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		isItem := c.Type == html.ElementNode && c.Data == "li"
		if isItem && isHidden(c) {
			continue
		}
		blocks := f.w.inside(func(sub *flow) { sub.node(c, in) })
		if v, err := strconv.Atoi(token(c, "value")); isItem && out.Ordered && err == nil {
			number = clamp(v)
		}
		switch {
		case len(blocks) == 0:
			if isItem {
				number += step
			}
		case isItem || len(out.Items) == 0:
			out.Items = append(out.Items, feeds.Item{Number: number, Blocks: blocks})
			number += step
		default: // a list straight within a list belongs to the item before it
			last := &out.Items[len(out.Items)-1]
			last.Blocks = append(last.Blocks, blocks...)
		}
	}
	if len(out.Items) > 0 {
		out.RTL = allRTL(out.Items[0].Blocks)
		f.block(out)
	}
}

// firstNumber gives the number of an ordered list's first item and the step
// to the next.
func firstNumber(ol *html.Node) (number, step int) {
	number, step = 1, 1
	if hasAttr(ol, "reversed") {
		step, number = -1, 0
		for c := ol.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.Data == "li" && !isHidden(c) {
				number++
			}
		}
	}
	if v, err := strconv.Atoi(strings.TrimSpace(token(ol, "start"))); err == nil {
		number = clamp(v)
	}
	return number, step
}

func clamp(n int) int { return max(-1_000_000, min(n, 1_000_000)) }

func numbering(ol *html.Node) string {
	switch t := token(ol, "type"); t {
	case "a", "A", "i", "I":
		return t
	}
	style := compact(styleOf(ol))
	for _, kind := range []struct{ css, style string }{
		{"lower-alpha", "a"}, {"lower-latin", "a"}, {"upper-alpha", "A"}, {"upper-latin", "A"}, {"lower-roman", "i"}, {"upper-roman", "I"},
	} {
		if strings.Contains(style, kind.css) {
			return kind.style
		}
	}
	return ""
}
