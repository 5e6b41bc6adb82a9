package library

import (
	"encoding/json"
	"io"
	"time"

	"broadsheet/feeds"
)

// The JSON of articles, bookmarks and texts: what the command line writes, and
// what hooks and pipes get. Names and shapes are a contract: keys are added,
// never changed. Ids are strings, times RFC 3339 in UTC or null, lists always
// arrays.

// ArticleJSON is an article with its state.
type ArticleJSON struct {
	ID          string            `json:"id"`
	FeedID      string            `json:"feed_id"`
	FeedTitle   string            `json:"feed_title"`
	GUID        string            `json:"guid"`
	URL         string            `json:"url"`
	Title       string            `json:"title"`
	Authors     []string          `json:"authors"`
	Published   *string           `json:"published"`
	Updated     *string           `json:"updated"`
	FirstSeen   *string           `json:"first_seen"`
	Summary     string            `json:"summary"`
	Topics      []string          `json:"topics"`
	CommentsURL string            `json:"comments_url"`
	Enclosures  []feeds.Enclosure `json:"enclosures"`
	Image       string            `json:"image"`
	Read        bool              `json:"read"`
	Bookmarked  bool              `json:"bookmarked"`
	Words       int               `json:"words"`
	HiddenBy    string            `json:"hidden_by"` // the rule that mutes it, "" for none
}

// ArticleOut is an article as JSON has it.
func ArticleOut(r feeds.Reading) ArticleJSON {
	a := r.Article
	id, feed := "", ""
	if a.ID != 0 {
		id = a.ID.String()
	}
	if a.FeedID != 0 {
		feed = a.FeedID.String()
	}
	return ArticleJSON{id, feed, r.Feed.Name(), a.GUID, a.URL, a.Title, Array(a.Authors), Stamp(a.Published),
		Stamp(a.Updated), Stamp(a.FirstSeen), a.Summary, Array(a.Topics), a.CommentsURL, Array(a.Enclosures), a.Image,
		r.State.Read, r.State.Bookmarked, a.Words, r.State.HiddenBy}
}

// BookmarkJSON is a bookmark without its text.
type BookmarkJSON struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Source    string   `json:"source"`
	Authors   []string `json:"authors"`
	Published *string  `json:"published"`
	Saved     *string  `json:"saved"`
	Tags      []string `json:"tags"`
	Note      string   `json:"note"`
	Folder    string   `json:"folder"`
	ArticleID string   `json:"article_id"`

	CanonicalURL string            `json:"canonical_url"`
	Topics       []string          `json:"topics"`
	Summary      string            `json:"summary"`
	Highlights   []feeds.Highlight `json:"highlights"`
	Offline      bool              `json:"offline"`
	Link         *feeds.LinkCheck  `json:"link"` // null where it was never checked
}

// BookmarkOut is a bookmark as JSON has it.
func BookmarkOut(b feeds.Bookmark) BookmarkJSON {
	article := ""
	if b.ArticleID != 0 {
		article = b.ArticleID.String()
	}
	var link *feeds.LinkCheck
	if b.Link.State != "" {
		link = &b.Link
	}
	return BookmarkJSON{b.ID.String(), b.URL, b.Title, b.Source, Array(b.Authors), Stamp(b.Published), Stamp(b.Saved),
		Array(b.Tags), b.Note, b.Folder, article, b.CanonicalURL, Array(b.Topics), b.Summary, Array(b.Highlights), b.Offline, link}
}

// DocumentJSON is a text with its head.
type DocumentJSON struct {
	URL       string        `json:"url"`
	Title     string        `json:"title"`
	Byline    string        `json:"byline"`
	Site      string        `json:"site"`
	Published *string       `json:"published"`
	Language  string        `json:"language"`
	Topics    []string      `json:"topics"`
	Words     int           `json:"words"`
	Source    string        `json:"source"` // "feed" or "page"
	Note      string        `json:"note"`
	Blocks    []feeds.Block `json:"blocks"`

	Canonical  string   `json:"canonical"`
	Standfirst string   `json:"standfirst"`
	Section    []string `json:"section"`
	Image      string   `json:"image"`
	Problem    string   `json:"problem"` // why this is not the page's whole text, "" when it is
	Text       string   `json:"text"`    // the blocks' words, a line to a block
	HTML       string   `json:"html"`
}

// DocumentOut is a text as JSON has it.
func DocumentOut(d *feeds.Document, topics []string, fromPage bool, problem string) DocumentJSON {
	source := "feed"
	if fromPage {
		source = "page"
	}
	if len(topics) == 0 {
		topics = d.Topics
	}
	blocks := *d
	blocks.Note = "" // it has a key of its own
	return DocumentJSON{d.URL, d.Title, d.Byline, d.Site, Stamp(d.Published), d.Language, Array(topics), d.Words(), source, d.Note, Array(d.Blocks),
		d.Canonical, d.Standfirst, Array(d.Section), d.Image, problem, blocks.Plain(), d.HTML()}
}

// Stamp writes a time for JSON; the zero time is null.
func Stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// Array keeps an empty list from becoming null.
func Array[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// WriteJSON writes a value, indented.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
