package bookmarks

import "broadsheet/feeds"

// tier is a list or collection of another program, which may be in another.
type tier struct {
	name   string
	parent int64
}

// tierPath is the folder of one, through all it is in.
func tierPath(tiers map[int64]tier, id int64) string {
	var names []string
	for range maxDepth { // one that is within itself ends here
		c, ok := tiers[id]
		if !ok {
			break
		}
		names = append(names, c.name)
		id = c.parent
	}
	path := ""
	for i := len(names) - 1; i >= 0; i-- {
		path = within(path, names[i])
	}
	return path
}

// linkwarden reads Linkwarden's backup: collections, each with its links.
func (in *reader) linkwarden(data []byte) error {
	t := newTree(data)
	root, damage := t.fields(t.root())
	if root["collections"].to == 0 {
		return in.damage(t, damage, false)
	}
	tiers := map[int64]tier{}
	// A collection is named before its links are read: parents may come later.
	_ = t.items(root["collections"], func(v value) error {
		c, err := t.fields(v)
		tiers[t.number(c["id"])] = tier{t.str(c["name"]), t.number(c["parentId"])}
		return err
	})
	return in.damage(t, t.items(root["collections"], func(v value) error {
		c, err := t.fields(v)
		folder := tierPath(tiers, t.number(c["id"]))
		failed := in.entries(t, c["links"], func(line int, f map[string]value) error {
			return in.add(line, feeds.Bookmark{
				URL: t.str(f["url"]), Title: t.str(f["name"]), Note: t.str(f["description"]), Saved: parseDate(t.str(f["createdAt"])),
				Tags: t.list(f["tags"], "name"), Folder: folder,
			})
		})
		if failed != nil {
			return failed
		}
		return err
	}), in.n > 0)
}

// karakeep reads Karakeep's export. A bookmark may be in several lists there:
// the first is its folder, the others are tags.
func (in *reader) karakeep(data []byte) error {
	t := newTree(data)
	root, damage := t.fields(t.root())
	if root["bookmarks"].to == 0 {
		return in.damage(t, damage, false)
	}
	paths := t.lists(root["lists"])
	return in.entries(t, root["bookmarks"], func(line int, f map[string]value) error {
		content, err := t.fields(f["content"])
		if kind := t.str(content["type"]); err == nil && kind != "" && kind != "link" {
			in.skip(line, t.str(f["title"])+" "+t.str(content["text"]), "it is a note or a file, with no address")
			return nil
		}
		b := feeds.Bookmark{
			URL: t.str(content["url"]), Title: t.str(f["title"]), Note: t.str(f["note"]), Summary: t.str(f["summary"]),
			Saved: parseDate(t.str(f["createdAt"])), Tags: tagged(t.list(f["tags"], "name"), t.yes(f["favourited"]), starredTag),
		}
		for _, id := range t.list(f["lists"], "id") {
			switch path := paths[id]; {
			case path == "":
			case b.Folder == "":
				b.Folder = path
			default:
				b.Tags = append(b.Tags, path)
			}
		}
		return in.add(line, b)
	})
}

// lists gives the folder of each of Karakeep's lists, by its id, which is text
// there.
func (t *tree) lists(v value) map[string]string {
	ids, tiers := map[string]int64{}, map[int64]tier{}
	number := func(id string) int64 {
		if _, known := ids[id]; !known {
			ids[id] = int64(len(ids) + 1)
		}
		return ids[id]
	}
	_ = t.items(v, func(v value) error {
		l, err := t.fields(v)
		c := tier{name: t.str(l["name"])}
		if parent := t.str(l["parentId"]); parent != "" {
			c.parent = number(parent)
		}
		tiers[number(t.str(l["id"]))] = c
		return err
	})
	paths := map[string]string{}
	for id, n := range ids {
		paths[id] = tierPath(tiers, n)
	}
	return paths
}
