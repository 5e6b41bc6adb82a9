// Package command runs a person's programs: a browser, a token command, a
// share command. Argument vectors only, never a shell; with time-outs, bounded
// output, and the end of the whole process group when time is up.
//
// It does not know what the programs are for, nor any setting. library and
// the screen's wiring call it.
package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"broadsheet/feeds"
)

const (
	maxOutput = 32 << 20 // bytes of standard output
	maxError  = 2 << 10  // bytes of standard error, the last ones
	grace     = 2 * time.Second
)

// Errors that a caller may branch on.
var (
	ErrNoCommand = errors.New("no command is set")
	ErrNotFound  = errors.New("the program was not found")
	ErrTimeout   = errors.New("the program took too long and was stopped")
	ErrTooMuch   = errors.New("the program wrote more than 32 MiB and was stopped")
)

// Runner runs programs. The zero Runner gives them this process's environment
// and all the time they take.
type Runner struct {
	Timeout time.Duration // 0: none but the context's
	Environ []string      // KEY=value, added to this process's environment
	// Follow is given standard output as it is written, beside Output; its error
	// stops the program, and is Run's. nil for nobody.
	Follow func([]byte) error
}

// Output is what a program left behind.
type Output struct {
	Stdout []byte // at most 32 MiB, as written: clean it before it is shown
	Stderr string // the last 2 KiB, cleaned
	Code   int    // exit code, -1 when it was stopped or never started
}

// Run runs argv with stdin and waits for its end. A program that exits with a
// code but 0 is no error: see Code. When time is up or ctx is done, it and all
// it started in its group are killed.
func (r Runner) Run(ctx context.Context, argv []string, stdin []byte) (Output, error) {
	none := Output{Code: -1}
	path, err := look(argv)
	if err != nil {
		return none, err
	}
	if r.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, r.Timeout, ErrTimeout)
		defer cancel()
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)

	out := &limited{stop: stop, follow: r.Follow}
	tail := &tail{}
	cmd := exec.CommandContext(ctx, path, argv[1:]...)
	cmd.Args[0] = argv[0]
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Stdout, cmd.Stderr = out, tail
	if len(r.Environ) > 0 {
		cmd.Env = append(os.Environ(), r.Environ...)
	}
	group(cmd)
	cmd.Cancel = func() error { return kill(cmd) }
	// A grandchild that left the group may hold the pipes; do not wait for it.
	cmd.WaitDelay = grace

	err = cmd.Run()
	result := Output{Stdout: out.buf.Bytes(), Stderr: tail.String(), Code: -1}
	if cmd.ProcessState != nil {
		result.Code = cmd.ProcessState.ExitCode()
	}
	var exit *exec.ExitError
	switch cause := context.Cause(ctx); {
	case err == nil && out.err == nil:
		return result, nil
	case out.err != nil:
		return result, fmt.Errorf("run %s: %w", name(argv), out.err)
	case cause != nil:
		return result, fmt.Errorf("run %s: %w", name(argv), cause)
	case errors.Is(err, exec.ErrWaitDelay):
		return result, nil // it ended; what it left running is not ours
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return result, nil
	}
	return result, fmt.Errorf("run %s: %w", name(argv), err)
}

// look finds argv's program. One in the current directory is never meant.
func look(argv []string) (string, error) {
	if len(argv) == 0 || argv[0] == "" {
		return "", fmt.Errorf("run a command: %w", ErrNoCommand)
	}
	path, err := exec.LookPath(argv[0])
	if err != nil {
		return "", fmt.Errorf("run %s: %w: %w", name(argv), ErrNotFound, err)
	}
	return path, nil
}

func name(argv []string) string { return feeds.CleanLine(argv[0]) }

// limited keeps what is written up to maxOutput and stops the program beyond,
// or where who follows it has had enough.
type limited struct {
	buf    bytes.Buffer
	stop   context.CancelCauseFunc
	follow func([]byte) error
	err    error // why it was stopped
}

func (l *limited) Write(p []byte) (int, error) {
	if l.err == nil {
		l.take(p)
	}
	return len(p), nil // it is being stopped, and its pipe is not to break before
}

func (l *limited) take(p []byte) {
	keep := p[:min(len(p), maxOutput-l.buf.Len())]
	l.buf.Write(keep)
	if l.follow != nil {
		l.err = l.follow(keep)
	}
	if l.err == nil && len(keep) < len(p) {
		l.err = ErrTooMuch
	}
	if l.err != nil {
		l.stop(l.err)
	}
}

// tail keeps the last maxError bytes written: where programs say why.
type tail struct{ buf []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.buf = append(t.buf, p[max(0, len(p)-maxError):]...)
	if over := len(t.buf) - maxError; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	return feeds.Clean(string(bytes.ToValidUTF8(bytes.TrimSpace(t.buf), nil)))
}
