package feeds

import (
	"cmp"
	"slices"
)

// SortStable puts list in the order that by gives; equals keep their places, as with slices.SortStableFunc. It sorts places and moves
// each entry once, so that one sorting routine serves every type: the generic one is compiled anew for each, ten kilobytes a type.
// What must not allocate calls slices itself.
func SortStable[T any](list []T, by func(a, b T) int) {
	order := ordered(len(list), func(a, b int) int { return by(list[a], list[b]) })
	sorted := make([]T, len(list))
	for i, at := range order {
		sorted[i] = list[at]
	}
	copy(list, sorted)
}

// ordered gives n places in the order of by.
func ordered(n int, by func(a, b int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(by(a, b), cmp.Compare(a, b)) })
	return order
}
