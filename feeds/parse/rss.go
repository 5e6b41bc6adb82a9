package parse

import (
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"broadsheet/feeds"
)

func (s *skeleton) rssFeed(f *rss.Feed) *draftFeed {
	version := f.Version
	if version == "" {
		version = s.version
	}
	d := &draftFeed{
		format:      strings.TrimSpace("rss " + cleanLine(version)),
		title:       s.feed.text("title", "dc:title", "itunes:title").line(s.entities),
		description: s.feed.text("description", "itunes:summary", "subtitle", "itunes:subtitle", "dc:description").html(s.entities),
		language:    feeds.Raw(f.Language),
		base:        s.feed.base,
		links:       f.Links,
		period:      periodOf(first(f.Extensions, "sy", "updatePeriod"), first(f.Extensions, "sy", "updateFrequency")),
	}
	for _, language := range []string{first(f.Extensions, "dc", "language"), s.feed.lang} {
		if d.language == "" {
			d.language = feeds.Raw(language)
		}
	}
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, l := range named(f.Extensions, prefix, "link") {
			d.link(l.Attrs["rel"], l.Attrs["href"])
		}
	}
	if n := atoi64(f.TTL); n > 0 && n < 1<<20 {
		d.ttl = time.Duration(n) * time.Minute
	}
	for _, h := range f.SkipHours {
		if n := atoi(strings.TrimSpace(h)); n >= 0 && n <= 24 {
			d.skipHours = append(d.skipHours, n%24)
		}
	}
	for _, day := range f.SkipDays {
		if w, ok := weekdays[strings.ToLower(strings.TrimSpace(day))]; ok {
			d.skipDays = append(d.skipDays, w)
		}
	}
	for _, item := range f.Items {
		d.items = append(d.items, s.rssItem(item))
	}
	return d
}

// listed parts a list with commas.
func listed(s string) []feeds.Raw {
	var out []feeds.Raw
	for part := range strings.SplitSeq(s, ",") {
		out = append(out, feeds.Raw(part))
	}
	return out
}

// link takes a link of the feed itself by its relation.
func (d *draftFeed) link(rel, href string) {
	switch strings.ToLower(rel) {
	case "self":
		if d.self == "" {
			d.self = href
		}
	case "hub":
		if d.hub == "" {
			d.hub = href
		}
	case "", "alternate":
		d.links = append(d.links, href)
	}
}

func (s *skeleton) rssItem(item *rss.Item) draft {
	r := s.record(item.Extensions)
	d := draft{comments: -1}
	s.fill(&d, r)
	for _, link := range item.Links {
		if d.link == "" {
			d.link = feeds.Raw(strings.TrimSpace(link))
		}
	}
	if item.GUID != nil {
		d.guid = feeds.Raw(item.GUID.Value)
		d.permalink = !strings.EqualFold(strings.TrimSpace(item.GUID.IsPermalink), "false")
	}
	s.rssLinks(&d, item.Extensions)
	s.rssPeople(&d, item)
	for _, c := range item.Categories {
		d.topics = append(d.topics, feeds.Raw(c.Value))
	}
	d.topics = append(d.topics, all(item.Extensions, "dc", "subject")...)
	for _, keywords := range []string{first(item.Extensions, "itunes", "keywords"), first(item.Extensions, "media", "keywords")} {
		d.topics = append(d.topics, listed(keywords)...)
	}
	for _, e := range item.Enclosures {
		d.enclose(e.URL, e.Type, e.Length, "")
	}
	for _, e := range named(item.Extensions, "enc", "enclosure") {
		d.enclose(e.Attrs["resource"], e.Attrs["type"], e.Attrs["length"], "")
	}
	d.commentsURL = feeds.Raw(item.Comments)
	d.commentsFeed = feeds.Raw(first(item.Extensions, "wfw", "commentRss"))
	if n := first(item.Extensions, "slash", "comments"); n != "" {
		d.comments = int(atoi64(n))
	}
	s.threads(&d, r, item.Extensions)
	if image := item.Custom["image"]; image != "" {
		d.images = append(d.images, image)
	}
	media(&d, item.Extensions)
	return d
}

// rssLinks reads links that stand in other vocabularies: the original of a
// link that counts clicks, and Atom's.
func (s *skeleton) rssLinks(d *draft, e ext.Extensions) {
	for _, prefix := range []string{"feedburner", "pheedo"} {
		if original := first(e, prefix, "origLink"); strings.HasPrefix(original, "http") {
			d.link = feeds.Raw(original)
		}
	}
	for _, l := range named(e, "atom", "link") {
		switch rel := strings.ToLower(l.Attrs["rel"]); {
		case (rel == "" || rel == "alternate") && d.link == "":
			d.link = feeds.Raw(l.Attrs["href"])
		case rel == "enclosure":
			d.enclose(l.Attrs["href"], l.Attrs["type"], l.Attrs["length"], "")
		case rel == "replies":
			d.replies(l.Attrs["href"], l.Attrs["type"])
		}
	}
}

func (s *skeleton) rssPeople(d *draft, item *rss.Item) {
	d.authors = append(d.authors, all(item.Extensions, "dc", "creator")...)
	if len(d.authors) == 0 {
		d.authors = append(d.authors, all(item.Extensions, "dc", "author")...)
	}
	if len(d.authors) == 0 && item.Author != "" {
		d.authors = []feeds.Raw{feeds.Raw(item.Author)}
	}
	if len(d.authors) == 0 {
		for _, a := range named(item.Extensions, "atom", "author") {
			for _, name := range a.Children["name"] {
				d.authors = append(d.authors, feeds.Raw(name.Value))
			}
		}
	}
	if len(d.authors) == 0 {
		d.authors = append(d.authors, all(item.Extensions, "itunes", "author")...)
	}
}

// replies takes a link to an item's comments: their page, or their feed, which
// is what RFC 4685 means without a type.
func (d *draft) replies(href, kind string) {
	if strings.Contains(strings.ToLower(kind), "html") {
		d.commentsURL = pick(d.commentsURL, feeds.Raw(href))
	} else if d.commentsFeed == "" {
		d.commentsFeed = feeds.Raw(href)
	}
}

// threads reads the number of comments as RFC 4685 counts them.
func (s *skeleton) threads(d *draft, r *record, e ext.Extensions) {
	if d.comments >= 0 {
		return
	}
	if total := first(e, "thr", "total"); total != "" {
		d.comments = int(atoi64(total))
	} else if r.replies >= 0 {
		d.comments = r.replies
	}
}
