// Package bookmarks takes bookmarks to and from the formats of the world, one
// file a format.
//
// It knows the formats, their fields and their traps. It does not know where
// bookmarks are kept, nor the network or the file system: it writes to an
// io.Writer from a sequence, in constant memory, and reads from an io.Reader,
// in bounds. What it reads has passed feeds.Clean. library calls it.
package bookmarks

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Format is one way to write bookmarks down.
type Format struct {
	Name  string // what is typed after --format
	Title string // what a person calls it
	Ext   string // of its files, with the dot
	Reads bool   // Import takes it too
	begin func(*bufio.Writer, Options) encoder
	all   bool // carries addresses of every scheme
}

// encoder writes one file: each bookmark in turn, then the end.
type encoder interface {
	bookmark(feeds.Bookmark) error
	end() error
}

// Formats lists the formats that Export knows, the most useful first.
func Formats() []Format {
	return []Format{
		{Name: "netscape", Title: "Netscape HTML (browsers, Pinboard, Raindrop, linkding)", Ext: ".html", Reads: true, begin: newNetscape},
		{Name: "json", Title: "Broadsheet JSON (everything, nothing lost)", Ext: ".json", Reads: true, begin: newJSON, all: true},
		{Name: "markdown", Title: "Markdown (one list)", Ext: ".md", begin: newMarkdown},
	}
}

// Options are the same for all formats.
type Options struct {
	Now time.Time // when the file is written
}

// Count says what Export did. LeftOut counts bookmarks whose address is of a
// scheme that must not leave in a file others open (javascript:, data:): only
// json carries those.
type Count struct{ Written, LeftOut int }

// Export writes the bookmarks of seq to w in the named format. Folders are
// written as they come: in a seq sorted by folder each stands once. It stops
// at the first error of seq or w; what was written by then is no whole file.
func Export(w io.Writer, format string, seq iter.Seq2[feeds.Bookmark, error], opt Options) (Count, error) {
	var count Count
	f, err := find(format)
	if err != nil {
		return count, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	enc := f.begin(out, opt)
	for b, err := range seq {
		if err != nil {
			return count, fmt.Errorf("read bookmarks for export: %w", err)
		}
		if !f.all && !portable(b.URL) {
			count.LeftOut++
			continue
		}
		if err := enc.bookmark(b); err != nil {
			return count, fmt.Errorf("write bookmarks as %s: %w", f.Name, err)
		}
		count.Written++
	}
	if err := enc.end(); err != nil {
		return count, fmt.Errorf("write bookmarks as %s: %w", f.Name, err)
	}
	if err := out.Flush(); err != nil {
		return count, fmt.Errorf("write bookmarks as %s: %w", f.Name, err)
	}
	return count, nil
}

func find(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("no bookmark format is called %q; known are %s", name, strings.Join(names, ", "))
}

// portable says whether an address is of a scheme that any program may be
// handed: http, https, gemini, gopher, ftp or mailto.
func portable(url string) bool {
	scheme, rest, found := strings.Cut(url, ":")
	if !found || rest == "" {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "gemini", "gopher", "ftp", "mailto":
		return true
	}
	return false
}

// oneLine folds white space: for formats whose entries end with the line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// folders parts "A/B" into its names.
func folders(path string) []string {
	return strings.FieldsFunc(oneLine(path), func(r rune) bool { return r == '/' })
}
