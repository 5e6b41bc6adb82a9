package bookmarks

import (
	"bufio"
	"encoding/json"
	"strconv"
	"time"

	"broadsheet/feeds"
)

// version of our JSON. A reader takes all versions up to its own and refuses
// newer ones; new keys alone make no new version.
const version = 1

// kept is one bookmark in Broadsheet's own JSON, which carries every field and
// is the form for copies and for moving between machines:
//
//	{"version":1,"generator":"Broadsheet","exported":"2026-11-22T10:00:00Z","bookmarks":[
//	{"id":"7","url":"https://…", …},
//	…
//	]}
//
// One bookmark stands on one line. Times are RFC 3339 in UTC to the
// nanosecond, and absent when unknown. Lists are arrays, never null. html is
// the feed's text as published and not to be trusted; document is the reader
// view's text, blocks of spans as feeds.Document describes them.
type kept struct {
	ID           string          `json:"id,omitempty"`
	ArticleID    string          `json:"article_id,omitempty"`
	URL          string          `json:"url"`
	CanonicalURL string          `json:"canonical_url,omitempty"`
	Title        string          `json:"title"`
	Source       string          `json:"source"`
	Authors      []string        `json:"authors"`
	Published    *time.Time      `json:"published,omitempty"`
	Saved        *time.Time      `json:"saved,omitempty"`
	Topics       []string        `json:"topics"`
	Summary      string          `json:"summary,omitempty"`
	Tags         []string        `json:"tags"`
	Note         string          `json:"note"`
	Folder       string          `json:"folder"`
	HTML         string          `json:"html,omitempty"`
	Document     *feeds.Document `json:"document,omitempty"`
}

type ownJSON struct {
	out   *bufio.Writer
	enc   *json.Encoder
	first bool
}

func newJSON(out *bufio.Writer, opt Options) encoder {
	stamp := opt.Now.UTC().Format(time.RFC3339)
	out.WriteString(`{"version":` + strconv.Itoa(version) + `,"generator":"Broadsheet","exported":"` + stamp + `","bookmarks":[` + "\n")
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &ownJSON{out, enc, true}
}

func (j *ownJSON) bookmark(b feeds.Bookmark) error {
	if !j.first {
		j.out.WriteByte(',')
	}
	j.first = false
	k := kept{
		URL: b.URL, CanonicalURL: b.CanonicalURL, Title: b.Title, Source: b.Source,
		Authors: list(b.Authors), Published: moment(b.Published), Saved: moment(b.Saved),
		Topics: list(b.Topics), Summary: b.Summary, Tags: list(b.Tags), Note: b.Note, Folder: b.Folder,
		HTML: b.HTML, Document: b.Document,
	}
	if b.ID != 0 {
		k.ID = b.ID.String()
	}
	if b.ArticleID != 0 {
		k.ArticleID = b.ArticleID.String()
	}
	if d := k.Document; d != nil && moment(d.Published) == nil && !d.Published.IsZero() {
		undated := *d
		undated.Published = time.Time{}
		k.Document = &undated
	}
	return j.enc.Encode(k) // ends with a newline
}

func (j *ownJSON) end() error {
	_, err := j.out.WriteString("]}\n")
	return err
}

// list is never nil: an empty list is [], not null.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// moment is nil for what RFC 3339 cannot write.
func moment(t time.Time) *time.Time {
	t = t.UTC()
	if t.IsZero() || t.Year() < 0 || t.Year() > 9999 {
		return nil
	}
	return &t
}
