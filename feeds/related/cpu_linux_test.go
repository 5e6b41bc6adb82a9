package related

import (
	"syscall"
	"time"
)

// busy is the processor time this thread took so far: what others do on the
// machine meanwhile does not count.
func busy() time.Duration {
	var u syscall.Rusage
	const thread = 1 // RUSAGE_THREAD
	if syscall.Getrusage(thread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
