package parse

import (
	"strings"
	"time"

	"broadsheet/feeds"
)

// draftFeed is a feed of any format before links are resolved and gaps are
// filled.
type draftFeed struct {
	format                       string
	title, description, language string
	base                         string // xml:base in force, "" for none
	links                        []string
	self, hub                    string
	ttl, period                  time.Duration
	skipHours                    []int
	skipDays                     []time.Weekday
	authors                      []string // of articles that name none
	items                        []draft
	warnings                     []string
	cut                          bool // the document breaks off
}

// draft is one item of any format. HTML and titles are decoded once, all
// else is as published.
type draft struct {
	guid, link        string
	permalink         bool // guid may stand in for the link
	title             string
	body, lead        string // HTML: the fullest text; the standfirst
	published         []string
	updated           []string
	authors           []string
	topics            []string
	comments          int
	commentsURL       string
	commentsFeed      string
	enclosures        []feeds.Enclosure
	images            []string
	language, baseURL string
}

// enclose keeps what item carries, each address once.
func (d *draft) enclose(url, kind, length string) {
	const most = 50
	if url = strings.TrimSpace(url); url == "" || len(d.enclosures) >= most {
		return
	}
	for _, e := range d.enclosures {
		if e.URL == url {
			return
		}
	}
	n := atoi64(length)
	d.enclosures = append(d.enclosures, feeds.Enclosure{URL: url, Type: strings.ToLower(strings.TrimSpace(kind)), Length: n})
}

// setBody takes the texts of an item, fullest text first by kind, and decides
// by length: some publishers put the whole text into the description.
func (d *draft) setBody(content, description string) {
	d.body, d.lead = content, description
	if len(description) > len(content) {
		d.body = description
	}
}

func atoi64(s string) int64 {
	var n int64
	for _, c := range strings.TrimSpace(s) {
		if c < '0' || c > '9' || n > 1<<50 {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
