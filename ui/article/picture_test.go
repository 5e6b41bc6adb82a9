package article

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// boxes keeps four rows of twelve columns for every picture, or less.
func boxes(_ string, _, _, room int) (cols, rows int) { return min(12, room), 4 }

func photo(name, alt, caption, link string) feeds.Block {
	b := feeds.Block{Kind: feeds.Image, URL: "https://img.example/" + name, Alt: alt, Link: link}
	if caption != "" {
		b.Spans = []feeds.Span{span(caption)}
	}
	return b
}

func withBoxes(width int, blocks ...feeds.Block) *Page {
	return Set(Head{Comments: -1}, &feeds.Document{Blocks: blocks}, style.New(style.Plain(true)), Options{Width: width, Box: boxes})
}

func stripped(lines []string) (out []string) {
	for _, line := range lines {
		out = append(out, strings.TrimRight(ansi.Strip(line), " "))
	}
	return out
}

func TestBoxesAreKeptForPictures(t *testing.T) {
	frame := []string{"╭──────────╮", "│          │", "│    ▣     │", "╰──────────╯"}
	framed := func(before string, after ...string) []string {
		var out []string
		for i, l := range frame {
			if i > 0 {
				before = strings.Repeat(" ", ansi.StringWidth(before))
			}
			out = append(out, before+l)
		}
		return append(out, after...)
	}
	list := feeds.Block{Kind: feeds.List, Items: []feeds.Item{{Blocks: []feeds.Block{photo("a.png", "", "", "")}}}}
	quote := feeds.Block{Kind: feeds.Quote, Blocks: []feeds.Block{photo("a.png", "", "", "")}}
	right := photo("a.png", "", "", "")
	right.RTL = true
	tests := []struct {
		name  string
		block feeds.Block
		want  []string
	}{
		{"alternative text and caption under it", photo("a.png", "A cat", "On the mat", ""), framed("", "▣ A cat", "  On the mat")},
		{"one of them where they are the same", photo("a.png", "A cat", "A cat", ""), framed("", "  A cat")},
		{"nothing where there is nothing to say", photo("a.png", "", "", ""), framed("")},
		{"the number of where it leads", photo("a.png", "", "", "https://maps.example/"), framed("", "▣ [1]")},
		{"in a list", list, framed("• ")},
		{"in a quotation", quote, []string{"▎ ╭──────────╮", "▎ │          │", "▎ │    ▣     │", "▎ ╰──────────╯"}},
		{"where text runs from right to left", right, framed(style.Blank(8))[:1]},
	}
	for _, tt := range tests {
		page := withBoxes(20, tt.block)
		check(t, page, 20)
		if d := cmp.Diff(tt.want, stripped(page.Lines)[:len(tt.want)]); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestWithoutBoxesAPictureIsALine(t *testing.T) {
	for name, box := range map[string]func(string, int, int, int) (int, int){
		"images are off":   nil,
		"none is kept":     func(string, int, int, int) (int, int) { return 0, 0 },
		"it is too wide":   func(_ string, _, _, room int) (int, int) { return room + 1, 4 },
		"it has no height": func(string, int, int, int) (int, int) { return 12, 0 },
	} {
		page := Set(Head{Comments: -1, Lead: nil}, &feeds.Document{Blocks: []feeds.Block{photo("a.png", "A cat", "On the mat", "")}},
			style.New(style.Plain(true)), Options{Width: 20, Box: box})
		if d := cmp.Diff([]string{"▣ A cat (image)", "  On the mat"}, stripped(page.Lines)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// shown is a look at pictures of which some are here.
func shown(here map[string]string) func(Picture) Look {
	return func(p Picture) Look {
		mark, ok := here[p.URL]
		if !ok || len(mark) > 1 {
			return Look{Say: mark}
		}
		return Look{Lines: repeated("\x1b[41m"+strings.Repeat(mark, p.Cols)+"\x1b[m", p.Rows)}
	}
}

// TestTheTextStaysWhenPicturesCome holds what the reader sees beside pictures
// to be the same before they come, when they have, and when they never will.
func TestTheTextStaysWhenPicturesCome(t *testing.T) {
	page := withBoxes(40, text("Before."), photo("a.png", "A cat", "On the mat", ""), text("Between."), photo("b.png", "", "", ""), text("After."))
	var p Pane
	p.SetSize(40, 30)
	p.SetPage(page, false)
	before := stripped(p.Draw())
	p.SetLook(shown(map[string]string{"https://img.example/a.png": "#", "https://img.example/b.png": "not shown: 404"}))
	after := stripped(p.Draw())
	for i := range before {
		switch {
		case !p.InBox(i):
			if before[i] != after[i] {
				t.Errorf("line %d was %q and is %q", i, before[i], after[i])
			}
		case i < 8 && after[i] != "############":
			t.Errorf("line %d of a picture is %q", i, after[i])
		}
	}
	all := strings.Join(after, "\n")
	if !strings.Contains(all, "│not shown:│\n│   404    │") || !strings.Contains(all, "▣ A cat\n  On the mat") {
		t.Errorf("drawn as\n%s", all)
	}
	for i, line := range p.Draw() {
		if w := ansi.StringWidth(line); w != 40 {
			t.Errorf("line %d is %d cells", i, w)
		}
		checkLine(t, strings.ReplaceAll(line, "\x1b[41m", "\x1b[1m"))
	}
}

func TestWhichPicturesAreInView(t *testing.T) {
	var blocks []feeds.Block
	for i := range 6 {
		blocks = append(blocks, photo(fmt.Sprint(i), "", "", "")) // four rows and a blank line each
	}
	var p Pane
	if list, seen := p.Pictures(9); list != nil || seen != 0 {
		t.Error("an empty pane has pictures")
	}
	p.SetSize(40, 6)
	p.SetPage(withBoxes(40, blocks...), false)
	tests := []struct {
		scroll, ahead int
		want          string
		seen          int
	}{
		{0, 0, "0 1", 2},   // lines 0 to 5
		{0, 6, "0 1 2", 2}, // and to 11
		{3, 0, "0 1", 2},   // the last row of the first, 3 to 8
		{1, 0, "1", 1},     // 4 to 9
		{1, 6, "1 2 3", 2}, // 5 to 10, and to 16
		{99, 6, "4 5", 2},
	}
	for _, tt := range tests {
		p.Scroll(tt.scroll)
		list, seen := p.Pictures(tt.ahead)
		var names []string
		for _, pic := range list {
			names = append(names, strings.TrimPrefix(pic.URL, "https://img.example/"))
		}
		if got := strings.Join(names, " "); got != tt.want || seen != tt.seen {
			t.Errorf("at line %d and %d ahead: %q, %d in view; want %q, %d", p.top, tt.ahead, got, seen, tt.want, tt.seen)
		}
	}
}

func TestThePlaceSurvivesPicturesAndTheirSize(t *testing.T) {
	var blocks []feeds.Block
	for i := range 10 {
		blocks = append(blocks, text(fmt.Sprintf("paragraph %d of the text", i)), photo(fmt.Sprint(i), "", fmt.Sprintf("caption %d", i), ""))
	}
	set := func(rows int) *Page {
		opt := Options{Width: 40, Box: func(string, int, int, int) (int, int) { return 12, rows }}
		return Set(Head{Title: "Title", Comments: -1, Lead: &feeds.Block{Kind: feeds.Image, URL: "https://img.example/lead.png"}},
			&feeds.Document{Blocks: blocks}, style.New(style.Plain(true)), opt)
	}
	var p Pane
	p.SetSize(40, 5)
	for _, want := range []string{"paragraph 6 of the text", "  caption 6", "paragraph 0 of the text"} {
		p.SetPage(set(8), false)
		for top(&p) != want {
			p.Scroll(1)
		}
		for _, rows := range []int{0, 3, 20, 250, 8} {
			if p.SetPage(set(rows), true); top(&p) != want {
				t.Errorf("with boxes of %d rows: at %q, want %q", rows, top(&p), want)
			}
		}
	}
	// Within a picture, the part of it that is in view stays.
	p.SetPage(set(8), false)
	for top(&p) != "paragraph 6 of the text" {
		p.Scroll(1)
	}
	p.Scroll(2 + 4) // half of the picture
	p.SetPage(set(20), true)
	if box := p.page.boxes[p.top]; box.row != 10 || p.page.pictures[box.picture].URL != "https://img.example/6" {
		t.Errorf("at row %d of %s", box.row, p.page.pictures[box.picture].URL)
	}
	p.SetPage(set(8), true)
	if box := p.page.boxes[p.top]; box.row != 4 {
		t.Errorf("and back at row %d", box.row)
	}
}

func TestALeadPictureStandsUnderTheHead(t *testing.T) {
	head := Head{Title: "Title", Comments: -1, Lead: &feeds.Block{Kind: feeds.Image, URL: "https://img.example/lead.png"}}
	opt := Options{Width: 20, Box: boxes}
	page := Set(head, &feeds.Document{Blocks: []feeds.Block{text("Text.")}}, style.New(style.Plain(true)), opt)
	want := []string{"Title", "", "╭──────────╮", "│          │", "│    ▣     │", "╰──────────╯", "", "Text."}
	if d := cmp.Diff(want, stripped(page.Lines)); d != "" {
		t.Error(d)
	}
	opt.Box = nil
	page = Set(head, &feeds.Document{Blocks: []feeds.Block{text("Text.")}}, style.New(style.Plain(true)), opt)
	if d := cmp.Diff([]string{"Title", "", "Text."}, stripped(page.Lines)); d != "" {
		t.Errorf("images are off: %s", d)
	}
}

func TestALinkedPictureIsFollowedByItsLetter(t *testing.T) {
	var p Pane
	p.SetSize(40, 10)
	p.SetPage(withBoxes(40, photo("a.png", "A map", "", "https://maps.example/"), photo("b.png", "", "", ""), text("a\nb\nc\nd")), false)
	p.SetLook(shown(map[string]string{"https://img.example/a.png": "#", "https://img.example/b.png": "#"}))
	targets := p.Targets()
	if len(targets) != 2 || p.Page().URL(targets[0]) != "https://maps.example/" || p.Page().URL(targets[1]) != "https://img.example/b.png" {
		t.Fatalf("%+v", targets)
	}
	p.SetLabels([]string{"s", "d"}, -1)
	lines := stripped(p.Draw())
	if lines[0] != "s###########" || lines[6] != "d###########" {
		t.Errorf("drawn as\n%s", strings.Join(lines, "\n"))
	}
	p.Scroll(2) // the map's first row is gone: its letter stands on its text
	if lines = stripped(p.Draw()); lines[2] != "s A map [1]" {
		t.Errorf("drawn as\n%s", strings.Join(lines, "\n"))
	}
}

func TestASearchSeesNoFrames(t *testing.T) {
	page := withBoxes(40, text("one"), photo("a.png", "A cat ▣", "", ""), text("two"))
	if hits := page.Find("▣"); len(hits) != 2 { // the sign before the alternative text, and in it
		t.Errorf("%d hits", len(hits))
	}
	if hits := page.Find("│"); len(hits) != 0 {
		t.Errorf("%d hits in frames", len(hits))
	}
}
