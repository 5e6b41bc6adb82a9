//go:build unix

package store

import (
	"io"
	"os"
	"syscall"
)

// InUse says whether another process has the store at path, by SQLite's own lock:
// every connection holds a shared one on byte 128 of the -shm file for as long as
// it lives (https://www.sqlite.org/walformat.html, "WAL locks", DMS).
func InUse(path string) bool {
	f, err := os.OpenFile(path+"-shm", os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: 128, Len: 1}
	return syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock) == nil && lock.Type != syscall.F_UNLCK
}
