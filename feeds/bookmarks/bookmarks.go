// Package bookmarks takes bookmarks to and from the formats of the world, one
// file a format.
//
// It knows the formats, their fields and their traps. It does not know where
// bookmarks are kept, nor the network or the file system: it writes to an
// io.Writer or a folder it is given, from a sequence, in constant memory, and
// reads from an io.Reader or an fs.FS, in bounds. What it reads has passed
// feeds.Clean. The same bookmarks give the same bytes: no clock is asked.
// library calls it.
package bookmarks

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"broadsheet/feeds"
)

// Options are the same for all formats, which use what they need.
type Options struct {
	Dialect  string // csv: a name of Dialects, "" for the first
	CSVSafe  bool   // csv: an apostrophe before what a spreadsheet would run
	Template string // template: its text

	// Text gives the readable text of a bookmark that has its feed's HTML and
	// no Document. Nil: such a bookmark leaves without its text.
	Text func(feeds.Bookmark) *feeds.Document
	// Picture fetches an image of an article, 0 for none, for html and epub. Nil:
	// images are left out, a link standing for each.
	Picture func(of feeds.ArticleID, url string) ([]byte, error)
	// Told, where it is set, is told how many bookmarks were written so far.
	Told func(written int)
}

// encoder writes one file: each bookmark in turn, then the end.
type encoder interface {
	bookmark(feeds.Bookmark) error
	end() error
}

// lister is an encoder that begins with a table of contents: it is shown every
// bookmark, then told that these were all, before the first is to be written.
type lister interface {
	list(feeds.Bookmark) error
	listed() error
}

// stopper is an encoder that is told when no more will come, however it ended.
type stopper interface{ stop() }

// Export writes the bookmarks of seq to w in the named format. seq may be
// walked twice and has to give the same both times. Folders are written as
// they come: in a seq sorted by folder each stands once. It stops at the first
// error of seq or w; what was written by then is no whole file.
func Export(ctx context.Context, w io.Writer, format string, seq iter.Seq2[feeds.Bookmark, error], opt Options) (feeds.BookmarksExported, error) {
	f, err := find(format)
	if err != nil {
		return feeds.BookmarksExported{}, err
	}
	e := &export{Options: opt, ctx: ctx, out: bufio.NewWriterSize(w, 64<<10)}
	if e.done, err = e.write(f, seq); err == nil {
		err = e.out.Flush()
	}
	if err != nil {
		return e.done, fmt.Errorf("write bookmarks as %s: %w", f.Name, err)
	}
	return e.done, nil
}

// export is one export under way.
type export struct {
	Options
	ctx  context.Context
	out  *bufio.Writer
	done feeds.BookmarksExported
	at   feeds.ArticleID // whose content is being written
}

func (e *export) write(f format, seq iter.Seq2[feeds.Bookmark, error]) (feeds.BookmarksExported, error) {
	if f.begin == nil {
		return e.done, fmt.Errorf("it is a folder of files, not one file")
	}
	enc, err := f.begin(e)
	if err != nil {
		return e.done, err
	}
	if s, ok := enc.(stopper); ok {
		defer s.stop()
	}
	if l, ok := enc.(lister); ok {
		if err := e.each(f, seq, l.list); err != nil {
			return e.done, err
		}
		if err := l.listed(); err != nil {
			return e.done, err
		}
		e.done.Written, e.done.LeftOut = 0, 0 // they are counted as they are written
	}
	if err := e.each(f, seq, e.telling(enc.bookmark)); err != nil {
		return e.done, err
	}
	return e.done, enc.end()
}

// each gives do the bookmarks that the format carries, and counts them.
func (e *export) each(f format, seq iter.Seq2[feeds.Bookmark, error], do func(feeds.Bookmark) error) error {
	for b, err := range seq {
		if err == nil {
			err = e.ctx.Err()
		}
		if err != nil {
			return err
		}
		if !f.all && !portable(b.URL) {
			e.leaveOut(b.URL)
			continue
		}
		if err := do(b); err != nil {
			return err
		}
		e.done.Written++
	}
	return nil
}

// telling tells whoever waits how far writing is.
func (e *export) telling(write func(feeds.Bookmark) error) func(feeds.Bookmark) error {
	if e.Told == nil {
		return write
	}
	return func(b feeds.Bookmark) error {
		err := write(b)
		e.Told(e.done.Written + 1)
		return err
	}
}

// mostSchemes bounds what is told of the schemes that are left out, in bytes.
const mostSchemes = 60

func (e *export) leaveOut(url string) {
	e.done.LeftOut++
	scheme, _, found := strings.Cut(url, ":")
	scheme = strings.ToLower(scheme) + ":"
	if !found || portable(scheme+"x") || strings.ContainsFunc(scheme, func(r rune) bool { return r <= ' ' }) || strings.Contains(e.done.Schemes, scheme) || len(e.done.Schemes)+len(scheme) > mostSchemes {
		return
	}
	if e.done.Schemes != "" {
		e.done.Schemes += ", "
	}
	e.done.Schemes += scheme
}

// text is a bookmark's readable text, nil where it has none.
func (e *export) text(b feeds.Bookmark) *feeds.Document {
	if b.Document == nil && b.HTML != "" && e.Text != nil {
		return e.Text(b)
	}
	return b.Document
}

// Portable says whether a bookmark's address may leave in formats that others
// open.
func Portable(url string) bool { return portable(url) }

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
