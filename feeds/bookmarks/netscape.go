package bookmarks

import (
	"bufio"
	"slices"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// ours marks a file as written here, where commas alone part tags.
const ours = "<!-- Broadsheet bookmarks -->"

// unread is the tag for what is still to be read; TOREAD in this format.
const unread = "toread"

// netscape writes the HTML that browsers and bookmark services exchange. There
// is no standard but what their readers bear, so the layout is strict: doctype
// first and alone, one entry a line, upper case, HREF first, double quotes,
// seconds, no closing DT or DD, four entities and no other, notes on one line.
type netscape struct {
	out  *bufio.Writer
	now  string
	path []string // the folders that are open
}

func newNetscape(out *bufio.Writer, opt Options) encoder {
	out.WriteString(`<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
` + ours + `
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`)
	return &netscape{out: out, now: strconv.FormatInt(opt.Now.Unix(), 10)}
}

func (n *netscape) bookmark(b feeds.Bookmark) error {
	n.enter(folders(b.Folder))
	n.indent()
	n.out.WriteString(`<DT><A HREF="` + netscapeURL(b.URL) + `"`)
	if !b.Saved.IsZero() {
		saved := strconv.FormatInt(b.Saved.Unix(), 10)
		n.out.WriteString(` ADD_DATE="` + saved + `" LAST_MODIFIED="` + saved + `"`)
	}
	// What a person keeps here is theirs: no service is to publish it unasked.
	n.out.WriteString(` PRIVATE="1"`)
	if slices.Contains(b.Tags, unread) {
		n.out.WriteString(` TOREAD="1"`)
	} else {
		n.out.WriteString(` TOREAD="0"`)
	}
	if tags := netscapeTags(b.Tags); tags != "" {
		n.out.WriteString(` TAGS="` + tags + `"`)
	}
	title := oneLine(b.Title)
	if title == "" {
		title = oneLine(b.URL)
	}
	n.out.WriteString(`>` + escape(title) + "</A>\n")
	if note := oneLine(b.Note); note != "" {
		n.indent()
		n.out.WriteString("<DD>" + escape(note) + "\n")
	}
	return nil // the buffer keeps its first error for Flush
}

func (n *netscape) end() error {
	n.enter(nil)
	_, err := n.out.WriteString("</DL><p>\n")
	return err
}

// enter closes and opens folders until path is open.
func (n *netscape) enter(path []string) {
	same := 0
	for same < len(path) && same < len(n.path) && path[same] == n.path[same] {
		same++
	}
	for len(n.path) > same {
		n.path = n.path[:len(n.path)-1]
		n.indent()
		n.out.WriteString("</DL><p>\n")
	}
	for _, name := range path[same:] {
		n.indent()
		n.out.WriteString(`<DT><H3 ADD_DATE="` + n.now + `" LAST_MODIFIED="` + n.now + `">` + escape(name) + "</H3>\n")
		n.indent()
		n.out.WriteString("<DL><p>\n")
		n.path = append(n.path, name)
	}
}

func (n *netscape) indent() {
	for range len(n.path) + 1 {
		n.out.WriteString("    ")
	}
}

// netscapeURL is the address as stored, but for line breaks, which would end
// the entry, and a last backslash, which some readers take for an escaped quote.
func netscapeURL(url string) string {
	url = encodeBreaks.Replace(url)
	if rest, found := strings.CutSuffix(url, `\`); found {
		url = rest + "%5C"
	}
	return escape(url)
}

// netscapeTags joins tags by commas. The format cannot carry a comma within a
// tag: it becomes a space.
func netscapeTags(tags []string) string {
	var names []string
	for _, t := range tags {
		if t = oneLine(strings.ReplaceAll(t, ",", " ")); t != "" && !slices.Contains(names, t) {
			names = append(names, t)
		}
	}
	joined := strings.Join(names, ",")
	if strings.HasSuffix(joined, `\`) {
		joined += ","
	}
	return escape(joined)
}

// escape writes the four entities that every reader knows; a raw apostrophe is
// read by all, an escaped one is not.
func escape(s string) string { return escaper.Replace(s) }

var encodeBreaks = strings.NewReplacer("\n", "%0A", "\r", "%0D", "\t", "%09")

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
