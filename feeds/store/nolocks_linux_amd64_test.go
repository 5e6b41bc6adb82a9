package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

const noLocksDir = "BROADSHEET_TEST_NO_LOCKS_DIR"

func init() {
	if dir := os.Getenv(noLocksDir); dir != "" {
		if err := refuseLocks(); err != nil {
			fmt.Println("not tried:", err)
			os.Exit(0)
		}
		s, err := Open(ctx, dir, Options{})
		fmt.Println(errors.Is(err, ErrDisk), s == nil, err)
		os.Exit(0)
	}
}

// refuseLocks has the kernel refuse every lock of a part of a file, as
// file systems of networks do that know none.
func refuseLocks() error {
	runtime.LockOSThread()
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	equal := func(k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: yes, Jf: no, K: k}
	}
	answer := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	const allow, fail = 0x7fff0000, 0x00050000
	program := []unix.SockFilter{
		load(0), equal(unix.SYS_FCNTL, 0, 4), // the call's number
		load(24), // the lower half of its second argument
		equal(unix.F_SETLK, 1, 0), equal(unix.F_SETLKW, 0, 1),
		answer(fail | uint32(unix.EOPNOTSUPP)), answer(allow),
	}
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	const setFilter, everyThread = 1, 1
	if _, _, e := unix.Syscall(unix.SYS_SECCOMP, setFilter, everyThread, uintptr(unsafe.Pointer(&prog))); e != 0 {
		return e
	}
	return nil
}

// Faults: D25
func TestAFileSystemWithoutLocksIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	subscribed(t, s, feedNamed("gazette", ""))
	must(t, s.Close())
	before := ok(os.ReadFile(filepath.Join(dir, File)))(t)
	child := exec.Command(ok(os.Executable())(t))
	child.Env = append(os.Environ(), noLocksDir+"="+dir)
	out, err := child.CombinedOutput()
	must(t, err)
	if !strings.HasPrefix(string(out), "true true ") {
		t.Errorf("it says %s", out)
	}
	if after := ok(os.ReadFile(filepath.Join(dir, File)))(t); string(after) != string(before) {
		t.Error("the store was changed")
	}
}
