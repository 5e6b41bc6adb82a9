//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const lockedDir = "BROADSHEET_TEST_LOCKED_DIR"

// The test binary opens a store as another user: root may write anywhere.
func init() {
	if dir := os.Getenv(lockedDir); dir != "" {
		_, err := Open(ctx, dir, Options{})
		fmt.Println("read-only:", errors.Is(err, ErrReadOnly), err)
		os.Exit(0)
	}
}

func TestALockedDirectoryIsSaid(t *testing.T) {
	// Not below t.TempDir: its parents are closed to other users.
	open, err := os.MkdirTemp("", "broadsheet-locked-*")
	must(t, err)
	defer os.RemoveAll(open)
	must(t, os.Chmod(open, 0o755))
	locked := filepath.Join(open, "locked")
	must(t, os.Mkdir(locked, 0o555))
	binary, err := os.ReadFile(ok(os.Executable())(t))
	must(t, err)
	program := filepath.Join(open, "program")
	must(t, os.WriteFile(program, binary, 0o755))

	child := exec.Command(program)
	child.Dir = open
	child.Env = []string{lockedDir + "=" + locked}
	if os.Getuid() == 0 {
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := child.CombinedOutput()
	must(t, err)
	if !strings.HasPrefix(string(out), "read-only: true") {
		t.Errorf("a locked directory gave: %s", out)
	}
	if left := ok(os.ReadDir(locked))(t); len(left) > 0 {
		t.Errorf("something was written into it: %v", left)
	}
}
