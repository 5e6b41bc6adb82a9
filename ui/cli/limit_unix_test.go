//go:build unix

package cli

import (
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

// limitFiles lets no file of the program grow beyond what the environment says,
// as a disk that is full does.
func limitFiles() {
	if n, err := strconv.Atoi(os.Getenv("BROADSHEET_TEST_FILE_SIZE")); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(n), Max: uint64(n)})
	}
}
