package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Faults: C08
func TestAPasswordThatOthersCanReadIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permission bits are not Windows's")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	const text = "theme = \"ink\"\n[[feeds]]\nurl = \"https://a.example/\"\n\n[[feeds]]\nurl = \"https://me:hunter2@b.example/\"\n\n[[feeds]]\nurl = \"https://c.example/\"\nuser = \"me\"\npassword = \"hunter2\"\n"
	for _, tc := range []struct {
		mode os.FileMode
		said []int // lines of mistakes
	}{{0o600, nil}, {0o400, nil}, {0o640, []int{5, 8}}, {0o604, []int{5, 8}}, {0o666, []int{5, 8}}} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, tc.mode); err != nil {
			t.Fatal(err)
		}
		got, err := Load(path, defaults(t))
		if err != nil || len(got.Mistakes) != len(tc.said) || len(got.Settings.Feeds) != 3 {
			t.Fatalf("mode %o: %v, %d mistakes, %d feeds", tc.mode, err, len(got.Mistakes), len(got.Settings.Feeds))
		}
		for i, m := range got.Mistakes {
			if m.Line != tc.said[i] || !strings.Contains(m.String(), "chmod 600") || strings.Contains(m.String(), "hunter2") {
				t.Errorf("mode %o: %s", tc.mode, m)
			}
		}
		set, err := got.Set("mouse", "false")
		if err != nil {
			t.Fatal(err)
		}
		again, err := got.Again(set)
		if err != nil {
			t.Fatal(err)
		}
		for what, l := range map[string]Loaded{"read": got, "set by hand": set, "read again": again} {
			if used := l.Settings.Feeds[1].Options.Password != ""; used != (tc.said == nil) {
				t.Errorf("mode %o, %s: a password is used: %v", tc.mode, what, used)
			}
			if l.Settings.Feeds[2].Options.User != "me" {
				t.Errorf("mode %o, %s: the rest of the feed is lost", tc.mode, what)
			}
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// Faults: C07
func TestFilesOfEveryKindAreReadOrTheirLineIsNamed(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		line       int // of the first mistake, 0 for none
	}{
		{"a byte order mark", "\ufefftheme = \"ink\"\n", 0},
		{"line ends of Windows", "theme = \"ink\"\r\nmouse = false\r\n[reading]\r\nwidth = 80\r\n", 0},
		{"a misspelt setting", "theme = \"ink\"\nmuose = true\n", 2},
		{"a wrong kind", "theme = \"ink\"\nmouse = \"yes\"\n", 2},
		{"the same setting twice", "theme = \"ink\"\nmouse = true\nmouse = false\n", 3},
		{"the same table twice", "theme = \"ink\"\n[reading]\nwidth = 80\n[reading]\nwidth = 90\n", 4},
		{"the same feed twice", "theme = \"ink\"\n[[feeds]]\nurl = \"https://a.example/\"\n[[feeds]]\nurl = \"https://a.example/\"\n", 5},
		{"a line of a megabyte", "theme = \"ink\"\n# " + strings.Repeat("x", 1<<20) + "\nmuose = true\n", 3},
		{"a value of a megabyte", "theme = \"ink\"\nbackground = \"" + strings.Repeat("x", 1<<20) + "\"\n", 2},
		{"bytes that are not UTF-8", "theme = \"ink\"\n# caf\xe9\n", 2},
		{"NUL", "theme = \"ink\"\nmouse = \x00\n", 2},
	} {
		got, err := Parse(defaults(t), []byte(tc.text), "config.toml")
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if (len(got.Mistakes) > 0) != (tc.line > 0) || tc.line > 0 && (got.Mistakes[0].Line != tc.line || got.Mistakes[0].What == "") {
			t.Errorf("%s: %.300v, want one on line %d", tc.name, got.Mistakes, tc.line)
		}
		if got.Settings.Theme.Dark.Name != "ink" {
			t.Errorf("%s cost the rest of the file", tc.name)
		}
		for _, m := range got.Mistakes {
			if len(m.Sentence()) > 4000 {
				t.Errorf("%s is said in %d bytes", tc.name, len(m.Sentence()))
			}
		}
	}
}
