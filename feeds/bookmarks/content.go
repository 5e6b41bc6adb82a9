package bookmarks

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"broadsheet/feeds"
)

// content is what stands under a bookmark's title on a page: the person's
// note, the text with its highlights marked, and the notes on those. It is
// well-formed XML and safe HTML both; "" where there is none of it.
func (e *export) content(b feeds.Bookmark, opt feeds.HTMLOptions) string {
	e.at, opt.Link = b.ArticleID, target
	var w strings.Builder
	if note := paragraphs(b.Note); note != "" {
		w.WriteString(`<blockquote class="note">` + note + "</blockquote>\n")
	}
	said := b.Highlights
	if d := e.text(b); d != nil && len(d.Blocks) > 0 {
		marked, lost := d.Marked(b.Highlights)
		if d.Note != "" {
			w.WriteString(`<aside class="editor">` + paragraphs(d.Note) + "</aside>\n")
		}
		w.WriteString(marked.BodyHTML(opt))
		said = withNote(b.Highlights, lost)
	} else if b.Summary != "" {
		w.WriteString(paragraphs(b.Summary) + "\n")
	}
	for _, h := range said {
		w.WriteString(`<blockquote class="highlight">` + paragraphs(h.Quote) + "</blockquote>\n")
		if h.Note != "" {
			w.WriteString(`<div class="remark">` + paragraphs(h.Note) + "</div>\n")
		}
	}
	return w.String()
}

// withNote gives the highlights that a marked text does not show whole: those
// with a note, and those it has lost.
func withNote(all, lost []feeds.Highlight) (out []feeds.Highlight) {
	for _, h := range all {
		gone := len(lost) > 0 && lost[0] == h
		if gone {
			lost = lost[1:]
		}
		if gone || h.Note != "" {
			out = append(out, h)
		}
	}
	return out
}

// paragraphs makes plain text a paragraph a line.
func paragraphs(text string) string {
	var w strings.Builder
	for _, line := range lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			w.WriteString("<p>" + xmlEscape(line) + "</p>")
		}
	}
	return w.String()
}

// link is a title that leads to its address where a page may do that: gemini
// and gopher are for other programs, which a person finds by the address.
func link(url, text string) string {
	if u := feeds.LinkURL("", url); u != "" {
		return `<a href="` + xmlEscape(target(u)) + `">` + text + "</a>"
	}
	return text
}

// target is an address as RFC 3986 has it, which checkers of books and feeds
// read: escaped, and a host's name in Punycode.
func target(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return feeds.StrictURL(raw)
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || strings.Contains(host, ":") { // an address in numbers
		return feeds.StrictURL(raw)
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	before, rest, _ := strings.Cut(raw, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return feeds.StrictURL(before + "://" + host + rest[end:])
}

// about is who wrote it, where and when, and what the person calls it.
func about(b feeds.Bookmark) string {
	var parts []string
	for _, s := range []string{oneLine(b.Source), oneLine(strings.Join(b.Authors, ", "))} {
		if s != "" {
			parts = append(parts, xmlEscape(s))
		}
	}
	if d := day(b.Published); d != "" {
		parts = append(parts, d)
	}
	if d := day(b.Saved); d != "" {
		parts = append(parts, "kept "+d)
	}
	for _, t := range b.Tags {
		parts = append(parts, "#"+xmlEscape(oneLine(t)))
	}
	if feeds.LinkURL("", b.URL) == "" {
		parts = append(parts, xmlEscape(oneLine(b.URL)))
	}
	return strings.Join(parts, " · ")
}
