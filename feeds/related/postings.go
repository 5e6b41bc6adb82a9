package related

import "encoding/binary"

// postings keeps, for every term, which documents have it and with what
// weight, in rising order of documents. All lists grow out of one arena. The
// first chunk of a list moves to a larger place as it grows; what it cannot
// hold goes to further chunks, which are read from the newest back, so that a
// look at the last days passes the older ones over.
//
// A posting is the difference to the last document and the weight in four
// bits, as one variable-length integer; a zero, or its end, ends a chunk. A
// further chunk begins with four bytes that name the chunk before it and four
// of the document it counts from; the first one counts from 0.
type postings struct {
	lists []list
	table []uint32 // open addressing: place of a list in lists, plus one
	pages [][]byte
	used  uint32 // bytes of the pages given out
	free  [further]chunk
}

// list is where the postings of one term are: 20 bytes.
type list struct {
	term uint32
	n    uint32 // documents
	last uint32 // the latest of them
	tail chunk  // of a term of one document, as many are, its weight
	next uint32 // place of the next posting
}

// chunk names a part of the arena: its place in units of 8 bytes, and in the
// lowest four bits its size. 0 is none.
type chunk uint32

var sizes = [16]uint32{0, 8, 16, 24, 32, 48, 64, 128, 256, 512}

const (
	further  = 7 // the size of a second chunk; smaller ones are first chunks
	largest  = 9
	head     = 8
	pageSize = 1 << 16
)

func (c chunk) place() uint32 { return uint32(c>>4) * 8 }
func (c chunk) size() uint32  { return sizes[c&15] }
func (c chunk) first() bool   { return c&15 < further }

// find gives the list of a term, nil for none.
func (p *postings) find(term uint32) *list {
	if len(p.table) == 0 {
		return nil
	}
	if at := p.table[p.slot(term)]; at != 0 {
		return &p.lists[at-1]
	}
	return nil
}

// slot is a term's place in the table, or the free one where it belongs.
func (p *postings) slot(term uint32) uint32 {
	mask := uint32(len(p.table) - 1)
	i := term * 0x9e3779b1 >> 4 & mask
	for p.table[i] != 0 && p.lists[p.table[i]-1].term != term {
		i = (i + 1) & mask
	}
	return i
}

// add appends a document, later than all before it, to a term's list.
func (p *postings) add(term, doc uint32, weight uint8) {
	if (len(p.lists)+1)*5 > len(p.table)*4 {
		p.grow()
	}
	i := p.slot(term)
	if p.table[i] == 0 {
		p.lists = append(p.lists, list{term: term, n: 1, last: doc, tail: chunk(weight)})
		p.table[i] = uint32(len(p.lists))
		return
	}
	l := &p.lists[p.table[i]-1]
	if l.n == 1 {
		alone := uint64(l.last)<<4 | uint64(l.tail)
		l.tail = p.take(1)
		l.next = l.tail.place()
		p.write(l, alone)
	}
	p.write(l, uint64(doc-l.last)<<4|uint64(weight))
	l.n++
	l.last = doc
}

// write appends a posting to the last chunk, which moves or is followed by
// another where it has no room.
func (p *postings) write(l *list, v uint64) {
	var b [binary.MaxVarintLen64]byte
	n := uint32(binary.PutUvarint(b[:], v))
	if l.next+n > l.tail.place()+l.tail.size() {
		old, size := l.tail, l.tail&15+1
		if size < further {
			l.tail = p.take(size)
			l.next = l.tail.place() + uint32(copy(p.at(l.tail), p.at(old)[:l.next-old.place()]))
			p.give(old)
		} else {
			l.tail = p.take(min(size, largest))
			c := p.at(l.tail)
			binary.LittleEndian.PutUint32(c, uint32(old))
			binary.LittleEndian.PutUint32(c[4:], l.last)
			l.next = l.tail.place() + head
		}
	}
	copy(p.pages[l.next/pageSize][l.next%pageSize:], b[:n])
	l.next += n
}

// at is a chunk's bytes.
func (p *postings) at(c chunk) []byte {
	return p.pages[c.place()/pageSize][c.place()%pageSize:][:c.size()]
}

// take gives an empty chunk of a size.
func (p *postings) take(size chunk) chunk {
	if size < further && p.free[size] != 0 {
		c := p.free[size]
		at := p.at(c)
		p.free[size] = chunk(binary.LittleEndian.Uint32(at))
		clear(at)
		return c
	}
	if n := sizes[size]; int(p.used/pageSize) == len(p.pages) || p.used%pageSize+n > pageSize {
		p.used = uint32(len(p.pages)) * pageSize
		p.pages = append(p.pages, make([]byte, pageSize))
	}
	c := chunk(p.used/8<<4) | size
	p.used += sizes[size]
	return c
}

// give takes a first chunk back.
func (p *postings) give(c chunk) {
	binary.LittleEndian.PutUint32(p.at(c), uint32(p.free[c&15]))
	p.free[c&15] = c
}

func (p *postings) grow() {
	p.table = make([]uint32, max(1024, 2*len(p.table)))
	for i := range p.lists {
		p.table[p.slot(p.lists[i].term)] = uint32(i + 1)
	}
}

// fit lets go of room that was taken for more lists than came.
func (p *postings) fit() { p.lists = append(make([]list, 0, len(p.lists)), p.lists...) }

// sum adds gain[weight] to sums[doc-from] for every document of a list from
// from up to below to, and says how many postings were read.
func (p *postings) sum(l *list, from, to uint32, gain *[topWeight + 1]uint32, sums []uint32) (read int) {
	if l.n == 1 {
		if l.last >= from && l.last < to {
			sums[l.last-from] += gain[l.tail]
		}
		return 1
	}
	for next := l.tail; next != 0; {
		c, doc := p.at(next), uint32(0)
		if next.first() {
			next = 0
		} else {
			next = chunk(binary.LittleEndian.Uint32(c))
			doc = binary.LittleEndian.Uint32(c[4:])
			c = c[head:]
		}
		if doc >= to {
			continue
		}
		if doc < from { // all before it are too old
			next = 0
		}
		for i := 0; i < len(c) && c[i] != 0; {
			v := uint32(c[i])
			i++
			if v >= 0x80 {
				v &= 0x7f
				for shift := 7; ; shift += 7 {
					more := uint32(c[i])
					i++
					v |= more & 0x7f << shift
					if more < 0x80 {
						break
					}
				}
			}
			doc += v >> 4
			read++
			if doc >= to {
				break
			}
			if doc >= from {
				sums[doc-from] += gain[v&15]
			}
		}
	}
	return read
}

// bytes is the memory taken.
func (p *postings) bytes() int {
	return 20*cap(p.lists) + 4*len(p.table) + pageSize*len(p.pages)
}
