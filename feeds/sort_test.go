package feeds_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"broadsheet/feeds"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestSortStableOrdersAsTheStandardStableSortDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		list := make([][2]int, n)
		for i := range list {
			list[i] = [2]int{random.IntN(10), i}
		}
		want := slices.Clone(list)
		by := func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) }
		slices.SortStableFunc(want, by)
		feeds.SortStable(list, by)
		if diff := gocmp.Diff(want, list); diff != "" {
			t.Fatalf("%d entries (-want +got):\n%s", n, diff)
		}
	}
}
