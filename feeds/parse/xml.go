package parse

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"broadsheet/feeds"
)

// parseXML reads RSS and Atom: our skeleton, gofeed on it, and the records put
// back. gofeed's own readers of the two formats are asked rather than its
// common one, which keeps neither comments nor ttl nor types.
func parseXML(text []byte, src Source) (*draftFeed, error) {
	text = cleanXML(text)
	r, err := findRoot(text)
	if err != nil {
		return nil, err
	}
	s, err := buildSkeleton(text, r, src.URL)
	if err != nil {
		return nil, err
	}
	if s.cut && len(s.items) == 0 {
		return nil, errCutShort()
	}
	total := len(s.items)
	s.keepNewest(src.Max)
	d, lost, err := s.read()
	if err != nil {
		return nil, err
	}
	if d.cut = s.cut; d.cut {
		d.warn("The feed breaks off; its first %s are kept.", count(total, "whole article"))
	}
	if s.nested > 0 {
		d.warn("Articles stand within each other; %s set apart.", count(s.nested, "article"))
	}
	if total > src.Max {
		d.warn("The feed has %s; the newest %d are kept.", count(total, "article"), src.Max)
	}
	if lost > 0 {
		d.warn("The markup of %s cannot be read; the others are kept.", count(lost, "article"))
	}
	return d, nil
}

func (d *draftFeed) warn(format string, args ...any) {
	d.warnings = append(d.warnings, fmt.Sprintf(format, args...))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// read gives the skeleton to gofeed. Should gofeed still refuse it, every item
// is read by itself, and lost counts those that fail.
func (s *skeleton) read() (d *draftFeed, lost int, err error) {
	d, err = s.gofeed(s.xml)
	if err == nil || len(s.items) == 0 {
		if err != nil {
			return nil, 0, notFeed("an XML document that cannot be read", "")
		}
		return d, 0, nil
	}
	open, end := "<rss><channel>", "</channel></rss>"
	if s.vocabulary == isAtom {
		open, end = `<feed xmlns="http://www.w3.org/2005/Atom">`, "</feed>"
	}
	d, err = s.gofeed([]byte(open + end))
	if err != nil {
		return nil, 0, notFeed("an XML document that cannot be read", "")
	}
	for i := range s.items {
		item := slices.Concat([]byte(open), s.xml[s.items[i].start:s.items[i].end], []byte(end))
		one, err := s.gofeed(item)
		if err != nil {
			lost++
			continue
		}
		d.items = append(d.items, one.items...)
	}
	return d, lost, nil
}

func (s *skeleton) gofeed(doc []byte) (*draftFeed, error) {
	if s.vocabulary == isAtom {
		f, err := new(atom.Parser).Parse(bytes.NewReader(doc))
		if err != nil {
			return nil, fmt.Errorf("read atom: %w", err)
		}
		return s.atomFeed(f), nil
	}
	f, err := new(rss.Parser).Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, fmt.Errorf("read rss: %w", err)
	}
	return s.rssFeed(f), nil
}

// keepNewest drops all but the newest items from a feed that has too many; in
// a feed without dates, all but the first.
func (s *skeleton) keepNewest(most int) {
	if len(s.items) <= most {
		return
	}
	type dated struct {
		at    time.Time
		index int
	}
	order := make([]dated, len(s.items))
	for i := range s.items {
		order[i].index = i
		if l := s.items[i].text(publishedNames...); l != nil {
			date, _ := l.markup(nil)
			order[i].at, _ = parseDate(date)
		}
	}
	feeds.SortStable(order, func(a, b dated) int { return b.at.Compare(a.at) })
	keep := make([]bool, len(s.items))
	for _, o := range order[:most] {
		keep[o.index] = true
	}
	var out []byte
	last := 0
	for i := range s.items {
		if !keep[i] {
			out = append(out, s.xml[last:s.items[i].start]...)
			last = s.items[i].end
			s.items[i] = record{}
		}
	}
	s.xml = append(out, s.xml[last:]...)
}

// publishedNames and updatedNames are the elements that hold an item's dates,
// best first.
var (
	publishedNames = []string{"pubdate", "published", "issued", "created", "dc:date", "date", "dcterms:issued", "dcterms:created",
		"dcterms:date", "atom:published", "updated", "modified", "atom:updated", "dcterms:modified"}
	updatedNames = []string{"updated", "modified", "atom:updated", "dcterms:modified"}
)

// record finds what was lifted from the item gofeed hands back.
func (s *skeleton) record(extensions ext.Extensions) *record {
	for _, e := range extensions[ours]["item"] {
		if n := atoi(e.Attrs["n"]); n >= 0 && n < len(s.items) {
			return &s.items[n]
		}
	}
	return &record{replies: -1}
}

// fill puts the lifted texts into a draft.
func (s *skeleton) fill(d *draft, r *record) {
	html := func(names ...string) feeds.Raw { return r.text(names...).html(s.entities) }
	d.title = r.text("title", "dc:title", "media:title", "itunes:title", "atom:title").line(s.entities)
	content := html("content:encoded", "content", "atom:content", "fullitem", "full-text", "yandex:full-text", "xhtml:body", "body")
	description := html("description", "summary", "atom:summary", "dc:description", "dcterms:abstract", "itunes:summary",
		"media:description", "itunes:subtitle")
	d.setBody(content, description)
	d.published = r.dates(publishedNames)
	d.updated = r.dates(updatedNames)
	d.language, d.baseURL = feeds.Raw(r.lang), r.base
	if l := r.text("content:encoded", "content", "atom:content"); l != nil && l.base != "" {
		d.baseURL = l.base
	}
}

// dates gives the texts of the elements so named, best first.
func (r *record) dates(names []string) []feeds.Raw {
	var out []feeds.Raw
	for _, name := range names {
		if l := r.text(name); l != nil {
			date, _ := l.markup(nil)
			out = append(out, feeds.Raw(strings.TrimSpace(date)))
		}
	}
	return out
}

// first gives the text of the first non-empty extension element so named.
func first(e ext.Extensions, prefix, name string) string {
	for _, x := range named(e, prefix, name) {
		if x.Value != "" {
			return decodeEntities(x.Value)
		}
	}
	return ""
}

// named gives the extension elements of a prefix and a name in any case.
func named(e ext.Extensions, prefix, name string) []ext.Extension {
	if found, ok := e[prefix][name]; ok {
		return found
	}
	for key, elements := range e[prefix] {
		if strings.EqualFold(key, name) {
			return elements
		}
	}
	return nil
}

// all gives the texts of all extension elements so named.
func all(e ext.Extensions, prefix, name string) []feeds.Raw {
	var out []feeds.Raw
	for _, x := range named(e, prefix, name) {
		if x.Value != "" {
			out = append(out, feeds.Raw(decodeEntities(x.Value)))
		}
	}
	return out
}
