package parse

import (
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"broadsheet/feeds"
)

func (s *skeleton) atomFeed(f *atom.Feed) *draftFeed {
	d := &draftFeed{
		format:      strings.TrimSpace("atom " + cleanLine(f.Version)),
		title:       s.feed.text("title", "dc:title").line(s.entities),
		description: s.feed.text("subtitle", "tagline", "info", "description").html(s.entities),
		language:    feeds.Raw(s.feed.lang),
		base:        s.feed.base,
		period:      periodOf(first(f.Extensions, "sy", "updatePeriod"), first(f.Extensions, "sy", "updateFrequency")),
	}
	if d.language == "" {
		d.language = feeds.Raw(first(f.Extensions, "dc", "language"))
	}
	// A page comes before the other forms of the same thing.
	for _, l := range f.Links {
		if l.Rel != "alternate" || isPage(l.Type) {
			d.link(l.Rel, l.Href)
		}
	}
	for _, l := range f.Links {
		if l.Rel == "alternate" && !isPage(l.Type) {
			d.links = append(d.links, l.Href)
		}
	}
	d.authors = atomPeople(f.Authors)
	for _, e := range f.Entries {
		d.items = append(d.items, s.atomEntry(e))
	}
	return d
}

func isPage(kind string) bool { return kind == "" || strings.Contains(strings.ToLower(kind), "html") }

func (s *skeleton) atomEntry(e *atom.Entry) draft {
	r := s.record(e.Extensions)
	d := draft{comments: -1, guid: feeds.Raw(e.ID), permalink: true}
	s.fill(&d, r)
	s.atomLinks(&d, e)
	s.rssLinks(&d, e.Extensions)
	d.authors = atomPeople(e.Authors)
	if len(d.authors) == 0 {
		d.authors = all(e.Extensions, "dc", "creator")
	}
	if len(d.authors) == 0 && e.Source != nil {
		d.authors = atomPeople(e.Source.Authors)
	}
	for _, c := range e.Categories {
		if c.Label != "" {
			d.topics = append(d.topics, feeds.Raw(c.Label))
		} else {
			d.topics = append(d.topics, feeds.Raw(c.Term))
		}
	}
	d.topics = append(d.topics, all(e.Extensions, "dc", "subject")...)
	d.commentsFeed = pick(d.commentsFeed, feeds.Raw(first(e.Extensions, "wfw", "commentRss")))
	if n := first(e.Extensions, "slash", "comments"); n != "" {
		d.comments = int(atoi64(n))
	}
	s.threads(&d, r, e.Extensions)
	media(&d, e.Extensions)
	return d
}

// atomLinks sorts an entry's links by relation. What the entry is about comes
// first: its page, then its other forms, then what it points at.
func (s *skeleton) atomLinks(d *draft, e *atom.Entry) {
	var other, related feeds.Raw
	for _, l := range e.Links {
		switch strings.ToLower(l.Rel) {
		case "alternate":
			if isPage(l.Type) {
				d.link = pick(d.link, feeds.Raw(l.Href))
			} else {
				other = pick(other, feeds.Raw(l.Href))
			}
		case "related", "via":
			related = pick(related, feeds.Raw(l.Href))
		case "enclosure":
			if strings.HasPrefix(l.Type, "image/") {
				d.images = append(d.images, l.Href)
			}
			d.enclose(l.Href, l.Type, l.Length, "")
		case "replies":
			d.replies(l.Href, l.Type)
		}
	}
	d.link = pick(d.link, other, related)
}

// atomPeople gives names; a person without one goes by mail address.
func atomPeople(people []*atom.Person) []feeds.Raw {
	var out []feeds.Raw
	for _, p := range people {
		if name := pick(p.Name, p.Email); name != "" {
			out = append(out, feeds.Raw(decodeEntities(name)))
		}
	}
	return out
}

// pick gives the first that is not empty.
func pick[T ~string](texts ...T) T {
	for _, s := range texts {
		if s := strings.TrimSpace(string(s)); s != "" {
			return T(s)
		}
	}
	return ""
}
