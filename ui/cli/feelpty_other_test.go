//go:build !linux

package cli

import (
	"testing"
	"time"
)

var began = time.Now()

// threadTime is the time that passes, for want of a thread's own.
func threadTime() time.Duration { return time.Since(began) }

// atTerminal measures nothing here: pseudo-terminals and clocks of processes
// are asked as Linux has them.
func atTerminal(t *testing.T, _ string, _ int, _ func(name, value string)) {
	t.Log("what is felt at a terminal is measured on Linux alone")
}
