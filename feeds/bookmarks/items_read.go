package bookmarks

import (
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// jsonFeed reads a JSON Feed as a list of links, ours with what is ours in it.
func (in *reader) jsonFeed(data []byte) error {
	t := newTree(data)
	root, err := t.fields(t.root())
	if root["items"].to == 0 {
		return in.damage(t, err, false)
	}
	return in.entries(t, root["items"], func(line int, f map[string]value) error {
		own, err := t.fields(f["_broadsheet"])
		if err != nil {
			own = nil
		}
		b := feeds.Bookmark{
			URL: t.str(f["external_url"]), Title: t.str(f["title"]), Summary: t.str(f["summary"]), HTML: feeds.Raw(t.str(f["content_html"])),
			Published: parseDate(t.str(f["date_published"])), Saved: parseDate(t.str(f["date_modified"])), Tags: t.list(f["tags"]),
			Authors: t.list(f["authors"], "name"), Source: t.str(own["source"]), Folder: t.str(own["folder"]), Note: t.str(own["note"]),
		}
		if b.URL == "" {
			b.URL = t.str(f["url"])
		}
		if b.Title == "" {
			b.Title = clipText(t.str(f["content_text"]))
		}
		_ = t.items(own["highlights"], func(v value) error {
			h, err := t.fields(v)
			b.Highlights = append(b.Highlights, feeds.Highlight{Quote: t.str(h["quote"]), Prefix: t.str(h["prefix"]), Suffix: t.str(h["suffix"]),
				Note: t.str(h["note"]), Made: parseDate(t.str(h["made"]))})
			return err
		})
		return in.add(line, b)
	})
}

func clipText(s string) string { return feeds.CleanLine(s[:min(len(s), maxTitle)]) }

// csl reads web pages and the like in CSL's JSON, as Zotero exports them.
func (in *reader) csl(data []byte) error {
	t := newTree(data)
	return in.entries(t, t.root(), func(line int, f map[string]value) error {
		b := feeds.Bookmark{
			URL: t.str(f["URL"]), Title: t.str(f["title"]), Source: t.str(f["container-title"]), Summary: t.str(f["abstract"]), Note: t.str(f["note"]),
			Published: t.cslDate(f["issued"]), Saved: t.cslDate(f["accessed"]), Tags: strings.Split(t.str(f["keyword"]), ","),
		}
		_ = t.items(f["author"], func(v value) error {
			a, err := t.fields(v)
			name := t.str(a["literal"])
			if name == "" {
				name = t.str(a["given"]) + " " + t.str(a["family"])
			}
			b.Authors = append(b.Authors, name)
			return err
		})
		return in.add(line, b)
	})
}

func (t *tree) cslDate(v value) (out time.Time) {
	f, err := t.fields(v)
	if err != nil {
		return out
	}
	_ = t.items(f["date-parts"], func(v value) error {
		parts := []int{0, 1, 1}
		for i, s := range t.list(v) {
			if n, err := strconv.Atoi(s); err == nil && i < len(parts) {
				parts[i] = n
			}
		}
		if out.IsZero() && parts[0] != 0 {
			out = sane(time.Date(parts[0], time.Month(parts[1]), parts[2], 0, 0, 0, 0, time.UTC))
		}
		return nil
	})
	return out
}
