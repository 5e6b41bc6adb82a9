package sample

import (
	"bytes"
	"embed"
	"html/template"
	"sync"
	"time"
)

//go:embed page/*.html
var pageFiles embed.FS

// Templates are parsed at the first page, not at start.
var pageTemplates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("pages").ParseFS(pageFiles, "page/*.html")
})

// page is what the templates read.
type page struct {
	Paper    *paper
	Title    string
	Lead     string
	URL      string
	ISO      string
	Date     string
	Authors  []string
	Topics   []string
	Picture  string
	Body     template.HTML // made by toHTML, which escapes all text
	Comments []pageComment
	More     []pageLink
}

type pageLink struct{ URL, Title, Lead string }

type pageComment struct {
	N            int
	Author, Date string
	Body         template.HTML
}

// renderPage writes an article's page with everything a site puts around it.
func renderPage(a *article, paperArticles []*article) ([]byte, error) {
	d := page{
		Paper: a.paper, Title: a.title, Lead: a.lead, URL: a.url(),
		ISO: a.published.In(a.paper.zone).Format(time.RFC3339), Date: a.published.In(a.paper.zone).Format("2 January 2006, 15:04"),
		Authors: a.authors, Topics: a.topics, Body: template.HTML(a.html("")), // escaped by toHTML
		More: others(a, paperArticles, 6),
	}
	if a.paper.lang != "en" {
		d.Date = a.published.In(a.paper.zone).Format("2006-01-02 15:04")
	}
	if a.image != "" {
		d.Picture = a.base() + "/img/" + a.image
	}
	for i, c := range a.comments {
		d.Comments = append(d.Comments, pageComment{i + 1, c.author, c.at.In(a.paper.zone).Format("2 January, 15:04"),
			template.HTML(toHTML(c.body, a.paper, ""))}) // escaped by toHTML
	}
	return execute(a.paper.layout+".html", d)
}

// renderHome writes a paper's front page: its headlines and where its feed is.
func renderHome(p *paper, articles []*article) ([]byte, error) {
	return execute("home.html", page{Paper: p, Title: p.title, Lead: p.description, URL: p.site(), More: others(nil, articles, len(articles))})
}

func execute(name string, d page) ([]byte, error) {
	t, err := pageTemplates()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// others lists at most limit articles that are not a.
func others(a *article, articles []*article, limit int) []pageLink {
	var links []pageLink
	for _, o := range articles {
		if o != a && len(links) < limit {
			links = append(links, pageLink{o.path(), o.title, o.lead})
		}
	}
	return links
}
