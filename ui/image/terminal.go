package image

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

// queryID is the number of the picture that is asked about and never kept.
const queryID = 31

// Terminal finds out how a terminal can be shown pictures. Only kitty and
// Ghostty place them by placeholders: others that answer kitty's question draw
// them where the cursor stands. So it goes by the terminal's name, as it gives
// it or else the environment, and by whether it says that its graphics work.
//
// Not asked at all: a multiplexer, which would let through the placeholders
// and not the pictures, a line to another machine, over which every picture
// has to go, and terminals that print what they do not understand.
type Terminal struct {
	Cell   Cell // zero when unknown
	plain  bool // never the terminal's own graphics
	named  bool // it is one that has them
	asked  int  // rounds of questions without an end
	query  bool // it was asked whether its graphics work
	works  bool // it said so
	silent bool // it has answered all it will
}

// NewTerminal looks at the environment.
func NewTerminal(env func(string) string) Terminal {
	term := strings.ToLower(env("TERM"))
	program := strings.ToLower(env("TERM_PROGRAM"))
	t := Terminal{named: env("KITTY_WINDOW_ID") != "" || strings.Contains(term, "kitty") || strings.Contains(term, "ghostty") || program == "ghostty"}
	for _, name := range []string{"TMUX", "STY", "ZELLIJ", "SSH_TTY", "SSH_CONNECTION"} {
		t.plain = t.plain || env(name) != ""
	}
	t.plain = t.plain || strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen") || term == "linux" || program == "apple_terminal"
	return t
}

// Way is how pictures are shown in so many colours; false while the terminal's
// answers are awaited.
func (t *Terminal) Way(depth style.Depth) (w Way, known bool) {
	switch {
	case depth > style.Indexed:
		return None, true
	case depth > style.TrueColour, t.plain: // a picture is told by a colour, to the last bit
		return Blocks, true
	case t.named && t.works:
		return Kitty, true
	}
	return Blocks, t.silent
}

// Ask are the questions to the terminal, "" for none. Those that it does not
// know it leaves out; the last one every terminal answers.
func (t *Terminal) Ask() string {
	if t.plain || t.silent || t.asked > 0 {
		return ""
	}
	t.asked = 1
	ask := askCell + ansi.RequestNameVersion
	if t.named {
		t.query = true
		ask += askGraphics
	}
	return ask + ansi.RequestPrimaryDeviceAttributes
}

const askCell = "\x1b[16t" // XTWINOPS: the size of a character in pixels

var askGraphics = ansi.KittyGraphics([]byte("AAAA"), fmt.Sprintf("i=%d", queryID), "s=1", "v=1", "a=q", "t=d", "f=24")

// Version takes the terminal's name (XTVERSION), and gives what it is to be
// asked because of it. The environment may be that of another terminal, from
// which this one was started.
func (t *Terminal) Version(name string) string {
	if t.asked == 0 {
		return ""
	}
	t.named = hasPlaceholders(strings.ToLower(name))
	if !t.named || t.query {
		return ""
	}
	t.query = true
	t.asked++
	return askGraphics + ansi.RequestPrimaryDeviceAttributes
}

// hasPlaceholders says whether a terminal knows them by its name: "ghostty
// 1.2.0", "kitty(0.35.2)"; kitty since 0.28.
func hasPlaceholders(name string) bool {
	if strings.HasPrefix(name, "ghostty") {
		return true
	}
	version, ok := strings.CutPrefix(name, "kitty")
	if !ok {
		return false
	}
	var major, minor int
	if _, err := fmt.Sscanf(strings.Trim(version, " ()"), "%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > 0 || minor >= 28
}

// Graphics takes the terminal's answer about its graphics.
func (t *Terminal) Graphics(id int, said string) {
	if id == queryID && t.query {
		t.works = said == "OK"
	}
}

// Attributes takes the answer to the last question (DA1): whatever was not
// answered before it never will be.
func (t *Terminal) Attributes() {
	if t.asked > 0 {
		t.asked--
		t.silent = t.silent || t.asked == 0
	}
}

// GaveUp says that the terminal was waited for long enough.
func (t *Terminal) GaveUp() { t.asked, t.silent = 0, true }
