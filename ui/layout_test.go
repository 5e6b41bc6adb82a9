package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func TestEveryLayoutStandsInsideTheScreenAndOverlapsNothing(t *testing.T) {
	for w := 0; w <= 240; w++ {
		for h := 0; h <= 70; h++ {
			for focus := range panes {
				for bits := range 24 {
					want := wants{Focus: focus, Zoom: bits&1 != 0, Problem: bits&2 != 0, Alone: bits&4 != 0, Shift: (w%5 - 2) * 20, Talks: bits >= 8, Talk: bits >= 16}
					if want.Alone && focus >= paneArticle {
						continue
					}
					if err := sound(arrange(w, h, want), want); err != nil {
						t.Fatalf("%dx%d %+v: %v", w, h, want, err)
					}
				}
			}
		}
	}
}

// sound says what is wrong with a layout.
func sound(l layout, want wants) error {
	if l.Class == tooSmall {
		if l.W >= minWidth && l.H >= minHeight {
			return fmt.Errorf("called too small")
		}
		return nil
	}
	all := append([]rect{l.Header, l.Problem, l.Hints, l.Talk}, l.Panes[:]...)
	all = append(all, l.Dividers...)
	for i, a := range all {
		if a.hidden() {
			continue
		}
		if a.X < 0 || a.Y < 0 || a.X+a.W > l.W || a.Y+a.H > l.H {
			return fmt.Errorf("rectangle %d lies outside: %+v", i, a)
		}
		for j, b := range all[:i] {
			if !b.hidden() && a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				return fmt.Errorf("rectangles %d and %d overlap: %+v %+v", j, i, b, a)
			}
		}
	}
	p := l.Panes[want.Focus]
	switch {
	case want.Talk:
		p = l.Talk
	case want.Talks && !l.Talk.hidden() && want.Focus == paneRelated:
		return nil // the comments stand in its place
	}
	if p.W < 20 || p.H < 3 {
		return fmt.Errorf("the focused pane is too small: %+v", p)
	}
	return nil
}

func TestLayoutsAreThoseOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		name    string
		w, h    int
		class   class
		shown   [panes]bool
		hints   bool
		header  bool
		checkIn func(layout) string
	}{
		{"wide has sections of 24 and headlines of 50", 160, 44, wide, [panes]bool{true, true, true, true}, true, true, func(l layout) string {
			if l.Panes[paneSections].W != 24 || l.Panes[paneHeadlines].W != 50 || l.Panes[paneArticle].W != 78 {
				return fmt.Sprint(l.Panes)
			}
			return ""
		}},
		{"normal has two columns, the list two fifths", 120, 36, normal, [panes]bool{false, true, true, true}, true, true, func(l layout) string {
			if l.Panes[paneHeadlines].W != 46 {
				return fmt.Sprint(l.Panes)
			}
			return ""
		}},
		{"related hides below 28 rows", 120, 27, normal, [panes]bool{false, true, true, false}, true, true, nil},
		{"narrow has one pane", 80, 24, narrow, [panes]bool{false, true, false, false}, true, true, nil},
		{"tiny has one list and no header", 46, 18, tiny, [panes]bool{false, true, false, false}, true, false, nil},
		{"below 16 rows the hints go first", 80, 15, narrow, [panes]bool{false, true, false, false}, false, true, nil},
		{"then the header", 80, 11, narrow, [panes]bool{false, true, false, false}, false, false, nil},
		{"from 220 related stands at the right", 220, 50, wide, [panes]bool{true, true, true, true}, true, true, func(l layout) string {
			if l.Panes[paneRelated].X <= l.Panes[paneArticle].X || l.Panes[paneRelated].Y != l.Panes[paneArticle].Y {
				return fmt.Sprint(l.Panes)
			}
			return ""
		}},
	} {
		l := arrange(c.w, c.h, wants{Focus: paneHeadlines})
		if l.Class != c.class || l.Hints.hidden() == c.hints || l.Header.hidden() == c.header {
			t.Errorf("%s: class %d, hints %v, header %v", c.name, l.Class, l.Hints, l.Header)
		}
		for p := range panes {
			if l.Panes[p].hidden() == c.shown[p] {
				t.Errorf("%s: pane %d is %+v", c.name, p, l.Panes[p])
			}
		}
		if c.checkIn != nil {
			if wrong := c.checkIn(l); wrong != "" {
				t.Errorf("%s: %s", c.name, wrong)
			}
		}
	}
}

// Every frame has exactly the screen's lines, none wider than it, whatever is
// up: a taller one would lose its first lines.
func TestEveryFrameFitsEverySize(t *testing.T) {
	states := map[string]func(d *driver){
		"panes":                      func(d *driver) {},
		"article":                    func(d *driver) { d.m.focus = paneArticle },
		"related":                    func(d *driver) { d.m.focus = paneRelated },
		"sections":                   func(d *driver) { d.m.focus = paneSections },
		"reader":                     func(d *driver) { d.keys("enter") },
		"choosing":                   func(d *driver) { d.keys("enter", "c") },
		"bookmarks":                  func(d *driver) { d.keys("g", "b") },
		"bookmarks, narrowed":        func(d *driver) { d.keys("g", "b", "x", "V", "&", "t") },
		"bookmarks, exported":        func(d *driver) { d.keys("g", "b", "X") },
		"help":                       func(d *driver) { d.keys("?") },
		"form":                       func(d *driver) { d.keys("B") },
		"search":                     func(d *driver) { d.keys("/", "o", "l", "d") },
		"letters":                    func(d *driver) { d.keys("enter", "f") },
		"letters on a row":           func(d *driver) { d.keys("f", "tab") },
		"asking":                     func(d *driver) { d.keys("enter", "f", "d") },
		"finding":                    func(d *driver) { d.keys("enter", "/", "t", "h", "e") },
		"found":                      func(d *driver) { d.keys("enter", "/", "t", "h", "e", "enter", "n") },
		"comments":                   func(d *driver) { d.keys("enter", "C") },
		"comments beside the panes":  func(d *driver) { d.keys("C") },
		"comments without the focus": func(d *driver) { d.keys("C", "tab") },
		"comments of a bookmark":     func(d *driver) { d.keys("g", "b", "C") },
		"letters on comments":        func(d *driver) { d.keys("enter", "C", "f") },
		"following":                  func(d *driver) { d.keys("F") },
		"followed":                   func(d *driver) { d.keys("F", "enter", "s") },
		"summary":                    func(d *driver) { d.keys("p") },
		"summary of a story":         func(d *driver) { d.keys("enter", "p", "s") },
		"piped": func(d *driver) {
			d.fake.output = strings.Repeat("a long line of what it wrote, ", 90)
			d.keys("|", "x", "enter")
		},
		"palette":   func(d *driver) { d.keys("ctrl+p", "r", "e") },
		"which key": func(d *driver) { d.keys("g"); d.due() },
		"command": func(d *driver) {
			d.m.opts.Verbs = &fakeVerbs{}
			d.keys(":", "b")
			d.due()
			d.keys("tab", "tab")
		},
		"tags":      func(d *driver) { d.keys("t") },
		"wide code": func(d *driver) { d.keys("enter", "l") },
		"a problem and a toast": func(d *driver) {
			d.m.problem = "config.toml:3:9: a number is expected, from 40 to 120, and this line says so at some length"
			d.keys("b")
		},
		"a failing feed": func(d *driver) { d.run(d.m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: 5})) },
	}
	for name, enter := range states {
		d := newDriver(t, linked(), func(o *Options) {
			o.Settings.Keys.Macros = []feeds.Macro{{Key: "x", Steps: []feeds.Word{{Text: "bookmark"}, {Text: "5 down"}, {Text: "pane-right"}}}}
		})
		d.size(120, 36)
		enter(d)
		for _, w := range []int{0, 1, 2, 29, 30, 31, 46, 59, 60, 80, 99, 100, 120, 159, 160, 219, 220} {
			for _, h := range []int{0, 1, 7, 8, 9, 11, 12, 15, 16, 17, 19, 20, 24, 27, 28, 36, 60} {
				d.m.w, d.m.h = w, h
				d.m.arrange()
				d.m.settle()
				checkFrame(t, d.m, fmt.Sprintf("%s at %dx%d", name, w, h))
			}
		}
	}
	m := New(Options{Now: d0, Starter: []feeds.Subject{{Name: "World"}, {Name: "Science"}}})
	for _, picking := range []bool{false, true} {
		m.welcome.picking = picking
		m.welcome.err = "The file has no feeds in it, as far as anyone can tell."
		for _, w := range []int{1, 29, 30, 31, 46, 60, 80, 120, 170} {
			for h := 0; h <= 40; h++ {
				m.w, m.h = w, h
				m.arrange()
				checkFrame(t, m, fmt.Sprintf("welcome at %dx%d", w, h))
			}
		}
	}
}

// Keys, wheel and resizing in any order: no panic, and a whole frame each time.
//
// Faults: T14
func TestNoKeyPanicsAtAnySize(t *testing.T) {
	keys := strings.Fields("j enter c G esc s l x u ? tab q z K b / a b esc B tab enter R space n g b X esc g t 9 j A U + - > < = r h enter f s esc / e enter n N l h v i C v tab tab z f esc C j tab J C esc w esc | a enter esc # 1 enter e enter esc")
	sizes := [][2]int{{120, 36}, {1, 1}, {30, 8}, {80, 24}, {0, 0}, {46, 18}, {2, 40}, {220, 60}, {40, 12}, {160, 9}, {29, 30}, {60, 20}}
	for turn := range len(sizes) {
		d := newDriver(t, linked())
		for i, key := range keys {
			at := sizes[(i*5+turn)%len(sizes)]
			d.size(at[0], at[1])
			d.keys(key)
			d.send(tea.MouseWheelMsg{X: i % 50, Y: i % 20, Button: tea.MouseWheelDown})
			d.send(tea.MouseClickMsg{X: i * 7 % 90, Y: i * 3 % 30, Button: tea.MouseLeft})
			checkFrame(t, d.m, fmt.Sprintf("after %d keys, the last %s, at %dx%d", i+1, key, at[0], at[1]))
		}
	}
}

func checkFrame(t *testing.T, m *Model, what string) {
	t.Helper()
	f := m.draw()
	lines := f.lines()
	if len(lines) != m.h {
		t.Fatalf("%s: %d lines", what, len(lines))
	}
	for y, l := range lines {
		if n := ansi.StringWidth(l); n > m.w {
			t.Fatalf("%s: line %d has %d cells: %q", what, y, n, ansi.Strip(l))
		}
	}
	if f.cx >= m.w || f.cy >= m.h {
		t.Fatalf("%s: cursor at %d,%d", what, f.cx, f.cy)
	}
}

func TestTheFootOfADialogEndsInTheWayOut(t *testing.T) {
	d := opened(t, 46, 18)
	f := d.m.draw()
	f.box(d.m, "Title", "] [ paper · ↵ read it in the reader · space mark · esc close", 44, []string{"text"})
	s := ansi.Strip(strings.Join(f.lines(), "\n"))
	if !strings.Contains(s, "─ space mark · esc close ─╯") {
		t.Error(s)
	}
}
