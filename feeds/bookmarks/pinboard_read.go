package bookmarks

import (
	"strings"

	"broadsheet/feeds"
)

// tagged adds tag to tags where it is so.
func tagged(tags []string, is bool, tag string) []string {
	if is {
		return append(tags, tag)
	}
	return tags
}

// starredTag is for what another program has as favourite, starred or pinned.
const starredTag = "starred"

func (in *reader) pinboard(data []byte) error {
	t := newTree(data)
	return in.entries(t, t.root(), func(line int, f map[string]value) error {
		return in.add(line, feeds.Bookmark{
			URL: t.str(f["href"]), Title: t.str(f["description"]), Note: t.str(f["extended"]), Saved: parseDate(t.str(f["time"])),
			Tags: tagged(strings.Fields(t.str(f["tags"])), t.yes(f["toread"]), feeds.ReadLater),
		})
	})
}
