package uitest

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// keys are the bytes a terminal sends for keys that have a name.
var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "lt": "<", "gt": ">",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
	"insert": "\x1b[2~", "delete": "\x1b[3~", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
	"shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B", "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D",
}

// Keys types: each character as itself, names in angle brackets as keys, as in
// "jj<enter>5k<ctrl+d><esc>". It returns when the model has had them all.
func (term *Term) Keys(typed string) {
	term.t.Helper()
	for _, key := range parse(typed) {
		if !term.press(key) {
			return
		}
	}
}

// parse gives the bytes of each key.
func parse(typed string) []string {
	var out []string
	for typed != "" {
		if name, rest, found := strings.Cut(typed[1:], ">"); found && typed[0] == '<' {
			if bytes, ok := named(name); ok {
				out, typed = append(out, bytes), rest
				continue
			}
		}
		cluster, _ := ansi.FirstGraphemeCluster(typed, ansi.GraphemeWidth)
		out, typed = append(out, cluster), typed[len(cluster):]
	}
	return out
}

func named(name string) (string, bool) {
	if bytes, ok := keys[name]; ok {
		return bytes, true
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok && len(c) == 1 && c[0] >= '@' && c[0] <= 0x7f {
		return string(c[0] & 0x1f), true
	}
	if c, ok := strings.CutPrefix(name, "alt+"); ok && c != "" {
		return "\x1b" + c, true
	}
	return "", false
}

// press sends bytes and waits until the model has had a message from them;
// false when the program ended meanwhile.
func (term *Term) press(bytes string) bool {
	term.t.Helper()
	term.mu.Lock()
	before := term.seen
	term.mu.Unlock()
	term.input.write(bytes)
	ok, ended := term.wait(func() bool { return term.seen > before })
	if !ok && !ended {
		term.t.Fatalf("the program took no notice of %q; its screen:\n%s", bytes, term.Screen())
	}
	return !ended
}

// Paste pastes text as one piece.
func (term *Term) Paste(text string) {
	term.t.Helper()
	term.press(ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd)
}

// Click presses and releases the left button on a cell, counted from 0.
func (term *Term) Click(x, y int) {
	term.t.Helper()
	if term.press(fmt.Sprintf("\x1b[<0;%d;%dM", x+1, y+1)) {
		term.press(fmt.Sprintf("\x1b[<0;%d;%dm", x+1, y+1))
	}
}

// Drag presses the left button on a cell, moves to another and lets go.
func (term *Term) Drag(fromX, fromY, toX, toY int) {
	term.t.Helper()
	for _, bytes := range []string{
		fmt.Sprintf("\x1b[<0;%d;%dM", fromX+1, fromY+1), fmt.Sprintf("\x1b[<32;%d;%dM", (fromX+toX)/2+1, fromY+1),
		fmt.Sprintf("\x1b[<32;%d;%dM", toX+1, toY+1), fmt.Sprintf("\x1b[<0;%d;%dm", toX+1, toY+1),
	} {
		if !term.press(bytes) {
			return
		}
	}
}

// Wheel turns the wheel over a cell n notches down, up when negative.
func (term *Term) Wheel(x, y, n int) {
	term.t.Helper()
	button := 65
	if n < 0 {
		button, n = 64, -n
	}
	for range n {
		term.press(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
	}
}

// wait waits for a condition, looked at under the lock after every change. It
// gives up when the program ends or patience does.
func (term *Term) wait(holds func() bool) (ok, ended bool) {
	deadline := time.NewTimer(Patience)
	defer deadline.Stop()
	for {
		term.mu.Lock()
		ok, changed := holds(), term.changed
		term.mu.Unlock()
		if ok || ended {
			return ok, ended
		}
		select {
		case <-changed:
		case <-term.exited:
			ended = true // and look once more
		case <-deadline.C:
			return false, false
		}
	}
}
