package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"broadsheet/ui"
)

// dumb says that the terminal is sent nothing but text, and gives whole lines.
func dumb(env func(string) string) bool {
	t := env("TERM")
	return t == "dumb" || t == "" && runtime.GOOS != "windows"
}

// runPlain runs the plain form of the screen, which draws nothing.
func (a *app) runPlain(ctx context.Context, m *ui.Model) error {
	plain := ui.NewPlain(m, a.Out, func() int {
		w, _, err := term.GetSize(os.Stdout.Fd())
		if err != nil {
			return 0
		}
		return w
	})
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithoutRenderer()}
	run := a.byKeys
	if dumb(a.Env) {
		run = a.byLines
	}
	err := run(ctx, plain, options)
	plain.End()
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		err = nil // the state is always saved
	}
	if broke := a.broken.err(); broke != nil {
		return broke
	}
	if err != nil {
		err = fmt.Errorf("plain mode ended: %w", err)
	}
	return err
}

// byKeys reads key by key: the terminal is told not to wait for a line's end,
// but while the program is suspended.
func (a *app) byKeys(_ context.Context, plain *ui.Plain, options []tea.ProgramOption) error {
	fd := os.Stdin.Fd()
	before, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("the terminal gives no single keys: %w", err)
	}
	defer func() { _ = term.Restore(fd, before) }()
	_, err = (&guard{Model: plain, broken: a.broken}).program(append(options, tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		switch msg.(type) {
		case tea.SuspendMsg:
			plain.End()
			_ = term.Restore(fd, before)
		case tea.ResumeMsg:
			_, _ = term.MakeRaw(fd)
		}
		return msg
	}))...).Run()
	return err
}

// byLines reads line by line, for terminals that know nothing else.
func (a *app) byLines(_ context.Context, plain *ui.Plain, options []tea.ProgramOption) error {
	p := (&guard{Model: plain, broken: a.broken}).program(append(options, tea.WithInput(nil))...)
	go func() {
		defer a.caught()
		lines := bufio.NewScanner(a.In)
		for lines.Scan() {
			p.Send(ui.Line(lines.Text()))
		}
		p.Quit()
	}()
	_, err := p.Run()
	return err
}
