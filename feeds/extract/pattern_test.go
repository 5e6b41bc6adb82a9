package extract

import "testing"

func TestEveryPatternCompiles(t *testing.T) {
	if len(patterns) < 30 {
		t.Fatalf("only %d patterns are known", len(patterns))
	}
	for _, p := range patterns {
		p() // panics, and says which
	}
}
