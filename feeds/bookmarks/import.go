package bookmarks

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// Bounds of a file to import. They stand far above what people keep and far
// below what would harm.
const (
	maxFile    = 64 << 20
	maxEntries = 200_000
	maxDepth   = 100
	maxAddress = 64 << 10
	maxTitle   = 64 << 10
	maxNote    = 1 << 20
	maxTags    = 200
	maxPaths   = 64 << 20 // bytes of all folders' paths together
)

// Errors of Import that a caller may branch on. What they are wrapped in says
// what the file looks like and which formats are known.
var (
	ErrUnknown = errors.New("not a bookmarks file that can be read")
	ErrTooBig  = errors.New("the file is over 64 MiB")
)

// Imported is what a file held. Bookmarks have the id and the article of
// another store, if any, and no Saved where the file gives no date.
type Imported struct {
	Format    string // a Format's name
	Bookmarks []feeds.Bookmark
	Skipped   []Skip
}

// Skip is an entry that was not taken.
type Skip struct {
	Line int // from 1
	What string
	Why  string
}

// Import reads a file of bookmarks, whatever its format: Netscape HTML of
// browsers and services, or our own JSON. One bad entry never stops the rest:
// it is skipped with its line and the reason. Addresses that are programs
// (javascript:, data:) or another program's own queries (place:) are skipped
// in HTML; all other addresses are kept as they are. All text has passed
// feeds.Clean; a line keeps its length.
func Import(r io.Reader) (Imported, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Imported{}, fmt.Errorf("read bookmarks: %w", err)
	}
	if len(data) > maxFile {
		return Imported{}, fmt.Errorf("read bookmarks: %w", ErrTooBig)
	}
	data = decode(data)
	switch what := looksLike(data); what {
	case "netscape":
		return importNetscape(data, maxEntries), nil
	case "json":
		return importJSON(data, maxEntries)
	default:
		return Imported{}, fmt.Errorf("read bookmarks: %w: it looks like %s; known are %s", ErrUnknown, what, readable())
	}
}

// Sentence says an error of Import in words for a person.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	text := strings.TrimPrefix(err.Error(), "read bookmarks: ")
	return strings.Replace(text, ErrUnknown.Error()+": ", "", 1)
}

func readable() string {
	var names []string
	for _, f := range Formats() {
		if f.Reads {
			names = append(names, f.Title)
		}
	}
	return strings.Join(names, " and ")
}

// full says whether no more entries are to be read, and notes it once.
func (in *Imported) full(line, most int) bool {
	if len(in.Bookmarks)+len(in.Skipped) < most {
		return false
	}
	in.skip(line, "the rest of the file", fmt.Sprintf("it has more than %d entries", most))
	return true
}

func (in *Imported) skip(line int, what, why string) {
	in.Skipped = append(in.Skipped, Skip{line, feeds.CleanLine(what), why})
}

// cleanLine is feeds.CleanLine that keeps long lines: a title someone kept is
// not ours to cut, within max bytes.
func cleanLine(s string, max int) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u200e', '\u200f', '\u061c': // direction marks, as in CleanLine
			return -1
		case '\u200b':
			return ' '
		}
		return r
	}, feeds.Clean(truncate(s, max)))
	return oneLine(s)
}

// cleanURL takes out what no address may hold, and line breaks and tabs as
// browsers do; spaces within are kept.
func cleanURL(s string) string {
	return strings.TrimSpace(breaks.Replace(feeds.Clean(strings.TrimSpace(s))))
}

var breaks = strings.NewReplacer("\n", "", "\t", "")

// cleanText keeps lines, without white space at their ends and the text's.
func cleanText(s string, max int) string {
	s = feeds.Clean(truncate(s, max))
	if !strings.Contains(s, "\n") {
		return strings.TrimSpace(s)
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func truncate(s string, max int) string {
	if len(s) <= max {
		return s
	}
	return strings.ToValidUTF8(s[:max], "") + "…"
}

// cleanList cleans names, without empty ones and repetitions.
func cleanList(names []string) []string {
	var out []string
	for _, n := range names[:min(len(names), 2*maxTags)] {
		if n = cleanLine(n, maxTitle); n != "" && !slices.Contains(out, n) && len(out) < maxTags {
			out = append(out, n)
		}
	}
	return out
}

// line counts lines in files read from start to end.
type line struct {
	data []byte
	at   int
	n    int
}

func (l *line) of(offset int) int {
	offset = min(max(offset, l.at), len(l.data))
	l.n += bytes.Count(l.data[l.at:offset], []byte{'\n'})
	l.at = offset
	return l.n + 1
}
