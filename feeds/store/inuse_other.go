//go:build !unix

package store

import "os"

// InUse says whether another process has the store at path: there a file that is
// open cannot be renamed.
func InUse(path string) bool {
	shm := path + "-shm"
	if _, err := os.Stat(shm); err != nil {
		return false
	}
	if os.Rename(shm, shm+".probe") != nil {
		return true
	}
	return os.Rename(shm+".probe", shm) != nil
}
