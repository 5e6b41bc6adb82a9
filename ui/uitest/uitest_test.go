package uitest

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// echo is a tiny program: it shows its size and what was typed, and does what
// a few keys say.
type echo struct {
	w, h   int
	typed  []string
	bright string
	broken string
	mouse  string
}

type late string

func (e echo) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (e echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.w, e.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		e.bright = "light"
		if msg.IsDark() {
			e.bright = "dark"
		}
	case tea.PasteMsg:
		e.typed = append(e.typed, "paste:"+msg.Content)
	case tea.MouseClickMsg:
		e.mouse = fmt.Sprintf("click %d,%d", msg.X, msg.Y)
	case tea.MouseWheelMsg:
		e.mouse = fmt.Sprintf("wheel %v %d,%d", msg.Button, msg.X, msg.Y)
	case late:
		e.typed = append(e.typed, string(msg))
	case tea.KeyPressMsg:
		e.typed = append(e.typed, msg.String())
		switch msg.String() {
		case "q":
			return e, tea.Quit
		case "l":
			return e, func() tea.Msg { return late("answer") }
		case "w":
			e.broken = strings.Repeat("w", e.w+1)
		case "s":
			e.broken = "\x1b[1mnever closed"
		case "t":
			e.broken = strings.Repeat("\n", e.h)
		}
	}
	return e, nil
}

func (e echo) View() tea.View {
	bold := lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("#123456"))
	v := tea.NewView(fmt.Sprintf("%dx%d %s %s\n%s\n日本 plain\n%s\n%s",
		e.w, e.h, e.bright, bold.Render("heavy"), strings.Join(e.typed, " "), e.mouse, e.broken))
	v.AltScreen, v.MouseMode = true, tea.MouseModeCellMotion
	return v
}

func TestKeysReachTheModelAsATerminalSendsThem(t *testing.T) {
	term := Start(t, echo{}, 120, 10)
	term.Keys("jG5<enter><esc>j<tab><shift+tab><ctrl+d><up><pgdown><space><backspace><alt+x><lt>é<f1>")
	term.WaitFor("j G 5 enter esc j tab shift+tab ctrl+d up pgdown space backspace alt+x < é f1")
	term.Paste("two words")
	term.WaitFor("paste:two words")
	term.CheckFrame()
}

func TestTheScreenCanBeRead(t *testing.T) {
	term := Start(t, echo{}, 40, 8)
	term.WaitFor("40x8 dark")
	if got, want := term.Row(2), "日本 plain"; got != want {
		t.Errorf("row 2 is %q, want %q", got, want)
	}
	if x, y, ok := term.Find("plain"); !ok || x != 5 || y != 2 {
		t.Errorf("plain found at %d,%d %v, want 5,2", x, y, ok)
	}
	if !term.Bold("heavy") || term.Bold("plain") {
		t.Error("heavy should be bold and plain should not")
	}
	if got := term.Color("heavy"); got != "#123456" {
		t.Errorf("heavy is %s", got)
	}
	if got := term.Row(-1); got != "" {
		t.Errorf("the last row is %q", got)
	}
}

func TestALightTerminalSaysSo(t *testing.T) {
	Start(t, echo{}, 40, 8, Light()).WaitFor("40x8 light")
}

func TestResizeReachesTheModelAndTheScreen(t *testing.T) {
	term := Start(t, echo{}, 40, 8)
	term.WaitFor("40x8")
	term.Resize(100, 30)
	term.WaitFor("100x30")
	if w, h := term.Size(); w != 100 || h != 30 {
		t.Errorf("the terminal is %dx%d", w, h)
	}
	term.Resize(20, 5)
	term.WaitFor("20x5")
	term.CheckFrame()
}

func TestSyncShowsAllThatWasSent(t *testing.T) {
	term := Start(t, echo{}, 100, 8)
	for i := range 20 {
		word := fmt.Sprintf("m%d", i)
		term.Send(late(word))
		term.Sync()
		if screen := term.Screen(); !strings.Contains(screen, word) {
			t.Fatalf("%s was sent and is not on the screen:\n%s", word, screen)
		}
		term.Send(tea.WindowSizeMsg{Width: 100, Height: 8})
	}
}

func TestCommandsAnswer(t *testing.T) {
	term := Start(t, echo{}, 60, 8)
	term.Keys("l")
	term.WaitFor("l answer")
}

func TestTheMouseIsSeen(t *testing.T) {
	term := Start(t, echo{}, 60, 8)
	term.WaitFor("60x8")
	term.Click(7, 3)
	term.WaitFor("click 7,3")
	term.Wheel(1, 2, -1)
	term.WaitFor("wheel wheelup 1,2")
}

func TestQuittingLeavesTheTerminalAsItWas(t *testing.T) {
	term := Start(t, echo{}, 60, 8)
	term.WaitFor("60x8")
	if !term.screen.IsAltScreen() || !term.hidden {
		t.Error("while it runs, the program has the alternate screen and no cursor")
	}
	term.Keys("q")
	model := term.WaitExit()
	term.Restored()
	if e, ok := model.(echo); !ok || len(e.typed) != 1 {
		t.Errorf("the last model is %#v", model)
	}
}

func TestBrokenFramesAreNoticed(t *testing.T) {
	tests := []struct{ key, fault string }{
		{"w", "cells wide"},
		{"s", "leaves a style open"},
		{"t", "a frame of"},
	}
	for _, tt := range tests {
		term := Start(t, echo{}, 30, 8)
		term.Keys(tt.key)
		term.Sync()
		if !strings.Contains(term.broken, tt.fault) {
			t.Errorf("key %s: fault %q, want one about %q", tt.key, term.broken, tt.fault)
		}
	}
}

func TestLeaks(t *testing.T) {
	tests := []struct {
		name, row string
		fine      bool
	}{
		{"plain text", "日本 text", true},
		{"a closed style", "\x1b[1mx\x1b[m y", true},
		{"an open style", "\x1b[1mx", false},
		{"a closed hyperlink", "\x1b]8;id=1;https://a.example/\x07x\x1b]8;;\x07", true},
		{"an open hyperlink", "\x1b]8;;https://a.example/\x07x", false},
		{"a cursor move", "\x1b[2Jx", false},
		{"a C1 control", "a\u009b2Jx", false},
		{"a bell", "a\x07", false},
	}
	for _, tt := range tests {
		if got := leak(tt.row); (got == "") != tt.fine {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}
