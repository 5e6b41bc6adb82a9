package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// maxNesting bounds quotes and lists within one another; deeper ones are text.
const maxNesting = 16

// walker turns a tree into blocks.
type walker struct {
	base    string
	nesting int
	heading bool
	notes   []string              // what the page's classes call a note of the editor's
	images  map[string]bool       // addresses already shown
	skip    func(*html.Node) bool // elements that are not article, nil for none
	feet    footnotes
	jumps   jumps
}

// blocks are the blocks of n and what is under it.
func (w *walker) blocks(n *html.Node) []feeds.Block {
	if b := findFirst(n, "base"); b != nil {
		if u := feeds.WebURL(w.base, token(b, "href")); u != "" {
			w.base = u
		}
	}
	w.feet = findFootnotes(n, w.isJump)
	w.jumps = findJumps(n, w.isJump, w.feet)
	blocks := w.inside(func(f *flow) { f.node(n, inline{}) })
	eachSpan(blocks, func(s *feeds.Span) { s.Jump = w.jumps.resolve(s.Jump) })
	return blocks
}

// inside gives the blocks that fill adds to a flow of its own.
func (w *walker) inside(fill func(*flow)) []feeds.Block {
	f := &flow{w: w}
	fill(f)
	f.flush()
	return f.blocks
}

func (f *flow) children(n *html.Node, in inline) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.node(c, in)
	}
}

func (f *flow) node(n *html.Node, in inline) {
	switch n.Type {
	case html.TextNode:
		f.text(feeds.Raw(n.Data), in)
	case html.DocumentNode:
		f.children(n, in)
	case html.ElementNode:
		if !isHidden(n) && (f.w.skip == nil || !f.w.skip(n)) {
			in.dir = in.dir.under(n)
			f.arrive(n)
			if note := f.w.feet.at[n]; note > 0 {
				f.footnote(n, note, in)
				return
			}
			f.element(n, in)
		}
	}
}

// footnote sets an element with which footnote number note begins.
func (f *flow) footnote(n *html.Node, note int, in inline) {
	f.flush()
	at := len(f.blocks)
	f.element(n, in)
	f.flush()
	if at+1 < len(f.blocks) && f.blocks[at].Kind == feeds.Paragraph && isNoteMark(spansText(f.blocks[at].Spans)) {
		f.blocks = append(f.blocks[:at], f.blocks[at+1:]...) // its number on a line of its own
	}
	if at < len(f.blocks) && f.blocks[at].Note == 0 {
		f.blocks[at].Note = note
	}
}

// element sets one visible element.
func (f *flow) element(n *html.Node, in inline) {
	switch n.Data {
	case "math":
		f.text(mathText(n), in)
	case "br":
		f.br(in)
	case "wbr":
		f.add("\u200b", in)
	case "hr":
		f.block(feeds.Block{Kind: feeds.Rule})
	case "h1", "h2", "h3", "h4", "h5", "h6":
		f.head(n, in)
	case "ul", "ol", "menu", "dir":
		f.list(n, in)
	case "dl":
		f.definitions(n, in)
	case "blockquote":
		f.quote(n, in)
	case "pre", "listing", "xmp":
		f.code(n)
	case "table":
		f.table(n, in)
	case "figure":
		f.figure(n, in)
	case "img", "image", "amp-img":
		f.image(n, in)
	case "picture":
		f.picture(n, in)
	case "video", "audio", "iframe", "embed", "object", "amp-youtube", "lite-youtube":
		f.embed(n, in)
	case "button":
		f.imagesOnly(n, in)
	case "form":
		if holdsText(n) {
			f.flush()
			f.children(n, in)
			f.flush()
		}
	case "summary":
		f.flush()
		in.style |= feeds.Bold
		f.children(n, in)
		f.flush()
	case "q":
		f.quoted(n, in)
	case "rt", "rtc":
		f.ruby(n, in)
	case "a":
		f.link(n, in)
	default:
		f.other(n, in)
	}
}

// other sets the elements that only style their text, part blocks, or mean
// nothing to a reader.
func (f *flow) other(n *html.Node, in inline) {
	in.style |= styles[n.Data] | styleAttr(n)
	switch {
	case dropped[n.Data]:
	case n.Data == "code" && isPreformatted(n):
		f.code(n)
	case hasClass(n, "wp-caption"):
		f.figure(n, in)
	case isNote(n):
		f.note(n, in)
	case parting[n.Data]:
		f.flush()
		f.children(n, in)
		f.flush()
	default:
		f.children(n, in)
	}
}

func (f *flow) head(n *html.Node, in inline) {
	if f.w.heading {
		f.flush()
		f.children(n, in)
		f.flush()
		return
	}
	f.w.heading = true
	blocks := f.w.inside(func(sub *flow) { sub.children(n, in) })
	f.w.passOn(blocks)
	f.w.heading = false
	f.flush()
	var text []feeds.Block
	for _, b := range blocks {
		if b.Kind == feeds.Paragraph {
			text = append(text, b)
		} else {
			f.blocks = append(f.blocks, b)
		}
	}
	spans := flatten(text, " ")
	for i := range spans {
		spans[i].Style &^= feeds.Bold
	}
	if len(spans) > 0 {
		f.put(feeds.Block{
			Kind: feeds.Heading, Level: int(n.Data[1] - '0'), Spans: spans, RTL: isRTL(in.dir, spans),
		})
	}
}

func (f *flow) quote(n *html.Node, in inline) {
	if f.w.nesting >= maxNesting {
		f.flush()
		f.children(n, in)
		f.flush()
		return
	}
	f.w.nesting++
	blocks := f.w.inside(func(sub *flow) { sub.children(n, in) })
	f.w.nesting--
	if blocks = trimRules(blocks); len(blocks) > 0 {
		f.block(feeds.Block{Kind: feeds.Quote, Blocks: blocks, RTL: allRTL(blocks)})
	}
}

func (f *flow) quoted(n *html.Node, in inline) {
	left, right := "“", "”"
	if in.quotes%2 == 1 {
		left, right = "‘", "’"
	}
	in.quotes++
	f.add(left, in)
	f.children(n, in)
	f.add(right, in)
}

// ruby sets a reading in parentheses after what it reads.
func (f *flow) ruby(n *html.Node, in inline) {
	if s := strings.TrimSpace(textOf(n, 200)); s != "" {
		f.words("("+s+")", in)
	}
}

// link sets a link. One within the page leads to the block it names, or is
// text: a mark that only leads back or to a heading itself goes.
func (f *flow) link(n *html.Node, in inline) {
	href := strings.TrimSpace(token(n, "href"))
	if f.w.isJump(href) {
		if jumpMarks[strings.TrimSpace(textOf(n, 40))] && findFirst(n, "img") == nil {
			return
		}
		in.url = ""
		_, id, _ := strings.Cut(href, "#")
		if in.note = f.w.feet.byID[id]; in.note > 0 && !isNoteMark(textOf(n, 40)) {
			in.note = 0
		}
		if in.jump = 0; saysWhere(textOf(n, 100)) {
			in.jump = f.w.jumps.byID[fragment(href)]
		}
		f.children(n, in)
		return
	}
	in.url = feeds.StripTracking(feeds.LinkURL(f.w.base, href))
	f.children(n, in)
}

// isJump says whether href leads to a place in the page it stands in.
func (w *walker) isJump(href string) bool {
	before, _, found := strings.Cut(href, "#")
	if !found {
		return false
	}
	base, _, _ := strings.Cut(w.base, "#")
	return before == "" || before == base
}

// trimRules drops rules at the ends and after one another.
func trimRules(blocks []feeds.Block) []feeds.Block {
	kept := blocks[:0]
	for _, b := range blocks {
		if b.Kind == feeds.Rule && (len(kept) == 0 || kept[len(kept)-1].Kind == feeds.Rule) {
			continue
		}
		kept = append(kept, b)
	}
	if n := len(kept); n > 0 && kept[n-1].Kind == feeds.Rule {
		kept = kept[:n-1]
	}
	return kept
}

var (
	jumpMarks = map[string]bool{
		"#": true, "¶": true, "§": true, "🔗": true, "↩": true, "↩\ufe0e": true, "↩\ufe0f": true, "^": true, "↑": true, "⏎": true, "": true,
		"Link": true, "link": true, "Permalink": true, "permalink": true, "Anchor": true,
	}
	styles = map[string]feeds.SpanStyle{
		"b": feeds.Bold, "strong": feeds.Bold, "i": feeds.Italic, "em": feeds.Italic, "cite": feeds.Italic,
		"dfn": feeds.Italic, "var": feeds.Italic, "code": feeds.Mono, "kbd": feeds.Mono, "samp": feeds.Mono,
		"tt": feeds.Mono, "del": feeds.Strike, "s": feeds.Strike, "strike": feeds.Strike,
		"sup": feeds.Superscript, "sub": feeds.Subscript, "mark": feeds.Marked,
	}
	dropped = set(`script style noscript template head title meta link svg select option optgroup input textarea
		label datalist canvas map area rp track source param progress meter dialog frame frameset noframes noembed`)
	parting = set(`html body p div section article main header footer aside nav address center details fieldset
		legend hgroup search tr td th tbody thead tfoot caption li dt dd figcaption`)
)
