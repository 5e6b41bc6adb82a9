package cli

import (
	"encoding/json"
	"io"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// The JSON of the command line. Names and shapes are a contract: keys are
// added, never changed. Ids are strings, times RFC 3339 in UTC or null, lists
// always arrays.

type feedJSON struct {
	ID       string  `json:"id"`
	URL      string  `json:"url"`
	Title    string  `json:"title"`
	Folder   string  `json:"folder"`
	SiteURL  string  `json:"site_url"`
	Checked  *string `json:"checked"`
	Next     *string `json:"next"`
	Status   int     `json:"status"` // the last HTTP status, 0 for none
	Error    string  `json:"error"`
	Failures int     `json:"failures"`
	Unread   int     `json:"unread"`
	Articles int     `json:"articles"`
}

func feedOut(f feeds.Feed) feedJSON {
	s := f.FetchState
	return feedJSON{f.ID.String(), f.URL, f.Name(), f.Folder, f.SiteURL, stamp(s.Checked), stamp(s.Next), s.Status, s.Error, s.Failures, f.Unread, f.Articles}
}

type articleJSON struct {
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
}

func articleOut(r feeds.Reading) articleJSON {
	a := r.Article
	id, feed := "", ""
	if a.ID != 0 {
		id = a.ID.String()
	}
	if a.FeedID != 0 {
		feed = a.FeedID.String()
	}
	return articleJSON{id, feed, r.Feed.Name(), a.GUID, a.URL, a.Title, array(a.Authors), stamp(a.Published),
		stamp(a.Updated), stamp(a.FirstSeen), a.Summary, array(a.Topics), a.CommentsURL, array(a.Enclosures), a.Image,
		r.State.Read, r.State.Bookmarked, a.Words}
}

type relatedJSON struct {
	articleJSON
	Score    float64        `json:"score"`
	Relation feeds.Relation `json:"relation"`
	Reason   string         `json:"reason"`
}

type bookmarkJSON struct {
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
}

func bookmarkOut(b feeds.Bookmark) bookmarkJSON {
	article := ""
	if b.ArticleID != 0 {
		article = b.ArticleID.String()
	}
	return bookmarkJSON{b.ID.String(), b.URL, b.Title, b.Source, array(b.Authors), stamp(b.Published), stamp(b.Saved),
		array(b.Tags), b.Note, b.Folder, article}
}

type reloadJSON struct {
	Feeds     int             `json:"feeds"`
	Fetched   int             `json:"fetched"`
	Unchanged int             `json:"unchanged"`
	Failed    int             `json:"failed"`
	New       int             `json:"new"`
	Skipped   int             `json:"skipped"`
	Waiting   int             `json:"waiting"`
	Offline   bool            `json:"offline"`
	Unreached int             `json:"unreached"`
	Errors    []feedErrorJSON `json:"errors"`
}

type feedErrorJSON struct {
	FeedID string `json:"feed_id"`
	URL    string `json:"url"`
	Error  string `json:"error"`
}

func reloadOut(r feeds.ReloadReport) reloadJSON {
	out := reloadJSON{r.Feeds, r.Fetched, r.Unchanged, r.Failed, r.New, r.Skipped, len(r.Waiting), r.Offline, r.Unreached, []feedErrorJSON{}}
	for _, e := range r.Errors {
		out.Errors = append(out.Errors, feedErrorJSON{e.Feed.String(), e.URL, e.Text})
	}
	return out
}

type documentJSON struct {
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

func documentOut(d *feeds.Document, topics []string, fromPage bool, problem string) documentJSON {
	source := "feed"
	if fromPage {
		source = "page"
	}
	if len(topics) == 0 {
		topics = d.Topics
	}
	blocks := *d
	blocks.Note = "" // it has a key of its own
	return documentJSON{d.URL, d.Title, d.Byline, d.Site, stamp(d.Published), d.Language, array(topics), d.Words(), source, d.Note, array(d.Blocks),
		d.Canonical, d.Standfirst, array(d.Section), d.Image, problem, blocks.Plain(), d.HTML()}
}

type checkJSON struct {
	Feed struct {
		Title       string `json:"title"`
		SiteURL     string `json:"site_url"`
		Description string `json:"description"`
		Language    string `json:"language"`
		Format      string `json:"format"`
	} `json:"feed"`
	Articles []articleJSON `json:"articles"`
	Warnings []string      `json:"warnings"`
}

func checkOut(c library.Checked) checkJSON {
	var out checkJSON
	out.Feed.Title, out.Feed.SiteURL, out.Feed.Description = c.Feed.Title, c.Feed.SiteURL, c.Feed.Description
	out.Feed.Language, out.Feed.Format = c.Feed.Language, c.Format
	out.Articles = []articleJSON{}
	for _, a := range c.Articles {
		out.Articles = append(out.Articles, articleOut(feeds.Reading{Article: a, Feed: c.Feed}))
	}
	out.Warnings = array(c.Warnings)
	return out
}

// stamp writes a time for JSON; the zero time is null.
func stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// array keeps an empty list from becoming null.
func array[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
