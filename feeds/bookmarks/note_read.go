package bookmarks

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"broadsheet/feeds"
)

// maxFront bounds front matter: several notes of the longest kind.
const maxFront = 8 << 20

// note reads a Markdown note by its front matter: ours, and those of others
// that say where a page is (url, source or link). What a person wrote below
// stays theirs.
func (in *reader) note(data []byte) error {
	front, _, ok := frontMatter(data)
	switch {
	case !ok:
		return in.noNote("it has no front matter")
	case len(front) > maxFront:
		return in.noNote("its front matter is too long")
	}
	var m map[string]any
	if err := yaml.Unmarshal(front, &m); err != nil {
		return in.noNote("its front matter cannot be read: " + feeds.CleanLine(err.Error()))
	}
	own := m["broadsheet"] != nil
	list := func(name string) []string {
		out := yamlList(m[name])
		if !own { // elsewhere a tag may be #tag, and a name [[name]]
			return each(out, func(s string) string { return strings.Trim(s, "#[]") })
		}
		return out
	}
	b := feeds.Bookmark{
		Title: yamlText(m["title"]), Source: yamlText(m["source"]), Authors: list("authors"), Published: yamlDate(m["published"]),
		Saved: yamlDate(m["saved"]), Topics: list("topics"), Summary: yamlText(m["summary"]), Tags: list("tags"),
		Folder: yamlText(m["folder"]), Note: yamlText(m["note"]),
	}
	for _, name := range []string{"url", "source", "link"} {
		if text := yamlText(m[name]); b.URL == "" && portable(text) {
			b.URL = text
		}
	}
	if b.URL == "" {
		return in.noNote("its front matter has no address")
	}
	if b.Source == b.URL {
		b.Source = ""
	}
	if labels := list("labels"); len(labels) > 0 {
		b.Tags = labels
	}
	if len(b.Authors) == 0 {
		b.Authors = list("author")
	}
	if b.Saved.IsZero() {
		b.Saved = yamlDate(m["created"])
	}
	if b.Summary == "" {
		b.Summary = yamlText(m["description"])
	}
	if raw, err := json.Marshal(m["highlights"]); err == nil {
		_ = json.Unmarshal(raw, &b.Highlights) // another program's list of that name
	}
	return finish(in.add(1, b))
}

// noNote passes over a file of a folder; alone it is an error.
func (in *reader) noNote(why string) error {
	if in.file == "" {
		return fmt.Errorf("read bookmarks: %w: it looks like a Markdown note, but %s", ErrUnknown, why)
	}
	in.skip(0, "", why)
	return nil
}

func yamlText(v any) string {
	switch v := v.(type) {
	case nil, []any, map[string]any:
		return ""
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// yamlList is a list, or a text that stands for one.
func yamlList(v any) (out []string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = append(out, yamlText(item))
		}
	default:
		if s := yamlText(v); s != "" {
			out = strings.Split(s, ",")
		}
	}
	return out
}

func yamlDate(v any) time.Time {
	if t, ok := v.(time.Time); ok {
		return sane(t)
	}
	return parseDate(yamlText(v))
}
