package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
)

// build makes the program as it is given out, and the empty one beside it.
func build(t *testing.T) (ours, empty string, size int64) {
	t.Helper()
	dir := t.TempDir()
	ours, empty = filepath.Join(dir, "broadsheet"), filepath.Join(dir, "empty")
	for path, source := range map[string]string{ours: "../..", empty: "./testdata/empty"} {
		c := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, source)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("build %s: %v\n%s", source, err, out)
		}
	}
	info, err := os.Stat(ours)
	if err != nil {
		t.Fatal(err)
	}
	return ours, empty, info.Size()
}

// forgotten is when the program has let go of what it looked up for an article
// of long ago.
const forgotten = 90 * time.Second

// atTerminal measures the program at a pseudo-terminal beside the least that a
// Bubble Tea program can be, taking turns.
func atTerminal(t *testing.T, dir string, rounds int, row func(name, value string)) {
	ours, empty, size := build(t)
	row("binary", fmt.Sprintf("%.2f MB", float64(size)/1e6))
	home := t.TempDir()
	config := filepath.Join(home, "config.toml")
	if err := os.WriteFile(config, []byte(settled), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"HOME=" + home, "BROADSHEET_DATA=" + dir, "BROADSHEET_CONFIG=" + config, "PATH=" + os.Getenv("PATH")}
	open := func(path, text string) (*pty, time.Duration) {
		p := startAt(t, 160, 44, env, exec.CommandContext(t.Context(), path))
		return p, p.saw(p.lookFor(text), text).Sub(p.started)
	}
	var a, b []time.Duration
	for range max(3, rounds/20) {
		p, took := open(ours, "Long article 0")
		a = append(a, took)
		p.leave()
		p, took = open(empty, "ready")
		b = append(b, took)
		p.leave()
	}
	row("start to first useful screen, median / an empty program's", against(p50(a), p50(b)))

	p, _ := open(ours, "Long article 0")
	q, _ := open(empty, "ready")
	p.calm()
	a, b = nil, nil
	slow := map[string][]time.Duration{}
	for _, keys := range walk(rounds) {
		a = append(a, p.press(keys))
		slow[keys] = append(slow[keys], a[len(a)-1])
		if keys == "\r" {
			p.saw(p.look(func(screen *vt.Emulator) bool { return inReader(screen.String()) }), "reader view")
		}
		p.quiet(30 * time.Millisecond)
		anyMoment()
		b = append(b, q.press(keys)) // when the other has no more to do, which would be beside it
		anyMoment()
	}
	row("key to first changed cell, median / an empty program's", against(p50(a), p50(b)))
	row("key to first changed cell, p99 / an empty program's", against(p99(a), p99(b)))
	for keys, of := range slow {
		t.Logf("%q: median %s, p90 %s, most %s of %d", keys, shown(p50(of)), shown(sorted(of)[len(of)*9/10]), shown(slices.Max(of)), len(of))
	}
	marked, blocked := markAll(p)
	row("mark all read, until the screen says so / a key meanwhile at most", shown(marked)+" / "+shown(blocked))

	p.calm()
	idle := 10 * time.Second
	if rounds < 100 {
		idle = time.Second
	} else {
		time.Sleep(forgotten)
	}
	wasP, wasQ := p.busy(), q.busy()
	time.Sleep(idle)
	row("processor when idle, a second / an empty program's", against((p.busy()-wasP)/(idle/time.Second), (q.busy()-wasQ)/(idle/time.Second)))
	row("resident memory, idle after a tour / an empty program's", fmt.Sprintf("%.1f MB / %.1f MB", float64(p.resident())/1e6, float64(q.resident())/1e6))
	p.leave()
	q.leave()
}

// anyMoment waits, so that keys come at any moment between two frames.
func anyMoment() {
	time.Sleep(rand.N(20 * time.Millisecond)) //nolint:gosec // no secret
}

// against is a figure beside another and how many times as much it is.
func against(a, b time.Duration) string {
	return fmt.Sprintf("%s / %s = %.2f", shown(a), shown(b), float64(a)/float64(b))
}

// markAll marks all articles read and takes that back, moving meanwhile.
func markAll(p *pty) (took, blocked time.Duration) {
	p.keys("ga")
	p.quiet(200 * time.Millisecond)
	from := time.Now()
	said := p.look(func(screen *vt.Emulator) bool { return strings.Contains(screen.String(), "marked read") })
	p.keys("A")
	for over := false; !over; {
		blocked = max(blocked, p.press("j"))
		select {
		case <-said.done:
			over = true
		default:
		}
	}
	took = p.saw(said, "word of what was marked").Sub(from)
	p.quiet(200 * time.Millisecond)
	p.keys("u")
	p.quiet(200 * time.Millisecond)
	return took, blocked
}
