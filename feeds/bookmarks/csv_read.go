package bookmarks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// csvNames are the names of columns, in lower case, by what they hold: those
// of Pocket, Instapaper, Raindrop, Readwise Reader, Matter and of others.
var csvNames = map[string][]string{
	"url":       {"url", "link", "href", "uri", "address"},
	"title":     {"title", "name"},
	"note":      {"note", "notes", "comment", "selection", "extended"},
	"summary":   {"excerpt", "description", "summary"},
	"folder":    {"folder", "collection", "list"},
	"tags":      {"tags", "document tags", "labels", "tag_names"},
	"saved":     {"created", "time_added", "timestamp", "saved date", "date_added", "saved", "date", "last interaction date"},
	"status":    {"status", "location"},
	"queue":     {"in queue", "unread", "toread"},
	"starred":   {"favorite", "favorited", "starred"},
	"author":    {"author", "authors"},
	"source":    {"publisher", "source", "site"},
	"published": {"published", "published date"},
	"highlight": {"highlights"},
}

// csv reads a table by the names of its columns.
func (in *reader) csv(data []byte) error {
	p := newCSVParser(data)
	head, _, _ := p.row()
	column := map[string]int{}
	for what, names := range csvNames {
		for i, name := range head {
			if at, seen := column[what]; slices.Contains(names, strings.ToLower(strings.TrimSpace(name))) && (!seen || i < at) {
				column[what] = i
			}
		}
	}
	if _, ok := column["url"]; !ok {
		return fmt.Errorf("read bookmarks: %w: it looks like CSV without a column called url", ErrUnknown)
	}
	named := func(name string) bool {
		return slices.ContainsFunc(head, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), name) })
	}
	instapaper, sep := named("selection"), ","
	switch {
	case named("time_added"): // Pocket
		sep = "|"
	case named("in queue"): // Matter
		sep = ";"
	}
	for !p.end() {
		row, line, whole := p.row()
		switch {
		case !whole:
			in.skip(line, strings.Join(row, ","), "it has a quotation mark that nothing closes")
			continue
		case len(row) == 1 && strings.TrimSpace(row[0]) == "":
			continue
		}
		cell := func(what string) string {
			if i, ok := column[what]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		if strings.EqualFold(cell("status"), "feed") {
			in.skip(line, cell("title"), "it came by a feed and was not saved")
			continue
		}
		if err := in.add(line, csvBookmark(cell, sep, instapaper)); err != nil {
			return finish(err)
		}
	}
	return nil
}

func csvBookmark(cell func(string) string, sep string, instapaper bool) feeds.Bookmark {
	b := feeds.Bookmark{
		URL: cell("url"), Title: cell("title"), Note: cell("note"), Summary: cell("summary"), Folder: cell("folder"), Source: cell("source"),
		Saved: parseDate(cell("saved")), Published: parseDate(cell("published")), Tags: csvTags(cell("tags"), sep), Highlights: csvHighlights(cell("highlight")),
	}
	if author := cell("author"); author != "" {
		b.Authors = []string{author}
	}
	unread := truth(cell("queue"))
	switch strings.ToLower(cell("status")) {
	case "unread", "new", "later", "shortlist": // Pocket's and Reader's
		unread = true
	}
	if instapaper { // which has folders for what is elsewhere a flag
		switch b.Folder {
		case "Unread":
			b.Folder, unread = "", true
		case "Archive":
			b.Folder = ""
		case "Starred":
			b.Folder = ""
			b.Tags = append(b.Tags, starredTag)
		}
	}
	b.Tags = tagged(tagged(b.Tags, truth(cell("starred")), starredTag), unread, feeds.ReadLater)
	return b
}

// csvTags parts tags: a list of JSON's or Python's, else by sep.
func csvTags(s, sep string) []string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		var out []string
		if json.Unmarshal([]byte(s), &out) == nil {
			return out
		}
		return pythonList(s)
	}
	return strings.Split(s, sep)
}

// pythonList reads ['a', "it's"]: texts in quotes of either kind.
func pythonList(s string) (out []string) {
	var b strings.Builder
	quote, escaped := rune(0), false
	for _, r := range s {
		switch {
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case quote == 0:
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == quote:
			out = append(out, b.String())
			b.Reset()
			quote = 0
		default:
			b.WriteRune(r)
		}
	}
	return out
}

// csvHighlights reads what raindropHighlights writes; without its marks, a
// passage a line.
func csvHighlights(s string) (out []feeds.Highlight) {
	in := 0 // 1 within a quote, 2 within a note
	marked := strings.HasPrefix(s, highlightMark)
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSuffix(line, "\r")
		quote, isQuote := strings.CutPrefix(line, highlightMark)
		note, isNote := strings.CutPrefix(line, noteMark)
		switch {
		case !marked || isQuote:
			out = append(out, feeds.Highlight{Quote: quote})
			in = 1
		case isNote:
			out[len(out)-1].Note = note
			in = 2
		case in == 1:
			out[len(out)-1].Quote += "\n" + line
		default:
			out[len(out)-1].Note += "\n" + line
		}
	}
	return out
}
