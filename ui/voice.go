package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// voice writes lines below one another, wrapped between words. It remembers
// where it left the cursor.
type voice struct {
	out   io.Writer
	dumb  bool // nothing but text and newlines
	width func() int
	signs style.Signs

	open bool // the cursor stands on a line that is not ended
	down int  // that many lines above the last one
	said strings.Builder
}

// spokenSigns are the signs of the screen in words, or gone where a pause says
// as much.
var spokenSigns = strings.NewReplacer(
	" · ", ", ", "↵", "Enter", "⇧", "Shift ", "↓ more, ", "", "↓ ↑", "Up and Down", "↑↓", "Up and Down", "↓", "Down", "↑", "Up", "←", "Left", "→", "Right",
	"●", "unread", "★", "bookmarked", "…", "...", "▌", "", "✎ ", "note: ", "✓ ", "", "—", "-", "–", "-",
)

// say writes a line of the program's own words.
func (v *voice) say(text string) { v.read(spokenSigns.Replace(text)) }

// read writes a line as it is.
func (v *voice) read(text string) {
	lines := v.wrap(text)
	v.end()
	for _, l := range lines {
		v.write(l)
		v.newline()
	}
}

// gap leaves a line empty, where a place ends.
func (v *voice) gap() {
	v.end()
	v.newline()
}

// stay writes a line and leaves the cursor on its first cell.
func (v *voice) stay(text string) {
	lines := v.wrap(spokenSigns.Replace(text))
	v.end()
	if v.dumb {
		for _, l := range lines {
			v.write(l)
			v.newline()
		}
		return
	}
	v.write(strings.Join(lines, "\r\n"))
	v.write("\r")
	if v.down = len(lines) - 1; v.down > 0 {
		v.write(ansi.CursorUp(v.down))
	}
	v.open = true
}

// prompt writes a line that is being typed and leaves the cursor behind it.
func (v *voice) prompt(text string) {
	v.end()
	v.write(v.fold(text))
	v.open, v.down = true, 0
}

// edit brings a prompt up to date: what was added at its end is written, what
// was deleted there rubbed out, any other change said as a whole.
func (v *voice) edit(was, now string) {
	was, now = v.fold(was), v.fold(now)
	rest, added := strings.CutPrefix(now, was)
	gone, deleted := strings.CutPrefix(was, now)
	switch {
	case v.dumb: // whose line was typed as a whole, and is on the screen
	case added && v.open:
		v.write(rest)
	case deleted && v.open:
		v.write(strings.Repeat("\b \b", style.Width(gone)))
	default:
		v.prompt(now)
	}
}

// end ends the line that the cursor stands on.
func (v *voice) end() {
	if !v.open {
		return
	}
	if v.down > 0 {
		v.write(ansi.CursorDown(v.down))
	}
	v.newline()
	v.open, v.down = false, 0
}

func (v *voice) newline() {
	if v.dumb {
		v.write("\n")
		return
	}
	v.write("\r\n")
}

func (v *voice) write(s string) { v.said.WriteString(s) }

// flush sends what was written, in one piece. Its errors are of no matter: a
// terminal that is gone ends the program by other ways.
func (v *voice) flush() {
	if v.said.Len() > 0 {
		fmt.Fprint(v.out, v.said.String())
		v.said.Reset()
	}
}

func (v *voice) fold(s string) string {
	s = feeds.CleanLine(ansi.Strip(s))
	return v.signs.Fold(s, 4*len(s))
}

func (v *voice) wrap(s string) []string {
	w := v.width() - 1
	if w < 20 {
		w = 79
	}
	return strings.Split(ansi.Wrap(v.fold(s), w, ""), "\n")
}
