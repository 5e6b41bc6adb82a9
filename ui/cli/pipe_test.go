package cli

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Faults: B09
func TestAReaderThatHasEnoughEndsTheVerbQuietly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no such signal on this system")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	example, err := filepath.Abs("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	defer w.Close()
	dir := t.TempDir()
	c := &exec.Cmd{Path: self, Args: []string{"broadsheet", "bookmarks", "export", "--format", "json"}, Stdout: w}
	c.Env = append(os.Environ(), "EXAMPLE="+example, "BROADSHEET_DATA="+dir, "BROADSHEET_CONFIG="+filepath.Join(dir, "config.toml"))
	var said bytes.Buffer
	c.Stderr = &said
	err = c.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || said.Len() > 0 {
		t.Errorf("it ended with %v and said %q", err, said.String())
	}
}
