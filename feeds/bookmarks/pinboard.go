package bookmarks

import (
	"bufio"
	"crypto/md5"
	"encoding/hex"
	"strings"

	"broadsheet/feeds"
)

// pin is a bookmark as Pinboard's JSON has it (posts/all of its API), where
// the description is the title and extended the note. Tags are parted by
// spaces.
type pin struct {
	Href        string `json:"href"`
	Description string `json:"description"`
	Extended    string `json:"extended"`
	Meta        string `json:"meta"`
	Hash        string `json:"hash"`
	Time        string `json:"time"`
	Shared      string `json:"shared"`
	ToRead      string `json:"toread"`
	Tags        string `json:"tags"`
}

type pinboard struct {
	out   *bufio.Writer
	comma string
}

func newPinboard(e *export) (encoder, error) {
	e.out.WriteString("[")
	return &pinboard{out: e.out}, nil
}

func (p *pinboard) bookmark(b feeds.Bookmark) error {
	toread := "no"
	if b.ReadLater() {
		toread = "yes"
	}
	tags := unlike(each(b.Tags, func(t string) string { return strings.Join(strings.Fields(t), "_") }))
	p.out.WriteString(p.comma)
	p.comma = ","
	out := pin{
		Href: b.URL, Description: titled(b), Extended: b.Note, Hash: md5Hex(b.URL),
		Time: stamp(b.Saved), Shared: "no", ToRead: toread, Tags: strings.Join(tags, " "),
	}
	out.Meta = md5Hex(out.Description + out.Extended + out.Time + out.Tags)
	return writeJSON(p.out, out)
}

func (p *pinboard) end() error {
	p.out.WriteString("]\n")
	return nil
}

// md5Hex names things as Pinboard does; nothing is kept secret by it.
func md5Hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}
