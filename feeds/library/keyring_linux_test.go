package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeTool is secret-tool as its manual describes it, over a folder of files.
const fakeTool = `#!/bin/sh
verb=$1; shift
[ "$verb" = store ] && shift
file="$SAFE/$2-$4"
case $verb in
lookup) [ -f "$file" ] || exit 1; cat "$file" ;;
store) [ "$2" = refused ] && { echo "Cannot create an item in a locked collection" >&2; exit 1; }; cat > "$file" ;;
clear) rm -f "$file" ;;
esac
`

func TestTheKeyringOfADesktopIsAskedByItsOwnProgram(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, secretTool), []byte(fakeTool), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("SAFE", t.TempDir())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	var safe systemSafe
	if _, err := safe.Get("broadsheet", "pin"); !errors.Is(err, errNotFiled) {
		t.Errorf("what was never filed gives %v", err)
	}
	if err := safe.Set("broadsheet", "pin", "a $ecret 'with' signs"); err != nil {
		t.Fatal(err)
	}
	if got, err := safe.Get("broadsheet", "pin"); err != nil || got != "a $ecret 'with' signs" {
		t.Errorf("filed, it gives %q, %v", got, err)
	}
	if err := safe.Delete("broadsheet", "pin"); err != nil {
		t.Error(err)
	}
	if _, err := safe.Get("broadsheet", "pin"); !errors.Is(err, errNotFiled) {
		t.Errorf("taken out, it gives %v", err)
	}
	if err := safe.Set("refused", "pin", "x"); err == nil || !strings.Contains(err.Error(), "locked collection") {
		t.Errorf("a locked keyring says %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := safe.Get("broadsheet", "pin"); err == nil || !strings.Contains(err.Error(), "token_command") {
		t.Errorf("without the program: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	if _, err := safe.Get("broadsheet", "pin"); !errors.Is(err, errNoKeyring) {
		t.Errorf("without a session: %v", err)
	}
}
