package article

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// inkedIn is what of drawn lines is drawn with a pen, a line to a line.
func inkedIn(lines []string, pen string) []string {
	var out []string
	for _, line := range lines {
		on, text := "", ""
		for line != "" {
			seq, w, n, _ := ansi.DecodeSequence(line, ansi.NormalState, nil)
			line = line[n:]
			switch {
			case seq == ansi.ResetStyle:
				on = ""
			case w == 0 && strings.HasPrefix(seq, "\x1b["):
				on += seq
			case strings.Contains(on, pen) && !strings.HasPrefix(seq, "\x1b"):
				text += seq
			}
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// plainSampler is the sampler without what has signs of the page in its text or
// is shown in another way than it stands: links, footnotes, raised figures.
func plainSampler() *feeds.Document {
	doc := sampler()
	feeds.EachText(doc.Blocks, func(x feeds.Text) {
		for i := range x.Spans {
			x.Spans[i].URL, x.Spans[i].Note = "", 0
			x.Spans[i].Style &^= feeds.Superscript | feeds.Subscript
		}
	})
	return doc
}

// all gives a pane that shows a page from its top to its end, and its lines.
func all(page *Page) (*Pane, []string) {
	var p Pane
	p.SetSize(max(page.opt.Width, 1), len(page.Lines))
	p.SetPage(page, false)
	return &p, p.Draw()
}

var samplerWidths = []int{1, 2, 3, 9, 12, 17, 24, 40, 46, 72, 100, 160}

func TestEveryWordOfATextIsKnownToStandSomewhere(t *testing.T) {
	for _, width := range samplerWidths {
		for _, wc := range []bool{false, true} {
			page := Set(bankHead(), sampler(), style.New(style.Ink()), Options{Width: width, Wc: wc})
			known := make([]bool, len(page.Text()))
			for _, r := range page.wording.runs {
				for i := r.from; i < r.to; i++ {
					known[i] = true
				}
			}
			for i, c := range page.Text() {
				if !known[i] && !unicode.IsSpace(c) {
					t.Errorf("width %d: %q of %q stands nowhere", width, c, page.Text()[max(0, i-20):min(len(known), i+20)])
					break
				}
			}
			checkRuns(t, page)
		}
	}
}

// checkRuns holds the runs of a page to what its lines say.
func checkRuns(t *testing.T, page *Page) {
	t.Helper()
	by := page.ruler().Method()
	line, end := 0, 0
	for _, r := range page.wording.runs {
		if r.line < line || r.line == line && r.column < end || r.from >= r.to || r.to > len(page.wording.all) {
			t.Fatalf("run %+v stands before the one above, which ends line %d at cell %d", r, line, end)
		}
		line, end = r.line, r.column+r.width
		if !r.exact {
			continue
		}
		text := style.DropBy(by, page.Lines[r.line], page.lead(r.line))
		if w, ok := page.wides[r.line]; ok {
			text = w.body
		}
		want := page.wording.all[r.from:r.to]
		if got := ansi.Strip(style.DropBy(by, text, r.column)); !strings.HasPrefix(got, want) || by.StringWidth(want) != r.width {
			t.Fatalf("at cell %d of line %d stands %q, not %q of %d cells", r.column, r.line, got, want, r.width)
		}
	}
}

// Whatever passage of a text with every kind of block is marked: the cells drawn
// as marked are those its words stand on, no more and no less, at every width,
// for terminals of both kinds, beside the boxes of pictures, in every palette.
func TestTheCellsThatAreMarkedAreThoseOfThePassage(t *testing.T) {
	doc := plainSampler()
	text := Set(Head{}, doc, style.New(style.Ink()), Options{Width: 72}).Text()
	box := func(_ string, _, _, room int) (int, int) { return min(room, 8), 3 }
	palettes := []style.Palette{style.Ink(), style.Paper(), style.Resolve(feeds.One("auto"), style.Terminal{Depth: style.Sixteen, Dark: true}), style.Plain(false)}
	var clusters []int // where each begins
	for i := 0; i < len(text); {
		clusters = append(clusters, i)
		cluster, _ := ansi.FirstGraphemeCluster(text[i:], ansi.GraphemeWidth)
		i += len(cluster)
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		n := r.IntN(len(clusters))
		from, to := clusters[n], clusters[n+r.IntN(len(clusters)-n)/(1+r.IntN(8))]
		h, ok := feeds.HighlightOf(text, feeds.Passage{From: from, To: to})
		if !ok {
			continue
		}
		opt := Options{Width: samplerWidths[r.IntN(len(samplerWidths))], Wc: r.IntN(2) == 0, Airy: r.IntN(2) == 0, Highlights: []feeds.Highlight{h}}
		if r.IntN(2) == 0 {
			opt.Box = box
		}
		page := Set(bankHead(), doc, style.New(palettes[seed%4]), opt)
		p, lines := all(page)
		if len(page.Highlights()) != 1 || page.Highlights()[0].Lost {
			t.Fatalf("seed %d: %q is lost", seed, h.Quote)
		}
		at := page.Highlights()[0].At
		for n, line := range lines {
			want, exact := "", true
			for _, r := range page.wording.on(n) {
				if from, to := max(r.from, at.From), min(r.to, at.To); from < to {
					want, exact = want+page.wording.all[from:to], exact && r.exact
				}
			}
			if _, wide := page.wides[n]; wide || !exact || strings.Contains(line, "\x1b]8;") {
				continue // without colours links are underlined as well
			}
			if got := strings.Join(inkedIn([]string{line}, page.pens[inkMark]), ""); got != want {
				t.Fatalf("seed %d, width %d: line %d has %q marked, not %q: %q", seed, opt.Width, n, got, want, line)
			}
			if _, box := page.boxes[n]; !box && strings.TrimSpace(ansi.Strip(line)) != strings.TrimSpace(ansi.Strip(style.Fit(page.Lines[n], p.w))) {
				t.Fatalf("seed %d: marking made %q of %q", seed, ansi.Strip(line), ansi.Strip(page.Lines[n]))
			}
			checkLine(t, line)
		}
	}
}

func TestWhatAHighlightMarks(t *testing.T) {
	link := feeds.Span{Text: "prices fell", URL: "https://a.example/"}
	table := feeds.Block{Kind: feeds.Table, Rows: []feeds.Row{
		{Header: true, Cells: []feeds.Cell{left("City"), right("People")}},
		{Cells: []feeds.Cell{left("Oslo on its fjord"), right("700,000")}}, {Cells: []feeds.Cell{left("Bergen"), right("290,000")}},
	}}
	for _, tc := range []struct {
		name, quote string
		opt         Options
		blocks      []feeds.Block
		want        []string
	}{
		{"over the end of a line", "two three four", Options{Width: 9}, []feeds.Block{text("one two three four")}, []string{"two", "three", "four"}},
		{"the number of a link within", "as prices fell by half", Options{Width: 40}, []feeds.Block{para(span("Demand, as "), link, span(" by half."))}, []string{"as prices fell [1] by half"}},
		{"not that of a link that ends it", "as prices fell", Options{Width: 40}, []feeds.Block{para(span("Demand, as "), link, span(" by half."))}, []string{"as prices fell"}},
		{"a footnote's mark within", "source. Next", Options{Width: 40}, []feeds.Block{para(span("A source"), feeds.Span{Text: "[1]", Note: 1}, span(". Next one."))}, nil},
		{"a footnote's mark, which is of the text", "source[1]. Next", Options{Width: 40}, []feeds.Block{para(span("A source"), feeds.Span{Text: "[1]", Note: 1}, span(". Next one."))}, []string{"source¹. Next"}},
		{"a raised figure", "mc2", Options{Width: 40}, []feeds.Block{para(span("E = mc"), feeds.Span{Text: "2", Style: feeds.Superscript}, span("."))}, []string{"mc²"}},
		{"a list, without its marks", "one\ntwo", Options{Width: 40}, []feeds.Block{{Kind: feeds.List, Items: []feeds.Item{item(0, text("one")), item(0, text("two"))}}}, []string{"one", "two"}},
		{"a quotation, without its bar", "said so", Options{Width: 8}, []feeds.Block{{Kind: feeds.Quote, Blocks: []feeds.Block{text("she said so")}}}, []string{"said", "so"}},
		{"one cell of a table", "700,000", Options{Width: 40}, []feeds.Block{table}, []string{"700,000"}},
		{"a row of a table", "Oslo on its fjord 700,000", Options{Width: 40}, []feeds.Block{table}, []string{"Oslo on its fjord700,000"}},
		{"a row whose cell has several lines", "Oslo on its fjord 700,000", Options{Width: 20}, []feeds.Block{table}, []string{"Oslo on its700,000", "fjord"}},
		{"a table set as pairs, its headings each time", "City People", Options{Width: 14}, []feeds.Block{table}, []string{"City", "People", "City", "People"}},
		{"code, with what a tab became", "if x {\n\treturn\n}", Options{Width: 40}, []feeds.Block{{Kind: feeds.Code, Text: "if x {\n\treturn\n}\n"}}, []string{"if x {", "    return", "}"}},
		{"a caption, and no picture", "before\nThe cat\nafter", Options{Width: 30, Box: func(string, int, int, int) (int, int) { return 10, 3 }},
			[]feeds.Block{text("before"), {Kind: feeds.Image, URL: "https://a.example/c.png", Alt: "A cat, sitting", Spans: []feeds.Span{span("The cat")}}, text("after")}, []string{"before", "The cat", "after"}},
		{"Chinese, which has no spaces", "五六七", Options{Width: 12}, []feeds.Block{text("一二三四五六七八九十")}, []string{"五六", "七"}},
		{"Arabic, from right to left", "عربي طويل", Options{Width: 20}, []feeds.Block{{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{span("هذا نص عربي طويل بما")}}}, []string{"عربي طويل"}},
		{"marks as well, of a direction that is not shown", "عربي طويل", Options{Width: 20}, []feeds.Block{{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{span("هذا نص عر\u200fبي طويل بما")}}}, []string{"عربي طويل"}},
		{"an emoji, as a terminal shows it", "👩‍👩‍👧 home", Options{Width: 30, Wc: true}, []feeds.Block{text("The 👩‍👩‍👧 home alone")}, []string{"👩 home"}},
		{"what stands beside one", "alone", Options{Width: 30, Wc: true}, []feeds.Block{text("1️⃣ 👩‍👩‍👧 home alone ❤️ now")}, []string{"alone"}},
		{"the second of two", "tide", Options{Width: 30}, []feeds.Block{text("high tide"), text("low tide")}, []string{"tide"}},
		{"a word longer than a line", "abcdefgh", Options{Width: 5}, []feeds.Block{text("abcdefgh")}, []string{"abcde", "fgh"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.opt.Highlights = []feeds.Highlight{{Quote: tc.quote, Prefix: "low "}}
			page := Set(Head{}, &feeds.Document{Blocks: tc.blocks}, style.New(style.Ink()), tc.opt)
			checkRuns(t, page)
			_, lines := all(page)
			if diff := cmp.Diff(tc.want, inkedIn(lines, page.pens[inkMark])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Under a mark a link stays what it is: underlined, and open to a click.
func TestStylesAndLinksGoOnUnderAMark(t *testing.T) {
	doc := &feeds.Document{Blocks: []feeds.Block{para(span("As "), feeds.Span{Text: "energy prices", URL: "https://a.example/", Style: feeds.Bold}, span(" fell"))}}
	page := Set(Head{}, doc, style.New(style.Ink()), Options{Width: 40, Highlights: []feeds.Highlight{{Quote: "prices fell"}}})
	_, lines := all(page)
	before, after, _ := strings.Cut(lines[0], "prices")
	on := ""
	for rest := before; rest != ""; {
		seq, w, n, _ := ansi.DecodeSequence(rest, ansi.NormalState, nil)
		rest = rest[n:]
		if seq == ansi.ResetStyle {
			on = ""
		} else if w == 0 {
			on += seq
		}
	}
	if !strings.Contains(on, "\x1b]8;id=1;https://a.example/") || !strings.HasSuffix(on, page.pens[inkMark]) {
		t.Errorf("before the words stands %q", on)
	}
	bold := style.New(style.Ink()).Link.Bold(true).Render("x")
	if pen, _, _ := strings.Cut(bold, "x"); !strings.Contains(on, pen) {
		t.Errorf("the link's own style is gone: %q", on)
	}
	if end := strings.Index(after, "\x1b]8;"); end < 0 || strings.Contains(ansi.Strip(after[:end]), "fell") {
		t.Errorf("the link does not end with its words: %q", after)
	}
}

func TestMarksThatMeetAreAllSeen(t *testing.T) {
	doc := &feeds.Document{Blocks: []feeds.Block{text("one two three four five six")}}
	page := Set(Head{}, doc, style.New(style.Ink()), Options{Width: 40, Highlights: []feeds.Highlight{{Quote: "two three four", Note: "why"}, {Quote: "four five"}}})
	p, _ := all(page)
	p.SetHits(page.Find("three"), 0)
	p.Select(feeds.Passage{From: 18, To: 21})
	for as, text := range map[ink]string{inkNoted: "two  ", inkNow: "three", inkMark: "fourve", inkChosen: " fi"} {
		if got := strings.Join(inkedIn(p.Draw(), page.pens[as]), "|"); got != text {
			t.Errorf("%v: %q, want %q", as, got, text)
		}
	}
	if got := ansi.Strip(p.Draw()[0]); strings.TrimRight(got, " ") != "one two three four five six" {
		t.Errorf("the line says %q", got)
	}
}

func TestHighlightsThatTheTextHasNoMoreAreListedAfterIt(t *testing.T) {
	doc := &feeds.Document{Blocks: []feeds.Block{text("The tide turns at six."), {Kind: feeds.Code, Text: "turn()"}, {Kind: feeds.Rule}, text("Related things")}}
	list := []feeds.Highlight{{Quote: "ebb and\n\nflow", Note: "for the\ntalk"}, {Quote: "turn()"}, {Quote: "Related"}, {Quote: "tide"}}
	for _, width := range []int{72, 46, 20} {
		page := Set(Head{}, doc, style.New(style.Ink()), Options{Width: width, Tail: 2, Highlights: list})
		p, lines := all(page)
		var shown []string
		for _, l := range lines {
			if l = strings.TrimRight(ansi.Strip(l), " "); l != "" {
				shown = append(shown, strings.TrimSpace(l))
			}
		}
		want := []string{"The tide turns at six.", "turn()", "* * *", "No longer in the text", "▎ ebb and", "▎", "▎ flow", "▎", "▎ for the", "▎ talk", "▎ Related", "* * *", "Related things"}
		if width == 20 {
			want = append([]string{"The tide turns at", "six."}, want[1:]...)
			want = append(want[:4:4], append([]string{"No longer in the", "text"}, want[5:]...)...)
		}
		if diff := cmp.Diff(want, shown); diff != "" {
			t.Errorf("width %d: %s", width, diff)
		}
		var order []string
		for _, h := range page.Highlights() {
			order = append(order, h.Quote)
			p.Select(h.At)
			if got := strings.Join(inkedIn(p.Draw(), page.pens[inkChosen]), "\n"); got != strings.ReplaceAll(h.Quote, "\n\n", "\n") {
				t.Errorf("width %d: %q is shown as %q", width, h.Quote, got)
			}
		}
		if diff := cmp.Diff([]string{"tide", "turn()", "ebb and\n\nflow", "Related"}, order); diff != "" {
			t.Error(diff)
		}
		if page.Text() != "The tide turns at six.\nturn()\n" || page.Words() != 6 {
			t.Errorf("the article's own text is %q, of %d words", page.Text(), page.Words())
		}
	}
}

// A step of scrolling draws what is in view: highlights and a selection of
// all of a long text included.
func BenchmarkScrollingOverHighlights(b *testing.B) {
	doc := &feeds.Document{}
	var list []feeds.Highlight
	for i := range 2000 {
		words := strings.Repeat("The tide turned at six and nobody saw it. ", 6)
		doc.Blocks = append(doc.Blocks, text(words+strings.Repeat("x", 1+i%7)))
		if i < 200 {
			list = append(list, feeds.Highlight{Quote: "turned at six", Prefix: strings.Repeat("x", 1+i%7)})
		}
	}
	page := Set(Head{}, doc, style.New(style.Ink()), Options{Width: 100, Airy: true, Highlights: list})
	var p Pane
	p.SetSize(100, 40)
	p.SetPage(page, false)
	p.Select(feeds.Passage{From: 0, To: len(page.Text())})
	for b.Loop() {
		p.Scroll(1)
		if p.AtEnd() {
			p.Top()
		}
		p.Draw()
	}
}
