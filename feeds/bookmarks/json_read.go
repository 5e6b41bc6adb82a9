package bookmarks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// importJSON reads our own JSON, see kept. A file cut short gives what stands
// before the cut.
func importJSON(data []byte, most int) (Imported, error) {
	in := Imported{Format: "json"}
	dec := json.NewDecoder(bytes.NewReader(data))
	lines := &line{data: data}
	fail := func(err error) (Imported, error) {
		good := int(dec.InputOffset()) // what follows the last whole piece is bad
		for good < len(data) && bytes.IndexByte([]byte(" \t\r\n,"), data[good]) >= 0 {
			good++
		}
		at := lines.of(good)
		if len(in.Bookmarks) == 0 {
			return in, fmt.Errorf("read bookmarks: line %d: %w: Broadsheet's JSON is damaged: %w", at, ErrUnknown, err)
		}
		in.skip(at, "the rest of the file", "it is damaged or cut short")
		return in, nil
	}
	if _, err := dec.Token(); err != nil { // {
		return fail(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fail(err)
		}
		if key == "bookmarks" {
			if err := in.entries(dec, lines, most); err != nil {
				return fail(err)
			}
			continue
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return fail(err)
		}
		if n, err := strconv.ParseInt(string(value), 10, 64); key == "version" && err == nil && n > version {
			return Imported{}, fmt.Errorf("read bookmarks: %w: it is of version %d, from a newer Broadsheet; this one knows version %d", ErrUnknown, n, version)
		}
	}
	if _, err := dec.Token(); err != nil { // }
		return fail(err)
	}
	return in, nil
}

var errNoList = errors.New(`"bookmarks" is not a list`)

func (in *Imported) entries(dec *json.Decoder, lines *line, most int) error {
	if open, err := dec.Token(); err != nil {
		return err
	} else if open != json.Delim('[') {
		return errNoList
	}
	for dec.More() {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		at := lines.of(int(dec.InputOffset()) - len(raw))
		if err != nil {
			return err
		}
		if in.full(at, most) {
			return skipRest(dec)
		}
		var k kept
		if err := json.Unmarshal(raw, &k); err != nil {
			in.skip(at, string(truncateBytes(raw, 200)), "it is not a bookmark: "+feeds.CleanLine(err.Error()))
			continue
		}
		if cleanURL(k.URL) == "" {
			in.skip(at, k.Title, "it has no address")
			continue
		}
		if len(k.URL) > maxAddress {
			in.skip(at, k.Title, "its address is over 64 KiB")
			continue
		}
		in.Bookmarks = append(in.Bookmarks, k.bookmark())
	}
	_, err := dec.Token() // ]
	return err
}

func skipRest(dec *json.Decoder) error {
	var raw json.RawMessage
	for dec.More() {
		if err := dec.Decode(&raw); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

func truncateBytes(b []byte, max int) []byte { return b[:min(len(b), max)] }

func (k kept) bookmark() feeds.Bookmark {
	b := feeds.Bookmark{
		URL: cleanURL(k.URL), CanonicalURL: cleanURL(k.CanonicalURL),
		Title: cleanLine(k.Title, maxTitle), Source: cleanLine(k.Source, maxTitle), Authors: cleanList(k.Authors),
		Published: utc(k.Published), Saved: utc(k.Saved), Topics: cleanList(k.Topics), Summary: feeds.Clean(k.Summary),
		Tags: cleanList(k.Tags), Note: feeds.Clean(k.Note), Folder: cleanFolder(k.Folder),
		HTML: k.HTML, Document: cleanDocument(k.Document),
	}
	if b.CanonicalURL == "" {
		b.CanonicalURL = feeds.CanonicalURL(b.URL)
	}
	if id, err := strconv.ParseInt(k.ID, 10, 64); err == nil && id > 0 {
		b.ID = feeds.BookmarkID(id)
	}
	if id, err := strconv.ParseInt(k.ArticleID, 10, 64); err == nil && id > 0 {
		b.ArticleID = feeds.ArticleID(id)
	}
	return b
}

func utc(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// cleanFolder cleans each name of "A/B" and bounds how deep it goes.
func cleanFolder(path string) string {
	var names []string
	for n := range strings.SplitSeq(truncate(path, maxTitle), "/") {
		if n = cleanLine(n, maxTitle); n != "" && len(names) < maxDepth {
			names = append(names, n)
		}
	}
	return strings.Join(names, "/")
}
