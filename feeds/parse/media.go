package parse

import (
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"broadsheet/feeds"
)

// media reads Media RSS and iTunes: pictures, files and topics, in a group as
// YouTube and PeerTube have them or without one.
func media(d *draft, e ext.Extensions) {
	for _, x := range named(e, "itunes", "image") {
		d.images = append(d.images, pick(x.Attrs["href"], x.Attrs["url"], x.Value))
	}
	d.thumbnails(named(e, "media", "thumbnail"))
	d.contents(named(e, "media", "content"))
	for _, group := range named(e, "media", "group") {
		d.group(group)
	}
	d.lasts(first(e, "itunes", "duration"))
	for _, c := range named(e, "media", "category") {
		d.topics = append(d.topics, feeds.Raw(pick(c.Attrs["label"], c.Value)))
	}
	for _, enclosure := range d.enclosures {
		if strings.HasPrefix(enclosure.Type, "image/") {
			d.images = append(d.images, enclosure.URL)
		}
	}
}

func (d *draft) group(group ext.Extension) {
	d.thumbnails(group.Children["thumbnail"])
	d.contents(group.Children["content"])
	for _, x := range group.Children["keywords"] {
		d.topics = append(d.topics, listed(x.Value)...)
	}
}

// thumbnails takes the widest picture first.
func (d *draft) thumbnails(thumbnails []ext.Extension) {
	best, width := "", int64(-1)
	for _, x := range thumbnails {
		if w := atoi64(x.Attrs["width"]); x.Attrs["url"] != "" && w > width {
			best, width = x.Attrs["url"], w
		}
	}
	if best != "" {
		d.images = append(d.images, best)
	}
}

// contents takes pictures as such and all other files as enclosures, but for
// players that no longer play.
func (d *draft) contents(contents []ext.Extension) {
	best, width := "", int64(-1)
	for _, x := range contents {
		url, kind := x.Attrs["url"], strings.ToLower(x.Attrs["type"])
		switch {
		case url == "":
		case strings.HasPrefix(kind, "image/"), x.Attrs["medium"] == "image",
			kind == "" && x.Attrs["medium"] == "" && isPicture(url):
			if w := atoi64(x.Attrs["width"]); w > width {
				best, width = url, w
			}
		case kind == "application/x-shockwave-flash", kind == "text/html", x.Attrs["medium"] == "document":
		default:
			d.enclose(url, pick(kind, x.Attrs["medium"]), x.Attrs["fileSize"], x.Attrs["duration"])
		}
		d.thumbnails(x.Children["thumbnail"])
	}
	if best != "" {
		d.images = append([]string{best}, d.images...)
	}
}

// isPicture says whether an address looks like a picture's.
func isPicture(url string) bool {
	url, _, _ = strings.Cut(strings.ToLower(url), "?")
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"} {
		if strings.HasSuffix(url, ext) {
			return true
		}
	}
	return false
}
