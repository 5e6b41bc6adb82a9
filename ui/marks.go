package ui

import "slices"

// selection is the rows that are selected for the next verb: one by one, and as a
// range from where it was begun to the cursor. They belong to keys, so that
// rows may come, go and be filtered.
type selection[K comparable] struct {
	on     map[K]bool
	span   map[K]bool // of the range under way
	anchor K          // where it was begun
	after  bool       // the cursor stands below that
	ranged bool
}

func (s *selection[K]) has(k K) bool { return s.on[k] || s.span[k] }

// len is how many are selected.
func (s *selection[K]) len() int {
	n := len(s.on)
	for k := range s.span {
		if !s.on[k] {
			n++
		}
	}
	return n
}

func (s *selection[K]) clear() { *s = selection[K]{} }

func (s *selection[K]) add(keys ...K) {
	if s.on == nil {
		s.on = map[K]bool{}
	}
	for _, k := range keys {
		s.on[k] = true
	}
}

// toggle selects a row, or no longer.
func (s *selection[K]) toggle(k K) {
	s.end()
	if s.on[k] {
		delete(s.on, k)
		return
	}
	s.add(k)
}

// rangeFrom begins a range, or ends the one under way, which stays selected.
func (s *selection[K]) rangeFrom(k K) {
	if s.ranged {
		s.end()
		return
	}
	s.anchor, s.ranged, s.span = k, true, map[K]bool{k: true}
}

func (s *selection[K]) end() {
	for k := range s.span {
		s.add(k)
	}
	s.span, s.ranged = nil, false
}

// drop takes the last of it back, a range or all; false when there was nothing.
func (s *selection[K]) drop() bool {
	switch {
	case s.ranged:
		s.span, s.ranged = nil, false
	case len(s.on) > 0:
		s.clear()
	default:
		return false
	}
	return true
}

// follow takes the range to the cursor, which stands at a place among the keys
// that are here. Where its beginning was let go of, what it had of those that
// are gone stays in it.
func (s *selection[K]) follow(keys []K, at int) {
	if !s.ranged || at >= len(keys) {
		return
	}
	var from, to int
	if i := slices.Index(keys, s.anchor); i >= 0 {
		s.after = at >= i
		from, to = min(i, at), max(i, at)
		s.span = map[K]bool{}
	} else {
		if to = at; !s.after {
			from, to = at, len(keys)-1
		}
		for _, k := range keys {
			delete(s.span, k)
		}
	}
	for _, k := range keys[from : to+1] {
		s.span[k] = true
	}
}
