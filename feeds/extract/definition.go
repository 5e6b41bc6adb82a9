package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// definitions sets dl: terms with what they mean. One without a term is text.
func (f *flow) definitions(dl *html.Node, in inline) {
	f.flush()
	if f.w.nesting >= maxNesting {
		f.children(dl, in)
		f.flush()
		return
	}
	f.w.nesting++
	defer func() { f.w.nesting-- }()
	out := feeds.Block{Kind: feeds.Definitions}
	terms := 0
	add := func(blocks []feeds.Block) {
		if len(blocks) == 0 {
			return
		}
		if len(out.Items) == 0 {
			out.Items = append(out.Items, feeds.Item{})
		}
		last := &out.Items[len(out.Items)-1]
		last.Blocks = append(last.Blocks, blocks...)
	}
	var set func(n *html.Node, in inline)
	set = func(n *html.Node, in inline) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.ElementNode && isHidden(c), c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
			case c.Type == html.ElementNode && c.Data == "div":
				set(c, in) // groups of dt and dd may stand in a div
			case c.Type == html.ElementNode && c.Data == "dt":
				term := f.w.flat(func(sub *flow) { sub.node(c, in) }, " ")
				if len(term) == 0 {
					continue
				}
				terms++
				if n := len(out.Items); n > 0 && len(out.Items[n-1].Blocks) == 0 {
					out.Items[n-1].Term = append(append(out.Items[n-1].Term, feeds.Span{Text: "\n"}), term...)
					continue
				}
				out.Items = append(out.Items, feeds.Item{Term: term})
			default:
				add(f.w.inside(func(sub *flow) { sub.node(c, in) }))
			}
		}
	}
	set(dl, in)
	if terms == 0 {
		for _, item := range out.Items {
			f.blocks = append(f.blocks, item.Blocks...)
		}
		return
	}
	for i := range out.Items {
		if out.Items[i].Blocks == nil {
			out.Items[i].Blocks = []feeds.Block{}
		}
	}
	out.RTL = isRTL(in.dir, out.Items[0].Term)
	f.block(out)
}
