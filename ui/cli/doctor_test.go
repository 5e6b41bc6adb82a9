package cli

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestTheDoctorWaitsForNobody(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	a := &app{}
	stuck := look{"store", func(*app, context.Context) []finding { select {} }}
	found := a.patiently(ctx, stuck)
	if len(found) != 1 || found[0].todo == "" || !strings.Contains(found[0].said, "did not answer") {
		t.Errorf("found %+v", found)
	}
}

func TestTheDoctorKnowsTerminals(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		sys  Sys
		want string // part of a line
		todo string // part of what to do, "" for nothing
	}{
		{"no terminal", nil, Sys{}, "no terminal", "needs one"},
		{"one that can do nothing", map[string]string{"TERM": "dumb"}, Sys{Terminal: true}, `TERM is "dumb"`, "set TERM"},
		{"small", map[string]string{"TERM": "xterm"}, Sys{Terminal: true, Columns: 20, Rows: 5}, "20 columns and 5 rows", "30 columns and 8 rows"},
		{"all colours", map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "all colours", ""},
		{"256", map[string]string{"TERM": "xterm-256color"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "256 colours", ""},
		{"NO_COLOR", map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "as NO_COLOR asks", ""},
		{"a dark ground", map[string]string{"TERM": "xterm"}, Sys{Terminal: true, Columns: 80, Rows: 24, Ground: func() (bool, bool) { return true, true }}, "on a dark ground", ""},
		{"a mute one", map[string]string{"TERM": "xterm"}, Sys{Terminal: true, Columns: 80, Rows: 24, Ground: func() (bool, bool) { return false, false }}, "does not say", `theme = "ink"`},
		{"no UTF-8", map[string]string{"TERM": "xterm", "LANG": "C"}, Sys{Terminal: true, Columns: 80, Rows: 24}, `locale is "C"`, "C.UTF-8"},
		{"UTF-8", map[string]string{"TERM": "xterm", "LANG": "de_DE.utf8"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "UTF-8", ""},
		{"tmux", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/x"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "set-clipboard on", ""},
		{"a terminal that takes no copies", map[string]string{"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, Sys{Terminal: true, Columns: 80, Rows: 24}, "OSC 52", "Terminal.app"},
	} {
		c.sys.Env = func(k string) string { return c.env[k] }
		if c.env["LANG"] == "" && c.env != nil {
			c.env["LANG"] = "en_GB.UTF-8"
		}
		hit := false
		for _, f := range (&app{Sys: c.sys}).lookTerminal(t.Context()) {
			if strings.Contains(f.said, c.want) {
				hit = (c.todo == "") == (f.todo == "") && strings.Contains(f.todo, c.todo)
			}
		}
		if !hit {
			t.Errorf("%s: %+v", c.name, (&app{Sys: c.sys}).lookTerminal(t.Context()))
		}
	}
}

func TestAReportNamesNobody(t *testing.T) {
	t.Setenv("HOME", "/home/anna")
	const log = `/home/anna/.config/broadsheet/config.toml:12:8: mistake in /srv/anna/x
time=2026-11-22T08:20:01.000Z level=ERROR msg="reload" error="get https://me:pw@secret.example/feed: lookup secret.example: no such host"
dial tcp 192.168.1.17:443 and [2001:db8::1]:443 and fe80::1 and sub.secret.example:8080
broadsheet.db config.toml xterm-256color C.UTF-8 go1.26.8`
	got := private(log)
	for _, no := range []string{"anna", "secret", "pw", "192.168", "2001:db8", "fe80"} {
		if strings.Contains(got, no) {
			t.Errorf("%q is in the report:\n%s", no, got)
		}
	}
	for _, yes := range []string{"config.toml:12:8", "08:20:01", "broadsheet.db", "C.UTF-8", "go1.26.8", "no such host", "level=ERROR"} {
		if !strings.Contains(got, yes) {
			t.Errorf("%q is lost:\n%s", yes, got)
		}
	}
}
