package bookmarks

import (
	"bufio"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

// markdown writes one list, a heading for each folder, for reading and for
// notes programs. Every ASCII punctuation mark of outside text is escaped, so
// that no title makes a heading, a link or HTML.
type markdown struct {
	out    *bufio.Writer
	folder string
}

func newMarkdown(out *bufio.Writer, _ Options) encoder {
	out.WriteString("# Bookmarks\n\n")
	return &markdown{out: out}
}

func (m *markdown) bookmark(b feeds.Bookmark) error {
	if folder := strings.Join(folders(b.Folder), " / "); folder != m.folder {
		m.folder = folder
		if folder == "" {
			folder = "No folder"
		}
		m.out.WriteString("\n## " + punctuate(folder) + "\n\n")
	}
	title := oneLine(b.Title)
	if title == "" {
		title = oneLine(b.URL)
	}
	m.out.WriteString("- [" + punctuate(title) + "](" + markdownURL(b.URL) + ")")
	var about []string
	if source := oneLine(b.Source); source != "" {
		about = append(about, punctuate(source))
	}
	switch {
	case !b.Published.IsZero():
		about = append(about, b.Published.UTC().Format("2006-01-02"))
	case !b.Saved.IsZero():
		about = append(about, "saved "+b.Saved.UTC().Format("2006-01-02"))
	}
	for _, t := range b.Tags {
		if t = oneLine(t); t != "" {
			about = append(about, `\#`+punctuate(t))
		}
	}
	if len(about) > 0 {
		m.out.WriteString(" — " + strings.Join(about, ", "))
	}
	m.out.WriteString("\n")
	if note := strings.TrimSpace(b.Note); note != "" {
		for line := range strings.SplitSeq(note, "\n") {
			m.out.WriteString(strings.TrimRight("  > "+punctuate(oneLine(line)), " ") + "\n")
		}
	}
	return nil
}

func (m *markdown) end() error {
	return nil
}

// punctuate puts a backslash before all ASCII punctuation, which CommonMark
// reads as the mark itself (2.4).
func punctuate(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > ' ' && r < 0x7f && !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// markdownURL is a link destination that needs no angle brackets, which some
// readers do not know: what would end it is percent-encoded, and what would
// read as an entity is kept from it.
func markdownURL(url string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ' || c == 0x7f || strings.IndexByte(`()<>[]\`, c) >= 0:
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		default:
			b.WriteByte(c)
		}
	}
	return entity.ReplaceAllString(b.String(), "&amp;$1;")
}

var entity = regexp.MustCompile(`&(#?[0-9A-Za-z]+);`)
