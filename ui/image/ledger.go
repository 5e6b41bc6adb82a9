package image

import (
	"math/rand/v2"
	"slices"
)

// Ledger keeps which pictures the terminal holds, and how much of its memory
// they take. Its methods are for one goroutine.
type Ledger struct {
	random rand.Source
	limit  int // bytes
	held   []held
}

type held struct {
	id    uint32
	bytes int
}

// NewLedger keeps limit bytes at most; its numbers come from random.
func NewLedger(random rand.Source, limit int) *Ledger {
	return &Ledger{random: random, limit: limit}
}

// ID is a number for a picture: 24 bits, since it is told by a colour, and at
// random, since other programs number theirs too. It counts as held from now
// on.
func (l *Ledger) ID() uint32 {
	for {
		id := uint32(l.random.Uint64() >> 40)
		if id != 0 && l.find(id) < 0 {
			l.held = append(l.held, held{id: id})
			return id
		}
	}
}

// Sent notes what the terminal now holds of a picture.
func (l *Ledger) Sent(id uint32, bytes int) {
	if i := l.find(id); i >= 0 {
		l.held[i].bytes = bytes
	}
}

// Used puts a picture last among those that are to go.
func (l *Ledger) Used(id uint32) {
	if i := l.find(id); i >= 0 {
		h := l.held[i]
		l.held = append(slices.Delete(l.held, i, i+1), h)
	}
}

// Drop forgets pictures, which the caller deletes.
func (l *Ledger) Drop(ids ...uint32) {
	l.held = slices.DeleteFunc(l.held, func(h held) bool { return slices.Contains(ids, h.id) })
}

// Excess are the pictures that were used longest ago, and are too much.
func (l *Ledger) Excess() (ids []uint32) {
	total := 0
	for _, h := range l.held {
		total += h.bytes
	}
	for _, h := range l.held {
		if total <= l.limit {
			break
		}
		if h.bytes > 0 {
			ids, total = append(ids, h.id), total-h.bytes
		}
	}
	return ids
}

// All are the pictures held.
func (l *Ledger) All() (ids []uint32) {
	for _, h := range l.held {
		ids = append(ids, h.id)
	}
	return ids
}

func (l *Ledger) find(id uint32) int {
	return slices.IndexFunc(l.held, func(h held) bool { return h.id == id })
}
