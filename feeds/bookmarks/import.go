package bookmarks

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// Bounds of a file to import. They stand far above what people keep and far
// below what would harm.
const (
	maxFile    = 256 << 20 // of a format that is read whole
	maxEntries = 1_000_000 // of such a file
	maxLine    = 64 << 20  // one bookmark of our own, which may hold a whole site's page
	maxDepth   = 100
	maxAddress = 64 << 10
	maxTitle   = 64 << 10
	maxNote    = 1 << 20
	maxTags    = 1000
	maxPaths   = 64 << 20 // bytes of all folders' paths together
)

// Errors of Import that a caller may branch on. What they are wrapped in says
// what the file looks like and which formats are known.
var (
	ErrUnknown = errors.New("not a bookmarks file that can be read")
	ErrTooBig  = errors.New("it is over 256 MiB")
)

// Report says what Import read, besides the bookmarks it handed over.
type Report struct {
	Format  string // one of Readable
	Skipped []feeds.Skipped
}

// Import reads a file of bookmarks and hands each to take, in the file's
// order. The format is found by the file's content unless it is named. One bad
// entry never stops the rest: it is skipped with its line and the reason.
// Addresses that are programs (javascript:, data:) or another program's own
// queries (place:) are skipped but in our own JSON; all other addresses are
// kept as they are. All text has passed feeds.Clean; a line keeps its length.
// Bookmarks have the id and the article of another store, if any, and no Saved
// where the file gives no date. An error of take ends it and is returned.
func Import(r io.Reader, format string, take func(feeds.Bookmark) error) (Report, error) {
	in := &reader{take: take, most: maxEntries}
	err := in.read(r, format)
	return in.report, err
}

// ImportOwn is Import for our own JSON and JSON lines alone, which hold all
// that a bookmark is: what a copy is restored from.
func ImportOwn(r io.Reader, take func(feeds.Bookmark) error) (Report, error) {
	in := &reader{take: take, most: maxEntries, ours: true}
	err := in.read(r, "")
	return in.report, err
}

// reader is an import under way.
type reader struct {
	take   func(feeds.Bookmark) error
	ours   bool // nothing but our own JSON
	most   int  // entries that are read whole
	report Report
	dir    fs.FS  // where the file is among others, nil elsewhere
	file   string // the one that is read, of several
	n      int    // entries so far
}

// importer is a format that is read, as people know it.
type importer struct {
	name, title string
	read        func(*reader, []byte) error
}

func importers() []importer {
	return []importer{
		{"netscape", "HTML of browsers and bookmark services", (*reader).netscape},
		{"json", "Broadsheet's own JSON", (*reader).ownTree},
		{"jsonl", "JSON lines", func(in *reader, data []byte) error { return in.ownLines(bufio.NewReader(bytes.NewReader(data))) }},
		{"csv", "CSV of Pocket, Instapaper, Raindrop, Readwise Reader and the like", (*reader).csv},
		{"pinboard", "Pinboard's JSON", (*reader).pinboard},
		{"wallabag", "Wallabag's JSON", (*reader).wallabag},
		{"omnivore", "Omnivore's JSON", (*reader).omnivore},
		{"karakeep", "Karakeep's JSON", (*reader).karakeep},
		{"linkwarden", "Linkwarden's JSON", (*reader).linkwarden},
		{"linkding", "linkding's JSON", (*reader).linkding},
		{"firefox", "Firefox's JSON (also .jsonlz4)", (*reader).firefox},
		{"chromium", "Chromium's bookmarks file", (*reader).chromium},
		{"freshrss", "starred articles of FreshRSS and others (JSON)", (*reader).starred},
		{"jsonfeed", "JSON Feed", (*reader).jsonFeed},
		{"csl-json", "CSL JSON", (*reader).csl},
		{"opml", "OPML", (*reader).opml},
		{"xbel", "XBEL", (*reader).xbel},
		{"org", "Org", (*reader).org},
		{"obsidian", "Markdown notes with front matter", (*reader).note},
		{"urls", "plain addresses", (*reader).urls},
	}
}

// Readable names the formats that Import reads, in no more words than a person
// needs to know their own.
func Readable() (names, titles []string) {
	for _, f := range importers() {
		names, titles = append(names, f.name), append(titles, f.title)
	}
	return names, titles
}

func (in *reader) read(r io.Reader, format string) error {
	known := slices.ContainsFunc(importers(), func(f importer) bool { return f.name == format })
	if format != "" && !known {
		names, _ := Readable()
		return fmt.Errorf("no format to import is called %q; known are %s", format, strings.Join(names, ", "))
	}
	buffer, head, err := peek(r)
	if err == nil && bytes.HasPrefix(head, []byte("\x1f\x8b")) {
		var z *gzip.Reader
		if z, err = gzip.NewReader(buffer); err != nil {
			return unknown("a damaged gzip file")
		}
		buffer, head, err = peek(z)
	}
	if err != nil {
		return fmt.Errorf("read bookmarks: %w", err)
	}
	// Our own are of any length: a copy of all that was kept must come back.
	if own := ownLinesOf(head); own != "" && (format == "" || format == own) {
		in.report.Format = own
		return in.ownLines(buffer)
	}
	data, err := readWhole(buffer)
	if err != nil {
		return err
	}
	return in.whole(data, format)
}

// peek is a reader that has looked at how r begins.
func peek(r io.Reader) (*bufio.Reader, []byte, error) {
	buffer := bufio.NewReaderSize(r, 64<<10)
	head, err := buffer.Peek(64 << 10)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // it is short, or cut short: that is told where it ends
	}
	return buffer, head, err
}

func readWhole(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read bookmarks: %w", err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("read bookmarks: %w", ErrTooBig)
	}
	return data, nil
}

// whole reads a file that is in memory.
func (in *reader) whole(data []byte, format string) error {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return in.archive(data)
	case bytes.HasPrefix(data, []byte(lz4Magic)):
		plain, err := unpackLZ4(data)
		if err != nil {
			return fmt.Errorf("read bookmarks: %w: it looks like a damaged Firefox backup (.jsonlz4)", ErrUnknown)
		}
		data = plain
	}
	data = decode(data)
	what := format
	if what == "" {
		what = looksLike(data)
	}
	for _, f := range importers() {
		if f.name == what {
			if in.ours && what != "json" && what != "jsonl" {
				return fmt.Errorf("read bookmarks: %w: it looks like %s; a copy is Broadsheet's own JSON, and `broadsheet bookmarks import` takes all else", ErrUnknown, f.title)
			}
			if in.report.Format == "" || in.file == "" {
				in.report.Format = what
			}
			return f.read(in, data)
		}
	}
	return unknown(what)
}

func unknown(what string) error {
	_, titles := Readable()
	return fmt.Errorf("read bookmarks: %w: it looks like %s; known are %s", ErrUnknown, what, strings.Join(titles, "; "))
}

// Sentence says an error of Import in words for a person.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	text := strings.TrimPrefix(err.Error(), "read bookmarks: ")
	return strings.Replace(text, ErrUnknown.Error()+": ", "", 1)
}

// errFull ends reading a file that has more entries than any.
var errFull = errors.New("the file has too many entries")

// add cleans an entry of another program's and hands it over, or skips it.
func (in *reader) add(line int, b feeds.Bookmark) error {
	if in.n++; in.n > in.most {
		in.skip(line, "the rest of the file", fmt.Sprintf("it has more than %d entries", in.most))
		return errFull
	}
	long := len(b.URL) > maxAddress
	b = cleanBookmark(b)
	why := ""
	scheme, _, _ := strings.Cut(b.URL, ":")
	switch strings.ToLower(scheme) {
	case "":
		why = "it has no address"
	case "javascript", "vbscript":
		why = "it is a program (" + scheme + ":), not an address"
	case "data":
		why = "it is a document (data:), not an address"
	case "place":
		why = "it is a browser's own query (place:)"
	}
	if long {
		why = "its address is over 64 KiB"
	}
	if why != "" {
		what := b.Title
		if what == "" {
			what = b.URL
		}
		in.skip(line, what, why)
		return nil
	}
	if b.Title == "" {
		b.Title = cleanLine(b.URL, maxTitle)
	}
	b.CanonicalURL = feeds.CanonicalURL(b.URL)
	return in.take(b)
}

func (in *reader) skip(line int, what, why string) {
	in.report.Skipped = append(in.report.Skipped, feeds.Skipped{File: in.file, Line: line, What: feeds.CleanLine(what), Why: why})
}

// finish is how a reader ends: one that was full has said so.
func finish(err error) error {
	if errors.Is(err, errFull) {
		return nil
	}
	return err
}
