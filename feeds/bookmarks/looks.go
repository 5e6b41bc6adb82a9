package bookmarks

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']`)

// decode gives the file as UTF-8 without a byte order mark: by the mark, else
// as it is when it is UTF-8, else by what XML or the META element say or,
// without these, as the Windows-1252 of old browsers.
func decode(data []byte) []byte {
	bom := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !bom && utf8.Valid(data) {
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	head := data[:min(len(data), 1024)]
	enc, name, _ := charset.DetermineEncoding(head, "text/html")
	if m := xmlEncoding.FindSubmatch(head); m != nil && !bom {
		if named, canonical := charset.Lookup(string(m[1])); named != nil {
			enc, name = named, canonical
		}
	}
	if name == "utf-8" {
		return bytes.TrimPrefix(data, []byte("\ufeff")) // damaged; Clean marks the places
	}
	if out, err := enc.NewDecoder().Bytes(data); err == nil && len(out) <= 2*maxFile {
		return bytes.TrimPrefix(out, []byte("\ufeff"))
	}
	return data
}

// looksLike names a file by its beginning: a name of readers for what can be
// read, else words for a person.
func looksLike(data []byte) string {
	head := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 64<<10)]))
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case len(head) == 0:
		return "an empty file"
	case starts("sqlite format 3"):
		return "an SQLite database, such as a browser's own file"
	case starts("7z\xbc\xaf"), starts("rar!"), starts("\xfd7zxz"), starts("bzh"), starts("\x28\xb5\x2f\xfd"):
		return "a compressed file: unpack it first"
	case starts("%pdf-"):
		return "a PDF"
	case starts("{"), starts("["):
		return looksLikeJSON(data)
	case starts("---") && isNote(data):
		return "obsidian"
	case starts("bplist"):
		return "Safari's own property list; export bookmarks as HTML there"
	case starts("<"):
		return looksLikeMarkup(head)
	case isCSV(head):
		return "csv"
	case isOrg(head):
		return "org"
	case isURLs(head):
		return "urls"
	case bytes.IndexByte(head, 0) >= 0:
		return "a binary file"
	}
	return "plain text"
}

// looksLikeMarkup tells HTML and XML apart by the names in it.
func looksLikeMarkup(head []byte) string {
	has := func(parts ...string) bool {
		for _, p := range parts {
			if !bytes.Contains(head, []byte(p)) {
				return false
			}
		}
		return true
	}
	switch {
	case has("<!doctype plist"), has("<plist"):
		return "Safari's own property list; export bookmarks as HTML there"
	case has("netscape-bookmark-file"):
		return "netscape"
	case has("<opml"):
		return "opml"
	case has("<xbel"):
		return "xbel"
	case has("<rss"), has("<feed"):
		return "a feed, which `broadsheet add` takes"
	case has("<dt", "<a "), has("<h3", "<a ", "add_date"), has("time_added=", "<a "), has("<h1>unread</h1>", "<li", "<a "):
		return "netscape"
	case has("<html"), has("<!doctype html"):
		return "a web page, not an export of bookmarks"
	}
	return "XML of an unknown kind"
}

func isNote(data []byte) bool {
	_, _, ok := frontMatter(data)
	return ok
}

// isCSV says whether the first line names a column of addresses among others.
func isCSV(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	cells, _, whole := newCSVParser(line).row()
	if !whole || len(cells) < 2 && strings.TrimSpace(cells[0]) != "url" {
		return false
	}
	for _, c := range cells {
		for _, name := range csvNames["url"] {
			if strings.TrimSpace(c) == name {
				return true
			}
		}
	}
	return false
}

var orgSign = regexp.MustCompile(`(?m)^(?:#\+[a-z_]+:|\*+ )`)

func isOrg(head []byte) bool { return bytes.Contains(head, []byte("[[")) && orgSign.Match(head) }

// isURLs says whether the first line that is no comment is an address.
func isURLs(head []byte) bool {
	for line := range strings.FieldsFuncSeq(string(head), func(r rune) bool { return r == '\n' || r == 0 }) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return portable(line) && !strings.ContainsAny(line, " \t")
		}
	}
	return false
}

// looksLikeJSON tells JSON apart by the names in it: the file's own, or those
// of the first entry of a list.
func looksLikeJSON(data []byte) string {
	t := newTree(data)
	has := func(f map[string]value, names ...string) bool {
		for _, n := range names {
			if _, ok := f[n]; !ok {
				return false
			}
		}
		return true
	}
	if t.kind(t.root()) == '[' {
		f := t.firstOf(t.root())
		switch {
		case has(f, "href"):
			return "pinboard"
		case has(f, "url", "is_archived"), has(f, "url", "is_starred"):
			return "wallabag"
		case has(f, "url", "tag_names"):
			return "linkding"
		case has(f, "url", "savedAt"), has(f, "url", "slug"):
			return "omnivore"
		case has(f, "URL", "type"):
			return "csl-json"
		case has(f, "url"):
			return "json"
		}
		return "JSON of an unknown kind"
	}
	f, err := t.fields(t.root())
	switch {
	case t.str(f["generator"]) == "Broadsheet", has(f, "version", "bookmarks"):
		return "json"
	case has(f, "roots"):
		return "chromium"
	case strings.HasPrefix(t.str(f["type"]), "text/x-moz-place"), has(f, "children", "guid"):
		return "firefox"
	case has(f, "collections"):
		return "linkwarden"
	case has(f, "bookmarks") && has(t.firstOf(f["bookmarks"]), "content"):
		return "karakeep"
	case has(f, "bookmarks") && has(t.firstOf(f["bookmarks"]), "url"):
		return "json"
	case has(f, "results"):
		return "linkding"
	case strings.Contains(t.str(f["version"]), "jsonfeed.org"):
		return "jsonfeed"
	case has(f, "items") && (has(t.firstOf(f["items"]), "alternate") || has(t.firstOf(f["items"]), "canonical")):
		return "freshrss"
	case has(f, "url") && (err == nil || bytes.IndexByte(data, '\n') >= 0):
		return "jsonl"
	case err != nil:
		return "JSON that is damaged"
	}
	return "JSON of an unknown kind"
}

// firstOf gives the names in the first object of a list.
func (t *tree) firstOf(v value) (f map[string]value) {
	_ = t.items(v, func(m value) (err error) {
		f, err = t.fields(m)
		if err == nil {
			err = errFull // one is enough
		}
		return err
	})
	return f
}
