package bookmarks

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"broadsheet/feeds"
)

// version of our JSON. A reader takes all versions up to its own and refuses
// newer ones; new keys alone make no new version.
const version = 1

// kept is one bookmark in Broadsheet's own JSON, which carries every field and
// is the form for copies and for moving between machines:
//
//	{"version":1,"generator":"Broadsheet","bookmarks":[
//	{"id":"7","url":"https://…", …},
//	…
//	]}
//
// One bookmark stands on one line. Times are RFC 3339 in UTC to the
// nanosecond, and absent when unknown. Lists are arrays, never null. html is
// the feed's text as published and not to be trusted; document is the reader
// view's text, blocks of spans as feeds.Document describes them, and the whole
// of it where offline says so; highlights are as feeds.Highlight has them, link
// is what checks of the address have found, as feeds.LinkCheck. JSON lines are the bookmarks alone.
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

	Highlights []feeds.Highlight `json:"highlights"`
	Offline    bool              `json:"offline,omitempty"`
	Link       *feeds.LinkCheck  `json:"link,omitempty"`
}

// ownJSON writes our JSON, and JSON lines where between is "".
type ownJSON struct {
	out     *bufio.Writer
	between string // before all bookmarks but the first
	after   string // behind the last
	first   bool
}

func newJSON(e *export) (encoder, error) {
	e.out.WriteString(`{"version":` + strconv.Itoa(version) + `,"generator":"Broadsheet","bookmarks":[` + "\n")
	return &ownJSON{e.out, ",", "]}\n", true}, nil
}

func newJSONLines(e *export) (encoder, error) {
	return &ownJSON{e.out, "", "", true}, nil
}

func (j *ownJSON) bookmark(b feeds.Bookmark) error {
	if !j.first {
		j.out.WriteString(j.between)
	}
	j.first = false
	return writeJSON(j.out, keep(b))
}

func (j *ownJSON) end() error {
	j.out.WriteString(j.after)
	return nil
}

// keep is a bookmark as JSON has it.
func keep(b feeds.Bookmark) kept {
	k := kept{
		URL: b.URL, CanonicalURL: b.CanonicalURL, Title: b.Title, Source: b.Source,
		Authors: list(b.Authors), Published: moment(b.Published), Saved: moment(b.Saved),
		Topics: list(b.Topics), Summary: b.Summary, Tags: list(b.Tags), Note: b.Note, Folder: b.Folder,
		HTML: string(b.HTML), Document: b.Document, Highlights: list(b.Highlights), Offline: b.Offline,
	}
	if c := b.Link; moment(c.Checked) != nil {
		if moment(c.Since) == nil {
			c.Since = time.Time{}
		}
		k.Link = &c
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
	for i, h := range k.Highlights {
		if moment(h.Made) == nil && !h.Made.IsZero() {
			k.Highlights = slices.Clone(k.Highlights)
			k.Highlights[i].Made = time.Time{}
		}
	}
	return k
}

// writeJSON writes v on one line. What must not reach a terminal is escaped,
// which encoding/json does for C0 alone.
func writeJSON(out *bufio.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	text, from := b.Bytes(), 0
	for at := 0; at < len(text); {
		if text[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRune(text[at:])
		if feeds.Unsafe(r) {
			_, _ = out.Write(text[from:at]) // a buffer keeps its first error for Flush
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(out, `\u%04x`, unit)
			}
			from = at + size
		}
		at += size
	}
	_, _ = out.Write(text[from:])
	return nil
}

// list is never nil: an empty list is [], not null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
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
