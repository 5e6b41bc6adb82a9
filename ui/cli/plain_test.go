package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// heard is an output that a test waits for words on.
type heard struct {
	mu      sync.Mutex
	text    string
	changed chan struct{}
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text += string(p)
	close(h.changed)
	h.changed = make(chan struct{})
	return len(p), nil
}

// wait waits until the words are said, and gives all until then.
func (h *heard) wait(t *testing.T, words string) string {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		h.mu.Lock()
		text, changed := h.text, h.changed
		h.mu.Unlock()
		if strings.Contains(text, words) {
			return text
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("nobody says %q:\n%s", words, text)
		}
	}
}

// On a terminal that can do nothing, the program is one of lines: it reads
// them and writes them, and sends nothing else.
//
// Faults: T15
func TestADumbTerminalGetsPlainMode(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"TERM": "dumb", "LANG": "C.UTF-8", "BROADSHEET_CONFIG": filepath.Join(t.TempDir(), "config.toml")}
	in, typing := io.Pipe()
	out := &heard{changed: make(chan struct{})}
	done := make(chan int)
	go func() {
		done <- Main([]string{"--sample"}, Sys{In: in, Out: out, Err: io.Discard, Env: func(k string) string { return env[k] }, Now: time.Now, Version: "test", Example: example, Terminal: true})
	}()
	out.wait(t, "whole lines")
	out.wait(t, "Unread: ")
	io.WriteString(typing, "?\n")
	out.wait(t, "Help - headlines")
	io.WriteString(typing, "esc\nQ\n")
	select {
	case code := <-done:
		if code != exitFine {
			t.Errorf("it ends with %d", code)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("it does not end:\n%s", out.text)
	}
	if i := strings.IndexFunc(out.text, func(c rune) bool { return c < ' ' && c != '\n' || c == 0x7f }); i >= 0 {
		t.Errorf("a dumb terminal is sent %q", out.text[i:min(len(out.text), i+20)])
	}
}

func TestWhatAsksForPlainMode(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, config string
		flag         bool
		env          map[string]string
		want         bool
	}{
		{"nothing", "", false, nil, false},
		{"the flag", "", true, nil, true},
		{"the config", "plain = true\n", false, nil, true},
		{"the environment", "", false, map[string]string{"ACCESSIBLE": "1"}, true},
		{"a dumb terminal", "", false, map[string]string{"TERM": "dumb"}, true},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(tt.config), 0o600); err != nil {
			t.Fatal(err)
		}
		env := map[string]string{"TERM": "xterm", "BROADSHEET_CONFIG": path, "BROADSHEET_DATA": t.TempDir()}
		for k, v := range tt.env {
			env[k] = v
		}
		a := &app{Sys: Sys{Out: io.Discard, Err: io.Discard, Env: func(k string) string { return env[k] }, Now: time.Now, Example: example}, plain: tt.flag}
		_, end, err := a.prepare(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := end(); err != nil {
			t.Error(err)
		}
		if a.plain != tt.want {
			t.Errorf("%s: plain mode is %v", tt.name, a.plain)
		}
	}
}
