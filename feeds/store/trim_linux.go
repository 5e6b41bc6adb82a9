package store

import (
	"sync"
	_ "unsafe" // for go:linkname

	"modernc.org/memory"
)

// SQLite's C library keeps up to 4 MiB of each size that SQLite has freed, for
// when it is wanted again, and has no call that gives it back; its allocator
// has. These are the library's own variables, by name, and the lock is the one
// it takes on Linux for each use of the allocator: a test holds both to that.
var (
	//go:linkname allocator modernc.org/libc.allocator
	allocator memory.Allocator
	//go:linkname allocating modernc.org/libc.allocatorMu
	allocating sync.Mutex
)

// trim gives to the system what the C library keeps of freed memory.
func trim() error {
	allocating.Lock()
	defer allocating.Unlock()
	return allocator.Trim()
}
