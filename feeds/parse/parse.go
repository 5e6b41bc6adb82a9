// Package parse turns the bytes of an RSS, Atom or JSON feed into feed and
// articles. It knows formats, encodings, bad dates and broken markup; it knows
// no network, no store, and not which articles are new.
//
// The steps, a file each: decode (to UTF-8), clean (what XML forbids), root
// (what stands before the feed), skeleton (balanced, bounded markup; texts and
// dates lifted out), gofeed on that skeleton, then article (titles, links,
// dates, identity). gofeed sees no document that is deeper than 256, cut off
// or ill-formed: nesting alone can overflow its stack, which no recover stops.
// JSON Feed is read here, since its types are looser in the wild than gofeed
// allows. The library calls it, and so does `check`.
package parse

import (
	"fmt"
	"time"

	"broadsheet/feeds"
)

// Limits of one feed. All but the number of articles are fixed: no feed that
// people read comes near them.
const (
	maxArticles = 5000
	maxUnpacked = 32 << 20 // bytes after an undeclared gzip
	maxDepth    = 256      // elements, objects and arrays
	maxHTML     = 1 << 20  // bytes of one article
)

// Source says where a body came from.
type Source struct {
	URL         string    // final address: what relative links fall back on
	ContentType string    // the HTTP header as sent, for its charset
	Now         time.Time // stands in for missing and future dates
	Max         int       // articles, newest first; 0 means 5,000
}

// Result is a parsed feed. Feed carries Title, SiteURL, Description and
// Language; the articles are in the order of the document.
type Result struct {
	Feed         feeds.Feed
	Format       string // "rss 2.0", "rss 1.0", "atom 1.0", "json 1.1"
	Articles     []feeds.Article
	Warnings     []string // sentences: what was broken and what was made of it
	Cut          bool     // the feed breaks off: there is more of it than these articles
	TTL          time.Duration
	SkipHours    []int // 0 to 23, UTC
	SkipDays     []time.Weekday
	UpdatePeriod time.Duration // sy:updatePeriod divided by its frequency
	Hub, Self    string        // absolute, "" for none
}

// Parse reads a feed of any format. Errors match ErrNotFeed, ErrEmpty,
// ErrTooDeep, ErrTooLarge or ErrCutShort; Sentence says them to a person. It
// never panics, and time and memory are bounded by the size of the body.
func Parse(body []byte, src Source) (res Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			res, err = Result{}, fmt.Errorf("parse feed: %w", notFeed("a document this program cannot read", ""))
		}
	}()
	if src.Max <= 0 || src.Max > maxArticles {
		src.Max = maxArticles
	}
	src.Now = src.Now.UTC()
	d, err := parse(body, src)
	if err != nil {
		return Result{}, fmt.Errorf("parse feed: %w", err)
	}
	return d.finish(src), nil
}

func parse(body []byte, src Source) (*draftFeed, error) {
	text, warnings, err := decode(body, src.ContentType)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, errEmpty()
	}
	var d *draftFeed
	if text[0] == '{' || text[0] == '[' {
		d, err = parseJSON(text, src)
	} else {
		d, err = parseXML(text, src)
	}
	if err != nil {
		return nil, err
	}
	d.warnings = append(warnings, d.warnings...)
	return d, nil
}
