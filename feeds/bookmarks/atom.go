package bookmarks

import (
	"bufio"
	"time"

	"broadsheet/feeds"
)

// atom writes an Atom feed (RFC 4287), a log of links. Ids are made of the
// page's address, so that a reader knows an entry again.
type atom struct {
	*export
	out    *bufio.Writer
	latest time.Time
}

func newAtom(e *export) (encoder, error) {
	e.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>` + urn("feed") + `</id>
<title type="text">Bookmarks</title>
<author><name>Broadsheet</name></author>
<generator>Broadsheet</generator>
`)
	return &atom{export: e, out: e.out, latest: time.Unix(0, 0)}, nil
}

func (a *atom) bookmark(b feeds.Bookmark) error {
	updated := b.Saved
	if moment(updated) == nil {
		updated = b.Published
	}
	if moment(updated) == nil {
		updated = time.Unix(0, 0) // an entry must have one
	}
	if updated.After(a.latest) {
		a.latest = updated
	}
	a.out.WriteString("<entry>\n<id>" + urn(stable(b)) + "</id>\n<title type=\"text\">" + xmlEscape(titled(b)) + "</title>\n" +
		`<link rel="alternate" href="` + xmlEscape(target(b.URL)) + "\"/>\n<updated>" + stamp(updated) + "</updated>\n")
	if published := stamp(b.Published); published != "" {
		a.out.WriteString("<published>" + published + "</published>\n")
	}
	for _, name := range b.Authors {
		a.out.WriteString("<author><name>" + xmlEscape(oneLine(name)) + "</name></author>\n")
	}
	for _, t := range b.Tags {
		a.out.WriteString(`<category term="` + xmlEscape(oneLine(t)) + "\"/>\n")
	}
	if source := oneLine(b.Source); source != "" {
		a.out.WriteString("<source><title type=\"text\">" + xmlEscape(source) + "</title></source>\n")
	}
	if b.Summary != "" {
		a.out.WriteString("<summary type=\"text\">" + xmlEscape(b.Summary) + "</summary>\n")
	}
	if html := a.content(b, feeds.HTMLOptions{Under: 1}); html != "" {
		a.out.WriteString("<content type=\"html\">" + xmlEscape(html) + "</content>\n")
	}
	a.out.WriteString("</entry>\n")
	return nil
}

// end says when the feed changed last: the order of elements means nothing in
// Atom (4.1.1), and only now it is known.
func (a *atom) end() error {
	a.out.WriteString("<updated>" + stamp(a.latest) + "</updated>\n</feed>\n")
	return nil
}
