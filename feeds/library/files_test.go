package library

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Faults: B09
func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	write := func(text string, fail error) error {
		return WriteFile(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return errors.Join(err, fail)
		})
	}
	want := func(text string) {
		t.Helper()
		if data, err := os.ReadFile(path); err != nil || string(data) != text {
			t.Errorf("the file holds %q, %v; want %q", data, err, text)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".broadsheet-*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	if err := write("one", nil); err != nil {
		t.Fatal(err)
	}
	want("one")
	full := errors.New("the disk is full")
	if err := write("tw", full); !errors.Is(err, full) || !strings.Contains(err.Error(), "as it was") {
		t.Errorf("a failure gave %v", err)
	}
	want("one")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := write("two", nil); err != nil {
		t.Fatal(err)
	}
	want("two")
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v; want 0640 as before", info.Mode(), err)
	}
}

// Faults: C17
func TestALinkAndADirectoryAreNotReplaced(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	hello := func(w io.Writer) error { _, err := io.WriteString(w, "hello"); return err }
	if err := os.Symlink(file, link); err != nil {
		t.Skip("this system makes no links: ", err)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, hello); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info.Mode(), err)
	}
	if data, _ := os.ReadFile(file); string(data) != "hello" {
		t.Errorf("the file behind the link holds %q", data)
	}
	if err := WriteFile(dir, hello); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("a directory gave %v", err)
	}
}

func TestAFileThatCannotBeReadIsSaidInASentence(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		"":                          "name a file",
		dir:                         "is a directory; name a file in it",
		filepath.Join(dir, "no"):    "there is no file",
		"news.example/feed":         "a web address begins with https://",
		filepath.Join(dir, "a\x1b"): "there is no file",
	} {
		_, err := ReadFile(path)
		if err == nil || !strings.Contains(err.Error(), want) || strings.ContainsRune(err.Error(), '\x1b') || strings.Contains(err.Error(), "open ") {
			t.Errorf("%q: %v; want %q", path, err, want)
		}
	}
	if _, err := ReadAll(io.LimitReader(zeros{}, maxNamed+1), "zeros"); err == nil {
		t.Error("a file over the limit was read")
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
