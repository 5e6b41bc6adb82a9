package article

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

func TestWhatIsReadAloudHasALineForEachParagraph(t *testing.T) {
	para := func(s string) feeds.Block { return feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: s}}} }
	cell := func(s string) feeds.Cell { return feeds.Cell{Spans: []feeds.Span{{Text: s}}} }
	long := strings.TrimSpace(strings.Repeat("a long paragraph ", 40))
	doc := &feeds.Document{Blocks: []feeds.Block{
		para(long), {Kind: feeds.Rule}, {Kind: feeds.Quote, Blocks: []feeds.Block{para("a quotation"), para("of two")}},
		{Kind: feeds.Table, Rows: []feeds.Row{
			{Header: true, Cells: []feeds.Cell{cell("City"), cell("People")}}, {Cells: []feeds.Cell{cell("Oslo"), cell("700,000")}}, {Cells: []feeds.Cell{cell("Bergen"), cell("290,000")}},
		}},
		{Kind: feeds.Image, URL: "https://a.example/i.png", Alt: "A harbour"},
		{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{{Text: "مرحبا بالعالم"}}},
	}}
	page := Set(Head{Title: "Title", Source: "Paper", Byline: "By Ann"}, doc, style.Aloud(), Options{Width: 80, Linear: true})
	var p Pane
	p.SetSize(80, 100)
	p.SetPage(page, false)
	want := []string{"Title", "Paper, By Ann", long, "> a quotation", "> of two", "City: Oslo", "People: 700,000", "City: Bergen", "People: 290,000", "A harbour (image)", "مرحبا بالعالم"}
	if diff := cmp.Diff(want, p.Aloud()); diff != "" {
		t.Error(diff)
	}
	p.SetSize(80, 3)
	p.Scroll(1)
	if diff := cmp.Diff(want[1:4], p.Aloud()); diff != "" {
		t.Errorf("a line further: %s", diff)
	}
}
