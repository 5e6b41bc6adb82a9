package feeds

import (
	"fmt"
	"html"
	"strings"
)

// HTML is the document as one article element, every text escaped, links and
// images of http, https and mailto alone. A browser may open it; it is
// well-formed XML as well.
func (d *Document) HTML() string {
	w := htmlWriter{}
	w.WriteString("<article")
	w.attr("lang", d.Language)
	if d.RTL {
		w.attr("dir", "rtl")
	}
	w.WriteString(">\n")
	if d.Title != "" {
		w.WriteString("<h1>")
		w.anchor(d.URL, html.EscapeString(d.Title))
		w.WriteString("</h1>\n")
	}
	if d.Standfirst != "" {
		fmt.Fprintf(&w, "<p><em>%s</em></p>\n", html.EscapeString(d.Standfirst))
	}
	if s := d.byline(); s != "" {
		fmt.Fprintf(&w, "<p>%s</p>\n", html.EscapeString(s))
	}
	if d.Note != "" {
		fmt.Fprintf(&w, "<aside>%s</aside>\n", strings.ReplaceAll(html.EscapeString(d.Note), "\n", "<br/>"))
	}
	w.blocks(d.Blocks)
	w.WriteString("</article>\n")
	return w.String()
}

// HTMLOptions say how a document's text becomes part of a page.
type HTMLOptions struct {
	// ID stands before the names of footnotes, for pages with several texts.
	ID string
	// Under is the level of the heading the text stands under: its own
	// headings are moved below that.
	Under int
	// Image gives the address an image is shown from, and whether it is: one
	// that is not leaves its words and a link to it. Nil shows all from where
	// they are.
	Image func(url string) (string, bool)
	// Link writes an address as a link's target; nil is StrictURL.
	Link func(url string) string
}

func (o HTMLOptions) target(url string) string {
	if o.Link != nil {
		return o.Link(url)
	}
	return StrictURL(url)
}

// BodyHTML is HTML without the head: the document's blocks alone.
func (d *Document) BodyHTML(opt HTMLOptions) string {
	w := htmlWriter{opt: opt}
	w.blocks(d.Blocks)
	return w.String()
}

type htmlWriter struct {
	strings.Builder
	opt HTMLOptions
}

func (w *htmlWriter) attr(name, value string) {
	if value != "" {
		fmt.Fprintf(w, ` %s="%s"`, name, html.EscapeString(value))
	}
}

func (w *htmlWriter) open(name string, rtl bool) {
	w.WriteString("<" + name)
	if rtl {
		w.attr("dir", "rtl")
	}
	w.WriteString(">")
}

// anchor writes inner HTML as a link where url may be opened.
func (w *htmlWriter) anchor(url, inner string) {
	if u := LinkURL("", url); u != "" {
		fmt.Fprintf(w, `<a href="%s">%s</a>`, html.EscapeString(w.opt.target(u)), inner)
		return
	}
	w.WriteString(inner)
}

func (w *htmlWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		w.block(b)
		w.WriteString("\n")
	}
}

func (w *htmlWriter) block(b Block) {
	if b.Note > 0 {
		fmt.Fprintf(w, `<div id="%snote-%d">`, w.opt.ID, b.Note)
		defer w.WriteString("</div>")
	}
	if b.Anchor > 0 {
		fmt.Fprintf(w, `<div id="%splace-%d">`, w.opt.ID, b.Anchor)
		defer w.WriteString("</div>")
	}
	switch b.Kind {
	case Paragraph:
		w.open("p", b.RTL)
		w.spans(b.Spans)
		w.WriteString("</p>")
	case Heading:
		name := fmt.Sprintf("h%d", max(1, min(b.Level+w.opt.Under, 6)))
		w.open(name, b.RTL)
		w.spans(b.Spans)
		w.WriteString("</" + name + ">")
	case List:
		w.list(b)
	case Definitions:
		w.definitions(b)
	case Quote:
		w.open("blockquote", b.RTL)
		w.WriteString("\n")
		w.blocks(b.Blocks)
		w.WriteString("</blockquote>")
	case Code:
		w.WriteString("<pre><code")
		if b.Lang != "" {
			w.attr("class", "language-"+b.Lang)
		}
		// A first newline within pre is not text; one more keeps it.
		fmt.Fprintf(w, ">%s\n</code></pre>", html.EscapeString(b.Text))
	case Table:
		w.table(b)
	case Image:
		w.image(b)
	case Embed:
		w.WriteString("<p>")
		w.anchor(b.URL, html.EscapeString(b.Alt))
		w.WriteString("</p>")
	case Rule:
		w.WriteString("<hr/>")
	}
}

func (w *htmlWriter) list(b Block) {
	name := "ul"
	if b.Ordered {
		name = "ol"
	}
	w.WriteString("<" + name)
	if b.Ordered && b.Style != "" {
		w.attr("type", b.Style)
	}
	if b.RTL {
		w.attr("dir", "rtl")
	}
	w.WriteString(">\n")
	next := 1
	for _, item := range b.Items {
		w.WriteString("<li")
		if b.Ordered && item.Number != next {
			w.attr("value", fmt.Sprint(item.Number))
		}
		next = item.Number + 1
		w.WriteString(">")
		w.item(item.Blocks)
		w.WriteString("</li>\n")
	}
	w.WriteString("</" + name + ">")
}

// item writes what stands in a list's item: one paragraph without its tags.
func (w *htmlWriter) item(blocks []Block) {
	if len(blocks) == 1 && blocks[0].Kind == Paragraph && blocks[0].Note == 0 && blocks[0].Anchor == 0 {
		w.spans(blocks[0].Spans)
		return
	}
	w.blocks(blocks)
}

func (w *htmlWriter) table(b Block) {
	w.WriteString("<table>\n")
	for _, row := range b.Rows {
		name := "td"
		if row.Header {
			name = "th"
		}
		w.WriteString("<tr>")
		for _, cell := range row.Cells {
			w.WriteString("<" + name)
			if cell.Span > 1 {
				w.attr("colspan", fmt.Sprint(cell.Span))
			}
			if cell.Align == "right" || cell.Align == "center" {
				w.attr("style", "text-align: "+cell.Align)
			}
			w.WriteString(">")
			w.spans(cell.Spans)
			w.WriteString("</" + name + ">")
		}
		w.WriteString("</tr>\n")
	}
	w.WriteString("</table>")
}

func (w *htmlWriter) image(b Block) {
	w.WriteString("<figure>")
	if u := WebURL("", b.URL); u != "" {
		link := LinkURL("", b.Link)
		src, shown := u, true
		if w.opt.Image != nil {
			src, shown = w.opt.Image(u)
		}
		if !shown && link == "" {
			link = u
		}
		if link != "" {
			w.WriteString("<a")
			w.attr("href", w.opt.target(link))
			w.WriteString(">")
		}
		switch {
		case shown:
			w.picture(b, src)
		case b.Alt != "":
			w.WriteString(html.EscapeString(b.Alt))
		default:
			w.WriteString(html.EscapeString(Host(u)))
		}
		if link != "" {
			w.WriteString("</a>")
		}
	}
	if len(b.Spans) > 0 {
		w.WriteString("<figcaption>")
		w.spans(b.Spans)
		w.WriteString("</figcaption>")
	}
	w.WriteString("</figure>")
}

func (w *htmlWriter) picture(b Block, src string) {
	w.WriteString("<img")
	w.attr("src", StrictURL(src))
	fmt.Fprintf(w, ` alt="%s"`, html.EscapeString(b.Alt))
	if b.Width > 0 && b.Height > 0 {
		w.attr("width", fmt.Sprint(b.Width))
		w.attr("height", fmt.Sprint(b.Height))
	}
	w.WriteString("/>")
}

// spanTags are the elements of each style, outermost first.
var spanTags = []struct {
	style SpanStyle
	name  string
}{
	{Bold, "strong"}, {Italic, "em"}, {Strike, "s"}, {Marked, "mark"}, {Superscript, "sup"}, {Subscript, "sub"}, {Mono, "code"},
}

func (w *htmlWriter) spans(spans []Span) {
	for i := 0; i < len(spans); {
		inner := htmlWriter{opt: w.opt}
		j := i
		for ; j < len(spans) && spans[j].URL == spans[i].URL && spans[j].Note == spans[i].Note && spans[j].Jump == spans[i].Jump; j++ {
			inner.span(spans[j])
		}
		switch {
		case spans[i].Note > 0:
			fmt.Fprintf(w, `<a href="#%snote-%d">%s</a>`, w.opt.ID, spans[i].Note, inner.String())
		case spans[i].Jump > 0:
			fmt.Fprintf(w, `<a href="#%splace-%d">%s</a>`, w.opt.ID, spans[i].Jump, inner.String())
		default:
			w.anchor(spans[i].URL, inner.String())
		}
		i = j
	}
}

func (w *htmlWriter) span(s Span) {
	for _, t := range spanTags {
		if s.Style.Has(t.style) {
			w.WriteString("<" + t.name + ">")
		}
	}
	w.WriteString(strings.ReplaceAll(html.EscapeString(s.Text), "\n", "<br/>"))
	for i := len(spanTags) - 1; i >= 0; i-- {
		if s.Style.Has(spanTags[i].style) {
			w.WriteString("</" + spanTags[i].name + ">")
		}
	}
}
