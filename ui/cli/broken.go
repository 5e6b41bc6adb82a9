package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds/library"
	"broadsheet/ui"
)

// brokenError is a fault of the program itself: exit code 70.
type brokenError struct{ text string }

func (e *brokenError) Error() string { return e.text }

// broken catches the faults of the program while its screen is up: the first is
// reported in a file, and the screen ends in order, which gives the terminal back
// as it was.
type broken struct {
	app   *app
	where func() ui.Whereabouts
	quit  func() // ends the screen, from any goroutine

	mu     sync.Mutex
	report string // where it is; "" where it could not be written
	was    bool
}

// leftover is what the next start finds of a run that broke off.
type leftover struct {
	Report string
	ui.Whereabouts
}

const leftoverName = "broke-off.json"

// broke is what the library tells a fault of, nil where there is no screen.
func (a *app) broke() func(any, []byte) {
	if a.broken == nil {
		return nil
	}
	return a.broken.tell
}

// tell reports a fault, the first one alone, and ends the screen.
func (b *broken) tell(value any, stack []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.was {
		b.was = true
		b.write(value, stack)
	}
	if b.quit != nil {
		go b.quit()
	}
}

// write makes the report. It has no text of articles: of the fault only what the
// Go runtime says of it, or else its type, and of the stack names and numbers.
func (b *broken) write(value any, stack []byte) {
	text := fmt.Sprintf("%T", value)
	if e, ok := value.(runtime.Error); ok {
		text = e.Error()
	}
	now := b.app.Now()
	dir := b.app.logDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return
	}
	path := filepath.Join(dir, now.Format("broken-20060102-150405.txt"))
	err := library.WriteFile(path, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "Broadsheet %s, %s, %s/%s, TERM=%s\n%s\n%s\n\n%s", b.app.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
			private(b.app.Env("TERM")), now.UTC().Format("2006-01-02 15:04:05Z"), text, stack)
		return err
	})
	if err != nil {
		return
	}
	b.report = path
	if b.app.sample {
		return
	}
	left := leftover{Report: path}
	func() {
		defer func() { _ = recover() }() // what is broken may not even know where it is
		left.Whereabouts = b.where()
	}()
	_ = library.WriteFile(filepath.Join(dir, leftoverName), func(w io.Writer) error { return json.NewEncoder(w).Encode(left) })
}

// caught, deferred, tells a fault of the program beside its screen instead of
// ending it; where there is no screen, it ends.
func (a *app) caught() {
	if a.broken == nil {
		return
	}
	if r := recover(); r != nil {
		a.broken.tell(r, debug.Stack())
	}
}

// err is what to say after the screen has ended, nil when nothing broke.
func (b *broken) err() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case !b.was:
		return nil
	case b.report == "":
		return &brokenError{"Broadsheet has a fault and ended; what was done is kept. Its report could not be written"}
	}
	return &brokenError{"Broadsheet has a fault and ended; what was done is kept. The report of it, without the text of any article, is " + b.report +
		"; the next start offers to go on where you were"}
}

// takeLeftover finds where a run broke off, once.
func (a *app) takeLeftover() *leftover {
	path := filepath.Join(a.logDir(), leftoverName)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	_ = os.Remove(path)
	var left leftover
	if json.Unmarshal(text, &left) != nil {
		return nil
	}
	return &left
}

// guard stands between Bubble Tea and a model, and has faults in it and in its
// commands caught.
type guard struct {
	tea.Model
	broken *broken
}

// brokeMsg ends the screen after a fault.
type brokeMsg struct{}

func (g *guard) Init() tea.Cmd { return g.wrap(g.Model.Init()) }

func (g *guard) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			g.broken.tell(r, debug.Stack())
			model, cmd = g, tea.Quit
		}
	}()
	if _, ended := msg.(brokeMsg); ended {
		return g, tea.Quit
	}
	_, cmd = g.Model.Update(msg)
	return g, g.wrap(cmd)
}

func (g *guard) View() (v tea.View) {
	defer func() {
		if r := recover(); r != nil {
			g.broken.tell(r, debug.Stack())
			v = tea.View{AltScreen: true}
		}
	}()
	return g.Model.View()
}

// wrap has a command's faults caught, also those of the commands it leads to.
func (g *guard) wrap(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				g.broken.tell(r, debug.Stack())
				msg = brokeMsg{}
			}
		}()
		msg = cmd()
		// Batches and sequences are slices of commands; the latter has no public name.
		if list := reflect.ValueOf(msg); list.IsValid() && list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range list.Len() {
				if c := list.Index(i).Interface().(tea.Cmd); c != nil {
					list.Index(i).Set(reflect.ValueOf(g.wrap(c)))
				}
			}
		}
		return msg
	}
}

// program is one over the model, which a fault elsewhere can end too.
func (g *guard) program(options ...tea.ProgramOption) *tea.Program {
	p := tea.NewProgram(g, options...)
	g.broken.mu.Lock()
	g.broken.quit = func() { p.Send(brokeMsg{}) }
	g.broken.mu.Unlock()
	return p
}
