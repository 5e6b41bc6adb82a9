package bookmarks

import (
	"bufio"
	"strings"
	"time"

	"broadsheet/feeds"
)

// cslItem is a web page in CSL's JSON (csl-data.json, version 1.0.2), which
// Zotero and Pandoc read.
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	URL       string    `json:"URL"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// cslName is a name as it is written: a feed does not say which part is which.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][3]int `json:"date-parts"`
}

type csl struct {
	out   *bufio.Writer
	comma string
}

func newCSL(e *export) (encoder, error) {
	e.out.WriteString("[")
	return &csl{out: e.out}, nil
}

func (c *csl) bookmark(b feeds.Bookmark) error {
	item := cslItem{
		ID: citeKey(b), Type: "webpage", Title: titled(b), URL: b.URL, Container: b.Source, Issued: cslDay(b.Published), Accessed: cslDay(b.Saved),
		Abstract: b.Summary, Keyword: joinTags(b.Tags, ",", ", "), Note: strings.TrimSpace(b.Note),
	}
	for _, name := range b.Authors {
		item.Author = append(item.Author, cslName{name})
	}
	c.out.WriteString(c.comma)
	c.comma = ","
	return writeJSON(c.out, item)
}

func (c *csl) end() error {
	c.out.WriteString("]\n")
	return nil
}

func cslDay(t time.Time) *cslDate {
	m := moment(t)
	if m == nil {
		return nil
	}
	return &cslDate{[][3]int{{m.Year(), int(m.Month()), m.Day()}}}
}
