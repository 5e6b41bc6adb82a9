//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
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
	dir := openToOthers(t)
	must(t, os.Mkdir(dir, 0o755))
	if out := asNobody(t, dir, lockedDir); !strings.HasPrefix(out, "read-only: true") {
		t.Errorf("a locked directory gave: %s", out)
	}
	if left := ok(os.ReadDir(dir))(t); len(left) > 0 {
		t.Errorf("something was written into it: %v", left)
	}
}
