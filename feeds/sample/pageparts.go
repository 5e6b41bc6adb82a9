package sample

import (
	"net/url"
	"strconv"
	"time"
)

// head writes all before the body; a is nil on a front page.
func (w *pageWriter) head(a *article) {
	p := w.paper
	w.put("<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n", p.lang, p.dir)
	w.raw(`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
`)
	w.put("<title>%s – %s</title>\n<meta name=\"description\" content=\"%s\">\n", w.title, p.title, w.lead)
	w.property("og:site_name", p.title)
	w.property("og:title", w.title)
	w.property("og:url", w.url)
	if a != nil {
		if a.image != "" {
			w.property("og:image", a.base()+"/img/"+a.image)
		}
		w.property("og:type", "article")
		w.property("article:published_time", a.published.In(p.zone).Format(time.RFC3339))
	}
	w.put(`<link rel="canonical" href="%s">`+"\n", w.url)
	w.put(`<link rel="alternate" type="%s" title="%s" href="%s">`+"\n", p.alternate(), p.title, p.feedURL())
	w.raw(`<style>body{margin:0;font:18px/1.6 serif}.cookie-banner{position:fixed;bottom:0;background:#222;color:#eee;padding:1em}nav li{display:inline;margin:0 .6em}aside{float:right;width:18em}</style>
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({page:"article",consent:"unknown"});</script>
</head>
`)
}

func (w *pageWriter) property(name, content string) {
	w.put(`<meta property="%s" content="%s">`+"\n", name, content)
}

func (w *pageWriter) masthead() {
	p := w.paper
	w.put(`<div class="cookie-banner" role="dialog" aria-label="Cookies"><p>%s</p><button>%s</button></div>`+"\n", p.words.Cookies, p.words.Accept)
	w.put(`<header class="site-header"><a class="logo" href="/">%s</a><p class="tagline">%s</p>`+"\n", p.title, p.tagline)
	w.raw(`<nav class="main-nav"><ul>`)
	for _, m := range p.menu {
		w.put(`<li><a href="/">%s</a></li>`, m)
	}
	w.raw("</ul></nav></header>\n")
}

func (w *pageWriter) share() {
	at := url.QueryEscape(w.url)
	w.put(`<div class="share-buttons social"><span>%s</span> <a href="https://chirp.example/share?u=%s">Chirp</a> <a href="mailto:?body=%s">Email</a> <button>Copy link</button></div>`+"\n",
		w.paper.words.Share, at, at)
}

func (w *pageWriter) newsletter() {
	words := w.paper.words
	w.put(`<div class="newsletter-signup promo"><h3>%s</h3><p>%s</p><form action="/" method="get"><input type="email" name="email" aria-label="email"><button>%s</button></form></div>`+"\n",
		words.Newsletter, words.NewsletterText, words.SignUp)
}

func (w *pageWriter) comments(a *article) {
	if len(a.comments) == 0 {
		return
	}
	w.put(`<section id="comments" class="comments"><h2>%s</h2>`+"\n", w.paper.words.Comments)
	for i, c := range a.comments {
		w.put(`<div class="comment" id="comment-%s"><p class="comment-meta">%s, %s</p>`, strconv.Itoa(i+1), c.author, c.at.In(a.paper.zone).Format("2 January, 15:04"))
		w.raw(toHTML(c.body, a.paper, "") + "</div>\n") // escaped by toHTML
	}
	w.raw("</section>\n")
}

func (w *pageWriter) footer() {
	w.put(`<footer class="site-footer"><p>%s – %s</p></footer>`+"\n</body>\n</html>\n", w.paper.title, w.paper.words.Footer)
}
