package article

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// paneOf shows blocks without colours.
func paneOf(w, h int, opt Options, blocks ...feeds.Block) *Pane {
	opt.Width = w
	p := &Pane{}
	p.SetSize(w, h)
	p.SetPage(Set(Head{}, &feeds.Document{Blocks: blocks}, style.New(style.Plain(true)), opt), false)
	return p
}

func drawn(p *Pane) []string {
	lines := p.Draw()
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return lines
}

func TestFootnotesJumpThereAndBack(t *testing.T) {
	blocks := []feeds.Block{para(span("A claim "), feeds.Span{Text: "[1]", Note: 1}, span(" and another"), feeds.Span{Text: "2", Note: 2}, span("."))}
	for range 20 {
		blocks = append(blocks, text("filler"))
	}
	note := para(span("The source."))
	note.Note = 1
	p := paneOf(30, 5, Options{}, append(blocks, note)...)
	if d := cmp.Diff("A claim¹ and another².", drawn(p)[0]); d != "" {
		t.Errorf("marks are raised (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Target{{Note: 1}, {Note: 2}}, p.Targets()); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	if p.Jump(Target{Note: 2}) {
		t.Error("a note that is not there was jumped to")
	}
	if !p.Jump(Target{Note: 1}) || !strings.Contains(strings.Join(drawn(p), "\n"), "The source.\u00a0↑") {
		t.Fatalf("not at the note: %q", drawn(p))
	}
	if d := cmp.Diff([]Target{{Note: 1, Back: true}}, p.Targets()); d != "" {
		t.Fatalf("the way back (-want +got):\n%s", d)
	}
	if !p.Jump(Target{Note: 1, Back: true}) || drawn(p)[0] != "A claim¹ and another²." {
		t.Errorf("not back: %q", drawn(p))
	}
}

func TestLettersStandOnTheLinksInView(t *testing.T) {
	link := func(s, url string) feeds.Span { return feeds.Span{Text: s, URL: url} }
	p := paneOf(20, 3, Options{}, para(span("to "), link("one", "https://a.example/"), span(" or "), link("a longer way to go", "https://b.example/")),
		text("below"), para(link("out of sight", "https://c.example/")))
	if d := cmp.Diff([]Target{{Link: 1, Text: "one"}, {Link: 2, Text: "a longer way to go"}}, p.Targets()); d != "" {
		t.Fatalf("each once, though it runs over two lines (-want +got):\n%s", d)
	}
	p.SetLabels([]string{"s", "d"}, -1)
	if d := cmp.Diff([]string{"to sne [1] or d", "longer way to go [2]", ""}, drawn(p)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	p.SetLabels(nil, -1)
	if got := drawn(p)[0]; got != "to one [1] or a" {
		t.Errorf("without letters %q", got)
	}
	if got := p.Page().URL(Target{Link: 2}); got != "https://b.example/" {
		t.Errorf("link 2 leads to %q", got)
	}
}

func TestCodeMovesSideways(t *testing.T) {
	p := paneOf(14, 3, Options{}, feeds.Block{Kind: feeds.Code, Text: "0123456789abcdefghij\nshort"})
	if !p.Wide() {
		t.Fatal("a long line is not known to be one")
	}
	steps := []struct {
		name string
		by   int
		want []string
	}{
		{"at first its start", 0, []string{"  0123456789a›", "  short", ""}},
		{"four on: a mark on both sides", 4, []string{"  ‹56789abcde›", "  short", ""}},
		{"no further than its end", 99, []string{"  ‹9abcdefghij", "  short", ""}},
		{"and back", -99, []string{"  0123456789a›", "  short", ""}},
	}
	for _, s := range steps {
		p.Side(s.by)
		if d := cmp.Diff(s.want, drawn(p)); d != "" {
			t.Errorf("%s (-want +got):\n%s", s.name, d)
		}
	}
}

func TestFindingInTheText(t *testing.T) {
	tests := []struct {
		name, query string
		hits, parts int // parts of the first hit
	}{
		{"capitals do not matter", "CENTRAL", 1, 1},
		{"accents do not matter", "apfel", 1, 1},
		{"a hit may run over the end of a line", "bank left rates", 1, 2},
		{"Chinese has no space where a line ends", "七八九", 1, 2},
		{"each counts", "rates", 2, 1},
		{"not there", "absent", 0, 0},
		{"nothing is nowhere", "  ", 0, 0},
	}
	p := paneOf(16, 9, Options{}, text("The central bank left rates; Äpfel rates"), text("一二三四五六七八九十"))
	for _, tt := range tests {
		hits := p.Page().Find(tt.query)
		if len(hits) != tt.hits || len(hits) > 0 && len(hits[0].parts) != tt.parts {
			t.Errorf("%s: found %+v", tt.name, hits)
		}
	}
	hits := p.Page().Find("rates")
	p.SetHits(hits, 1)
	before := drawn(p)
	p.SetHits(nil, 0)
	if d := cmp.Diff(drawn(p), before); d != "" {
		t.Errorf("marks change the text:\n%s", d)
	}
	quote := paneOf(30, 3, Options{}, feeds.Block{Kind: feeds.Quote, Blocks: []feeds.Block{text("found")}})
	quote.SetHits(quote.Page().Find("found"), 0)
	if line := quote.Draw()[0]; !strings.Contains(line, "mfound\x1b") {
		t.Errorf("beside a bar the wrong cells are marked: %q", line)
	}
}

func TestWhatASearchLooksForIsFoundInThePage(t *testing.T) {
	p := paneOf(16, 9, Options{}, text("The central bank left rates; Äpfel rates, and the rater"), text("一二三四五六七八九十"))
	for _, tt := range []struct {
		name, query string
		hits, parts int // parts of the first hit
	}{
		{"a word wherever it stands", "rates", 2, 1},
		{"either of two", "rates or bank", 3, 1},
		{"a beginning", "rate*", 3, 1},
		{"without its accents", "apfel", 1, 1},
		{"a phrase over the end of a line", `"bank left rates"`, 1, 2},
		{"Chinese over the end of a line", "七八九", 1, 2},
		{"a regular expression", "/Ä.fel/", 1, 1},
		{"words of the text alone", "feed:bank", 0, 0},
		{"what is left out is not marked", "-rates", 0, 0},
	} {
		q, err := feeds.ParseQuery(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		m := q.Marker()
		hits := p.Page().FindBy(func(text string) [][2]int { return m.Find(feeds.FieldBody, text) })
		if len(hits) != tt.hits || len(hits) > 0 && len(hits[0].parts) != tt.parts {
			t.Errorf("%s: found %+v", tt.name, hits)
		}
	}
}

func TestAHitHasTheCellsOfWhatItFound(t *testing.T) {
	for _, wc := range []bool{false, true} {
		by := style.Ruler{Wc: wc}.Method()
		page := Set(Head{Title: "Over the needle"}, &feeds.Document{Blocks: []feeds.Block{
			text("A needle in 👩‍👩‍👧 a needle, hay\u0301 and Äpfel needle needle needle needle"),
			{Kind: feeds.Quote, Blocks: []feeds.Block{text("quoted needle and a needle that goes on to the next line")}},
			{Kind: feeds.Code, Text: "if needle {\n\t\treturn   needle, " + strings.Repeat("x", 60) + " needle\n}"},
			text("一二三針四五六七八九十一二三四五六七八九十針四五六 needle 針"),
			text(strings.Repeat("z", 20) + "seventeen"),
		}}, style.New(style.Ink()), Options{Width: 24, Wc: wc})
		for _, tt := range []struct {
			word, said string
			hits       int
		}{
			{"needle", "needle", 13}, {"針", "針", 3}, {"A needle in", "A needle in", 1}, {"return needle", "return   needle", 1},
			{"九十針四", "九十針四", 1}, {"hay", "hay\u0301", 1}, {"apfel", "Äpfel", 1}, {"seventeen", "seventeen", 1},
		} {
			hits := page.Find(tt.word)
			if tt.word == "needle" {
				hits = page.FindBy(func(text string) (out [][2]int) {
					for _, span := range regexp.MustCompile("needle").FindAllStringIndex(text, -1) {
						out = append(out, [2]int(span))
					}
					return out
				})
			}
			if len(hits) != tt.hits {
				t.Errorf("%s, wc %v: %d hits", tt.word, wc, len(hits))
			}
			for _, h := range hits {
				said := ""
				for i, part := range h.parts {
					line := ansi.Strip(style.DropBy(by, page.Lines[part.line], page.lead(part.line)))
					if w, ok := page.wides[part.line]; ok {
						line = ansi.Strip(w.body)
					}
					if i > 0 && strings.Contains(tt.said, " ") {
						said += " "
					}
					said += style.ClipBy(by, style.DropBy(by, line, part.column), part.width)
				}
				if said != tt.said {
					t.Errorf("%s, wc %v: %q is marked", tt.word, wc, said)
				}
			}
		}
	}
}

func TestAHitComesIntoView(t *testing.T) {
	blocks := []feeds.Block{text("first")}
	for range 50 {
		blocks = append(blocks, text("filler"))
	}
	p := paneOf(20, 6, Options{}, append(blocks, text("needle"), feeds.Block{Kind: feeds.Code, Text: strings.Repeat("x", 60) + "thread"})...)
	p.Show(p.Page().Find("needle")[0])
	if !strings.Contains(strings.Join(drawn(p), "\n"), "needle") {
		t.Error("the hit is out of sight")
	}
	p.Show(p.Page().Find("thread")[0])
	if !strings.Contains(strings.Join(drawn(p), "\n"), "thread") {
		t.Errorf("a hit to the right of the page is out of sight: %q", drawn(p))
	}
}

// Faults: T12
func TestEmojiThatTerminalsDisagreeAbout(t *testing.T) {
	p := paneOf(20, 3, Options{Wc: true}, text(strings.Repeat("👩‍👩‍👧", 6)+"END"))
	if got := drawn(p)[0]; got != strings.Repeat("👩", 6)+"END" {
		t.Errorf("a terminal that knows no families shows %q", got)
	}
	for _, tt := range []struct{ in, want string }{
		{"👍🏽!", "👍!"}, {"❤️!", "❤ !"}, {"1️⃣!", "1 !"}, {"🇩🇪!", "🇩🇪!"}, {"हिन्दी", "हिन्दी"}, {"می\u200cخواهم", "می\u200cخواهم"},
	} {
		if got := style.Agree(tt.in); got != tt.want {
			t.Errorf("%q becomes %q, not %q", tt.in, got, tt.want)
		}
	}
}

func TestColoursOfCode(t *testing.T) {
	tests := []struct {
		name, lang, code string
		want             [][]token
	}{
		{"words, numbers and strings", "go", `return "a\"b", 42 // done`,
			[][]token{{{"return", accentBase}, {" ", plainBase}, {`"a\"b"`, monoBase}, {", ", plainBase}, {"42", tagBase}, {" ", plainBase}, {"// done", quietBase}}}},
		{"a comment over lines", "language-c", "a/*b\nc*/d",
			[][]token{{{"a", plainBase}, {"/*b", quietBase}}, {{"c*/", quietBase}, {"d", plainBase}}}},
		{"a keyword within a word is none", "python", "import_x", [][]token{{{"import_x", plainBase}}}},
		{"an open string ends with its line", "js", "'a\nb", [][]token{{{"'a", monoBase}}, {{"b", plainBase}}}},
		{"SQL in capitals", "sql", "SELECT x", [][]token{{{"SELECT", accentBase}, {" x", plainBase}}}},
		{"tags of markup, with their attributes", "html", `<p class="a">x</p><!-- c -->`,
			[][]token{{{"<p", accentBase}, {" class=", plainBase}, {`"a"`, monoBase}, {">x", plainBase}, {"</p", accentBase}, {">", plainBase}, {"<!-- c -->", quietBase}}}},
		{"keys of data, and not the colons in it", "yaml", "- at: 12:30 # noon\n  url: http://a", [][]token{
			{{"- ", plainBase}, {"at", accentBase}, {": ", plainBase}, {"12", tagBase}, {":", plainBase}, {"30", tagBase}, {" ", plainBase}, {"# noon", quietBase}},
			{{"  ", plainBase}, {"url", accentBase}, {": http://a", plainBase}}}},
		{"keys of settings", "toml", "[a]\nb = true", [][]token{{{"[a]", plainBase}}, {{"b ", accentBase}, {"= ", plainBase}, {"true", accentBase}}}},
		{"keys of JSON", "json", "{\n  \"a\": 1\n}", [][]token{{{"{", plainBase}}, {{"  ", plainBase}, {`"a"`, accentBase}, {": ", plainBase}, {"1", tagBase}}, {{"}", plainBase}}}},
		{"a patch by its signs", "diff", "--- a\n@@ 1 @@\n-x\n+y\n z", [][]token{{{"--- a", boldBase}}, {{"@@ 1 @@", accentBase}}, {{"-x", attentionBase}}, {{"+y", monoBase}}, {{" z", plainBase}}}},
		{"words with hyphens", "lisp", "(set-it! let)", [][]token{{{"(set-it! ", plainBase}, {"let", accentBase}, {")", plainBase}}}},
		{"rules of a style sheet", "css", "@media print {\n  color: red;\n}", [][]token{{{"@media", accentBase}, {" print {", plainBase}}, {{"  ", plainBase}, {"color", accentBase}, {": red;", plainBase}}, {{"}", plainBase}}}},
		{"an unknown language has none", "brainwave", "x", nil},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, lex(tt.code, tt.lang), cmp.AllowUnexported(token{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestALinkWithinTheTextLeadsToItsBlockAndBack(t *testing.T) {
	jump := func(s string, n int) feeds.Span { return feeds.Span{Text: s, Jump: n} }
	blocks := []feeds.Block{para(jump("The paint", 1), span(" and "), feeds.Span{Text: "a page", URL: "https://a.example/"}, span(" and "), jump("a table", 2), span("."))}
	for range 20 {
		blocks = append(blocks, text("filler"))
	}
	heading := feeds.Block{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{span("Paint")}, Anchor: 1}
	table := feeds.Block{Kind: feeds.Table, Anchor: 2, Rows: []feeds.Row{{Cells: []feeds.Cell{{Spans: []feeds.Span{span("red")}, Span: 1}, {Spans: []feeds.Span{span("12")}, Span: 1}}}}}
	blocks = append(blocks, heading, text("It is red."), table)
	for range 20 {
		blocks = append(blocks, text("more filler"))
	}
	p := paneOf(60, 5, Options{}, blocks...)
	if d := cmp.Diff("The paint [#2] and a page [1] and a table [#3].", drawn(p)[0]); d != "" {
		t.Errorf("numbers follow those of the links that lead away (-want +got):\n%s", d)
	}
	if got := p.Targets(); len(got) != 3 || got[0].Jump != 1 || got[2].Jump != 2 || p.Page().URL(got[0]) != "" {
		t.Fatalf("%+v", got)
	}
	if !p.Jump(p.Targets()[0]) || drawn(p)[0] != "Paint" {
		t.Fatalf("not at the heading: %q", drawn(p))
	}
	to, ok := p.Page().Numbered(3)
	if !ok || !p.Jump(to) || !strings.HasPrefix(drawn(p)[0], "red") {
		t.Fatalf("not at the table: %q", drawn(p))
	}
	p.SetSize(30, 5) // a new width in between
	opt := p.Page().opt
	opt.Width = 30
	p.SetPage(Set(Head{}, &feeds.Document{Blocks: blocks}, p.Page().st, opt), true)
	if !p.Return() || drawn(p)[0] != "Paint" {
		t.Errorf("not back at the heading: %q", drawn(p))
	}
	if !p.Return() || !strings.HasPrefix(drawn(p)[0], "The paint") {
		t.Errorf("not back at the top: %q", drawn(p))
	}
	if p.Return() {
		t.Error("back from no jump")
	}
	if _, ok := p.Page().Numbered(4); ok || p.Page().Numbers() != 3 {
		t.Errorf("%d numbers", p.Page().Numbers())
	}
}

func TestTopicsAndAuthorsOfTheHeadAreTargets(t *testing.T) {
	var p Pane
	p.SetSize(40, 8)
	p.SetPage(Set(Head{
		Title: "Storm", Source: "The Meridian", Byline: "By Anna Weber and Luc Martin", Authors: []string{"Anna Weber", "Luc Martin"},
		Comments: -1, Topics: []string{"storm", "west coast"},
	}, &feeds.Document{}, style.New(style.Plain(true)), Options{Width: 40}), false)
	want := []Target{
		{Topic: "by Anna Weber", Text: "Anna Weber"}, {Topic: "by Luc Martin", Text: "Luc Martin"},
		{Topic: "storm", Text: "#storm"}, {Topic: "west coast", Text: "#west coast"},
	}
	if d := cmp.Diff(want, p.Targets()); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	for y, line := range drawn(&p) {
		for _, w := range want {
			before, _, found := strings.Cut(line, w.Text)
			at := style.Width(before)
			if !found {
				continue
			}
			for x, here := range map[int]bool{at - 1: false, at: true, at + len(w.Text) - 1: true, at + len(w.Text): false} {
				if got, ok := p.TargetAt(x, y); ok != here || ok && got != w {
					t.Errorf("%q at %d,%d is %+v, %v", w.Text, x, y, got, ok)
				}
			}
		}
	}
}
