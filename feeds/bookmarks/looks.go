package bookmarks

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// decode gives the file as UTF-8 without a byte order mark: by the mark, else
// as it is when it is UTF-8, else by the META element or, without one, as the
// Windows-1252 of old browsers.
func decode(data []byte) []byte {
	bom := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !bom && utf8.Valid(data) {
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	enc, name, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], "text/html")
	if name == "utf-8" {
		return bytes.TrimPrefix(data, []byte("\ufeff")) // damaged; Clean marks the places
	}
	if out, err := enc.NewDecoder().Bytes(data); err == nil && len(out) <= 2*maxFile {
		return bytes.TrimPrefix(out, []byte("\ufeff"))
	}
	return data
}

// looksLike names a file by its beginning: "netscape" and "json" for what can
// be read, else words for a person.
func looksLike(data []byte) string {
	head := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 64<<10)]))
	has := func(parts ...string) bool {
		for _, p := range parts {
			if !bytes.Contains(head, []byte(p)) {
				return false
			}
		}
		return true
	}
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	first := head[:min(len(head), 200)]
	first, _, _ = bytes.Cut(first, []byte("\n"))
	firstHas := func(s string) bool { return bytes.Contains(first, []byte(s)) }
	switch {
	case len(head) == 0:
		return "an empty file"
	case starts("sqlite format 3"):
		return "an SQLite database, such as a browser's own file"
	case starts("mozlz40"):
		return "a compressed Firefox backup (.jsonlz4)"
	case starts("pk\x03\x04"):
		return "a zip archive: unpack it first"
	case starts("\x1f\x8b"):
		return "a compressed file: unpack it first"
	case starts("%pdf-"):
		return "a PDF"
	case starts("{"), starts("["):
		return looksLikeJSON(data, has)
	case has("<opml"):
		return "OPML: a list of feeds, which `broadsheet import` takes"
	case has("<rss"), has("<feed"):
		return "a feed, which `broadsheet add` takes"
	case has("<xbel"):
		return "XBEL"
	case has("netscape-bookmark-file"), has("<dt", "<a "), has("<h3", "<a ", "add_date"), has("time_added=", "<a "):
		return "netscape"
	case has("<html"), has("<!doctype html"):
		return "a web page, not an export of bookmarks"
	case starts("<"):
		return "XML of an unknown kind"
	case firstHas("time_added"):
		return "Pocket's CSV"
	case firstHas("selection,folder"):
		return "Instapaper's CSV"
	case firstHas("document tags"):
		return "Readwise Reader's CSV"
	case firstHas("url,") || firstHas(",url"):
		return "CSV, perhaps Raindrop's"
	case starts("http://"), starts("https://"):
		return "a plain list of addresses"
	case bytes.IndexByte(head, 0) >= 0:
		return "a binary file"
	}
	return "plain text"
}

func looksLikeJSON(data []byte, has func(...string) bool) string {
	var own struct {
		Version   *int64
		Generator string
		Bookmarks json.RawMessage
	}
	switch {
	case has(`"generator"`, `"broadsheet"`), json.Unmarshal(data, &own) == nil && own.Version != nil && own.Bookmarks != nil:
		return "json"
	case has(`"href"`, `"extended"`):
		return "Pinboard's JSON"
	case has(`"roots"`, `"date_added"`):
		return "a Chromium browser's own bookmarks file; export as HTML there"
	case has(`"text/x-moz-place`):
		return "Firefox's JSON backup; export as HTML there"
	case has(`"is_archived"`):
		return "Wallabag's JSON"
	case has(`"collections"`):
		return "Linkwarden's JSON"
	case has(`"createdat"`, `"bookmarks"`):
		return "Karakeep's JSON"
	case has(`"savedat"`):
		return "Omnivore's JSON"
	case has(`"jsonfeed.org`), has("jsonfeed.org/version"):
		return "a JSON feed, which `broadsheet add` takes"
	}
	return "JSON of an unknown kind"
}
