package cli

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// faulty is a model that breaks at one place, with an article's text in hand.
type faulty struct{ at string }

const articleText = "The turbine hall of the Orrin dam"

func breaks() tea.Msg { panic(articleText) }

func (f *faulty) Init() tea.Cmd {
	return func() tea.Msg { return tea.KeyPressMsg{Code: 'x', Text: "x"} }
}

func (f *faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, key := msg.(tea.KeyPressMsg); !key {
		return f, nil
	}
	switch f.at {
	case "Update":
		var none []string
		_ = none[len(articleText)]
	case "a command":
		return f, breaks
	case "a command of a batch":
		return f, tea.Batch(func() tea.Msg { return nil }, tea.Batch(breaks, func() tea.Msg { return nil }))
	case "a command of a sequence":
		return f, tea.Sequence(func() tea.Msg { return nil }, breaks)
	}
	return f, nil
}

func (f *faulty) View() tea.View {
	if f.at == "View" {
		panic(errors.New(articleText))
	}
	v := tea.NewView("all is well")
	v.AltScreen, v.MouseMode = true, tea.MouseModeCellMotion
	return v
}

// TestFault is row T16 of the catalogue of faults: the program breaks, wherever.
func TestFault(t *testing.T) {
	for _, at := range []string{"Update", "View", "a command", "a command of a batch", "a command of a sequence", "the library", "a goroutine beside the screen"} {
		t.Run("T16 a fault in "+at+" gives the terminal back and is reported", func(t *testing.T) {
			dir := t.TempDir()
			a := &app{Sys: Sys{Env: func(string) string { return "" }, Now: time.Now, Version: "9.9.9"}, dataFlag: dir}
			a.broken = &broken{app: a, where: func() ui.Whereabouts {
				return ui.Whereabouts{View: feeds.View{Kind: feeds.ViewFolder, Folder: "News"}, At: feeds.Key{Published: 5, ID: 7}, Reading: true}
			}}
			var out bytes.Buffer
			in, writer := io.Pipe()
			defer writer.Close()
			p := (&guard{Model: &faulty{at}, broken: a.broken}).program(tea.WithInput(in), tea.WithOutput(&out), tea.WithoutSignalHandler(), tea.WithWindowSize(80, 24),
				tea.WithEnvironment([]string{"TERM=xterm-256color"}))
			beside := at == "the library" || at == "a goroutine beside the screen"
			if at == "a goroutine beside the screen" {
				go func() {
					defer a.caught()
					breaks()
				}()
			}
			if at == "the library" {
				go func() {
					defer func() { a.broke()(recover(), []byte("stack of the library")) }()
					breaks()
				}()
			}
			if _, err := p.Run(); err != nil {
				t.Errorf("the screen ended with %v", err)
			}
			if at != "View" && !beside && (!strings.Contains(out.String(), "\x1b[?1049l") || !strings.HasSuffix(strings.TrimRight(out.String(), "\r\n"), "h") && !strings.Contains(out.String(), "\x1b[?25h")) {
				t.Errorf("the terminal is not given back: %q", out.String())
			}
			err := a.broken.err()
			var broke *brokenError
			if !errors.As(err, &broke) || !strings.Contains(err.Error(), "the next start offers") {
				t.Fatalf("said: %v", err)
			}
			if strings.Contains(out.String()+err.Error(), articleText) {
				t.Error("an article's text is on the terminal")
			}
			left := a.takeLeftover()
			if left == nil || left.View.Folder != "News" || left.At.ID != 7 || !left.Reading || a.takeLeftover() != nil {
				t.Errorf("what is left for the next start: %+v", left)
			}
			report, err := os.ReadFile(left.Report)
			if err != nil {
				t.Fatal(err)
			}
			if info, _ := os.Stat(left.Report); info.Mode().Perm() != 0o600 {
				t.Errorf("the report has mode %o", info.Mode().Perm())
			}
			if text := string(report); !strings.Contains(text, "Broadsheet 9.9.9, go") || strings.Contains(text, articleText) || at != "the library" && !strings.Contains(text, "broken_test.go") {
				t.Errorf("the report:\n%s", text)
			}
		})
	}
}

func TestTheNextStartOffersToGoOnWhereOneWas(t *testing.T) {
	m := ui.New(ui.Options{Backend: nil, GoOn: &ui.Whereabouts{}, GoOnText: "x"})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	if strings.Contains(m.View().Content, "goes on") {
		t.Error("the welcome screen offers to go on where nobody was")
	}
}

func TestTheLogBeginsAnewWhenItHasGrown(t *testing.T) {
	dir := t.TempDir()
	for _, level := range []string{"debug", "warn", "off", "loud"} {
		path := filepath.Join(dir, level+".log")
		a := &app{logFile: path, logLevel: level}
		if _, err := a.level(); (err != nil) != (level == "loud") {
			t.Errorf("%s: %v", level, err)
		}
		log := a.logger()
		log.Debug("fine")
		log.Error("bad")
		text, _ := os.ReadFile(path)
		if got, want := strings.Count(string(text), "\n"), map[string]int{"debug": 2, "warn": 1, "off": 0, "loud": 0}[level]; got != want {
			t.Errorf("%s: %d lines, want %d", level, got, want)
		}
	}
	var said bytes.Buffer
	nowhere := &app{Sys: Sys{Err: &said}, logFile: filepath.Join(dir, "no", "such.log")}
	for range 2 {
		nowhere.logger().Error("bad")
	}
	if n := strings.Count(said.String(), "there is no log: "); n != 1 {
		t.Errorf("of a log that was asked for and cannot be written it says %q", said.String())
	}
	a := &app{logFile: filepath.Join(dir, "long.log")}
	log := a.logger()
	for range 300 {
		log.Info(strings.Repeat("x", 10_000), slog.Int("n", 1))
	}
	entries, _ := filepath.Glob(filepath.Join(dir, "long.log*"))
	var sum int64
	for _, e := range entries {
		info, err := os.Stat(e)
		if err != nil {
			t.Fatal(err)
		}
		if sum += info.Size(); info.Size() > logMost || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, mode %o", e, info.Size(), info.Mode().Perm())
		}
	}
	if len(entries) != 2 || sum < logMost {
		t.Errorf("%v with %d bytes, want two that hold the latest", entries, sum)
	}
}
