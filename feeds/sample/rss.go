package sample

import (
	"encoding/xml"
	"fmt"
	"time"
)

type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Media   string     `xml:"xmlns:media,attr"`
	Slash   string     `xml:"xmlns:slash,attr,omitempty"`
	WFW     string     `xml:"xmlns:wfw,attr,omitempty"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Self        atomLink  `xml:"atom:link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	LastBuild   string    `xml:"lastBuildDate,omitempty"`
	TTL         int       `xml:"ttl,omitempty"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string        `xml:"title"`
	Link        string        `xml:"link"`
	GUID        *rssGUID      `xml:"guid"`
	PubDate     string        `xml:"pubDate"`
	Creators    []string      `xml:"dc:creator"`
	Categories  []string      `xml:"category"`
	Description *cdata        `xml:"description"`
	Content     *cdata        `xml:"content:encoded"`
	Image       *mediaContent `xml:"media:content"`
	Enclosure   *rssEnclosure `xml:"enclosure"`
	Updated     string        `xml:"atom:updated,omitempty"`
	Comments    string        `xml:"comments,omitempty"`
	CommentFeed string        `xml:"wfw:commentRss,omitempty"`
	Count       *int          `xml:"slash:comments"`
}

type rssGUID struct {
	Permalink bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

type cdata struct {
	Text string `xml:",cdata"`
}

type mediaContent struct {
	URL    string `xml:"url,attr"`
	Medium string `xml:"medium,attr"`
	Type   string `xml:"type,attr"`
	Width  int    `xml:"width,attr"`
	Height int    `xml:"height,attr"`
}

type rssEnclosure struct {
	URL    string `xml:"url,attr"`
	Length int    `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

func newRSS(title, link, self, description, lang string) rss {
	return rss{
		Version: "2.0",
		Content: "http://purl.org/rss/1.0/modules/content/",
		DC:      "http://purl.org/dc/elements/1.1/",
		Atom:    "http://www.w3.org/2005/Atom",
		Media:   "http://search.yahoo.com/mrss/",
		Channel: rssChannel{
			Title: title, Link: link, Description: description, Language: lang,
			Self: atomLink{Href: self, Rel: "self", Type: "application/rss+xml"},
		},
	}
}

// renderRSS writes a paper's feed as RSS 2.0.
func renderRSS(p *paper, articles []*article) ([]byte, error) {
	doc := newRSS(p.title, p.site(), p.feedURL(), p.description, p.lang)
	doc.Channel.TTL = 30
	if p.comments {
		doc.Slash = "http://purl.org/rss/1.0/modules/slash/"
		doc.WFW = "http://wellformedweb.org/CommentAPI/"
	}
	for _, a := range articles {
		date := func(t time.Time) string { return t.In(p.zone).Format(time.RFC1123Z) }
		item := rssItem{
			Title: a.title, Link: a.url(), PubDate: date(a.published),
			Creators: a.authors, Categories: a.topics,
			GUID:        &rssGUID{Permalink: p.guid == "url", Value: a.guid()},
			Description: &cdata{a.lead},
		}
		if !p.teaser {
			item.Content = &cdata{a.html(a.base())}
		}
		if !a.updated.IsZero() {
			item.Updated = a.updated.In(p.zone).Format(time.RFC3339)
		}
		if a.image != "" {
			item.Image = &mediaContent{a.base() + "/img/" + a.image, "image", "image/png", pictureWidth, pictureHeight}
		}
		if a.audio != "" {
			item.Enclosure = &rssEnclosure{a.base() + "/audio/" + a.audio, soundLength, soundType}
		}
		if p.comments {
			n := len(a.comments)
			item.Comments, item.CommentFeed, item.Count = a.url()+"#comments", a.commentsFeed(), &n
		}
		doc.Channel.Items = append(doc.Channel.Items, item)
	}
	if len(articles) > 0 {
		doc.Channel.LastBuild = newest(articles).In(p.zone).Format(time.RFC1123Z)
	}
	return marshalXML(doc)
}

// renderComments writes the comments of one article as RSS 2.0.
func renderComments(a *article) ([]byte, error) {
	doc := newRSS("Comments on: "+a.title, a.url(), a.commentsFeed(), "What readers say.", a.paper.lang)
	for i, c := range a.comments {
		id := fmt.Sprintf("%s#comment-%d", a.url(), i+1)
		doc.Channel.Items = append(doc.Channel.Items, rssItem{
			Title: "By: " + c.author, Link: id, GUID: &rssGUID{true, id},
			PubDate: c.at.In(a.paper.zone).Format(time.RFC1123Z), Creators: []string{c.author},
			Content: &cdata{toHTML(c.body, a.paper, a.base())},
		})
	}
	return marshalXML(doc)
}

func marshalXML(doc any) ([]byte, error) {
	body, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}
