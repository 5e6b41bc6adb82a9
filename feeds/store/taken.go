package store

import "math/bits"

// taken is what was taken out of the unread list: a bit an article, for a million
// of them as spots are 24 MB, and would have to be put in order.
type taken struct {
	bits   []uint64 // of ids
	n      int
	counts counts
}

func (t *taken) add(list ...spot) {
	for _, e := range list {
		word := int(e.id >> 6)
		if word >= len(t.bits) {
			t.bits = append(t.bits, make([]uint64, word+1-len(t.bits))...)
		}
		t.bits[word] |= 1 << (e.id & 63)
		t.n++
		t.counts[e.feed]--
	}
}

func (t *taken) has(id int64) bool {
	word := int(id >> 6)
	return word < len(t.bits) && t.bits[word]>>(id&63)&1 != 0
}

// runs are the articles as they were, unread.
func (t *taken) runs() (out runs) {
	for word, left := range t.bits {
		for left != 0 {
			from := bits.TrailingZeros64(left)
			more := bits.TrailingZeros64(^(left >> from)) - 1 // 63 of all that is set
			out = out.join(run{From: int64(word<<6 + from), More: int64(more)})
			left &^= (1<<(more+1) - 1) << from
		}
	}
	return out
}
