package ui

import "testing"

func TestHowLongAndHowLarge(t *testing.T) {
	for n, want := range map[int]string{
		1: "1 s", 59: "59 s", 60: "1 min", 89: "1 min", 90: "2 min", 2530: "42 min", 3569: "59 min", 3570: "1 h", 3600: "1 h", 3720: "1 h 2 min",
	} {
		if got := lasts(n); got != want {
			t.Errorf("%d seconds are %q, want %q", n, got, want)
		}
	}
}
