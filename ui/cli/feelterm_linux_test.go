package cli

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"
	"golang.org/x/sys/unix"
)

// sight is something that is to be seen on a screen, and when it was: as the
// bytes came, before they were drawn here.
type sight struct {
	shown func(*vt.Emulator) bool
	at    time.Time
	done  chan struct{}
}

func (s *sight) seen(screen *vt.Emulator, at time.Time) bool {
	if !s.shown(screen) {
		return false
	}
	s.at = at
	close(s.done)
	return true
}

// look begins to wait for a sight.
func (p *pty) look(shown func(*vt.Emulator) bool) *sight {
	s := &sight{shown: shown, done: make(chan struct{})}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !s.seen(p.screen, time.Now()) {
		p.awaited = append(p.awaited, s)
	}
	return s
}

func (p *pty) lookFor(text string) *sight {
	return p.look(func(screen *vt.Emulator) bool { return strings.Contains(screen.String(), text) })
}

// saw waits for a sight and gives when it was there.
func (p *pty) saw(s *sight, what string) time.Time {
	p.t.Helper()
	select {
	case <-s.done:
	case <-p.done:
		p.t.Fatalf("the program ended while %s was waited for; its screen:\n%s", what, strings.Join(p.rows(), "\n"))
	case <-time.After(patience):
		p.t.Fatalf("no %s; the screen:\n%s", what, strings.Join(p.rows(), "\n"))
	}
	return s.at
}

// press types keys, as one, and gives how long it was until a cell of the
// screen was another.
func (p *pty) press(keys string) time.Duration {
	p.t.Helper()
	p.mu.Lock()
	before := p.screen.Render()
	p.mu.Unlock()
	s := p.look(func(screen *vt.Emulator) bool { return screen.Render() != before })
	from := time.Now()
	p.keys(keys)
	return p.saw(s, fmt.Sprintf("cell changed by %q", keys)).Sub(from)
}

// quiet waits until nothing was written for a while.
func (p *pty) quiet(while time.Duration) {
	for {
		p.mu.Lock()
		changed := p.changed
		p.mu.Unlock()
		select {
		case <-changed:
		case <-p.done:
			return
		case <-time.After(while):
			return
		}
	}
}

// busy is the processor's time that the program has had.
func (p *pty) busy() time.Duration {
	p.t.Helper()
	var ts unix.Timespec
	clock := int32(^p.cmd.Process.Pid<<3 | 2) //nolint:gosec // clock_getcpuclockid(3): a process's own clock
	if err := unix.ClockGettime(clock, &ts); err != nil {
		p.t.Fatal(err)
	}
	return time.Duration(ts.Nano())
}

// calm waits until the program has no more to do than to be there.
func (p *pty) calm() {
	for deadline := time.Now().Add(10 * time.Minute); time.Now().Before(deadline); {
		from := p.busy()
		time.Sleep(time.Second)
		if p.busy()-from < 50*time.Millisecond {
			return
		}
	}
	p.t.Fatal("the program does not come to rest")
}

// resident is the memory the program has, in bytes.
func (p *pty) resident() (n int64) {
	p.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	if _, err := fmt.Sscan(rest, &n); err != nil {
		p.t.Fatal(err)
	}
	return n << 10
}

// leave ends the program.
func (p *pty) leave() {
	_ = p.cmd.Process.Signal(unix.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(patience):
		p.t.Fatal("the program does not end")
	}
}

// threadTime is the processor's time that this thread has had.
func threadTime() time.Duration {
	var ts unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts)
	return time.Duration(ts.Nano())
}
