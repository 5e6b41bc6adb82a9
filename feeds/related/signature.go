package related

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sync"
)

const (
	kept      = 64  // terms of a signature at most
	titleTF   = 2.5 // what one mention in the title weighs against the body's first word
	fading    = .02 // how fast mentions further down weigh less
	k1, b     = 1.2, .75
	usual     = 60 // terms of a text of the usual length
	topWeight = 15
)

// Signature is an article's telling terms with their weights: for each, in
// rising order, the difference to the last one and the weight in four bits, as
// one variable-length integer. About 4 bytes a term; comparable within one
// Version.
type Signature []byte

// weighted is one term of a signature; weight is 1 to 15.
type weighted struct {
	term   uint32
	weight uint8
}

// tally is how much a term stands in a text.
type tally struct {
	term uint32
	tf   float32
}

var drafts = sync.Pool{New: func() any { return new(draft) }}

// Sign makes the signature of a text. A text with nothing telling in it has an
// empty one.
func Sign(t Text) Signature {
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	d.read(t)
	return d.sign()
}

// sign weighs terms by BM25, mentions in the title and near the beginning
// counting most, and keeps the heaviest.
func (d *draft) sign() Signature {
	position := 0
	for _, t := range d.terms {
		tf := float32(titleTF)
		if !t.titled {
			position++
			tf = 1 / (1 + fading*float32(position))
		}
		d.counts = append(d.counts, tally{t.hash, tf})
	}
	// The standard sort, for every article is signed as it comes.
	byTerm := func(a, b tally) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.tf, b.tf)) }
	slices.SortFunc(d.counts, byTerm)
	n := 0
	for _, c := range d.counts {
		if n > 0 && d.counts[n-1].term == c.term {
			d.counts[n-1].tf += c.tf
			continue
		}
		d.counts[n] = c
		n++
	}
	d.counts = d.counts[:n]
	if n > kept {
		slices.SortFunc(d.counts, func(a, b tally) int { return cmp.Or(cmp.Compare(b.tf, a.tf), byTerm(a, b)) })
		d.counts = d.counts[:kept]
		slices.SortFunc(d.counts, byTerm)
	}
	long := k1 * (1 - b + b*float64(len(d.terms))/usual)
	s := make(Signature, 0, 5*len(d.counts))
	last := uint32(0)
	for _, c := range d.counts {
		weight := float64(c.tf) / (float64(c.tf) + long) // below 1
		q := min(topWeight, max(1, math.Round(weight*topWeight)))
		s = binary.AppendUvarint(s, uint64(c.term-last)<<4|uint64(q))
		last = c.term
	}
	return s
}

// terms appends a signature's terms. A damaged signature ends where it is
// damaged.
func (s Signature) terms(out []weighted) []weighted {
	last := uint64(0)
	for len(s) > 0 {
		v, n := binary.Uvarint(s)
		if n <= 0 || v&15 == 0 || last+v>>4 >= 1<<termBits {
			break
		}
		s, last = s[n:], last+v>>4
		out = append(out, weighted{uint32(last), uint8(v & 15)})
	}
	return out
}
