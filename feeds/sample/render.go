package sample

import (
	"html"
	"strings"
	"time"
)

// base is the start of every absolute address of the article's paper.
func (a *article) base() string { return "http://" + a.paper.host() }

// guid is the article's identity in its feed: papers differ in their habits.
func (a *article) guid() string {
	switch a.paper.guid {
	case "url":
		return a.url()
	case "tag":
		return "tag:" + a.paper.host() + ",2020:" + a.slug
	}
	return a.paper.guid + a.slug
}

func (a *article) commentsFeed() string { return a.base() + "/comments/" + a.slug + "/feed.xml" }

// html is the article's full text: its picture, its note, its body. base is
// "" for addresses relative to the paper.
func (a *article) html(base string) string {
	var b strings.Builder
	if a.image != "" {
		writeFigure(&b, base+"/img/"+a.image, a.alt, html.EscapeString(a.credit))
	}
	if a.note != "" {
		b.WriteString(`<p class="editors-note"><em>` + html.EscapeString(a.note) + "</em></p>\n")
	}
	b.WriteString(toHTML(a.body, a.paper, base))
	return b.String()
}

// newest is when any of the articles was last touched.
func newest(articles []*article) time.Time {
	var t time.Time
	for _, a := range articles {
		if c := a.changed(); c.After(t) {
			t = c
		}
	}
	return t
}
