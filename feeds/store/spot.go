package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"time"

	"broadsheet/feeds"
)

// spot is an article's place in lists, and its feed.
type spot struct{ published, id, feed int64 }

func (e spot) time() time.Time { return time.Unix(e.published, 0) }

func (e spot) key() feeds.Key { return feeds.Key{Published: e.published, ID: feeds.ArticleID(e.id)} }

// older orders spots as the unread list has them: the oldest first.
func (e spot) older(o spot) int {
	return cmp.Or(cmp.Compare(e.published, o.published), cmp.Compare(e.id, o.id))
}

// blockBits is how long a row of the unread list reaches: 2^16 seconds, some
// 18 hours.
const blockBits = 16

func (e spot) block() int64 { return e.published >> blockBits }

// packSpots writes the spots of one block, in their order, as differences.
func packSpots(block int64, list []spot) []byte {
	out := make([]byte, 0, 6*len(list))
	at, id := block<<blockBits, int64(0)
	for _, e := range list {
		out = binary.AppendUvarint(out, uint64(e.published-at))
		out = binary.AppendVarint(out, e.id-id)
		out = binary.AppendUvarint(out, uint64(e.feed))
		at, id = e.published, e.id
	}
	return out
}

var errSpots = errors.New("a damaged list of unread articles")

// unpackSpots appends the spots that packSpots wrote to list.
func unpackSpots(list []spot, block int64, packed []byte) ([]spot, error) {
	at, id := block<<blockBits, int64(0)
	for len(packed) > 0 {
		later, n1 := binary.Uvarint(packed)
		if n1 <= 0 {
			return list, errSpots
		}
		further, n2 := binary.Varint(packed[n1:])
		if n2 <= 0 {
			return list, errSpots
		}
		feed, n3 := binary.Uvarint(packed[n1+n2:])
		if n3 <= 0 {
			return list, errSpots
		}
		packed = packed[n1+n2+n3:]
		at, id = at+int64(later), id+further
		list = append(list, spot{at, id, int64(feed)})
	}
	return list, nil
}
