package article

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// numbered is an article of n paragraphs of ten words, the first of which
// names its paragraph.
func numbered(n, width int) *Page {
	doc := &feeds.Document{}
	for i := range n {
		doc.Blocks = append(doc.Blocks, text(fmt.Sprintf("block%d two three four five six seven eight nine ten", i)))
	}
	return Set(Head{Title: "Title", Comments: -1}, doc, style.New(style.Ink()), Options{Width: width})
}

func top(p *Pane) string { return strings.TrimRight(ansi.Strip(p.Draw()[0]), " ") }

func TestThePaneStaysOverItsLines(t *testing.T) {
	var p Pane
	p.SetSize(60, 5)
	p.SetPage(numbered(10, 60), false) // title, then a blank line and a line a paragraph: 21 lines
	tests := []struct {
		name string
		verb func()
		top  string
		end  bool
		pct  int
	}{
		{"at first", func() {}, "Title", false, 23}, // 5 of 21
		{"up from the top", func() { p.Scroll(-3) }, "Title", false, 23},
		{"two down", func() { p.Scroll(2) }, "block0 two three four five six seven eight nine ten", false, 33},
		{"a page down keeps two lines", func() { p.PageDown() }, "", false, 47},
		{"a page up goes back", p.PageUp, "block0 two three four five six seven eight nine ten", false, 33},
		{"the bottom", p.Bottom, "block7 two three four five six seven eight nine ten", true, 100},
		{"down from the bottom", func() { p.Scroll(9) }, "block7 two three four five six seven eight nine ten", true, 100},
		{"the top", p.Top, "Title", false, 23},
	}
	for _, tt := range tests {
		tt.verb()
		if got := top(&p); got != tt.top || p.AtEnd() != tt.end || p.Percent() != tt.pct {
			t.Errorf("%s: %q, at end %v, %d%%; want %q, %v, %d%%", tt.name, got, p.AtEnd(), p.Percent(), tt.top, tt.end, tt.pct)
		}
	}
}

func TestPageDownSaysWhenThereIsNoMore(t *testing.T) {
	var p Pane
	p.SetSize(60, 5)
	p.SetPage(numbered(10, 60), false)
	moves := 0
	for p.PageDown() {
		moves++
	}
	if moves != 6 || !p.AtEnd() { // 16 lines below the window, 3 at a time
		t.Errorf("%d moves, at end %v; want 6", moves, p.AtEnd())
	}
	var empty Pane
	if empty.PageDown() || !empty.AtEnd() || empty.Percent() != 100 || empty.MinutesLeft() != 0 {
		t.Error("an empty pane has no more to show")
	}
}

func TestThePlaceSurvivesAnotherWidth(t *testing.T) {
	for _, to := range []int{12, 25, 80} {
		var p Pane
		p.SetSize(40, 5)
		p.SetPage(numbered(50, 40), false)
		for !strings.HasPrefix(top(&p), "block20 ") {
			p.Scroll(1)
		}
		p.SetPage(numbered(50, to), true)
		p.SetSize(to, 5)
		if !strings.HasPrefix(top(&p), "block20") {
			t.Errorf("from 40 to %d columns: the top is %q, want block20", to, top(&p))
		}
		p.SetPage(numbered(50, 40), true)
		if !strings.HasPrefix(top(&p), "block20") {
			t.Errorf("and back: the top is %q", top(&p))
		}
	}
}

func TestThePlaceWithinAParagraphSurvivesToo(t *testing.T) {
	var words []string
	for i := range 300 {
		words = append(words, fmt.Sprintf("w%03d", i))
	}
	page := func(width int) *Page {
		return Set(Head{}, &feeds.Document{Blocks: []feeds.Block{text(strings.Join(words, " "))}}, style.New(style.Ink()), Options{Width: width})
	}
	var p Pane
	p.SetSize(100, 3)
	p.SetPage(page(50), false)
	p.Scroll(10) // ten words a line: w100
	p.SetPage(page(25), true)
	if got := top(&p); !strings.HasPrefix(got, "w100") { // five words a line
		t.Errorf("the top is %q, want w100 first", got)
	}
	p.SetPage(page(99), true) // nineteen whole words a line and a bit: the line that holds w100
	if got := top(&p); !strings.Contains(got, "w100") {
		t.Errorf("the top is %q, want w100 in it", got)
	}
}

func TestAPlaceCanBeKeptForLater(t *testing.T) {
	var p Pane
	p.SetSize(60, 5)
	p.SetPage(numbered(10, 60), false)
	p.Scroll(6)
	place, was := p.Place(), top(&p)
	p.SetPage(numbered(3, 60), false)
	p.SetPage(numbered(10, 60), false)
	if top(&p) != "Title" {
		t.Errorf("another article starts at %q", top(&p))
	}
	p.SetPlace(place)
	if top(&p) != was {
		t.Errorf("back at %q, was at %q", top(&p), was)
	}
	p.SetPlace(Place{Block: 99})
	if !p.AtEnd() {
		t.Error("a place behind the end is the end")
	}
}

func TestMinutesLeft(t *testing.T) {
	var p Pane
	p.SetSize(60, 5)
	p.SetPage(numbered(100, 60), false) // 1,001 words
	if got := p.MinutesLeft(); got != 5 {
		t.Errorf("at the top %d minutes are left, want 5", got)
	}
	p.Scroll(2 + 2*50) // 500 words left
	if got := p.MinutesLeft(); got != 3 {
		t.Errorf("half way %d minutes are left, want 3", got)
	}
	p.Bottom()
	if got := p.MinutesLeft(); got != 0 {
		t.Errorf("at the end %d minutes are left", got)
	}
}

func TestDrawFillsThePaneExactly(t *testing.T) {
	pages := map[string]*Page{
		"none": nil, "short": numbered(1, 30), "wide": numbered(9, 90),
		"airy": Set(bankHead(), sampler(), style.New(style.Ink()), Options{Width: 200, Measure: 30, Airy: true}),
	}
	for name, page := range pages {
		for _, w := range []int{0, 1, 7, 30, 41, 90} {
			var p Pane
			p.SetSize(w, 20)
			p.SetPage(page, false)
			lines := p.Draw()
			if len(lines) != 20 {
				t.Errorf("%s: %d lines", name, len(lines))
			}
			for _, line := range lines {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("%s at %d: %d cells: %q", name, w, got, line)
				}
			}
		}
	}
}

func TestTheReaderViewStandsInTheMiddle(t *testing.T) {
	var p Pane
	p.SetSize(30, 3)
	p.SetPage(Set(Head{Title: "Title", Comments: -1}, nil, style.New(style.Plain(true)), Options{Width: 30, Measure: 20, Airy: true}), false)
	if got := top(&p); got != "     Title" {
		t.Errorf("drawn as %q", got)
	}
}
