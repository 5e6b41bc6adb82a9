package cli

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// patience is how long a test waits for what it expects.
const patience = 20 * time.Second

// hand is the whole program without a terminal and without the wait for its
// frames: what Update and View take, and how long until something is shown.
type hand struct {
	t     *testing.T
	model tea.Model
	inbox chan tea.Msg
	done  chan struct{}

	answered []time.Duration // work for answers
}

// settled are the settings of a measurement: nothing is fetched.
const settled = "[reload]\non_start = false\nbackground = false\n"

// newHand opens the screen over a data directory.
func newHand(t *testing.T, dir string) *hand {
	t.Helper()
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	config := filepath.Join(home, "config.toml")
	if err := os.WriteFile(config, []byte(settled), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"TERM": "xterm-256color", "HOME": home, "BROADSHEET_DATA": dir, "BROADSHEET_CONFIG": config, "LANG": "C.UTF-8"}
	m, end, err := Screen(context.Background(), Sys{Env: func(k string) string { return env[k] }, Now: time.Now, Version: "bench", Example: example}, false)
	if err != nil {
		t.Fatal(err)
	}
	h := &hand{t: t, model: m, inbox: make(chan tea.Msg, 64), done: make(chan struct{})}
	t.Cleanup(func() {
		close(h.done)
		if err := end(); err != nil {
			t.Error(err)
		}
	})
	h.do(tea.WindowSizeMsg{Width: 160, Height: 44})
	h.run(m.Init())
	h.rest(time.Second)
	return h
}

// do has the model take a message and draw, and gives the processor's time that
// took.
func (h *hand) do(msg tea.Msg) time.Duration {
	runtime.LockOSThread()
	from := threadTime()
	_, cmd := h.model.Update(msg)
	h.model.View()
	took := threadTime() - from
	runtime.UnlockOSThread()
	h.run(cmd)
	return took
}

// run runs a command as Bubble Tea does, beside the screen.
func (h *hand) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				h.run(c)
			}
			return
		}
		select {
		case h.inbox <- msg:
		case <-h.done:
		}
	}()
}

// rest takes answers until none came for a while.
func (h *hand) rest(while time.Duration) {
	for {
		select {
		case msg := <-h.inbox:
			h.answered = append(h.answered, h.do(msg))
		case <-time.After(while):
			return
		}
	}
}

// until takes answers until the screen shows what is waited for.
func (h *hand) until(shown func(screen string) bool) {
	h.t.Helper()
	patient := time.After(patience)
	for !shown(ansi.Strip(h.model.View().Content)) {
		select {
		case msg := <-h.inbox:
			h.do(msg)
		case <-patient:
			h.t.Fatalf("it is not shown:\n%s", ansi.Strip(h.model.View().Content))
		}
	}
}

// press types keys one after the other, and gives the work for the slowest.
func (h *hand) press(keys string) (most time.Duration) {
	for _, r := range keys {
		most = max(most, h.do(keyOf(r)))
	}
	return most
}

func keyOf(r rune) tea.KeyPressMsg {
	switch r {
	case '\r':
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case '\x04':
		return tea.KeyPressMsg{Code: 'd', Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: r, Text: string(r)}
}

// walk are n keys, or two that go together, as they are typed in turn: move,
// open, scroll, back, another view.
func walk(n int) []string {
	round := []string{"j", "j", "k", "j", "\r", "j", "q", "gu", "j", "j", "\r", "q", "ga", "G", "k", "gg", "gt", "\x04", "j", "j", "gg"}
	var out []string
	for len(out) < n {
		out = append(out, round...)
	}
	return out[:n]
}

// inReader says whether a screen is that of the reader view.
func inReader(screen string) bool { return strings.Contains(screen, "esc back") }

// longBegins is how the text of a long article does.
var longBegins = regexp.MustCompile(longWord + `[0-9]+`)

// byHand measures the work for keys, and how long it takes to open articles of
// 5,000 words, in the article pane and in the reader view.
func byHand(t *testing.T, dir string, rounds int, row func(name, value string)) {
	h := newHand(t, dir)
	var work []time.Duration
	for _, keys := range walk(rounds) {
		work = append(work, h.press(keys))
		if keys == "\r" {
			h.until(inReader) // or the next q would leave the program
		}
		h.rest(20 * time.Millisecond)
	}
	row("work in Update and View for one key, p99", shown(p99(work)))
	row("and for an answer that a key led to, p99", shown(p99(h.answered)))

	h.press("gagg")
	h.rest(200 * time.Millisecond)
	var pane, reader []time.Duration
	var shows, had string
	another := func(screen string) bool { shows = longBegins.FindString(screen); return shows != "" && shows != had }
	alone := func(screen string) bool {
		return inReader(screen) && strings.Contains(screen, shows)
	}
	h.until(another)
	for range min(fillLong, rounds) / 2 { // two may stand in one row, as reports of a story
		had = shows
		from := time.Now()
		h.press("j")
		h.until(another)
		pane = append(pane, time.Since(from))
		h.rest(20 * time.Millisecond)
		from = time.Now()
		h.press("\r")
		h.until(alone)
		reader = append(reader, time.Since(from))
		h.press("q")
		h.rest(20 * time.Millisecond)
	}
	row("open an article of 5,000 words, laid out: beside the list / in the reader view", shown(p50(pane))+" / "+shown(p50(reader)))
}
