package opml

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"broadsheet/feeds"
)

type reader struct {
	list List
	over int            // open outlines beyond maxOpen
	seen map[string]int // address -> place in list.Feeds
	path []string       // names of the open outlines; "" for feeds and beyond maxDepth
}

const (
	maxSkipped = 1000
	maxOpen    = 200 // outlines open at a time that are kept apart
)

func (r *reader) skip(format string, args ...any) {
	if len(r.list.Skipped) < maxSkipped {
		r.list.Skipped = append(r.list.Skipped, fmt.Sprintf(format, args...))
	}
}

func (r *reader) read(text string) {
	s := scanner{rest: text, decodes: 2}
	if strings.Contains(text[:min(len(text), 300)], ourMark) {
		s.decodes = 1
	}
	outlines := 0
	for {
		t, ok := s.next()
		if !ok {
			return
		}
		switch {
		case t.name == "title" && !t.selfClosing && r.list.Title == "":
			if t.end {
				r.list.Title = feeds.CleanLine(s.decode(s.before))
			}
		case t.name != "outline":
		case t.end:
			if r.over > 0 {
				r.over--
			} else if len(r.path) > 0 {
				r.path = r.path[:len(r.path)-1]
			}
		default:
			if outlines++; outlines > maxOutlines {
				r.skip("The list has more than %d entries; the rest is left out.", maxOutlines)
				return
			}
			r.outline(t)
		}
	}
}

// outline takes a feed or opens a folder.
func (r *reader) outline(t tag) {
	title := firstOf(t.attrs, "text", "title")
	address := strings.TrimSpace(t.attrs["xmlurl"])
	if address == "" {
		address = strings.TrimSpace(t.attrs["feedurl"])
	}
	kind := strings.ToLower(strings.TrimSpace(t.attrs["type"]))
	if address == "" && (kind == "rss" || kind == "atom" || kind == "feed") {
		address = strings.TrimSpace(t.attrs["url"])
	}
	switch {
	case address != "":
		r.feed(t, title, address)
		title = "" // outlines within a feed belong to its folder
	case firstOf(t.attrs, "url") != "":
		o := Outline{URL: t.attrs["url"], Title: title}
		r.skip("%s is a link and no feed; left out.", o.name())
		title = ""
	}
	if !t.selfClosing {
		if len(r.path) >= maxOpen {
			r.over++
			return
		}
		if r.depth() >= maxDepth {
			title = ""
		}
		r.path = append(r.path, folderName(title))
	}
}

func firstOf(attrs map[string]string, names ...string) string {
	for _, name := range names {
		if v := feeds.CleanLine(attrs[name]); v != "" {
			return v
		}
	}
	return ""
}

func (r *reader) depth() int {
	n := 0
	for _, name := range r.path {
		if name != "" {
			n++
		}
	}
	return n
}

// folderName is one part of a folder's path, at most 100 characters.
func folderName(s string) string {
	return feeds.Shorten(strings.Trim(s, "/ "), 100)
}

func (r *reader) folder(t tag) string {
	var parts []string
	for _, name := range r.path {
		if name != "" {
			parts = append(parts, name)
		}
	}
	if len(parts) > 0 {
		return joinFolder(parts)
	}
	// Some programs name the folder in the feed: "/News/World,/Daily".
	category, _, _ := strings.Cut(firstOf(t.attrs, "category"), ",")
	return joinFolder(strings.Split(category, "/"))
}

// joinFolder joins names to a path, without empty parts.
func joinFolder(parts []string) string {
	parts = strings.Split(strings.Join(parts, "/"), "/")
	out := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" && len(out) < maxDepth {
			out = append(out, p)
		}
	}
	return strings.Join(out, "/")
}

func (r *reader) feed(t tag, title, address string) {
	o := Outline{Title: title, Folder: r.folder(t), SiteURL: feeds.WebURL("", t.attrs["htmlurl"])}
	raw := Outline{Title: title, URL: address}
	o.URL = webAddress(address)
	if o.URL == "" {
		r.skip("%s has no web address (%s); left out.", raw.name(), feeds.CleanLine(address))
		return
	}
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.User != nil {
		r.skip("%s had a name and password in its address; they are left out, give them with the feed's settings.", o.name())
	}
	at, twice := r.seen[o.URL]
	if !twice {
		r.seen[o.URL] = len(r.list.Feeds)
		r.list.Feeds = append(r.list.Feeds, o)
		return
	}
	first := &r.list.Feeds[at]
	if first.Title == "" {
		first.Title = o.Title
	}
	if first.SiteURL == "" {
		first.SiteURL = o.SiteURL
	}
	switch {
	case first.Folder == o.Folder:
		r.skip("%s is listed twice; merged.", o.name())
	case first.Folder == "":
		first.Folder = o.Folder
		r.skip("%s is listed twice; kept in %s.", o.name(), o.Folder)
	default:
		r.skip("%s is listed twice; kept in %s.", o.name(), first.Folder)
	}
}

// webAddress makes a feed's address absolute http(s): "feed:" and a missing
// scheme are common. Anything else, above all "exec:", "filter:", "file:" and
// "|command", gives "".
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	lower := strings.ToLower(s)
	switch {
	case strings.HasPrefix(lower, "feed:http"):
		s = s[len("feed:"):]
	case strings.HasPrefix(lower, "feed://"):
		s = "http" + s[len("feed"):]
	}
	if u := feeds.WebURL("", s); u != "" {
		return u
	}
	host, _, _ := strings.Cut(s, "/")
	if strings.ContainsAny(host, ":|@ \"'") || !strings.Contains(strings.Trim(host, "."), ".") {
		return ""
	}
	return feeds.WebURL("", "https://"+s)
}

// otherFormat says what a text without any tag of OPML is.
func otherFormat(text string, names []string) string {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return "the file is empty"
	case strings.HasPrefix(trimmed, "{"), strings.HasPrefix(trimmed, "["):
		return "it is JSON"
	case strings.Contains(strings.ToLower(trimmed[:min(len(trimmed), 1000)]), "netscape-bookmark-file"):
		return "it is a file of bookmarks; `broadsheet bookmarks import` takes it"
	case len(names) > 0:
		return "it is an XML document with the root <" + feeds.CleanLine(names[0]) + ">"
	}
	first, _, _ := strings.Cut(trimmed, "\n")
	if slices.ContainsFunc(strings.Fields(first), func(s string) bool { return feeds.WebURL("", s) != "" }) {
		return "it is a plain list of addresses; subscribe to them with “add URL…”"
	}
	return "it is plain text"
}
