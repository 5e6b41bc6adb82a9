package bookmarks

import (
	"bufio"
	_ "embed"
	"encoding/base64"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

//go:embed page.css
var pageCSS string

// page writes one HTML file to read in: its contents, then every article. It
// needs nothing from anywhere, and forbids itself to ask (its policy): pictures
// are within.
type page struct {
	*export
	out *bufio.Writer
	toc outline
	n   int
}

func newPage(e *export) (encoder, error) {
	e.out.WriteString(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bookmarks</title>
<style>
` + pageCSS + `</style>
</head>
<body>
<header><h1>Bookmarks</h1></header>
<nav>
<ul>
`)
	p := &page{export: e, out: e.out}
	p.toc = contents(e.out)
	return p, nil
}

// contents nests a list of links as the folders are.
func contents(out *bufio.Writer) outline {
	return outline{
		open:  func(name string, _ int) { out.WriteString("<li><span>" + xmlEscape(name) + "</span>\n<ul>\n") },
		close: func(int) { out.WriteString("</ul>\n</li>\n") },
	}
}

func (p *page) list(b feeds.Bookmark) error {
	p.n++
	p.toc.enter(folders(b.Folder))
	p.out.WriteString(`<li><a href="#b` + strconv.Itoa(p.n) + `">` + xmlEscape(titled(b)) + "</a>")
	if source := oneLine(b.Source); source != "" {
		p.out.WriteString(" <small>" + xmlEscape(source) + "</small>")
	}
	p.out.WriteString("</li>\n")
	return nil
}

func (p *page) listed() error {
	p.toc.enter(nil)
	p.n = 0
	p.out.WriteString("</ul>\n</nav>\n<main>\n")
	return nil
}

func (p *page) bookmark(b feeds.Bookmark) error {
	p.n++
	b.Document = p.text(b)
	id := "b" + strconv.Itoa(p.n)
	p.out.WriteString(`<article id="` + id + `"` + p.direction(b) + ">\n<h2>" + link(b.URL, xmlEscape(titled(b))) + "</h2>\n")
	if s := about(b); s != "" {
		p.out.WriteString(`<p class="about">` + s + "</p>\n")
	}
	p.out.WriteString(p.content(b, feeds.HTMLOptions{ID: id + "-", Under: 2, Image: p.inline}))
	p.out.WriteString("</article>\n")
	return p.ctx.Err() // a picture may have waited for long
}

func (p *page) end() error {
	p.out.WriteString("</main>\n</body>\n</html>\n")
	return nil
}

// direction is the language and direction of a bookmark's text, as attributes.
func (e *export) direction(b feeds.Bookmark) string {
	d := e.text(b)
	if d == nil {
		return ` dir="auto"`
	}
	out := ""
	if lang := language(d.Language); lang != "" {
		out = ` lang="` + lang + `"`
	}
	if d.RTL {
		out += ` dir="rtl"`
	}
	return out
}

// language is a tag where it is well-formed (BCP 47, in short), else "".
func language(tag string) string {
	parts := strings.Split(tag, "-")
	for i, part := range parts {
		if i == 0 && (len(part) < 2 || len(part) > 3 || strings.ContainsAny(part, "0123456789")) || len(part) == 0 || len(part) > 8 || i > 3 {
			return ""
		}
		for _, c := range []byte(part) {
			if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
				return ""
			}
		}
	}
	return tag
}

// inline puts a picture into the page itself.
func (p *page) inline(url string) (string, bool) {
	kind, _, data, ok := p.picture(url)
	if !ok {
		return "", false
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), true
}
