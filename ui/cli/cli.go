// Package cli is the command line: every verb, its flags and its JSON, and the
// wiring of settings, library and screen. It alone knows ui/config and the
// library both. Called by main.
//
// Exit codes: 0 fine, 1 failed, 2 wrong use, 3 some feeds failed, 70 broken,
// 130 interrupted. Data goes to standard output, words to standard error.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// Exit codes.
const (
	exitFine    = 0
	exitFailed  = 1
	exitUse     = 2
	exitPartly  = 3
	exitBroken  = 70 // a fault of the program itself, of which there is a report
	exitStopped = 130
)

// Sys is the system as values: what a test replaces.
type Sys struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) string
	Now      func() time.Time
	Version  string
	Example  []byte // config.example.toml
	Terminal bool   // standard output and input are a terminal
	Watched  bool   // standard error is one
	Columns  int    // of the terminal, 0 unknown
	Rows     int
	Ground   func() (dark, known bool) // the terminal's own background, asked when called; nil: it cannot be asked
}

// System is the machine the program runs on.
func System(example []byte) Sys {
	s := Sys{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Now: time.Now, Version: version(), Example: example}
	s.Terminal = term.IsTerminal(os.Stdout.Fd()) && term.IsTerminal(os.Stdin.Fd())
	s.Watched = term.IsTerminal(os.Stderr.Fd())
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
		s.Columns, s.Rows = w, h
	}
	if s.Terminal {
		s.Ground = ground
	}
	return s
}

// version is the module's, as the go command recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return strings.TrimPrefix(info.Main.Version, "v")
	}
	return "0.1.0-dev"
}

// Main runs one command line and gives its exit code.
func Main(args []string, sys Sys) int {
	ctx, stop := signal.NotifyContext(context.Background(), stopping()...)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // who asks twice does not want to wait
	// A reader that has enough is an error of writing, not the end of the process: files under way are cleared up.
	closed := make(chan os.Signal, 1)
	signal.Notify(closed, syscall.SIGPIPE)
	defer signal.Stop(closed)
	out := &output{w: sys.Out}
	sys.Out = out
	root := newRoot(&app{Sys: sys})
	root.SetArgs(args)
	root.SetIn(sys.In)
	root.SetOut(sys.Out)
	root.SetErr(sys.Err)
	err := root.ExecuteContext(ctx)
	switch {
	case out.err != nil && errors.Is(out.err, syscall.EPIPE):
		return exitFailed // who read it has read enough
	case out.err != nil:
		err = fmt.Errorf("the output cannot be written: %s", library.Reason(out.err))
	case err == nil:
		return exitFine
	}
	if ctx.Err() != nil {
		fmt.Fprintln(sys.Err, "broadsheet: interrupted; what was done is kept")
		return exitStopped
	}
	code := exitFailed
	var use *useError
	var part *partlyError
	var broken *brokenError
	switch {
	case errors.As(err, &use):
		code = exitUse
	case errors.As(err, &part):
		code = exitPartly
	case errors.As(err, &broken):
		code = exitBroken
	}
	if text := feeds.Clean(inWords(err)); text != "" {
		fmt.Fprintln(sys.Err, "broadsheet: "+text)
	}
	return code
}

// inWords is what a verb says of an error.
func inWords(err error) string { return cmp.Or(library.Refusal(err), err.Error()) }

// stopping lists the signals that end a run in order: also when its terminal
// is closed, unless nohup says not to.
func stopping() []os.Signal {
	list := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return list
}

// output is standard output that remembers that it failed: no verb need look,
// and none ends well that lost words.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// useError is a command line that makes no sense: exit code 2.
type useError struct{ text string }

func (e *useError) Error() string { return e.text }

// wrongUse is not inlined: each of its callers would hold a copy.
//
//go:noinline
func wrongUse(format string, args ...any) error {
	return &useError{fmt.Sprintf(format, args...)}
}

// partlyError is a verb that did its work but for some feeds: exit code 3.
type partlyError struct{ text string }

func (e *partlyError) Error() string { return e.text }
