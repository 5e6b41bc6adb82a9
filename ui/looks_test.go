package ui

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"broadsheet/feeds"
)

// screens are the keys that lead to each kind of screen, from the first one.
var screens = map[string][]string{
	"headlines": nil, "article": {"tab"}, "related": {"c"}, "sections": {"s"}, "bookmarks": {"b", "g", "b"}, "feeds": {"g", "e"}, "reader": {"enter"},
	"links": {"enter", "f"}, "found": {"enter", "/", "t", "h", "e", "enter"}, "comments": {"C"}, "help": {"?"}, "form": {"a"}, "settings": {"s", "j", "j", "j", "j", "j", "j", "E"},
	"search": {"/", "r", "a"}, "nothing": {"/", "z", "z", "q"}, "question": {"A"}, "done": {"m"}, "themes": {"T"}, "reader's related": {"enter", "c"}, "summary": {"p"},
	"front page": {"g", "f"}, "a front page's story": {"g", "f", "."}, "compared": {"c", "j", "\\"}, "commands": {"ctrl+p"}, "jump": {"'"}, "history": {"enter", "esc", "g", "h"},
	"a rule": {"M"}, "rules": {"g", "r"}, "messages": {"m", "g", "m"}, "export": {"X"}, "share": {"S"}, "command line": {":", "a"}, "order": {"^"},
	"tags": {"B"}, "selected": {"x", "j", "x"}, "highlighting": {"enter", "H", "j"}, "unfolded": {"."}, "queue": {"g", "q"}, "narrowed": {"&", "r"}, "keys that may follow": {"g"},
}

// screened is linked with stories in it.
func screened() *fake {
	f := linked()
	f.tell(0, 2)
	f.tell(1, 3, 5, 7, 8)
	return f
}

// emulated is what a terminal makes of a frame.
func emulated(content string, w, h int) *vt.Emulator {
	e := vt.NewEmulator(w, h)
	_, _ = e.WriteString(strings.ReplaceAll(content, "\n", "\r\n"))
	return e
}

// ratio is the WCAG 2 contrast of two colours.
func ratio(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		sum := 0.0
		for i, v := range []uint32{r, g, b} {
			s := float64(v) / 0xffff
			if s <= 0.04045 {
				s /= 12.92
			} else {
				s = math.Pow((s+0.055)/1.055, 2.4)
			}
			sum += s * []float64{0.2126, 0.7152, 0.0722}[i]
		}
		return sum + 0.05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}

// lines are the glyphs that no one reads.
const lines = "─━│╭╮╰╯▎"

// Every cell with a word in it, on every kind of screen and in every palette,
// can be read: what the palettes promise token by token holds as they are used.
func TestEveryWordOnEveryScreenCanBeRead(t *testing.T) {
	for where, keys := range screens {
		d := newDriver(t, screened())
		d.size(120, 36)
		d.keys(keys...)
		d.due()
		for _, name := range append(slices.Clone(feeds.FixedLooks), "ink", "paper", "nord") {
			d.m.theme = feeds.One(name)
			for _, depth := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
				d.send(tea.ColorProfileMsg{Profile: depth})
				readable(t, d, name+", "+where)
			}
		}
	}
}

func readable(t *testing.T, d *driver, where string) {
	t.Helper()
	p := d.m.st.Palette
	e := emulated(d.m.View().Content, d.m.w, d.m.h)
	worst, at := 21.0, ""
	words := 0
	for y := range d.m.h {
		for x := range d.m.w {
			c := e.CellAt(x, y)
			if c == nil || strings.TrimSpace(c.Content) == "" || strings.Contains(lines, c.Content) {
				continue
			}
			fg, bg := c.Style.Fg, c.Style.Bg
			if fg == nil {
				fg = p.Text
			}
			if bg == nil {
				bg = p.Background
			}
			if c.Style.Attrs&uv.AttrReverse != 0 {
				fg, bg = bg, fg
			}
			words++
			if r := ratio(fg, bg); r < worst {
				worst, at = r, c.Content
			}
		}
	}
	if worst < 4.5 {
		t.Errorf("%s: %q has %.2f to 1", where, at, worst)
	}
	if words < 100 {
		t.Errorf("%s: only %d cells were looked at", where, words)
	}
}

func TestAThemeIsTriedTakenAndGivenBack(t *testing.T) {
	d := opened(t, 120, 36)
	before := d.m.View().Content
	d.keys("T")
	d.expect("the names", "as in the config", "high-contrast", "catppuccin", "↵ do · esc close")
	for d.m.st.Palette.Name != "nord" {
		d.keys("down")
	}
	d.keys("esc")
	if d.m.View().Content != before {
		t.Error("esc does not bring the theme back")
	}
	d.keys("T")
	for d.m.st.Palette.Name != "nord" {
		d.keys("down")
	}
	d.keys("enter")
	d.expect("how to keep it", `theme = "nord" in the config keeps it`)
	if d.m.st.Palette.Name != "nord" {
		t.Errorf("the theme taken is %s", d.m.st.Palette.Name)
	}
	d.keys("T")
	if i, _ := d.m.over.(*picker).current(); themeNames()[i] != "nord" {
		t.Errorf("the theme shown is not the one at hand: %s", themeNames()[i])
	}
	d.keys("c", "o", "n", "f", "i", "g", "enter")
	if d.m.st.Palette.Name != "ink" {
		t.Errorf("as in the config is %s", d.m.st.Palette.Name)
	}
}

func TestAThemeOfTheOtherGroundCoversTheWholeScreen(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}, {30, 8}} {
		for where, keys := range screens {
			d := newDriver(t, screened(), func(o *Options) { o.Settings.Theme = feeds.One("paper") })
			d.size(size[0], size[1])
			d.keys(keys...)
			e := emulated(d.m.View().Content, size[0], size[1])
			for y := range size[1] {
				for x := range size[0] {
					if c := e.CellAt(x, y); c != nil && c.Width > 0 && c.Style.Bg == nil && c.Style.Attrs&uv.AttrReverse == 0 {
						t.Fatalf("%s at %v: cell %d,%d shows the terminal's ground:\n%s", where, size, x, y, ansi.Strip(d.m.View().Content))
					}
				}
			}
		}
	}
}

// Signs of the screen are of ASCII where the terminal has no others, on every
// kind of screen and at every size, and no frame changes its size for it.
func TestEverySignHasOneOfASCII(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {100, 30}, {80, 24}, {46, 18}, {30, 8}} {
		for where, keys := range screens {
			d := newDriver(t, screened(), func(o *Options) { o.Settings.Icons = "ascii" })
			d.size(size[0], size[1])
			d.keys(keys...)
			screen := d.screen()
			for _, c := range screen {
				if c > 0x7f && !unicode.IsLetter(c) && !unicode.IsMark(c) && c != '\u00a0' {
					t.Errorf("%s at %v: %q is no ASCII:\n%s", where, size, c, screen)
					break
				}
			}
			rows := strings.Split(screen, "\n")
			if len(rows) != size[1] {
				t.Errorf("%s: %d rows at %v", where, len(rows), size)
			}
			for _, row := range rows {
				if n := ansi.StringWidth(row); n > size[0] {
					t.Errorf("%s: a row of %d cells at %v: %q", where, n, size, row)
				}
			}
		}
	}
	d := opened(t, 120, 36, func(o *Options) { o.Settings.Icons = "ascii" })
	d.expect("what the signs say", ">* Central bank", "28 minutes ago", "newest v", "Enter read", "======", "------")
}

func TestATerminalOfASCIIAloneGetsNothingElse(t *testing.T) {
	f := newFake()
	f.articles[0].Article.Title = "Zürich naïve œuvre, 日本 — “ok” 👩‍👩‍👧 Ελλάδα"
	d := newDriver(t, f, func(o *Options) { o.Settings.Icons = "ascii-only" })
	d.size(120, 36)
	d.expect("letters without their marks, and as many question marks as there were cells", `Zurich naive oeuvre, ???? - "ok"`)
	d.keys("enter")
	d.expect("in the reader too", `Zurich naive oeuvre, ???? - "ok" ?? ??????`)
	for _, c := range d.screen() {
		if c > 0x7f {
			t.Fatalf("%q is no ASCII:\n%s", c, d.screen())
		}
	}
}

// No two kinds of screen are the same one, reached by keys that mean nothing.
func TestEveryKindOfScreenIsAnother(t *testing.T) {
	seen := map[string]string{}
	for where, keys := range screens {
		d := newDriver(t, screened())
		d.size(120, 36)
		d.keys(keys...)
		d.due()
		if was := seen[d.screen()]; was != "" {
			t.Errorf("%s is %s", where, was)
		}
		seen[d.screen()] = where
	}
}
