package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

var (
	dateClass = expression(`(?i)(?:^|[\s_-])(?:date|published|posted|pub-?date|post-?date|entry-?date|publish(?:ed)?-?(?:date|on)|meta-?date|timestamp|dateline|byline)(?:$|[\s_-])`)
	dateText  = expression(`(?i)\b(?:(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+20\d\d)|(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+20\d\d)|20\d\d-\d\d-\d\d)\b`)
	datePath  = expression(`/(20\d\d)/(\d\d)/(\d\d)(?:/|$)`)
)

// dates are what a page's elements say of when it was published, the surest
// first: what is marked so, the first time element, a date where its class says
// that one stands.
type dates struct{ marked, element, text time.Time }

func (d *dates) see(n *html.Node) {
	switch {
	case d.marked.IsZero() && token(n, "itemprop") == "datePublished":
		d.marked = parseTime(first(token(n, "content"), token(n, "datetime"), textOf(n, 60)))
	case n.Data == "time":
		if d.element.IsZero() {
			d.element = parseTime(token(n, "datetime"))
		}
		if d.element.IsZero() {
			d.element = dateIn(textOf(n, 80))
		}
	case d.text.IsZero() && (n.Data == "p" || n.Data == "div" || n.Data == "span" || n.Data == "li") && dateClass.MatchString(cut(token(n, "class"), 200)):
		d.text = dateIn(textOf(n, 160))
	}
}

// published is the page's date, or that in its address.
func (d *dates) published(address string) time.Time {
	for _, t := range []time.Time{d.marked, d.element, d.text} {
		if !t.IsZero() {
			return t
		}
	}
	if m := datePath.FindStringSubmatch(address); m != nil {
		return parseTime(m[1] + "-" + m[2] + "-" + m[3])
	}
	return time.Time{}
}

var ordinal = expression(`(\d)(?:st|nd|rd|th)\b`)

// dateIn is the date that a text holds as people write it.
func dateIn(text string) time.Time {
	s := dateText.FindString(feeds.CleanLine(text))
	s = strings.NewReplacer(",", " ", ".", " ").Replace(ordinal.ReplaceAllString(s, "$1"))
	fields := strings.Fields(s)
	for i, f := range fields {
		if len(f) > 3 && f[0] > '9' {
			fields[i] = f[:3]
		}
	}
	s = strings.Join(fields, " ")
	for _, layout := range []string{"Jan 2 2006", "2 Jan 2006", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
