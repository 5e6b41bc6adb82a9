package sample

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestACrowdIsTheSameForOneSeedAndAsUnevenAsALanguage(t *testing.T) {
	first := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	a, b := NewCrowd(1, 100, 1000, first), NewCrowd(1, 100, 1000, first)
	count, top := map[string]int{}, 0
	for range 2000 {
		feed, one := a.Next()
		again, other := b.Next()
		if diff := cmp.Diff(one, other); diff != "" || feed != again || feed >= 100 {
			t.Fatalf("feeds %d and %d: %s", feed, again, diff)
		}
		if n := len(strings.Fields(one.Text)); n != 85 || one.Published.After(a.Now()) || a.Now().Sub(one.Published) > 73*time.Hour {
			t.Fatalf("%d words, published %v at %v", n, one.Published, a.Now())
		}
		for w := range strings.FieldsSeq(one.Text) {
			w = strings.ToLower(strings.Trim(w, ".,"))
			if count[w]++; w == a.Word(0) {
				top++
			}
		}
	}
	if top < 5000 || top > 12000 || len(count) < 20000 {
		t.Errorf("the most frequent of %d words stands there %d times in 170000", len(count), top)
	}
	if days := a.Now().Sub(first).Hours() / 24; days < 1.99 || days > 2.01 {
		t.Errorf("2000 articles took %.2f days", days)
	}
}

func BenchmarkCrowd(b *testing.B) {
	c := NewCrowd(1, 1000, 1000, time.Unix(1.7e9, 0))
	for b.Loop() {
		c.Next()
	}
}
