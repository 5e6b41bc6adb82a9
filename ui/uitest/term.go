// Package uitest is a terminal in a test: it runs a Bubble Tea model on an
// emulated screen, types keys as the bytes a terminal sends, and reads what a
// person would see.
//
// It never sleeps. Keys returns once the model has had every key; WaitFor and
// its kin wake whenever the screen was written to, and fail the test with the
// screen after ten seconds. It knows nothing of Broadsheet's model but the
// tea.Model interface. Tests alone import it.
package uitest

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Patience is how long a test waits for what it expects.
const Patience = 30 * time.Second

// Term is a terminal with a program in it. Its methods are for the test's own
// goroutine.
type Term struct {
	t       testing.TB
	program *tea.Program
	input   *queue
	exited  chan struct{}

	mu      sync.Mutex // guards all below; taken by the program's writes too
	screen  *vt.Emulator
	last    byte          // last byte written, to tell a bare newline
	changed chan struct{} // closed at the next change, then made anew
	modes   map[ansi.Mode]bool
	hidden  bool // the cursor
	title   string
	seen    int // messages of a person's doing the model has had
	sized   bool
	broken  string
	frames  int
	model   tea.Model
	err     error // of Run
	record  *bytes.Buffer
}

// Option changes the terminal from its default: dark, true colours.
type Option func(*settings)

type settings struct {
	light  bool
	tea    []tea.ProgramOption
	record *bytes.Buffer
}

// Light makes the terminal's background white.
func Light() Option { return func(s *settings) { s.light = true } }

// Record keeps every byte the program writes in to, which is the test's to read
// after Sync and while no key is pressed, or when the program has ended.
func Record(to *bytes.Buffer) Option { return func(s *settings) { s.record = to } }

// Program adds options of Bubble Tea's, such as a filter.
func Program(options ...tea.ProgramOption) Option {
	return func(s *settings) { s.tea = append(s.tea, options...) }
}

// Start runs m in a terminal of w columns and h rows, and returns when m knows
// its size. The program is ended with the test at the latest.
func Start(t testing.TB, m tea.Model, w, h int, options ...Option) *Term {
	t.Helper()
	var set settings
	for _, o := range options {
		o(&set)
	}
	term := &Term{
		t: t, input: newQueue(), exited: make(chan struct{}), screen: vt.NewEmulator(w, h),
		changed: make(chan struct{}), modes: map[ansi.Mode]bool{}, record: set.record,
	}
	if set.light {
		term.screen.SetDefaultBackgroundColor(white)
		term.screen.SetDefaultForegroundColor(black)
	}
	// Callbacks run inside Write, so under the lock.
	term.screen.SetCallbacks(vt.Callbacks{
		EnableMode:       func(m ansi.Mode) { term.modes[m] = true },
		DisableMode:      func(m ansi.Mode) { delete(term.modes, m) },
		CursorVisibility: func(visible bool) { term.hidden = !visible },
		Title:            func(title string) { term.title = title },
	})
	replies := make(chan struct{})
	go func() {
		defer close(replies)
		term.answer()
	}()
	term.program = tea.NewProgram(&spy{model: m, term: term, w: w, h: h}, append([]tea.ProgramOption{
		tea.WithInput(term.input), tea.WithOutput(term), tea.WithWindowSize(w, h), tea.WithColorProfile(colorprofile.TrueColor),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"}), tea.WithoutSignalHandler(),
	}, set.tea...)...)
	go func() {
		model, err := term.program.Run()
		term.mu.Lock()
		term.err = err
		if s, ok := model.(*spy); ok {
			term.model = s.model
		}
		term.mu.Unlock()
		close(term.exited)
	}()
	t.Cleanup(func() {
		term.program.Quit()
		select {
		case <-term.exited:
		case <-time.After(Patience):
			term.program.Kill()
			t.Errorf("the program did not end; its screen:\n%s", term.Screen())
		}
		_ = term.input.Close()
		if c, ok := term.screen.InputPipe().(interface{ Close() error }); ok {
			_ = c.Close()
			<-replies
		}
		if term.err != nil && !errors.Is(term.err, tea.ErrInterrupted) {
			t.Errorf("the program ended with: %v", term.err)
		}
	})
	term.wait(func() bool { return term.sized })
	return term
}

// answer carries the emulator's answers to questions (colours, modes) to the
// program, until the emulator's pipe is closed.
func (term *Term) answer() {
	buf := make([]byte, 1024)
	for {
		n, err := term.screen.Read(buf)
		if n > 0 {
			term.input.write(string(buf[:n]))
		}
		if err != nil {
			return
		}
	}
}

// Write is the program's output. Without a terminal driver in between, a bare
// newline has to be made a full one here.
func (term *Term) Write(p []byte) (int, error) {
	term.mu.Lock()
	defer term.mu.Unlock()
	if term.record != nil {
		term.record.Write(p)
	}
	out := make([]byte, 0, len(p)+bytes.Count(p, []byte{'\n'}))
	for _, c := range p {
		if c == '\n' && term.last != '\r' {
			out = append(out, '\r')
		}
		out = append(out, c)
		term.last = c
	}
	if _, err := term.screen.Write(out); err != nil {
		return 0, err
	}
	term.change()
	return len(p), nil
}

// change wakes whoever waits. The lock is held.
func (term *Term) change() {
	close(term.changed)
	term.changed = make(chan struct{})
}

// Resize gives the terminal another size, and tells the program.
func (term *Term) Resize(w, h int) {
	term.t.Helper()
	term.mu.Lock()
	term.screen.Resize(w, h)
	term.mu.Unlock()
	term.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
	term.Sync()
}

// Send hands the model a message, as a command's answer would arrive.
func (term *Term) Send(msg tea.Msg) { term.program.Send(msg) }

// Quit asks the program to end, as from outside, and waits until it has.
func (term *Term) Quit() {
	term.t.Helper()
	term.program.Quit()
	term.WaitExit()
}

// WaitExit waits until the program has ended, and gives its last model.
func (term *Term) WaitExit() tea.Model {
	term.t.Helper()
	select {
	case <-term.exited:
	case <-time.After(Patience):
		term.t.Fatalf("the program did not end; its screen:\n%s", term.Screen())
	}
	return term.model
}
