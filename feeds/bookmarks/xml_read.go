package bookmarks

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

// doctype is taken out before XML is read: buku writes one that no parser
// takes, and nothing in one is wanted.
var doctype = regexp.MustCompile(`(?is)<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>`)

// xmlReader gives elements with their lines. XML may be loose.
type xmlReader struct {
	*xml.Decoder
	lines line
}

func newXMLReader(data []byte) *xmlReader {
	if at := doctype.FindIndex(data[:min(len(data), 64<<10)]); at != nil {
		data = bytes.Clone(data)
		for i := at[0]; i < at[1]; i++ {
			if data[i] != '\n' {
				data[i] = ' ' // lines stay where they are
			}
		}
	}
	// Characters that no XML may hold would end the whole file.
	data = bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r&0xfffe == 0xfffe {
			return ' '
		}
		return r
	}, data)
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	return &xmlReader{d, line{data: data}}
}

// next is the next element's start or end, or text, with its line.
func (x *xmlReader) next() (xml.Token, int, error) {
	at := x.lines.of(int(x.InputOffset()))
	t, err := x.Token()
	return t, at, err
}

// broken is how XML ends that could not be read to its end.
func (in *reader) broken(line int, err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.Is(err, errFull):
		return nil
	}
	var syntax *xml.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	if in.n == 0 {
		return fmt.Errorf("read bookmarks: line %d: %w: it looks like XML that is damaged: %s", line, ErrUnknown, syntax.Msg)
	}
	in.skip(line, "the rest of the file", "it is damaged or cut short")
	return nil
}

func attrs(e xml.StartElement) func(string) string {
	return func(name string) string {
		for _, a := range e.Attr {
			if strings.EqualFold(a.Name.Local, name) {
				return a.Value
			}
		}
		return ""
	}
}

// opml reads the links of an outline. Feeds are not bookmarks.
func (in *reader) opml(data []byte) error {
	x := newXMLReader(data)
	var open []string // the folder within each outline that is open
	folder := func() string {
		if len(open) == 0 {
			return ""
		}
		return open[len(open)-1]
	}
	feedsSeen, paths := 0, 0
	for {
		t, line, err := x.next()
		if err != nil {
			if feedsSeen == len(in.report.Skipped) && in.n == 0 && errors.Is(err, io.EOF) {
				return unknown("OPML: a list of feeds, which `broadsheet import` takes")
			}
			return in.broken(line, err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			if !strings.EqualFold(e.Name.Local, "outline") {
				continue
			}
			a, path := attrs(e), folder()
			name := a("text")
			if name == "" {
				name = a("title")
			}
			url := first([]string{a("url")}, []string{a("href")}, []string{a("htmlUrl")})
			switch {
			case a("xmlUrl") != "":
				feedsSeen++
				in.skip(line, name, "it is a feed; `broadsheet import` takes those")
			case url != "":
				b := feeds.Bookmark{URL: url, Title: name, Saved: parseDate(a("created")), Tags: strings.Split(a("category"), ","), Note: a("_note"), Folder: path}
				if err := in.add(line, b); err != nil {
					return finish(err)
				}
			case len(open) < maxDepth && paths < maxPaths:
				path = within(path, name)
				paths += len(path)
			}
			open = append(open, path)
		case xml.EndElement:
			if strings.EqualFold(e.Name.Local, "outline") && len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
}

// xbel reads XBEL, with the tags that are in metadata: ours, and those of the
// desktops.
func (in *reader) xbel(data []byte) error {
	x := newXMLReader(data)
	var open []string
	var text strings.Builder
	var b *feeds.Bookmark // the one that is open
	start, paths := 0, 0
	for {
		t, line, err := x.next()
		if err != nil {
			return in.broken(line, err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			text.Reset()
			a := attrs(e)
			switch strings.ToLower(e.Name.Local) {
			case "folder":
				path := ""
				if len(open) > 0 {
					path = open[len(open)-1]
				}
				open = append(open, path)
			case "bookmark":
				b, start = &feeds.Bookmark{URL: a("href"), Saved: parseDate(a("added"))}, line
				if len(open) > 0 {
					b.Folder = open[len(open)-1]
				}
			}
		case xml.CharData:
			if text.Len() < maxNote {
				text.Write(e)
			}
		case xml.EndElement:
			switch name := strings.ToLower(e.Name.Local); {
			case name == "folder" && len(open) > 0:
				open = open[:len(open)-1]
			case name == "title" && b != nil:
				b.Title = text.String()
			case name == "title" && len(open) > 0 && len(open) <= maxDepth && paths < maxPaths:
				at := len(open) - 1
				open[at] = within(open[at], text.String())
				paths += len(open[at])
			case name == "desc" && b != nil:
				b.Note = text.String()
			case (name == "tag" || name == "group") && b != nil:
				b.Tags = append(b.Tags, text.String())
			case name == "bookmark" && b != nil:
				if err := in.add(start, *b); err != nil {
					return finish(err)
				}
				b = nil
			}
			text.Reset()
		}
	}
}
