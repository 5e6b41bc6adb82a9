package bookmarks

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// cleanBookmark makes text from a file what the store may hold. An id and a
// Document it does not look at.
func cleanBookmark(b feeds.Bookmark) feeds.Bookmark {
	b.URL, b.CanonicalURL = cleanURL(b.URL), cleanURL(b.CanonicalURL)
	b.Title, b.Source = cleanLine(b.Title, maxTitle), cleanLine(b.Source, maxTitle)
	b.Authors, b.Topics, b.Tags = cleanList(b.Authors), cleanList(b.Topics), cleanList(b.Tags)
	b.Published, b.Saved = sane(b.Published), sane(b.Saved)
	b.Summary, b.Note = cleanText(b.Summary, maxNote), cleanText(b.Note, maxNote)
	b.Folder = cleanFolder(b.Folder)
	b.Highlights = cleanHighlights(b.Highlights)
	return b
}

func cleanHighlights(list []feeds.Highlight) []feeds.Highlight {
	var out []feeds.Highlight
	for _, h := range list {
		h.Quote, h.Note = cleanText(h.Quote, maxNote), cleanText(h.Note, maxNote)
		h.Prefix, h.Suffix = feeds.Clean(truncate(h.Prefix, maxTitle)), feeds.Clean(truncate(h.Suffix, maxTitle))
		h.Made = sane(h.Made)
		if h.Quote != "" {
			out = append(out, h)
		}
	}
	return out
}

// sane is a time as the store and all formats can have it, in UTC; zero for
// what is no date of this millennium or the last.
func sane(t time.Time) time.Time {
	if t = t.UTC(); t.Year() < 1000 || t.Year() > 2999 {
		return time.Time{}
	}
	return t
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

// ownLine is cleanLine for what this program wrote: a line that is safe stays
// as it is, to the last space.
func ownLine(s string) string {
	if feeds.Clean(s) == s && !strings.ContainsAny(s, "\n\t\u200b\u200e\u200f\u061c") && len(s) <= maxTitle {
		return s
	}
	return cleanLine(s, maxTitle)
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
	return listBy(names, func(s string) string { return cleanLine(s, maxTitle) })
}

func listBy(names []string, clean func(string) string) []string {
	var out []string
	for _, n := range names[:min(len(names), 2*maxTags)] {
		if n = clean(n); n != "" && !slices.Contains(out, n) && len(out) < maxTags {
			out = append(out, n)
		}
	}
	return out
}

// cleanFolder cleans each name of "A/B" and bounds how deep it goes.
func cleanFolder(path string) string {
	return folderBy(path, func(s string) string { return cleanLine(s, maxTitle) })
}

func folderBy(path string, clean func(string) string) string {
	var names []string
	for n := range strings.SplitSeq(truncate(path, maxTitle), "/") {
		if n = clean(n); n != "" && len(names) < maxDepth {
			names = append(names, n)
		}
	}
	return strings.Join(names, "/")
}

// folderName makes a name one of "A/B": "/" parts folders here, so it cannot
// stand in a name. A folder without one has one all the same.
func folderName(name string) string {
	if name = strings.ReplaceAll(feeds.CleanLine(name), "/", "-"); name == "" {
		return "Untitled"
	}
	return name
}

// within is the path of a folder in another.
func within(path, name string) string {
	if path == "" {
		return folderName(name)
	}
	return path + "/" + folderName(name)
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
