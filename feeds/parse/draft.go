package parse

import (
	"cmp"
	"strings"
	"time"

	"broadsheet/feeds"
)

// draftFeed is a feed of any format before links are resolved and gaps are
// filled.
type draftFeed struct {
	format                       string
	title, description, language feeds.Raw
	base                         string // xml:base in force, "" for none
	links                        []string
	self, hub                    string
	ttl, period                  time.Duration
	skipHours                    []int
	skipDays                     []time.Weekday
	authors                      []feeds.Raw // of articles that name none
	items                        []draft
	warnings                     []string
	cut                          bool // the document breaks off
}

// draft is one item of any format. HTML and titles are decoded once, all
// else is as published: words are Raw, addresses wait to be resolved.
type draft struct {
	guid, link   feeds.Raw
	permalink    bool // guid may stand in for the link
	title        feeds.Raw
	body, lead   feeds.Raw // HTML: the fullest text; the standfirst
	published    []feeds.Raw
	updated      []feeds.Raw
	authors      []feeds.Raw
	topics       []feeds.Raw
	comments     int
	commentsURL  feeds.Raw
	commentsFeed feeds.Raw
	enclosures   []feeds.Enclosure
	images       []string
	language     feeds.Raw
	baseURL      string
}

// enclose keeps what item carries, each address once: what is said of it a
// second time fills what was left open the first.
func (d *draft) enclose(url, kind, length, duration string) {
	const most = 50
	if url = strings.TrimSpace(url); url == "" {
		return
	}
	more := feeds.Enclosure{
		URL: url, Type: strings.ToLower(strings.TrimSpace(kind)), Length: atoi64(length), Duration: parseDuration(duration),
	}
	for i := range d.enclosures {
		if e := &d.enclosures[i]; e.URL == url {
			e.Type, e.Length, e.Duration = pick(e.Type, more.Type), cmp.Or(e.Length, more.Length), cmp.Or(e.Duration, more.Duration)
			return
		}
	}
	if len(d.enclosures) < most {
		d.enclosures = append(d.enclosures, more)
	}
}

// lasts gives the item's recording, the first that says nothing of it, the
// duration that the item names.
func (d *draft) lasts(duration string) {
	n := parseDuration(duration)
	for i := range d.enclosures {
		e := &d.enclosures[i]
		if strings.HasPrefix(e.Type, "audio") || strings.HasPrefix(e.Type, "video") || len(d.enclosures) == 1 && !strings.HasPrefix(e.Type, "image/") {
			e.Duration = cmp.Or(e.Duration, n)
			return
		}
	}
}

// setBody takes the texts of an item, fullest text first by kind, and decides
// by length: some publishers put the whole text into the description.
func (d *draft) setBody(content, description feeds.Raw) {
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
