package bookmarks

import (
	"bufio"
	"strings"
	"time"

	"broadsheet/feeds"
)

// xbel writes the XML Bookmark Exchange Language, version 1.0. It has no tags;
// they stand in metadata of our own, which other programs pass over.
type xbel struct {
	out *bufio.Writer
	outline
}

// xbelOwner marks metadata that is ours.
const xbelOwner = "broadsheet"

func newXBEL(e *export) (encoder, error) {
	e.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xbel PUBLIC "+//IDN python.org//DTD XML Bookmark Exchange Language 1.0//EN//XML" "http://pyxml.sourceforge.net/topics/dtds/xbel.dtd">
<xbel version="1.0">
<title>Bookmarks</title>
`)
	x := &xbel{out: e.out}
	x.outline = outline{
		open: func(name string, depth int) {
			x.indent(depth)
			x.out.WriteString("<folder><title>" + xmlEscape(name) + "</title>\n")
		},
		close: func(depth int) {
			x.indent(depth)
			x.out.WriteString("</folder>\n")
		},
	}
	return x, nil
}

func (x *xbel) bookmark(b feeds.Bookmark) error {
	x.enter(folders(b.Folder))
	x.indent(len(x.path))
	x.out.WriteString(`<bookmark href="` + xmlEscape(b.URL) + `"`)
	if m := moment(b.Saved); m != nil {
		x.out.WriteString(` added="` + m.Format(time.RFC3339Nano) + `"`)
	}
	x.out.WriteString("><title>" + xmlEscape(titled(b)) + "</title>")
	if len(b.Tags) > 0 {
		x.out.WriteString(`<info><metadata owner="` + xbelOwner + `">`)
		for _, t := range b.Tags {
			x.out.WriteString("<tag>" + xmlEscape(t) + "</tag>")
		}
		x.out.WriteString("</metadata></info>")
	}
	if b.Note != "" {
		x.out.WriteString("<desc>" + xmlEscape(b.Note) + "</desc>")
	}
	x.out.WriteString("</bookmark>\n")
	return nil
}

func (x *xbel) end() error {
	x.enter(nil)
	x.out.WriteString("</xbel>\n")
	return nil
}

func (x *xbel) indent(depth int) { x.out.WriteString(strings.Repeat("  ", depth)) }
