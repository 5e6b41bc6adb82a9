package migrate

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// GoreadArticles calls do for every article in goread's cache.json, last for
// those that it saved of no feed in there, whose Feed is "". marks are its read_status: fingerprints of the addresses
// of what was read, 0 bytes for none.
func GoreadArticles(cache, marks []byte, do func(feeds.MovedArticle) error) error {
	read, err := goreadMarks(marks)
	if err != nil {
		return err
	}
	type item struct {
		GUID, Title, Description, Content, Link, Published string
		PublishedParsed                                    *time.Time
		Categories                                         []string
		Author                                             *struct{ Name string }
		Enclosures                                         []struct{ URL, Length, Type string }
	}
	var c struct {
		Content    map[string]struct{ Articles []item }
		Downloaded []item // it does not say of which feed
	}
	if err := json.Unmarshal(cache, &c); err != nil {
		return fmt.Errorf("cache.json is no cache of goread's: %w", err)
	}
	saved := map[string]bool{}
	for _, it := range c.Downloaded {
		saved[it.Link] = it.Link != ""
	}
	article := func(feed string, it item) feeds.MovedArticle {
		a := feeds.MovedArticle{
			Feed: feed, GUID: it.GUID, URL: it.Link, Title: it.Title, HTML: it.Content, Topics: it.Categories, Kept: saved[it.Link],
			Read: read[murmur3(it.Link)],
		}
		if strings.TrimSpace(a.HTML) == "" {
			a.HTML = it.Description
		}
		if it.PublishedParsed != nil {
			a.Published = *it.PublishedParsed
		}
		if it.Author != nil {
			a.Author = it.Author.Name
		}
		if len(it.Enclosures) > 0 {
			a.Enclosure = feeds.Enclosure{URL: it.Enclosures[0].URL, Type: it.Enclosures[0].Type}
		}
		return a
	}
	there := map[string]bool{}
	for _, feed := range slices.Sorted(maps.Keys(c.Content)) {
		for _, it := range c.Content[feed].Articles {
			there[it.Link] = true
			if err := do(article(feed, it)); err != nil {
				return err
			}
		}
	}
	for _, it := range c.Downloaded {
		if !there[it.Link] && it.Link != "" {
			if err := do(article("", it)); err != nil {
				return err
			}
		}
	}
	return nil
}

// goreadMarks are the fingerprints of what was read, four bytes each.
func goreadMarks(data []byte) (map[uint32]bool, error) {
	if len(data)%4 != 0 {
		return nil, errors.New("read_status is no list of goread's read marks")
	}
	marks := map[uint32]bool{}
	for ; len(data) > 0; data = data[4:] {
		marks[binary.LittleEndian.Uint32(data)] = true
	}
	return marks, nil
}

// murmur3 is MurmurHash3 x86_32 with seed 0 (github.com/aappleby/smhasher).
func murmur3(s string) uint32 {
	const c1, c2 = 0xcc9e2d51, 0x1b873593
	h, data := uint32(0), []byte(s)
	mix := func(k uint32) uint32 { return bits.RotateLeft32(k*c1, 15) * c2 }
	for ; len(data) >= 4; data = data[4:] {
		h = bits.RotateLeft32(h^mix(binary.LittleEndian.Uint32(data)), 13)*5 + 0xe6546b64
	}
	if len(data) > 0 {
		var last [4]byte
		copy(last[:], data)
		h ^= mix(binary.LittleEndian.Uint32(last[:]))
	}
	h ^= uint32(len(s))
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
