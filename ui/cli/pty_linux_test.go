package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"golang.org/x/sys/unix"
)

// pty is the real program in a process of its own at a pseudo-terminal, whose
// every byte is recorded and shown on an emulated screen.
type pty struct {
	t      *testing.T
	master *os.File
	cmd    *exec.Cmd
	done   chan struct{} // closed when the program's output has ended

	started time.Time

	mu      sync.Mutex // guards what follows
	raw     bytes.Buffer
	screen  *vt.Emulator
	changed chan struct{} // closed at the next change, then made anew
	awaited []*sight

	// What the terminal answered to questions has a lock of its own: the screen
	// waits, while it is written to, for its answers to be taken.
	asked   sync.Mutex
	answers bytes.Buffer
}

// program is the test's own binary under the name by which TestMain knows that
// it is to be the program.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "broadsheet")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func startPTY(t *testing.T, w, h int, env []string, args ...string) *pty {
	t.Helper()
	return startAt(t, w, h, env, exec.CommandContext(t.Context(), program(t), args...))
}

// startAt starts a command at a pseudo-terminal.
func startAt(t *testing.T, w, h int, env []string, cmd *exec.Cmd) *pty {
	t.Helper()
	// Without blocking: a file that blocks is closed only once its read has come back, and an idle program's never does.
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal to be had here: %v", err)
	}
	master := os.NewFile(uintptr(fd), "/dev/ptmx") //nolint:gosec // a descriptor is no negative number
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(w), Row: uint16(h)}); err != nil { //nolint:gosec // a test's own sizes
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slave.Close()
	p := &pty{t: t, master: master, done: make(chan struct{}), screen: vt.NewEmulator(w, h), cmd: cmd, changed: make(chan struct{})}
	p.cmd.Env = append(env, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8")
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	if p.cmd.SysProcAttr == nil {
		p.cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	p.cmd.SysProcAttr.Setsid, p.cmd.SysProcAttr.Setctty = true, true
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read()
	go p.answer()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
		<-p.done
		if c, ok := p.screen.InputPipe().(io.Closer); ok {
			_ = c.Close()
		}
		_ = master.Close()
	})
	return p
}

// read records what the program writes, until it ends.
func (p *pty) read() {
	defer close(p.done)
	buf := make([]byte, 32<<10)
	for {
		n, err := p.master.Read(buf)
		if n > 0 {
			at := time.Now()
			p.mu.Lock()
			p.raw.Write(buf[:n])
			_, _ = p.screen.Write(buf[:n])
			p.awaited = slices.DeleteFunc(p.awaited, func(s *sight) bool { return s.seen(p.screen, at) })
			close(p.changed)
			p.changed = make(chan struct{})
			p.mu.Unlock()
		}
		if err != nil { // EIO: nobody holds the other end any more
			return
		}
	}
}

// answer types the terminal's answers to questions, as a real one does.
func (p *pty) answer() {
	buf := make([]byte, 1024)
	for {
		n, err := p.screen.Read(buf)
		if err != nil {
			return
		}
		p.asked.Lock()
		p.answers.Write(buf[:n])
		p.asked.Unlock()
		if _, err := p.master.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (p *pty) keys(keys string) {
	p.t.Helper()
	if _, err := p.master.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// rows is what a person sees.
func (p *pty) rows() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := make([]string, p.screen.Height())
	for y := range rows {
		var b strings.Builder
		for x := range p.screen.Width() {
			switch c := p.screen.CellAt(x, y); {
			case c == nil || c.Content == "" && c.Width != 0:
				b.WriteByte(' ')
			default:
				b.WriteString(c.Content)
			}
		}
		rows[y] = strings.TrimRight(b.String(), " ")
	}
	return rows
}

// waitFor waits until each of texts is on the screen.
func (p *pty) waitFor(texts ...string) {
	p.t.Helper()
	p.until(func() string {
		screen, missing := strings.Join(p.rows(), "\n"), ""
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				missing = text
			}
		}
		return missing
	})
}

// waitForBytes waits until they were written n times.
func (p *pty) waitForBytes(n int, written string) {
	p.t.Helper()
	p.until(func() string {
		p.mu.Lock()
		defer p.mu.Unlock()
		if bytes.Count(p.raw.Bytes(), []byte(written)) < n {
			return written
		}
		return ""
	})
}

// until waits until nothing is missing.
func (p *pty) until(missing func() string) {
	p.t.Helper()
	timeout := time.After(patience)
	for {
		p.mu.Lock()
		changed := p.changed
		p.mu.Unlock()
		what := missing()
		if what == "" {
			return
		}
		select {
		case <-changed:
		case <-p.done:
			p.t.Fatalf("the program ended while %q was waited for; its screen:\n%s", what, strings.Join(p.rows(), "\n"))
		case <-timeout:
			p.t.Fatalf("%q did not appear; the screen:\n%s", what, strings.Join(p.rows(), "\n"))
		}
	}
}

// end waits until the program has ended by itself, and gives all it wrote.
func (p *pty) end() (raw, answers []byte) {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(patience):
		p.t.Fatalf("the program did not end; its screen:\n%s", strings.Join(p.rows(), "\n"))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked.Lock()
	defer p.asked.Unlock()
	return bytes.Clone(p.raw.Bytes()), bytes.Clone(p.answers.Bytes())
}
