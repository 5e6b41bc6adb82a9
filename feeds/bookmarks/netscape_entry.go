package bookmarks

import (
	"strings"

	"broadsheet/feeds"
)

// openEntry begins a bookmark from the attributes of its A.
func (r *netscapeReader) openEntry(attrs map[string]string, line int) {
	r.state, r.at = inEntry, line
	r.folder = ""
	date := ""
	for _, name := range []string{"add_date", "time_added", "last_modified"} {
		if date == "" {
			date = attrs[name]
		}
	}
	tags := attrs["tags"]
	if tags == "" {
		tags = attrs["labels"]
	}
	tags = truncate(tags, maxTitle)
	r.commas = r.commas || strings.Contains(tags, ",")
	r.entry = feeds.Bookmark{
		URL:    truncate(attrs["href"], 2*maxAddress),
		Saved:  parseDate(date),
		Tags:   cleanList(strings.Split(tags, ",")),
		Folder: r.path(),
	}
	if attrs["toread"] == "1" || r.unread {
		r.entry.Tags = cleanList(append(r.entry.Tags, feeds.ReadLater))
	}
}

// closeEntry ends it with its title.
func (r *netscapeReader) closeEntry(text string) {
	r.entry.Title = cleanLine(text, maxTitle)
	r.starts = append(r.starts, r.at)
	if len(r.entry.Tags) == 1 && strings.Contains(r.entry.Tags[0], " ") {
		r.spaced = append(r.spaced, len(r.entries))
	}
	r.entries = append(r.entries, r.entry)
}
