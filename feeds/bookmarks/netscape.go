package bookmarks

import (
	"bufio"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// ours marks a file as written here, where commas alone part tags.
const ours = "<!-- Broadsheet bookmarks -->"

// netscape writes the HTML that browsers and bookmark services exchange. There
// is no standard but what their readers bear, so the layout is strict: doctype
// first and alone, one entry a line, upper case, HREF first, double quotes,
// seconds, no closing DT or DD, four entities and no other, notes on one line.
type netscape struct {
	out *bufio.Writer
	outline
	date string // attributes of the entry's date; a folder has its first's
}

func newNetscape(e *export) (encoder, error) {
	e.out.WriteString(`<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
` + ours + `
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`)
	n := &netscape{out: e.out}
	n.outline = outline{open: n.open, close: n.close}
	return n, nil
}

func (n *netscape) bookmark(b feeds.Bookmark) error {
	n.date = ""
	if !b.Saved.IsZero() {
		saved := strconv.FormatInt(b.Saved.Unix(), 10)
		n.date = ` ADD_DATE="` + saved + `" LAST_MODIFIED="` + saved + `"`
	}
	n.enter(folders(b.Folder))
	n.indent(len(n.path))
	// What a person keeps here is theirs: no service is to publish it unasked.
	n.out.WriteString(`<DT><A HREF="` + netscapeURL(b.URL) + `"` + n.date + ` PRIVATE="1"`)
	if b.ReadLater() {
		n.out.WriteString(` TOREAD="1"`)
	} else {
		n.out.WriteString(` TOREAD="0"`)
	}
	if tags := netscapeTags(b.Tags); tags != "" {
		n.out.WriteString(` TAGS="` + tags + `"`)
	}
	n.out.WriteString(`>` + escape(titled(b)) + "</A>\n")
	if note := oneLine(b.Note); note != "" {
		n.indent(len(n.path))
		n.out.WriteString("<DD>" + escape(note) + "\n")
	}
	return nil // the buffer keeps its first error for Flush
}

func (n *netscape) end() error {
	n.enter(nil)
	n.out.WriteString("</DL><p>\n")
	return nil
}

func (n *netscape) open(name string, depth int) {
	n.indent(depth)
	n.out.WriteString(`<DT><H3` + n.date + `>` + escape(name) + "</H3>\n")
	n.indent(depth)
	n.out.WriteString("<DL><p>\n")
}

func (n *netscape) close(depth int) {
	n.indent(depth)
	n.out.WriteString("</DL><p>\n")
}

func (n *netscape) indent(depth int) {
	for range depth + 1 {
		n.out.WriteString("    ")
	}
}

// netscapeURL is the address as stored, but for line breaks, which would end
// the entry, and a last backslash, which some readers take for an escaped quote.
func netscapeURL(url string) string {
	url = breaksEncoded.Replace(url)
	if rest, found := strings.CutSuffix(url, `\`); found {
		url = rest + "%5C"
	}
	return escape(url)
}

// netscapeTags joins tags by commas. The format cannot carry a comma within a
// tag: it becomes a space.
func netscapeTags(tags []string) string {
	names := unlike(each(tags, func(t string) string { return oneLine(strings.ReplaceAll(t, ",", " ")) }))
	joined := strings.Join(names, ",")
	if strings.HasSuffix(joined, `\`) {
		joined += ","
	}
	return escape(joined)
}

// escape writes the four entities that every reader knows; a raw apostrophe is
// read by all, an escaped one is not.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
