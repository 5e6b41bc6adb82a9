package bookmarks

import (
	"bufio"
	"strings"

	"broadsheet/feeds"
)

// opml writes a list of links (OPML 2.0, type="link"): what an outliner opens,
// and no reader takes for subscriptions. Tags are in category, which parts
// them by commas; the note is in _note, as outliners have it.
type opml struct {
	out *bufio.Writer
	outline
}

func newOPML(e *export) (encoder, error) {
	e.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>Bookmarks</title></head>
<body>
`)
	o := &opml{out: e.out}
	o.outline = outline{
		open: func(name string, depth int) {
			o.indent(depth)
			o.out.WriteString(`<outline text="` + xmlEscape(name) + "\">\n")
		},
		close: func(depth int) {
			o.indent(depth)
			o.out.WriteString("</outline>\n")
		},
	}
	return o, nil
}

func (o *opml) bookmark(b feeds.Bookmark) error {
	o.enter(folders(b.Folder))
	o.indent(len(o.path))
	o.out.WriteString(`<outline type="link" text="` + xmlEscape(titled(b)) + `" url="` + xmlEscape(b.URL) + `"`)
	if m := moment(b.Saved); m != nil {
		o.out.WriteString(` created="` + m.Format("Mon, 02 Jan 2006 15:04:05 GMT") + `"`)
	}
	if tags := joinTags(b.Tags, ",", ","); tags != "" {
		o.out.WriteString(` category="` + xmlEscape(tags) + `"`)
	}
	if b.Note != "" {
		o.out.WriteString(` _note="` + xmlEscape(b.Note) + `"`)
	}
	o.out.WriteString("/>\n")
	return nil
}

func (o *opml) end() error {
	o.enter(nil)
	o.out.WriteString("</body>\n</opml>\n")
	return nil
}

func (o *opml) indent(depth int) { o.out.WriteString(strings.Repeat("  ", depth)) }
