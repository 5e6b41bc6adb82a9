package bookmarks

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"broadsheet/feeds"
)

// front is a note's front matter, in order. Every value is JSON, which YAML
// reads as JSON does in all its versions: unquoted, titles such as "yes" or
// "12:30" would be something else.
type front struct {
	Broadsheet string            `json:"broadsheet"` // the key, which finds the note again
	Title      string            `json:"title"`
	URL        string            `json:"url"`
	Canonical  string            `json:"canonical,omitempty"`
	Source     string            `json:"source,omitempty"`
	Authors    []string          `json:"authors,omitempty"`
	Published  string            `json:"published,omitempty"` // RFC 3339
	Saved      string            `json:"saved,omitempty"`
	Topics     []string          `json:"topics,omitempty"`
	Summary    string            `json:"summary,omitempty"`
	Tags       []string          `json:"tags"`             // as Obsidian can have them
	Labels     []string          `json:"labels,omitempty"` // the tags as they are, where they differ
	Folder     string            `json:"folder,omitempty"`
	Note       string            `json:"note,omitempty"`
	Highlights []feeds.Highlight `json:"highlights,omitempty"`
}

// frontKeys are the properties that are ours.
var frontKeys = []string{"broadsheet", "title", "url", "canonical", "source", "authors", "published", "saved", "topics", "summary",
	"tags", "labels", "folder", "note", "highlights"}

func frontOf(b feeds.Bookmark, key string) front {
	k := keep(b)
	f := front{
		Broadsheet: key, Title: b.Title, URL: b.URL, Canonical: b.CanonicalURL, Source: b.Source, Authors: b.Authors, Published: exact(b.Published),
		Saved: exact(b.Saved), Topics: b.Topics, Summary: b.Summary, Tags: []string{}, Folder: b.Folder, Note: b.Note, Highlights: k.Highlights,
	}
	same := true
	for _, t := range b.Tags {
		fit := obsidianTag(t)
		same = same && fit == t
		f.Tags = append(f.Tags, fit)
	}
	if f.Tags = list(unlike(f.Tags)); !same {
		f.Labels = b.Tags
	}
	return f
}

func exact(t time.Time) string {
	if m := moment(t); m != nil {
		return m.Format(time.RFC3339Nano)
	}
	return ""
}

// obsidianTag is a tag of letters, digits and "_-/", not all of them digits.
func obsidianTag(t string) string {
	t = strings.Trim(word(t, "_-/", "-"), "/")
	if t != "" && strings.Trim(t, "0123456789") == "" {
		t = "_" + t
	}
	return t
}

// writeNote is a note whole: front matter with the properties that a person
// added, the text, the marker and what is theirs.
func writeNote(b feeds.Bookmark, text *feeds.Document, key string, extra, own []byte) []byte {
	var w bytes.Buffer
	w.WriteString("---\n")
	w.Write(frontLines(frontOf(b, key)))
	w.Write(extra)
	w.WriteString("---\n\n")
	w.WriteString(strings.ReplaceAll(noteBody(b, text), noteMarker, "<!-- broadsheet -->")) // code may have any line
	w.WriteString("\n" + noteMarker + "\n")
	w.Write(own)
	return w.Bytes()
}

// frontLines writes a line a property.
func frontLines(f front) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		panic(err) // strings and lists of them always marshal, times were looked at
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &values); err != nil {
		panic(err) // it was just written
	}
	var w bytes.Buffer
	for _, key := range frontKeys {
		if v, ok := values[key]; ok {
			w.WriteString(key + ": ")
			w.Write(v)
			w.WriteByte('\n')
		}
	}
	return w.Bytes()
}

// noteBody is what a person reads of a note.
func noteBody(b feeds.Bookmark, text *feeds.Document) string {
	d := feeds.Document{Title: titled(b), URL: b.URL, Byline: strings.Join(b.Authors, ", "), Site: b.Source, Published: b.Published}
	if text != nil {
		d.Standfirst, d.Note = text.Standfirst, text.Note
	}
	parts := []string{strings.TrimSpace(d.Markdown())}
	if note := quoteMarkdown(b.Note); note != "" {
		parts = append(parts, "## Note", note)
	}
	if len(b.Highlights) > 0 {
		parts = append(parts, "## Highlights")
		for _, h := range b.Highlights {
			parts = append(parts, quoteMarkdown(h.Quote))
			if h.Note != "" {
				parts = append(parts, strings.Join(each(lines(h.Note), markdownLine), "  \n"))
			}
		}
	}
	if text != nil && len(text.Blocks) > 0 {
		body := feeds.Document{Blocks: text.Blocks, RTL: text.RTL}
		parts = append(parts, "## Text", strings.TrimSpace(body.Markdown()))
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func quoteMarkdown(text string) string {
	return strings.Join(each(lines(text), func(l string) string { return strings.TrimRight("> "+markdownLine(l), " ") }), "\n")
}

// markdownLine is a line of prose with as few backslashes as it can have: it is
// read, and edited, as it stands.
func markdownLine(l string) string {
	d := feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: oneLine(l)}}}}}
	return strings.TrimSpace(d.Markdown())
}

var propertyLine = regexp.MustCompile(`^(?:"([^"]+)"|'([^']+)'|([^\s#'"\-][^:]*?))[ \t]*:(?:[ \t\r]|$)`)

// otherProperties are the lines of front matter whose keys are not ours.
func otherProperties(front []byte) []byte {
	var out bytes.Buffer
	keep := false
	for line := range bytes.Lines(front) {
		if m := propertyLine.FindSubmatch(bytes.TrimRight(line, "\n")); m != nil {
			key := string(m[1]) + string(m[2]) + string(m[3])
			keep = true
			for _, ours := range frontKeys {
				keep = keep && key != ours
			}
		}
		if keep {
			out.Write(line)
		}
	}
	return out.Bytes()
}
