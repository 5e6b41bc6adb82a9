package ui

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

// leadPicture is the picture that stands for an article, where its text does
// not show it: nil where one is within the text's first two blocks, since
// sites name another cut of that, and where it is further down.
func leadPicture(a feeds.Article, doc *feeds.Document) *feeds.Block {
	lead := doc.Image
	if lead == "" {
		lead = a.Image
	}
	if lead == "" || shows(doc.Blocks, func(string) bool { return true }, 2) ||
		shows(doc.Blocks, func(url string) bool { return samePicture(url, lead) }, len(doc.Blocks)) {
		return nil
	}
	return &feeds.Block{Kind: feeds.Image, URL: lead}
}

// shows says whether one of the first n blocks is, or holds, such a picture.
func shows(blocks []feeds.Block, such func(url string) bool, n int) bool {
	for i := range blocks[:min(n, len(blocks))] {
		b := &blocks[i]
		if b.Kind == feeds.Image && such(b.URL) || shows(b.Blocks, such, len(b.Blocks)) {
			return true
		}
		for _, item := range b.Items {
			if shows(item.Blocks, such, len(item.Blocks)) {
				return true
			}
		}
	}
	return false
}

// samePicture says whether two addresses are of one picture, perhaps in two
// sizes: the names of their files differ in nothing else.
func samePicture(a, b string) bool {
	if a == b {
		return true
	}
	x, y := pictureName(a), pictureName(b)
	return x == y && len(x) >= 6
}

// sized is how file names tell a size: "-300x200", "_1024w", "@2x", "-scaled".
var sized = regexp.MustCompile(`(?i)([-_.]\d{2,4}x\d{2,4}|[-_]\d{2,4}w|@\dx|-scaled)$`)

// pictureName is the name of a picture's file, without its size and kind.
func pictureName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name := path.Base(u.Path)
	name = strings.TrimSuffix(name, path.Ext(name))
	return strings.ToLower(sized.ReplaceAllString(name, ""))
}
