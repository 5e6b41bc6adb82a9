package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheLastVisitIsFoundAgainAndNonsenseIsNone(t *testing.T) {
	dir := t.TempDir()
	a := &app{Sys: Sys{Env: func(name string) string {
		if name == "XDG_STATE_HOME" || name == "HOME" || name == "BROADSHEET_DATA" {
			return dir
		}
		return ""
	}}}
	if got := a.lastVisit(); !got.IsZero() {
		t.Errorf("nobody was here, and was at %v", got)
	}
	at := time.Date(2026, 11, 21, 18, 0, 0, 0, time.FixedZone("", 3600))
	if err := a.rememberVisit(at); err != nil {
		t.Fatal(err)
	}
	if got := a.lastVisit(); !got.Equal(at) {
		t.Errorf("here at %v, found %v", at, got)
	}
	path := filepath.Join(a.logDir(), visitedFile)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v", path, info, err)
	}
	for _, text := range []string{"", "tomorrow", strings.Repeat("2026", 100), "\x00\xff"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := a.lastVisit(); !got.IsZero() {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
