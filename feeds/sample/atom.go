package sample

import (
	"encoding/xml"
	"time"
)

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	Media    string      `xml:"xmlns:media,attr"`
	ITunes   string      `xml:"xmlns:itunes,attr"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Href   string `xml:"href,attr"`
	Rel    string `xml:"rel,attr,omitempty"`
	Type   string `xml:"type,attr,omitempty"`
	Length int    `xml:"length,attr,omitempty"`
}

type atomEntry struct {
	Title      atomText       `xml:"title"`
	ID         string         `xml:"id"`
	Links      []atomLink     `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Thumbnail  *mediaContent  `xml:"media:content"`
	Summary    *atomText      `xml:"summary"`
	Content    *atomText      `xml:"content"`
	Duration   int            `xml:"itunes:duration,omitempty"` // seconds
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// renderAtom writes a paper's feed as Atom 1.0.
func renderAtom(p *paper, articles []*article) ([]byte, error) {
	date := func(t time.Time) string { return t.In(p.zone).Format(time.RFC3339) }
	doc := atomFeed{
		Lang: p.lang, Media: "http://search.yahoo.com/mrss/", ITunes: "http://www.itunes.com/dtds/podcast-1.0.dtd", Title: p.title, Subtitle: p.description,
		ID: "tag:" + p.host() + ",2020:feed", Updated: date(newest(articles)),
		Links: []atomLink{{Href: p.feedURL(), Rel: "self", Type: "application/atom+xml"}, {Href: p.site(), Rel: "alternate", Type: "text/html"}},
	}
	for _, a := range articles {
		entry := atomEntry{
			Title: atomText{"text", a.title}, ID: a.guid(),
			Links:     []atomLink{{Href: a.url(), Rel: "alternate", Type: "text/html"}},
			Published: date(a.published), Updated: date(a.changed()),
			Summary: &atomText{"text", a.lead},
		}
		for _, name := range a.authors {
			entry.Authors = append(entry.Authors, atomPerson{name})
		}
		for _, t := range a.topics {
			entry.Categories = append(entry.Categories, atomCategory{t})
		}
		if a.audio != "" {
			entry.Links = append(entry.Links, atomLink{a.base() + "/audio/" + a.audio, "enclosure", soundType, soundLength})
			entry.Duration = soundTime
		}
		if a.image != "" {
			entry.Thumbnail = &mediaContent{a.base() + "/img/" + a.image, "image", "image/png", pictureWidth, pictureHeight}
		}
		if !p.teaser {
			entry.Content = &atomText{"html", a.html(a.base())}
		}
		doc.Entries = append(doc.Entries, entry)
	}
	return marshalXML(doc)
}
