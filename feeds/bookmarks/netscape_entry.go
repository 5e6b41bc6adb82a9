package bookmarks

import (
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// openEntry begins a bookmark from the attributes of its A.
func (r *netscapeReader) openEntry(attrs map[string]string, line int) {
	r.state, r.at = inEntry, line
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
		URL:    attrs["href"],
		Saved:  parseDate(date),
		Tags:   cleanList(strings.Split(tags, ",")),
		Folder: r.path(),
	}
	if attrs["toread"] == "1" {
		r.entry.Tags = cleanList(append(r.entry.Tags, unread))
	}
}

// closeEntry ends it with its title, or skips it. A note that follows a
// skipped one goes with it.
func (r *netscapeReader) closeEntry(text string) {
	b := r.entry
	why := ""
	if len(b.URL) > maxAddress {
		why = "its address is over 64 KiB"
	}
	b.URL = cleanURL(b.URL)
	scheme, _, _ := strings.Cut(b.URL, ":")
	switch strings.ToLower(scheme) {
	case "":
		why = "it has no address"
	case "javascript", "vbscript":
		why = "it is a program (" + scheme + ":), not an address"
	case "data":
		why = "it is a document (data:), not an address"
	case "place":
		why = "it is a browser's own query (place:)"
	}
	b.Title = cleanLine(text, maxTitle)
	if why != "" {
		what := b.Title
		if what == "" {
			what = b.URL
		}
		r.in.skip(r.at, what, why)
		r.at = 0 // no entry for a note
		return
	}
	if b.Title == "" {
		b.Title = cleanLine(b.URL, maxTitle)
	}
	b.CanonicalURL = feeds.CanonicalURL(b.URL)
	if len(b.Tags) == 1 && strings.Contains(b.Tags[0], " ") {
		r.spaced = append(r.spaced, len(r.in.Bookmarks))
	}
	r.in.Bookmarks = append(r.in.Bookmarks, b)
}

// parseDate reads what exporters write: seconds since 1970, or by their size
// milliseconds, microseconds or nanoseconds; RFC 3339; the Apache log's form.
// Zero for 0 and for what is no date of this millennium or the last.
func parseDate(s string) time.Time {
	s = strings.TrimSpace(s)
	var t time.Time
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch size := max(n, -n); {
		case n == 0:
			return time.Time{}
		case size < 1e11:
			t = time.Unix(n, 0)
		case size < 1e14:
			t = time.UnixMilli(n)
		case size < 1e17:
			t = time.UnixMicro(n)
		default:
			t = time.Unix(0, n)
		}
	} else {
		for _, layout := range []string{time.RFC3339, "02/Jan/2006:15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02"} {
			if t, err = time.Parse(layout, s); err == nil {
				break
			}
		}
	}
	if t = t.UTC(); t.Year() < 1000 || t.Year() > 2999 {
		return time.Time{}
	}
	return t
}
