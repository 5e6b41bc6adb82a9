package sample

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// pageWriter writes a page. Its texts are written by text and put, which
// escape them; what raw writes is markup.
type pageWriter struct {
	strings.Builder
	paper *paper
	title string
	lead  string
	url   string
}

func (w *pageWriter) raw(markup string) { w.WriteString(markup) }

// put writes markup with each %s a text.
func (w *pageWriter) put(markup string, texts ...string) {
	escaped := make([]any, len(texts))
	for i, t := range texts {
		escaped[i] = html.EscapeString(t)
	}
	fmt.Fprintf(w, markup, escaped...)
}

// renderPage writes an article's page with everything a site puts around it.
func renderPage(a *article, paperArticles []*article) []byte {
	w := &pageWriter{paper: a.paper, title: a.title, lead: a.lead, url: a.url()}
	w.head(a)
	if a.paper.layout == "broadside" {
		w.broadside(a, others(a, paperArticles, 6))
	} else {
		w.magazine(a, others(a, paperArticles, 6))
	}
	w.footer()
	return []byte(w.String())
}

// renderHome writes a paper's front page: its headlines and where its feed is.
func renderHome(p *paper, articles []*article) []byte {
	w := &pageWriter{paper: p, title: p.title, lead: p.description, url: p.site()}
	w.head(nil)
	w.raw("<body>\n")
	w.masthead()
	w.put("<main><h1>%s</h1><p>%s</p>\n", w.title, w.lead)
	for _, a := range articles {
		w.put(`<section class="teaser"><h2><a href="%s">%s</a></h2><p>%s</p></section>`+"\n", a.path(), a.title, a.lead)
	}
	w.raw("</main>\n")
	w.footer()
	return []byte(w.String())
}

func (w *pageWriter) broadside(a *article, more []*article) {
	words := w.paper.words
	w.raw(`<body class="article-page">` + "\n")
	w.masthead()
	w.raw("<div id=\"wrapper\"><div class=\"columns\">\n<div class=\"main-column\">\n")
	w.put(`<div class="breadcrumb"><a href="/">%s</a>`, w.paper.title)
	for _, t := range a.topics {
		w.put(` › <a href="/">%s</a>`, t)
	}
	w.put("</div>\n<h1 class=\"headline\">%s</h1>\n<p class=\"standfirst\">%s</p>\n", w.title, w.lead)
	w.byline(a)
	w.date(a)
	w.raw("\n")
	w.share()
	w.raw("<div class=\"story-body\">\n" + a.html("") + "</div>\n") // escaped by toHTML
	w.newsletter()
	w.share()
	w.comments(a)
	w.put("</div>\n<aside class=\"sidebar\"><h2>%s</h2><ol class=\"most-read\">", words.Sidebar)
	w.links(more)
	w.raw(`</ol>
<div class="ad advertisement"><p>Advertisement</p><a href="https://mattress.example/">Sleep better from tonight. Free delivery on every Dunefall mattress.</a></div></aside>
</div></div>
`)
	w.put(`<div class="related-links"><h2>%s</h2><ul>`, words.More)
	w.links(more)
	w.raw("</ul></div>\n")
}

func (w *pageWriter) magazine(a *article, more []*article) {
	w.raw("<body>\n")
	w.masthead()
	w.put("<main>\n<article>\n<header><h1>%s</h1>\n<p class=\"dek\">%s</p>\n", w.title, w.lead)
	w.byline(a)
	w.date(a)
	w.raw("</header>\n" + a.html("") + "\n<ul class=\"tags\">") // escaped by toHTML
	for _, t := range a.topics {
		w.put(`<li><a rel="tag" href="/">#%s</a></li>`, t)
	}
	w.raw("</ul>\n</article>\n")
	w.share()
	w.newsletter()
	w.comments(a)
	w.put(`<aside class="related"><h2>%s</h2>`, w.paper.words.More)
	for _, o := range more {
		w.put(`<div class="card"><a href="%s">%s</a><p>%s</p></div>`, o.path(), o.title, o.lead)
	}
	w.raw("</aside>\n</main>\n")
}

func (w *pageWriter) byline(a *article) {
	if len(a.authors) > 0 {
		w.put(`<div class="byline">%s `, w.paper.words.By)
		for i, name := range a.authors {
			if i > 0 {
				w.raw(", ")
			}
			w.put(`<span class="author">%s</span>`, name)
		}
		w.raw("</div>")
	}
	w.raw("\n")
}

func (w *pageWriter) date(a *article) {
	layout := "2 January 2006, 15:04"
	if w.paper.lang != "en" {
		layout = "2006-01-02 15:04"
	}
	at := a.published.In(w.paper.zone)
	w.put(`<div class="header-date"><time datetime="%s">%s</time></div>`, at.Format(time.RFC3339), at.Format(layout))
}

func (w *pageWriter) links(list []*article) {
	for _, o := range list {
		w.put(`<li><a href="%s">%s</a></li>`, o.path(), o.title)
	}
}

// others lists at most limit articles that are not a.
func others(a *article, articles []*article, limit int) []*article {
	var out []*article
	for _, o := range articles {
		if o != a && len(out) < limit {
			out = append(out, o)
		}
	}
	return out
}
