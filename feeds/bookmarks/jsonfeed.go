package bookmarks

import (
	"bufio"

	"broadsheet/feeds"
)

// jsonFeedItem is an item of JSON Feed 1.1. The person's own words are in the
// content and, for programs, in an extension.
type jsonFeedItem struct {
	ID        string           `json:"id"`
	URL       string           `json:"url"`
	Title     string           `json:"title"`
	HTML      string           `json:"content_html,omitempty"`
	Text      string           `json:"content_text,omitempty"` // where there is no HTML: one of them must be
	Summary   string           `json:"summary,omitempty"`
	Published string           `json:"date_published,omitempty"`
	Modified  string           `json:"date_modified,omitempty"`
	Authors   []jsonFeedAuthor `json:"authors,omitempty"`
	Tags      []string         `json:"tags,omitempty"`
	Language  string           `json:"language,omitempty"`
	Own       jsonFeedOwn      `json:"_broadsheet"`
}

type jsonFeedAuthor struct {
	Name string `json:"name"`
}

type jsonFeedOwn struct {
	Source     string            `json:"source,omitempty"`
	Folder     string            `json:"folder,omitempty"`
	Note       string            `json:"note,omitempty"`
	Highlights []feeds.Highlight `json:"highlights,omitempty"`
}

type jsonFeed struct {
	*export
	out   *bufio.Writer
	comma string
}

func newJSONFeed(e *export) (encoder, error) {
	e.out.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"Bookmarks","items":[` + "\n")
	return &jsonFeed{export: e, out: e.out}, nil
}

func (j *jsonFeed) bookmark(b feeds.Bookmark) error {
	k := keep(b)
	item := jsonFeedItem{
		ID: urn(stable(b)), URL: b.URL, Title: titled(b), HTML: j.content(b, feeds.HTMLOptions{Under: 1}),
		Summary: b.Summary, Published: stamp(b.Published), Modified: stamp(b.Saved), Tags: b.Tags,
		Own: jsonFeedOwn{b.Source, b.Folder, b.Note, k.Highlights},
	}
	if item.Published == "" {
		item.Published = item.Modified
	}
	if item.HTML == "" {
		item.Text = titled(b)
	}
	for _, name := range b.Authors {
		item.Authors = append(item.Authors, jsonFeedAuthor{name})
	}
	if b.Document != nil {
		item.Language = b.Document.Language
	}
	j.out.WriteString(j.comma)
	j.comma = ","
	return writeJSON(j.out, item)
}

func (j *jsonFeed) end() error {
	j.out.WriteString("]}\n")
	return nil
}
