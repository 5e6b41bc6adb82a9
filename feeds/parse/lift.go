package parse

import (
	"bytes"
	"strings"
)

// wellKnown gives the usual prefix of namespaces whose texts are lifted, by
// their address in lower case.
var wellKnown = map[string]string{
	"http://purl.org/rss/1.0/modules/content/":     "content",
	"http://purl.org/dc/elements/1.1/":             "dc",
	"https://purl.org/dc/elements/1.1/":            "dc",
	"http://purl.org/dc/terms/":                    "dcterms",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":   "itunes",
	"http://search.yahoo.com/mrss":                 "media",
	"http://search.yahoo.com/mrss/":                "media",
	"http://www.w3.org/1999/xhtml":                 "xhtml",
	"http://www.w3.org/2005/atom":                  "atom",
	"http://purl.org/atom/ns#":                     "atom",
	"http://purl.org/syndication/thread/1.0":       "thr",
	"http://purl.org/rss/1.0/modules/threading/":   "thr",
	"http://purl.org/rss/1.0/modules/slash/":       "slash",
	"http://purl.org/rss/1.0/modules/syndication/": "sy",
	"http://wellformedweb.org/commentapi/":         "wfw",
	"http://rssnamespace.org/feedburner/ext/1.0":   "feedburner",
	"https://search.yahoo.com/mrss/":               "media",
	"http://search.yahoo.com/rss":                  "media",
	"http://purl.org/rss/1.0/":                     "rss",
	"http://channel.netscape.com/rdf/simple/0.9/":  "rss",
	"http://my.netscape.com/rdf/simple/0.9/":       "rss",
	"http://backend.userland.com/rss2":             "rss",
}

// liftable are the elements whose whole text is taken out when they stand
// directly in an item or in the feed, by their usual name.
var liftable = map[string]bool{
	"title": true, "description": true, "summary": true, "content": true, "subtitle": true, "tagline": true,
	"info": true, "body": true, "fullitem": true, "full-text": true, "yandex:full-text": true,
	"pubdate": true, "published": true, "issued": true, "created": true, "updated": true, "modified": true,
	"lastbuilddate": true, "date": true,
	"content:encoded": true, "xhtml:body": true,
	"dc:title": true, "dc:description": true, "dc:date": true,
	"dcterms:created": true, "dcterms:issued": true, "dcterms:modified": true, "dcterms:abstract": true, "dcterms:date": true,
	"itunes:title": true, "itunes:subtitle": true, "itunes:summary": true,
	"media:title": true, "media:description": true,
	"atom:summary": true, "atom:content": true, "atom:published": true, "atom:updated": true, "atom:title": true,
}

// usualName is the name of t in lower case, with the usual prefix of its
// namespace, or none for the feed's own vocabulary.
func (b *builder) usualName(t tag) string {
	local := strings.ToLower(string(t.local()))
	if b.isNative(t.prefix()) {
		return local
	}
	prefix := string(t.prefix())
	if usual := b.known[prefix]; usual != "" {
		prefix = usual
	}
	return strings.ToLower(prefix) + ":" + local
}

// wanted are the other elements that stand directly in an item or a feed and
// mean something to rss.go and atom.go; gofeed sees no others.
var wanted = map[string]bool{
	"link": true, "guid": true, "id": true, "author": true, "category": true, "comments": true, "enclosure": true,
	"image": true, "language": true, "ttl": true, "skiphours": true, "skipdays": true, "source": true,
	"dc:creator": true, "dc:author": true, "dc:subject": true, "dc:language": true,
	"itunes:author": true, "itunes:keywords": true, "itunes:image": true, "itunes:duration": true,
	"media:content": true, "media:group": true, "media:thumbnail": true, "media:keywords": true, "media:category": true,
	"atom:link": true, "atom10:link": true, "atom:author": true, "atom:category": true, "enc:enclosure": true,
	"wfw:commentrss": true, "slash:comments": true, "thr:total": true,
	"sy:updateperiod": true, "sy:updatefrequency": true,
	"feedburner:origlink": true, "pheedo:origlink": true,
}

// isWanted says whether gofeed is to see the element t opens.
func (b *builder) isWanted(t tag) bool {
	n := len(b.stack)
	if n == 0 || n == b.item || b.isContainer(t.name) {
		return true
	}
	if b.inItem >= maxElements {
		return false
	}
	if n-1 == b.item || b.item < 0 && b.isContainer(b.stack[n-1].name) {
		return wanted[b.usualName(t)]
	}
	return true
}

// isLifted says whether t's text is lifted: its name and its place decide.
func (b *builder) isLifted(t tag) bool {
	n := len(b.stack)
	switch {
	case n == 0:
		return false
	case b.item >= 0 && n == b.item+2: // the text of a video stands in a group
		name := b.usualName(t)
		return (name == "media:description" || name == "media:title") && b.usualName(tag{name: b.stack[n-1].name}) == "media:group"
	case b.item >= 0 && n != b.item+1, b.item < 0 && !b.isContainer(b.stack[n-1].name):
		return false
	}
	return liftable[b.usualName(t)]
}

// lift moves the text of the element t opens into the record it belongs to.
func (b *builder) lift(t tag, attrs []attr) error {
	rec := &b.feed
	if b.item >= 0 {
		rec = &b.items[len(b.items)-1]
	}
	l := lifted{name: b.usualName(t)}
	o := b.inherit(t, attrs)
	l.kind, l.mode, l.base = strings.ToLower(find(attrs, "type")), strings.ToLower(find(attrs, "mode")), o.base
	b.pos = t.end
	if t.selfClosing {
		return nil
	}
	end, next, err := b.textEnd(t.name)
	if err != nil {
		return err
	}
	if end < 0 {
		b.pos = len(b.in) // cut off within the text
		return nil
	}
	b.pos = next
	if len(rec.texts) >= maxTexts {
		return nil
	}
	l.raw = b.in[t.end:end]
	l.atom = b.vocabulary == isAtom || strings.HasPrefix(l.name, "atom:")
	rec.texts = append(rec.texts, l)
	return nil
}

// textEnd finds where the text that begins at b.pos ends and where reading
// goes on: at its end tag, else where the next item shows that it was
// forgotten. Both are -1 when the document ends before. HTML that nests beyond
// maxDepth is refused here, since the rest of the program has to read it.
func (b *builder) textEnd(name []byte) (end, next int, err error) {
	first, firstNext := -1, -1
	same, depth := 0, 0
	for i := b.pos; i < len(b.in); {
		j := bytes.IndexByte(b.in[i:], '<')
		if j < 0 {
			break
		}
		i += j
		rest := b.in[i:]
		switch {
		case len(rest) > 8 && rest[1] == '!':
			i = b.ends.skipText(b.in, i)
			continue
		case len(rest) > 2 && rest[1] == '/':
			if isNamed(rest[2:], name) {
				gt := tagEnd(rest)
				if first < 0 {
					first, firstNext = i, i+gt+1
				}
				if same == 0 {
					return i, i + gt + 1, nil
				}
				same--
			} else if b.isBoundary(rest[2:]) {
				return b.forgotten(first, firstNext, i)
			}
			depth = max(depth-1, 0)
			i += 2
		case len(rest) > 1 && isNameStart(rest[1]):
			if b.isBoundary(rest[1:]) {
				return b.forgotten(first, firstNext, i)
			}
			opens := nests(rest)
			if opens {
				if depth++; depth > maxDepth {
					return 0, 0, errTooDeep()
				}
				if isNamed(rest[1:], name) {
					same++
				}
			}
			i += 2
		default:
			i++
		}
	}
	return first, firstNext, nil
}

// forgotten ends a text at its first end tag, or where the item ends.
func (b *builder) forgotten(first, firstNext, boundary int) (end, next int, err error) {
	if first >= 0 {
		return first, firstNext, nil
	}
	return boundary, boundary, nil
}

// isNamed says whether b begins with a tag's name, in any case.
func isNamed(b, name []byte) bool {
	return len(b) > len(name) && bytes.EqualFold(b[:len(name)], name) && !isNameByte(b[len(name)])
}

// isBoundary says whether a tag, its name first in rest, begins or ends an
// item or ends the feed: no text reaches across it.
func (b *builder) isBoundary(rest []byte) bool {
	n := 0
	for n < len(rest) && n < 40 && isNameByte(rest[n]) {
		n++
	}
	t := tag{name: rest[:n]}
	switch len(t.local()) {
	case 3, 4, 5, 7: // rss, rdf, item, feed, entry, channel
		return b.isItem(t) || b.isContainer(t.name) && b.isNative(t.prefix())
	}
	return false
}

// nests says whether the start tag at the head of b opens an element that HTML
// expects to be closed. The others are left open everywhere and count for
// nothing.
func nests(b []byte) bool {
	n := 1
	for n < len(b) && isNameByte(b[n]) {
		n++
	}
	switch strings.ToLower(string(b[1:n])) {
	case "br", "p", "img", "hr", "li", "dd", "dt", "td", "tr", "th", "tbody", "thead", "col", "option", "input", "meta",
		"link", "wbr", "embed", "source", "track", "area", "base", "param":
		return false
	}
	return b[tagEnd(b)-1] != '/'
}

// tagEnd is the offset of the ">" of the tag at the head of b, or where one
// must be looked for no further.
func tagEnd(b []byte) int {
	window := b[:min(len(b), 1024)]
	if gt := bytes.IndexByte(window, '>'); gt > 0 {
		return gt
	}
	return len(window) - 1
}
