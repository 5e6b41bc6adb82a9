package sample

import (
	"encoding/json"
	"time"
)

// The parts of JSON Feed 1.1 the edition uses.
type (
	jsonFeed struct {
		Version     string     `json:"version"`
		Title       string     `json:"title"`
		HomePage    string     `json:"home_page_url"`
		FeedURL     string     `json:"feed_url"`
		Description string     `json:"description"`
		Language    string     `json:"language"`
		Items       []jsonItem `json:"items"`
	}
	jsonItem struct {
		ID          string           `json:"id"`
		URL         string           `json:"url"`
		Title       string           `json:"title"`
		Summary     string           `json:"summary"`
		HTML        string           `json:"content_html"`
		Image       string           `json:"image,omitempty"`
		Published   string           `json:"date_published"`
		Modified    string           `json:"date_modified,omitempty"`
		Authors     []jsonAuthor     `json:"authors,omitempty"`
		Tags        []string         `json:"tags,omitempty"`
		Language    string           `json:"language"`
		Attachments []jsonAttachment `json:"attachments,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
	jsonAttachment struct {
		URL  string `json:"url"`
		Type string `json:"mime_type"`
		Size int    `json:"size_in_bytes"`
	}
)

// renderJSON writes a paper's feed as JSON Feed 1.1.
func renderJSON(p *paper, articles []*article) ([]byte, error) {
	date := func(t time.Time) string { return t.In(p.zone).Format(time.RFC3339) }
	doc := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: p.title, HomePage: p.site(), FeedURL: p.feedURL(),
		Description: p.description, Language: p.lang, Items: []jsonItem{},
	}
	for _, a := range articles {
		item := jsonItem{
			ID: a.guid(), URL: a.url(), Title: a.title, Summary: a.lead, HTML: a.html(a.base()),
			Published: date(a.published), Tags: a.topics, Language: p.lang,
		}
		if !a.updated.IsZero() {
			item.Modified = date(a.updated)
		}
		for _, name := range a.authors {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		if a.image != "" {
			item.Image = a.base() + "/img/" + a.image
		}
		if a.audio != "" {
			item.Attachments = []jsonAttachment{{a.base() + "/audio/" + a.audio, soundType, soundLength}}
		}
		doc.Items = append(doc.Items, item)
	}
	return json.MarshalIndent(doc, "", " ")
}
