package bookmarks

import (
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// firefox reads Firefox's JSON backup, a tree of folders. Its tags were once
// folders of their own within a folder for them.
func (in *reader) firefox(data []byte) error {
	t := newTree(data)
	return in.damage(t, in.firefoxNode(t, t.root(), "", false, 0), in.n > 0)
}

func (in *reader) firefoxNode(t *tree, v value, folder string, tag bool, depth int) error {
	line := t.at(v)
	f, damage := t.fields(v)
	if url := t.str(f["uri"]); url != "" {
		b := feeds.Bookmark{URL: url, Title: t.str(f["title"]), Saved: parseDate(t.str(f["dateAdded"])), Folder: folder, Tags: strings.Split(t.str(f["tags"]), ",")}
		if tag {
			b.Folder, b.Tags = "", []string{folder}
		}
		_ = t.items(f["annos"], func(v value) error { // descriptions, which Firefox no longer has
			a, err := t.fields(v)
			if t.str(a["name"]) == "bookmarkProperties/description" {
				b.Note = t.str(a["value"])
			}
			return err
		})
		return in.add(line, b)
	}
	if depth > 0 {
		switch root := t.str(f["root"]); root {
		case "bookmarksMenuFolder", "unfiledBookmarksFolder", "placesRoot":
		case "tagsFolder":
			tag = true
		case "toolbarFolder":
			folder = "Bookmarks Toolbar"
		case "mobileFolder":
			folder = "Mobile Bookmarks"
		default:
			if depth <= maxDepth {
				folder = within(folder, t.str(f["title"]))
			}
		}
	}
	if depth > 2*maxDepth {
		in.skip(line, t.str(f["title"]), "folders are nested too deep")
		return nil
	}
	err := t.items(f["children"], func(v value) error { return in.firefoxNode(t, v, folder, tag, depth+1) })
	if err == nil {
		err = damage
	}
	return err
}

// chromium reads the file Bookmarks of a profile of Chromium and its kin.
func (in *reader) chromium(data []byte) error {
	t := newTree(data)
	file, err := t.fields(t.root())
	roots, ok := file["roots"]
	if !ok {
		return in.damage(t, err, false)
	}
	return in.damage(t, t.members(roots, '{', func(name string, v value) error {
		if t.kind(v) != '{' {
			return nil
		}
		return in.chromiumNode(t, v, "", name == "other", 0)
	}), in.n > 0)
}

// chromiumNode reads a folder or a bookmark; a nameless folder is what holds it.
func (in *reader) chromiumNode(t *tree, v value, folder string, nameless bool, depth int) error {
	line := t.at(v)
	f, damage := t.fields(v)
	if t.str(f["type"]) == "url" {
		return in.add(line, feeds.Bookmark{URL: t.str(f["url"]), Title: t.str(f["name"]), Saved: since1601(t.str(f["date_added"])), Folder: folder})
	}
	if !nameless && depth <= maxDepth {
		folder = within(folder, t.str(f["name"]))
	}
	if depth > 2*maxDepth {
		in.skip(line, t.str(f["name"]), "folders are nested too deep")
		return nil
	}
	err := t.items(f["children"], func(v value) error { return in.chromiumNode(t, v, folder, false, depth+1) })
	if err == nil {
		err = damage
	}
	return err
}

// since1601 reads microseconds since 1601, as Windows counts them.
func since1601(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n == 0 {
		return time.Time{}
	}
	return sane(time.UnixMicro(n - 11644473600*1_000_000))
}
