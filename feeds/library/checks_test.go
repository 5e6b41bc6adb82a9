package library

import (
	"slices"
	"testing"
)

// manner is one of the manners of a feed reader, by its number in the list of
// checks. Those of a single request are tested in fetch, the rules of the
// schedule in feeds; here they hold through parsing, the store and restarts.
type manner struct {
	name string
	run  func(*rig)
}

// Faults: N05, N06, N07, N08, N16, N26, N27, N28, N29, N30, N35, N40, D18
func TestChecks(t *testing.T) {
	for _, c := range slices.Concat(validatorChecks, timingChecks, troubleChecks, redirectChecks) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(newRig(t))
		})
	}
}
