package article

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before keeping them")

// bankHead is the head of the mock-ups.
func bankHead() Head {
	return Head{
		Path: []string{"Business", "Economy", "Interest rates"}, Title: "Central bank holds rates as inflation cools, signals cut in spring",
		Standfirst: "The decision was unanimous, but the wording was not.", Source: "Reuters", Byline: "By Anna Weber and Luc Martin",
		Date: "Sun 22 Nov 2026, 07:52", Age: "28 minutes ago", Minutes: 4, Comments: 132, CommentsURL: "https://news.example/c/1",
		Topics: []string{"rates", "ecb", "inflation", "euro"},
		Notes:  []string{"Editor's note: an earlier version gave the October rate as 1.8 percent."},
	}
}

func left(s string) feeds.Cell { return feeds.Cell{Spans: []feeds.Span{span(s)}, Span: 1} }

func right(s string) feeds.Cell {
	return feeds.Cell{Spans: []feeds.Span{span(s)}, Span: 1, Align: "right"}
}

func item(number int, blocks ...feeds.Block) feeds.Item {
	return feeds.Item{Number: number, Blocks: blocks}
}

// sampler has every kind of block once.
func sampler() *feeds.Document {
	return &feeds.Document{Blocks: []feeds.Block{
		para(span("FRANKFURT — The European Central Bank left its main interest rate unchanged at 2.25 percent on Sunday, as "),
			feeds.Span{Text: "energy prices fell", URL: "https://energy.example/"}, span(". Policymakers said H"),
			feeds.Span{Text: "2", Style: feeds.Subscript}, span("O and E = mc"), feeds.Span{Text: "2", Style: feeds.Superscript}, span(".")),
		{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{span("What the “doves” wanted, and why they did not get it this time")}},
		text("A line\nbroken by its author, and a second link to the same page as before."),
		{Kind: feeds.Quote, Blocks: []feeds.Block{
			text("One paragraph of the quotation that is long enough to wrap somewhere."), text("And another."),
		}},
		{Kind: feeds.List, Ordered: true, Items: []feeds.Item{
			item(9, text("Nine is an item that has to hang under its own first word, at any width.")),
			item(10, text("Ten has a list:"), feeds.Block{Kind: feeds.List, Items: []feeds.Item{item(0, text("nested")), item(0, text("again"))}}),
		}},
		{Kind: feeds.List, Items: []feeds.Item{item(0, text("Loose, as this has"), text("two paragraphs.")), item(0, text("So has the next room."))}},
		{Kind: feeds.Code, Text: "func main() {\n\tfmt.Println(\"a rather long line of code, longer than can be shown here\")\n\n\n}\n"},
		{Kind: feeds.Table, Rows: []feeds.Row{
			{Header: true, Cells: []feeds.Cell{left("Item"), right("Price"), left("Remark")}},
			{Cells: []feeds.Cell{left("Äpfel"), right("1.20"), left("fresh from the orchard, with enough words to wrap around")}},
			{Cells: []feeds.Cell{left("日本梨"), right("12.00"), left("two\nlines")}},
			{Cells: []feeds.Cell{{Spans: []feeds.Span{span("Sum of all, over two columns")}, Span: 2}, left("13.20")}},
		}},
		text("日本語の文章は、スペースがないので、どこでも改行できます。「しかし」行頭禁則文字があります。英語wordsも混ざる。"),
		text("ภาษาไทยไม่มีช่องว่างระหว่างคำดังนั้นจึงต้องตัดที่กลุ่มอักขระ"),
		{Kind: feeds.Paragraph, RTL: true, Spans: []feeds.Span{span("هذا نص عربي طويل بما يكفي ليلتف حول السطر التالي")}},
		{Kind: feeds.List, RTL: true, Items: []feeds.Item{item(0, text("عنصر من القائمة طويل بما يكفي ليلتف أيضا"))}},
		{Kind: feeds.Image, URL: "https://img.example/cat.png", Alt: "A cat", Spans: []feeds.Span{span("The cat on the mat")}},
		{Kind: feeds.Image, URL: "https://img.example/map.png", Alt: "A map", Link: "https://maps.example/"},
		{Kind: feeds.Definitions, Items: []feeds.Item{
			{Term: []feeds.Span{span("hawk\nfalcon")}, Blocks: []feeds.Block{text("Somebody who would rather raise rates than wait another quarter.")}},
			{Term: []feeds.Span{span("dove")}, Blocks: []feeds.Block{text("The other kind.")}},
		}},
		{Kind: feeds.List, Ordered: true, Style: "i", Items: []feeds.Item{item(3, text("Roman")), item(4, text("numbers"))}},
		para(span("A claim that needs its source"), feeds.Span{Text: "[1]", Note: 1}, span(".")),
		{Kind: feeds.Rule},
		{Kind: feeds.List, Ordered: true, Items: []feeds.Item{item(1, feeds.Block{Kind: feeds.Paragraph, Note: 1, Spans: []feeds.Span{span("The source itself.")}})}},
		{Kind: feeds.Embed, URL: "https://video.example/1", Alt: "Video: the speech"},
		para(span("Its source is "), feeds.Span{Text: "the same page", URL: "https://energy.example/"}, span("; that "),
			feeds.Span{Text: "script", URL: "javascript:alert(1)"}, span(" is none.")),
	}}
}

func TestGoldens(t *testing.T) {
	for _, tt := range []Options{{Width: 72}, {Width: 40}, {Width: 24}, {Width: 100, Measure: 66, Airy: true}} {
		name := fmt.Sprintf("sampler-%d", tt.Width)
		if tt.Airy {
			name += "-airy"
		}
		t.Run(name, func(t *testing.T) {
			page := Set(bankHead(), sampler(), style.New(style.Ink()), tt)
			check(t, page, tt.Width)
			var b strings.Builder
			for _, line := range page.Lines {
				b.WriteString(ansi.Strip(line) + "\n")
			}
			for i, l := range page.Links {
				fmt.Fprintf(&b, "[%d] %s %q\n", i+1, l.URL, l.Text)
			}
			golden(t, name+".txt", b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}
