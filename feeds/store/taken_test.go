package store

import (
	"database/sql"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsTakenMakesTheSameRunsAsAddingItInOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		got := taken{counts: counts{}}
		in := map[int64]bool{}
		dense := 1 + rnd.IntN(64)
		for id := int64(1); id < 700; id++ {
			if rnd.IntN(64) < dense {
				in[id] = true
			}
		}
		for id := range in { // in no order
			got.add(spot{id: id, feed: id % 3})
		}
		var want runs
		sum := 0
		for id := int64(1); id < 900; id++ {
			if got.has(id) != in[id] {
				t.Fatalf("%d: has %v", id, got.has(id))
			}
			if in[id] {
				want = want.add(id, sql.NullInt64{})
			}
		}
		for _, n := range got.counts {
			sum -= n
		}
		if diff := cmp.Diff(want, got.runs()); diff != "" || got.n != len(in) || sum != len(in) {
			t.Fatalf("%d of %d, %d counted: %s", got.n, len(in), sum, diff)
		}
	}
}
