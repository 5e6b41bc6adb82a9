package uitest

import (
	"fmt"
	"image/color"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

var (
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	black = color.RGBA{0, 0, 0, 0xff}
)

// Screen is what a person sees: the rows, without the spaces at their ends.
func (term *Term) Screen() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.text()
}

// text is Screen with the lock held.
func (term *Term) text() string {
	rows := make([]string, term.screen.Height())
	for y := range rows {
		rows[y] = term.row(y)
	}
	return strings.Join(rows, "\n")
}

// Row is one row of the screen, counted from 0; from the bottom, when
// negative.
func (term *Term) Row(n int) string {
	term.mu.Lock()
	defer term.mu.Unlock()
	if n < 0 {
		n += term.screen.Height()
	}
	return term.row(n)
}

func (term *Term) row(y int) string {
	var b strings.Builder
	for x := 0; x < term.screen.Width(); x++ {
		switch c := term.screen.CellAt(x, y); {
		case c == nil || c.Content == "" && c.Width != 0:
			b.WriteByte(' ')
		default: // the second half of a wide character is empty
			b.WriteString(c.Content)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Size is the terminal's size.
func (term *Term) Size() (w, h int) {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.screen.Width(), term.screen.Height()
}

// Title is the window's title as the program set it.
func (term *Term) Title() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.title
}

// Find is the cell where text first stands, from the top; false when it is not
// on the screen.
func (term *Term) Find(text string) (x, y int, found bool) {
	term.mu.Lock()
	defer term.mu.Unlock()
	for y := range term.screen.Height() {
		if before, _, ok := strings.Cut(term.row(y), text); ok {
			return ansi.StringWidth(before), y, true
		}
	}
	return 0, 0, false
}

// Cell is the cell where text starts, with its style; the test fails when text
// is not on the screen.
func (term *Term) Cell(text string) uv.Cell {
	term.t.Helper()
	x, y, found := term.Find(text)
	if !found {
		term.t.Fatalf("%q is not on the screen:\n%s", text, term.Screen())
	}
	term.mu.Lock()
	defer term.mu.Unlock()
	return *term.screen.CellAt(x, y)
}

// Bold, Italic, Underlined and Reversed say how text is drawn where it starts.
func (term *Term) Bold(text string) bool {
	term.t.Helper()
	return term.Cell(text).Style.Attrs&uv.AttrBold != 0
}

// Italic says whether text is drawn in italics.
func (term *Term) Italic(text string) bool {
	term.t.Helper()
	return term.Cell(text).Style.Attrs&uv.AttrItalic != 0
}

// Underlined says whether text is underlined.
func (term *Term) Underlined(text string) bool {
	term.t.Helper()
	return term.Cell(text).Style.Underline != 0
}

// Reversed says whether text is drawn with its colours exchanged.
func (term *Term) Reversed(text string) bool {
	term.t.Helper()
	return term.Cell(text).Style.Attrs&uv.AttrReverse != 0
}

// Color is the colour of text as "#rrggbb", "" for the terminal's own.
func (term *Term) Color(text string) string {
	term.t.Helper()
	return hex(term.Cell(text).Style.Fg)
}

// Background is the colour behind text as "#rrggbb", "" for the terminal's
// own.
func (term *Term) Background(text string) string {
	term.t.Helper()
	return hex(term.Cell(text).Style.Bg)
}

// Link is the address behind text, "" for none.
func (term *Term) Link(text string) string {
	term.t.Helper()
	return term.Cell(text).Link.Params // the emulator has the address and the parameters the other way round
}

func hex(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// WaitFor waits until text is on the screen.
func (term *Term) WaitFor(text string) {
	term.t.Helper()
	term.waitScreen(fmt.Sprintf("%q to appear", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// WaitGone waits until text is not on the screen.
func (term *Term) WaitGone(text string) {
	term.t.Helper()
	term.waitScreen(fmt.Sprintf("%q to go", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// WaitUntil waits until the screen is as holds wants it.
func (term *Term) WaitUntil(holds func(screen string) bool) {
	term.t.Helper()
	term.waitScreen("the screen to be as it should", holds)
}

func (term *Term) waitScreen(what string, holds func(string) bool) {
	term.t.Helper()
	ok, ended := term.wait(func() bool { return holds(term.text()) })
	switch {
	case ok:
	case ended:
		term.t.Fatalf("the program ended while waiting for %s; its last screen:\n%s", what, term.Screen())
	default:
		term.t.Fatalf("waited %v for %s; the screen:\n%s", Patience, what, term.Screen())
	}
}

// Sync waits until the model has dealt with all it was sent so far and the
// screen shows it. Commands still at work are not waited for. It is what to
// call before looking that something did not change.
func (term *Term) Sync() {
	term.t.Helper()
	passed := mark{make(chan struct{})}
	go term.program.Send(passed)
	select {
	case <-passed.passed:
	case <-term.exited:
		return
	}
	// The renderer writes what was asked of it raw, then the frame. So once a
	// second raw sequence is on the screen, the frame of the first is too.
	for range 2 {
		term.mu.Lock()
		term.modes[syncMode] = false
		term.mu.Unlock()
		term.program.Send(tea.RawMsg{Msg: ansi.SetMode(syncMode) + ansi.ResetMode(syncMode)})
		ok, ended := term.wait(func() bool { _, on := term.modes[syncMode]; return !on })
		if ended {
			return
		}
		if !ok {
			term.t.Fatalf("the program draws no more; its screen:\n%s", term.Screen())
		}
	}
}

// syncMode is a mode no terminal and no program knows.
const syncMode = ansi.DECMode(7777)

// Restored fails the test when the ended program left the terminal other than
// it found it: on the alternate screen, without a cursor, reporting the mouse,
// the focus or pastes.
func (term *Term) Restored() {
	term.t.Helper()
	term.WaitExit()
	term.mu.Lock()
	defer term.mu.Unlock()
	if term.screen.IsAltScreen() {
		term.t.Error("the alternate screen was left on")
	}
	if term.hidden {
		term.t.Error("the cursor was left hidden")
	}
	for mode, name := range map[ansi.Mode]string{
		ansi.ModeMouseNormal: "mouse clicks", ansi.ModeMouseButtonEvent: "mouse drags", ansi.ModeMouseAnyEvent: "mouse moves",
		ansi.ModeMouseExtSgr: "SGR mouse reports", ansi.ModeFocusEvent: "focus reports", ansi.ModeBracketedPaste: "bracketed paste",
	} {
		if term.modes[mode] {
			term.t.Errorf("%s were left on", name)
		}
	}
}
