package related

import (
	"bytes"
	"encoding/binary"
)

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

// list is where the postings of one term are: 16 bytes.
type list struct {
	term uint32
	last uint32 // the latest of its documents
	tail chunk  // of a term of one document, as many are, its weight
	held uint32 // documents, and in the lowest ten bits how much of the last chunk is taken
}

const (
	takenBits = 10
	manyDocs  = 1<<(32-takenBits) - 1 // and more of them are counted as so many
)

func (l *list) docs() uint32  { return l.held >> takenBits }
func (l *list) taken() uint32 { return l.held & (1<<takenBits - 1) }
func (l *list) hold(docs, taken uint32) {
	l.held = min(docs, manyDocs)<<takenBits | taken
}

// chunk names a part of the arena: its place in units of 8 bytes, and in the
// lowest four bits its size. 0 is none.
type chunk uint32

// sizes are those of first chunks, and from further on of those that follow.
var sizes = [16]uint32{0, 8, 16, 24, 32, 48, 64, 16, 24, 32, 48, 64, 96, 128, 256, 512}

const (
	further  = 7
	growing  = 13 // the size of a second chunk of which it is not known what it has to hold
	largest  = 15
	head     = 8
	pageSize = 1 << 16
)

func (c chunk) place() uint32 { return uint32(c>>4) * 8 }
func (c chunk) size() uint32  { return sizes[c&15] }
func (c chunk) first() bool   { return c&15 < further }

// fitting is the smallest size from one on that holds n bytes, up to the
// largest.
func fitting(n uint32, from, most chunk) chunk {
	for from < most && sizes[from] < n {
		from++
	}
	return from
}

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
func (p *postings) slot(term uint32) int {
	i := int(uint64(term*0x9e3779b1) * uint64(len(p.table)) >> 32)
	for p.table[i] != 0 && p.lists[p.table[i]-1].term != term {
		if i++; i == len(p.table) {
			i = 0
		}
	}
	return i
}

// add appends a document, later than all before it, to a term's list.
func (p *postings) add(term, doc uint32, weight uint8) {
	if (len(p.lists)+1)*5 > len(p.table)*4 {
		p.grow(max(1024, 2*len(p.table)))
	}
	i := p.slot(term)
	if p.table[i] == 0 {
		p.lists = append(p.lists, list{term, doc, chunk(weight), 1 << takenBits})
		p.table[i] = uint32(len(p.lists))
		return
	}
	l := &p.lists[p.table[i]-1]
	if l.docs() == 1 {
		alone := uint64(l.last)<<4 | uint64(l.tail)
		l.tail = 0
		p.write(l, alone, 0)
	}
	p.write(l, uint64(doc-l.last)<<4|uint64(weight), 0)
	l.hold(l.docs()+1, l.taken())
	l.last = doc
}

// write appends a posting to the last chunk, which moves or is followed by
// another where it has no room. rest is how many bytes of the list are to come
// with it and after it; 0 where that is not known.
func (p *postings) write(l *list, v uint64, rest uint32) {
	var b [binary.MaxVarintLen64]byte
	n := uint32(binary.PutUvarint(b[:], v))
	old, taken := l.tail, l.taken()
	if taken+n > old.size() {
		size := old&15 + 1
		switch {
		case size < further && rest <= sizes[further-1]:
			l.tail = p.take(fitting(max(taken+n, rest), size, further-1))
			if copy(p.at(l.tail), p.at(old)[:taken]); old != 0 {
				p.give(old)
			}
		case size < further && old == 0:
			l.tail = p.take(further - 1)
		default:
			if size = min(max(size, growing), largest); rest > 0 {
				size = fitting(head+rest, further, largest)
			}
			l.tail = p.take(size)
			c := p.at(l.tail)
			binary.LittleEndian.PutUint32(c, uint32(old))
			binary.LittleEndian.PutUint32(c[4:], l.last)
			taken = head
		}
	}
	copy(p.at(l.tail)[taken:], b[:n])
	l.hold(l.docs(), taken+n)
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

func (p *postings) grow(size int) {
	p.table = make([]uint32, size)
	for i := range p.lists {
		p.table[p.slot(p.lists[i].term)] = uint32(i + 1)
	}
}

// fit lays all anew, in no more room than it takes.
func (p *postings) fit() {
	old := *p
	p.pages, p.used, p.free = nil, 0, [further]chunk{}
	p.lists = append(make([]list, 0, len(old.lists)), old.lists...)
	p.grow(max(1024, len(p.lists)*4/3))
	var all []byte
	for i := range p.lists {
		l := &p.lists[i]
		if l.docs() == 1 {
			continue
		}
		all = old.bytesOf(l, all[:0])
		docs, last := l.docs(), l.last
		l.tail, l.last = 0, 0
		l.hold(docs, 0)
		for at := 0; at < len(all); {
			v, n := binary.Uvarint(all[at:])
			p.write(l, v, uint32(len(all)-at))
			l.last += uint32(v >> 4)
			at += n
		}
		l.last = last
	}
}

// bytesOf appends the postings of a list to out, as if they stood in one chunk.
func (p *postings) bytesOf(l *list, out []byte) []byte {
	var chunks []chunk
	for c := l.tail; ; c = chunk(binary.LittleEndian.Uint32(p.at(c))) {
		if chunks = append(chunks, c); c.first() {
			break
		}
	}
	for i := len(chunks) - 1; i >= 0; i-- {
		c := chunks[i]
		b := p.at(c)
		if i == 0 {
			b = b[:l.taken()]
		}
		if !c.first() {
			b = b[head:]
		}
		if end := bytes.IndexByte(b, 0); end >= 0 {
			b = b[:end]
		}
		out = append(out, b...)
	}
	return out
}

// sum adds gain[weight] to sums[doc-from] for every document of a list from
// from up to below to, and says how many postings were read.
func (p *postings) sum(l *list, from, to uint32, gain *[topWeight + 1]uint32, sums []uint32) (read int) {
	if l.docs() == 1 {
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
	return 16*cap(p.lists) + 4*len(p.table) + pageSize*len(p.pages)
}
