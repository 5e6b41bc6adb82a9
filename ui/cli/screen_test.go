package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A verb that came to nothing may leave an empty store; without a config the
// next start is a first one all the same.
func TestAnEmptyStoreDoesNotHideTheWelcome(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := map[string]string{"TERM": "xterm-256color", "HOME": dir, "BROADSHEET_DATA": filepath.Join(dir, "data"), "BROADSHEET_CONFIG": filepath.Join(dir, "config.toml")}
	sys := Sys{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Env: func(k string) string { return env[k] }, Now: time.Now, Version: "test", Example: example}
	shown := func() string {
		t.Helper()
		m, end, err := Screen(t.Context(), sys, false)
		if err != nil {
			t.Fatal(err)
		}
		m.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
		text := m.View().Content
		if err := end(); err != nil {
			t.Error(err)
		}
		return text
	}
	const offer = "sample edition"
	if !strings.Contains(shown(), offer) {
		t.Fatal("a fresh machine does not show the welcome")
	}
	empty := filepath.Join(dir, "empty.opml")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code := Main([]string{"import", empty}, sys); code != exitFailed {
		t.Fatalf("importing nothing ended with %d", code)
	}
	if _, err := os.Stat(filepath.Join(env["BROADSHEET_DATA"], "broadsheet.db")); err != nil {
		t.Skip("the verb left no store: ", err)
	}
	if !strings.Contains(shown(), offer) {
		t.Error("an empty store hides the welcome")
	}
	if err := os.WriteFile(empty, []byte(`<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := Main([]string{"import", empty}, sys); code != exitFine {
		t.Fatalf("importing a feed ended with %d", code)
	}
	sys.Env = func(k string) string { return env[k] }
	if strings.Contains(shown(), offer) {
		t.Error("the welcome hides the feeds that were imported")
	}
}
