package ui

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// traps are texts about whose width programs and terminals go wrong.
var traps = []string{
	/* wide */ "日本語の見出し、全角ＡＢＣ",
	/* half wide */ "ｱｲｳ ﾊﾟﾋﾟ ￦",
	/* ambiguous */ "±§¶×÷“”…—αβ①",
	/* a family */ "👩‍👩‍👧‍👦 👨‍👩‍👧 family",
	/* flags */ "🇩🇪🇫🇷🇯🇵 🏴󠁧󠁢󠁳󠁣󠁴󠁿 flags",
	/* keycaps */ "1️⃣2️⃣#️⃣ keys",
	/* skins */ "👍🏽👋🏿 hands",
	/* presentation */ "❤️ ⚠️ ☂︎ ✈ signs",
	/* combining */ "e\u0301a\u0308o\u0323\u0302 Zalgo t\u0335\u0321\u0322\u0331e\u0336\u0338x\u0334t",
	/* many marks */ "a" + strings.Repeat("\u0301", 60) + "b",
	/* Thai */ "ที่นี่ภาษาไทยมีสระ",
	/* Hindi */ "नमस्ते दुनिया क्षत्रिय",
	/* Tamil */ "தமிழ் செய்தி நிமிடம்",
	/* Arabic */ "مرحبا بالعالم، خبر عاجل",
	/* Arabic marks */ "مُحَمَّدٌ اَلسَّلَامُ",
	/* Hebrew */ "שָׁלוֹם עוֹלָם",
	/* both ways */ "News: خبر 41 (عاجل) now",
	/* Hangul */ "한국어 뉴스 각각",
	/* jamo */ "\u1112\u1161\u11ab\u1100\u1173\u11af",
	/* nothing there */ "zero\u200bwidth\u2060joiner\u00ad",
}

// trapped is a fake in which every name and title is a trap, each in its turn.
func trapped() *fake {
	f := screened()
	at := func(i int) string { return traps[i%len(traps)] }
	for i := range f.feeds {
		f.feeds[i].Title = at(i) + " " + f.feeds[i].Title
		if f.feeds[i].Folder != "" {
			f.feeds[i].Folder = at(i + 7)
		}
	}
	var blocks []feeds.Block
	for i, trap := range traps {
		long := strings.Repeat(trap+" ", 6)
		spans := []feeds.Span{{Text: long}}
		text := feeds.Block{Kind: feeds.Paragraph, Spans: spans}
		blocks = append(blocks, feeds.Block{Kind: feeds.Heading, Spans: spans}, text, feeds.Block{Kind: feeds.Quote, Blocks: []feeds.Block{text}},
			feeds.Block{Kind: feeds.Code, Text: long + long}, feeds.Block{Kind: feeds.List, Items: []feeds.Item{{Blocks: []feeds.Block{text}}}},
			feeds.Block{Kind: feeds.Table, Rows: []feeds.Row{{Cells: []feeds.Cell{{Spans: spans}, {Spans: []feeds.Span{{Text: at(i + 1)}}}}}}})
	}
	for i := range f.articles {
		a := &f.articles[i].Article
		a.Title, a.Summary = strings.Repeat(at(i)+" ", 5), strings.Repeat(at(i+1)+" ", 9)
		a.Topics, a.Authors = []string{at(i + 2), at(i + 3)}, []string{at(i + 4)}
		f.articles[i].Document = &feeds.Document{Blocks: blocks}
	}
	return f
}

// columns are the characters of a row by the cell they begin in, as a terminal
// that measures by method lays them out.
func columns(method ansi.Method, row string) (at map[int]string, width int) {
	at = map[int]string{}
	last := 0
	for row != "" {
		piece, n := ansi.FirstGraphemeCluster(row, method)
		if method == ansi.WcWidth { // one character after the other
			_, size := utf8.DecodeRuneInString(row)
			piece, n = row[:size], method.StringWidth(row[:size])
		}
		if row = row[len(piece):]; n == 0 {
			at[last] += piece // what takes no cell stands in the one before
			continue
		}
		at[width] = piece
		last, width = width, width+n
	}
	return at, width
}

// Faults: T12
func TestColumnsStayWhereTheyAre(t *testing.T) {
	for _, method := range []ansi.Method{ansi.GraphemeWidth, ansi.WcWidth} {
		for _, size := range [][2]int{{160, 44}, {120, 36}, {80, 24}} {
			for where, keys := range screens {
				d := newDriver(t, trapped())
				if method == ansi.WcWidth {
					d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized})
				}
				d.size(size[0], size[1])
				d.keys(keys...)
				was := ""
				for range 6 { // other traps come into view
					now := d.screen()
					if now == was {
						break
					}
					was = now
					if fault := misplaced(d, method); fault != "" {
						t.Fatalf("%s at %v, wcwidth %v: %s\n%s", where, size, method == ansi.WcWidth, fault, d.screen())
					}
					d.keys("pgdown")
				}
			}
		}
	}
}

// misplaced says what does not stand in its column; "" where all does.
func misplaced(d *driver, method ansi.Method) string {
	rows := strings.Split(d.screen(), "\n")
	box := rect{}
	for y, row := range rows {
		at, width := columns(method, row)
		if width > d.m.w {
			return fmt.Sprintf("row %d has %d cells", y, width)
		}
		for x := range d.m.w {
			if at[x] == "╭" {
				box = rect{x, y, strings.Count(row, "─"), 0}
				for to := x; to < d.m.w; to++ {
					if at[to] == "╮" {
						box.W = to - x
					}
				}
			}
		}
		inBox := box.W > 0 && at[box.X] != "╭"
		if inBox && at[box.X] != "╰" && (!strings.HasPrefix(at[box.X], "│") || !strings.HasPrefix(at[box.X+box.W], "│")) {
			return fmt.Sprintf("row %d does not have the sides of its box in columns %d and %d", y, box.X, box.X+box.W)
		}
		if at[box.X] == "╰" {
			box = rect{}
		}
		if d.m.reader != nil || d.m.health.open {
			continue
		}
		for _, div := range d.m.lay.Dividers {
			hidden := d.m.help != nil || d.m.form != nil || d.m.over != nil
			if y >= div.Y && y < div.Y+div.H && !hidden && at[div.X] != "│" {
				return fmt.Sprintf("row %d has no divider in column %d", y, div.X)
			}
		}
	}
	return ""
}

func TestWhatStandsAtTheRightOfARowIsNotPushedOut(t *testing.T) {
	for _, trap := range traps {
		for _, value := range []ansi.ModeSetting{ansi.ModeReset, ansi.ModeNotRecognized} {
			for _, density := range []string{"normal", "compact"} {
				f := newFake()
				f.articles[0].Article.Title = strings.Repeat(trap+" ", 9)
				d := newDriver(t, f, func(o *Options) { o.Settings.Density = density })
				d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value})
				d.size(120, 36)
				d.keys("b")
				list, _, _ := strings.Cut(strings.Split(d.screen(), "\n")[4], "│")
				if !strings.Contains(list, "★") {
					t.Errorf("%s, wcwidth %v: the row is %q", density, value == ansi.ModeNotRecognized, list)
				}
			}
		}
	}
}

// On a terminal that measures by wcwidth letters stand on their links, and what
// is found is marked where it stands, also behind text that it sees wider.
func TestLettersAndHitsStandWhereTheyBelong(t *testing.T) {
	f := linked()
	f.articles[0].Document = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
		{Text: "क्षत्रिय நிமிடம் "}, {Text: "needle", URL: "https://needle.example/"}, {Text: " thread"},
	}}}}
	d := newDriver(t, f)
	d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized})
	d.size(120, 36)
	d.keys("enter", "f")
	d.expect("the letter on the link", " seedle [1] thread")
	d.keys("esc", "/")
	d.typed("thread")
	d.keys("enter")
	if content := d.m.View().Content; !strings.Contains(content, "mthread\x1b[m") {
		t.Errorf("the word is not marked as a whole:\n%q", content)
	}
}
