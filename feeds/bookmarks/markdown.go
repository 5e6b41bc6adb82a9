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

func newMarkdown(e *export) (encoder, error) {
	e.out.WriteString("# Bookmarks\n\n")
	return &markdown{out: e.out}, nil
}

func (m *markdown) bookmark(b feeds.Bookmark) error {
	if folder := strings.Join(folders(b.Folder), " / "); folder != m.folder {
		m.folder = folder
		if folder == "" {
			folder = "No folder"
		}
		m.out.WriteString("\n## " + punctuate(folder) + "\n\n")
	}
	m.out.WriteString("- [" + punctuate(titled(b)) + "](" + markdownURL(b.URL) + ")")
	var about []string
	if source := oneLine(b.Source); source != "" {
		about = append(about, punctuate(source))
	}
	if published := day(b.Published); published != "" {
		about = append(about, published)
	} else if saved := day(b.Saved); saved != "" {
		about = append(about, "saved "+saved)
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
	m.quote(lines(b.Note))
	for _, h := range b.Highlights {
		m.out.WriteString("\n  Highlight:\n\n")
		m.quote(lines(h.Quote))
		if note := lines(h.Note); len(note) > 0 {
			m.out.WriteString("\n")
			for _, line := range note {
				m.out.WriteString("  " + punctuate(oneLine(line)) + "\n")
			}
		}
	}
	return nil
}

// quote writes text that belongs to the item of the list.
func (m *markdown) quote(text []string) {
	for _, line := range text {
		m.out.WriteString(strings.TrimRight("  > "+punctuate(oneLine(line)), " ") + "\n")
	}
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
