package bookmarks

import (
	"errors"
	"strings"

	"broadsheet/feeds"
)

// wallabag reads version 2 of Wallabag's JSON. What is not archived is still
// to be read there.
func (in *reader) wallabag(data []byte) error {
	t := newTree(data)
	return in.entries(t, t.root(), func(line int, f map[string]value) error {
		b := feeds.Bookmark{
			URL: t.str(f["url"]), Title: t.str(f["title"]), HTML: feeds.Raw(t.str(f["content"])), Source: t.str(f["domain_name"]),
			Authors: t.list(f["published_by"]), Published: parseDate(t.str(f["published_at"])), Saved: parseDate(t.str(f["created_at"])),
			Tags: t.list(f["tags"], "label", "slug"),
		}
		if _, known := f["is_archived"]; known {
			b.Tags = tagged(b.Tags, !t.yes(f["is_archived"]), feeds.ReadLater)
		}
		b.Tags = tagged(b.Tags, t.yes(f["is_starred"]), starredTag)
		err := t.items(f["annotations"], func(v value) error {
			a, err := t.fields(v)
			b.Highlights = append(b.Highlights, feeds.Highlight{Quote: t.str(a["quote"]), Note: t.str(a["text"]), Made: parseDate(t.str(a["created_at"]))})
			return err
		})
		return errors.Join(err, in.add(line, b))
	})
}

// omnivore reads Omnivore's JSON. What is not archived is still to be read.
func (in *reader) omnivore(data []byte) error {
	t := newTree(data)
	return in.entries(t, t.root(), func(line int, f map[string]value) error {
		b := feeds.Bookmark{
			URL: t.str(f["url"]), Title: t.str(f["title"]), Summary: t.str(f["description"]), Source: t.str(f["siteName"]),
			Published: parseDate(t.str(f["publishedAt"])), Saved: parseDate(t.str(f["savedAt"])), Tags: t.list(f["labels"], "name"),
		}
		if slug := t.str(f["slug"]); slug != "" {
			b.HTML = feeds.Raw(in.page("content/" + slug + ".html"))
		}
		if author := t.str(f["author"]); author != "" {
			b.Authors = []string{author}
		}
		if state := t.str(f["state"]); state != "" {
			b.Tags = tagged(b.Tags, !strings.EqualFold(state, "archived"), feeds.ReadLater)
		}
		return in.add(line, b)
	})
}

// linkding reads what linkding's API answers: {"results": […]} or the list.
func (in *reader) linkding(data []byte) error {
	t := newTree(data)
	list := t.root()
	if t.kind(list) == '{' {
		f, err := t.fields(list)
		if list = f["results"]; list.to == 0 {
			return in.damage(t, err, false)
		}
	}
	return in.entries(t, list, func(line int, f map[string]value) error {
		return in.add(line, feeds.Bookmark{
			URL: t.str(f["url"]), Title: t.str(f["title"]), Summary: t.str(f["description"]), Note: t.str(f["notes"]), Saved: parseDate(t.str(f["date_added"])),
			Tags: tagged(t.list(f["tag_names"]), t.yes(f["unread"]), feeds.ReadLater),
		})
	})
}

// starred reads the articles that FreshRSS, Inoreader and others export in the
// form of Google Reader's API.
func (in *reader) starred(data []byte) error {
	t := newTree(data)
	root, err := t.fields(t.root())
	if root["items"].to == 0 {
		return in.damage(t, err, false)
	}
	return in.entries(t, root["items"], func(line int, f map[string]value) error {
		origin, err := t.fields(f["origin"])
		if err != nil {
			origin = nil // an entry without its feed is one all the same
		}
		b := feeds.Bookmark{
			URL: first(t.list(f["canonical"], "href"), t.list(f["alternate"], "href")), Title: t.str(f["title"]), Source: t.str(origin["title"]),
			Published: parseDate(t.str(f["published"])), Saved: parseDate(t.str(f["timestampUsec"])),
		}
		if b.Saved.IsZero() {
			b.Saved = parseDate(t.str(f["crawlTimeMsec"]))
		}
		if author := t.str(f["author"]); author != "" {
			b.Authors = []string{author}
		}
		for _, name := range []string{"content", "summary"} {
			if b.HTML == "" {
				text, err := t.fields(f[name])
				if err == nil {
					b.HTML = feeds.Raw(t.str(text["content"]))
				}
			}
		}
		for _, c := range t.list(f["categories"], "label", "term") {
			label, state := c, false
			if strings.HasPrefix(c, "user/") {
				_, label, state = strings.Cut(c, "/label/")
				if state {
					b.Tags = append(b.Tags, label)
				}
				continue
			}
			b.Topics = append(b.Topics, label)
		}
		return in.add(line, b)
	})
}

// first is the first text of the lists.
func first(lists ...[]string) string {
	for _, l := range lists {
		if len(l) > 0 && l[0] != "" {
			return l[0]
		}
	}
	return ""
}
