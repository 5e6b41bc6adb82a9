package bookmarks

import (
	"bufio"

	"broadsheet/feeds"
)

// ris writes the lines reference managers exchange: two letters, two spaces, a
// dash and a space; CRLF. The day of keeping is left out: bibutils mixes the
// field for it (Y2) into the year.
type ris struct{ out *bufio.Writer }

func newRIS(e *export) (encoder, error) { return ris{e.out}, nil }

func (x ris) bookmark(b feeds.Bookmark) error {
	x.field("TY", "ELEC")
	x.field("TI", titled(b))
	for _, name := range b.Authors {
		x.field("AU", name)
	}
	if m := moment(b.Published); m != nil {
		x.field("DA", m.Format("2006/01/02"))
		x.field("PY", m.Format("2006"))
	}
	x.field("PB", b.Source)
	x.field("UR", breaksEncoded.Replace(b.URL))
	x.field("AB", b.Summary)
	for _, t := range b.Tags {
		x.field("KW", t)
	}
	x.field("N1", b.Note)
	x.out.WriteString("ER  - \r\n\r\n")
	return nil
}

func (x ris) end() error { return nil }

func (x ris) field(name, value string) {
	if value = oneLine(value); value != "" {
		x.out.WriteString(name + "  - " + value + "\r\n")
	}
}
