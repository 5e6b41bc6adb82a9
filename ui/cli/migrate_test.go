package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What migrate prints for the config is a config without mistakes, whatever
// somebody bound in newsboat.
func TestNewsboatsKeysAreKeysHere(t *testing.T) {
	operations := strings.Fields(`all articles bookmark clear-filter clear-tag cmdline delete-all-articles delete-article down edit-flags edit-urls
		end enqueue feeds goto-title goto-url halfpagedown halfpageup hard-quit help home mark-all-above-as-read mark-all-feeds-read
		mark-feed-read next next-dialog next-feed next-unread next-unread-feed one open open-all-unread-in-browser open-in-browser
		open-in-browser-and-mark-read open-in-browser-noninteractively open-search pagedown pageup pipe-to prev prev-dialog prev-feed prev-unread
		prev-unread-feed quit random-unread redraw reload reload-all reload-urls save save-all search select-filter select-tag
		set-filter show-urls sort toggle-article-read toggle-item-read toggle-show-read-feeds toggle-source-view two unbind-key up
		view-dialogs view-errors`)
	named := strings.Fields("ENTER SPACE TAB ESC UP DOWN LEFT RIGHT PPAGE NPAGE HOME END DELETE ^A ^B ^D ^G ^X ^_ F1 F5 F12")
	var lines strings.Builder
	for i, op := range operations {
		key := string(rune('!' + i))
		if i < len(named) {
			key = named[i]
		}
		place := []string{"", " feedlist", " articlelist", " article", " everywhere"}[i%5]
		lines.WriteString("bind-key \"" + strings.ReplaceAll(strings.ReplaceAll(key, `\`, `\\`), `"`, `\"`) + "\" " + op + place + "\n")
		lines.WriteString("macro " + string(rune('a'+i%26)) + " " + op + "\n")
	}
	dir := t.TempDir()
	file := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file("urls", "https://a.example/feed\n")
	file("config", lines.String()+"reload-time 30\n")
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"HOME": dir, "BROADSHEET_DATA": filepath.Join(dir, "data"), "BROADSHEET_CONFIG": filepath.Join(dir, "config.toml")}
	var out, wrong bytes.Buffer
	sys := Sys{In: strings.NewReader(""), Out: &out, Err: &wrong, Env: func(k string) string { return env[k] }, Now: time.Now, Version: "test", Example: example}
	if code := Main([]string{"migrate", "newsboat", "--from", dir, "--dry-run"}, sys); code != exitFine {
		t.Fatalf("ended with %d: %s", code, &wrong)
	}
	_, printed, ok := strings.Cut(out.String(), "config.toml:\n")
	if !ok || strings.Count(printed, "=") < 30 {
		t.Fatalf("printed %q", out.String())
	}
	file("config.toml", printed)
	wrong.Reset()
	if code := Main([]string{"config", "check"}, sys); code != exitFine {
		t.Errorf("ended with %d: %s\n%s", code, &wrong, printed)
	}
}
