//go:build !linux

package related

import "time"

var began = time.Now()

// busy is the time that passed, where that of one thread cannot be had.
func busy() time.Duration { return time.Since(began) }
