package ui

import (
	"slices"
	"testing"
)

func keysFrom(a, b int) (out []int) {
	for i := a; i < b; i++ {
		out = append(out, i)
	}
	return out
}

func TestARangeFollowsTheCursorAlsoWhenItsBeginningWasLetGoOf(t *testing.T) {
	var s selection[int]
	s.toggle(2)
	s.rangeFrom(10)
	s.follow(keysFrom(0, 50), 14)
	if s.len() != 6 || !s.has(2) || !s.has(10) || !s.has(14) || s.has(15) {
		t.Fatalf("down: %+v", s)
	}
	s.follow(keysFrom(0, 50), 8)
	if s.len() != 4 || !s.has(8) || s.has(11) {
		t.Fatalf("and up over its beginning: %+v", s)
	}
	s.follow(keysFrom(0, 50), 40)
	s.follow(keysFrom(30, 80), 20) // the cursor is on 50, rows up to 29 are gone
	if s.len() != 1+41 || !s.has(29) || !s.has(50) || s.has(51) {
		t.Fatalf("its beginning is gone: %d", s.len())
	}
	s.follow(keysFrom(30, 80), 5)
	if s.len() != 1+26 || s.has(36) {
		t.Fatalf("and it shrinks: %d", s.len())
	}
	s.follow(keysFrom(0, 50), 12)
	if s.len() != 1+3 {
		t.Fatalf("its beginning is here again: %d", s.len())
	}
	if !s.drop() || s.len() != 1 || !s.drop() || s.len() != 0 || s.drop() {
		t.Fatal("Esc takes back the range, then all, then nothing")
	}
}

func TestASelectedRowIsSelectedNoLonger(t *testing.T) {
	var s selection[int]
	s.rangeFrom(3)
	s.follow(keysFrom(0, 9), 5)
	s.toggle(4)
	if s.ranged || s.len() != 2 || s.has(4) || !s.has(3) || !s.has(5) {
		t.Fatalf("%+v", s)
	}
	s.add(7, 8)
	if got := len(s.on); got != 4 || !slices.Contains(keysFrom(0, 9), 7) {
		t.Fatal(got)
	}
}
