package store

import "hash/maphash"

// termSet is a set of terms by their hashes, of 64 bits that nobody outside
// can foresee: two terms of an article that share one are a matter of ages.
type termSet struct {
	seed  maphash.Seed
	table []uint64 // a power of two of places, 0 for a free one
	n     int
}

func newTermSet() termSet {
	return termSet{seed: maphash.MakeSeed(), table: make([]uint64, 512)}
}

func (s *termSet) clear() {
	clear(s.table)
	s.n = 0
}

// add says whether the term is new to the set, and takes it in.
func (s *termSet) add(kind, term string) bool {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(kind)
	_, _ = h.WriteString(term)
	if !s.put(max(h.Sum64(), 1)) {
		return false
	}
	if s.n++; s.n > len(s.table)/2 {
		old := s.table
		s.table = make([]uint64, 2*len(old))
		for _, hash := range old {
			if hash != 0 {
				s.put(hash)
			}
		}
	}
	return true
}

func (s *termSet) put(hash uint64) bool {
	for i := hash; ; i++ {
		switch at := &s.table[i&uint64(len(s.table)-1)]; *at {
		case 0:
			*at = hash
			return true
		case hash:
			return false
		}
	}
}
