package assistant

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func para(spans ...feeds.Span) feeds.Block { return feeds.Block{Kind: feeds.Paragraph, Spans: spans} }

// rich has every kind of block.
func rich() *feeds.Document {
	return &feeds.Document{
		URL: "https://paper.example/1", Title: "The bridge", Standfirst: "A storm.", Byline: "A. Weaver", Note: "Corrected.",
		Blocks: []feeds.Block{
			{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "Closed"}}},
			para(feeds.Span{Text: "The "}, feeds.Span{Text: "mayor", URL: "https://paper.example/mayor"}, feeds.Span{Text: " said "}, feeds.Span{Text: "no", Style: feeds.Bold}, feeds.Span{Text: ".\nTwice."}),
			{Kind: feeds.Code, Text: "close(bridge)"},
			{Kind: feeds.Image, URL: "https://paper.example/a.png", Alt: "a bridge", Spans: []feeds.Span{{Text: "The bridge."}}},
			{Kind: feeds.List, Items: []feeds.Item{{Number: 1, Blocks: []feeds.Block{para(feeds.Span{Text: "First."})}}}},
			{Kind: feeds.Definitions, Items: []feeds.Item{{Term: []feeds.Span{{Text: "bridge"}}, Blocks: []feeds.Block{para(feeds.Span{Text: "A way over."})}}}},
			{Kind: feeds.Quote, Blocks: []feeds.Block{para(feeds.Span{Text: "No."})}},
			{Kind: feeds.Table, Rows: []feeds.Row{{Header: true, Cells: []feeds.Cell{{Spans: []feeds.Span{{Text: "Year"}}, Span: 1}, {Spans: []feeds.Span{{Text: "2026"}}, Span: 1}}}}},
			{Kind: feeds.Rule},
		},
	}
}

// shout answers a translation's prompts as a model would that shouts.
func shout(p Prompt) string {
	var out strings.Builder
	for l := range strings.Lines(p.Text) {
		if !strings.HasPrefix(l, "<<<") && !strings.HasPrefix(l, ">>>") {
			out.WriteString(strings.ReplaceAll(strings.ToUpper(l), "<BR>", "<br>"))
		}
	}
	return out.String()
}

func TestADocumentKeepsItsFormInAnotherLanguage(t *testing.T) {
	doc := rich()
	tr := Translate("The bridge", doc, "German")
	for piece := range tr.Pieces() {
		tr.Take(piece, shout(tr.Prompt(piece)), true)
	}
	title, got := tr.Document()
	want := &feeds.Document{
		URL: doc.URL, Title: "THE BRIDGE", Standfirst: "A STORM.", Byline: "A. Weaver", Note: "CORRECTED.",
		Blocks: []feeds.Block{
			{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "CLOSED"}}},
			para(feeds.Span{Text: "THE "}, feeds.Span{Text: "MAYOR", URL: "https://paper.example/mayor"}, feeds.Span{Text: " SAID "}, feeds.Span{Text: "NO", Style: feeds.Bold}, feeds.Span{Text: ".\nTWICE."}),
			{Kind: feeds.Code, Text: "close(bridge)"},
			{Kind: feeds.Image, URL: "https://paper.example/a.png", Alt: "A BRIDGE", Spans: []feeds.Span{{Text: "THE BRIDGE."}}},
			{Kind: feeds.List, Items: []feeds.Item{{Number: 1, Blocks: []feeds.Block{para(feeds.Span{Text: "FIRST."})}}}},
			{Kind: feeds.Definitions, Items: []feeds.Item{{Term: []feeds.Span{{Text: "BRIDGE"}}, Blocks: []feeds.Block{para(feeds.Span{Text: "A WAY OVER."})}}}},
			{Kind: feeds.Quote, Blocks: []feeds.Block{para(feeds.Span{Text: "NO."})}},
			{Kind: feeds.Table, Rows: []feeds.Row{{Header: true, Cells: []feeds.Cell{{Spans: []feeds.Span{{Text: "YEAR"}}, Span: 1}, {Spans: []feeds.Span{{Text: "2026"}}, Span: 1}}}}},
			{Kind: feeds.Rule},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" || title != "THE BRIDGE" {
		t.Error(title, diff)
	}
	if diff := cmp.Diff(rich(), doc); diff != "" {
		t.Error("the original was changed:", diff)
	}
	if tr.Done() != tr.Count() || tr.Whole() != len(doc.Blocks) {
		t.Errorf("%d of %d are done", tr.Done(), tr.Count())
	}
}

func TestATranslationIsTakenLineByLine(t *testing.T) {
	doc := &feeds.Document{Blocks: []feeds.Block{
		para(feeds.Span{Text: "One."}), para(feeds.Span{Text: "Two "}, feeds.Span{Text: "links", URL: "https://a.example"}, feeds.Span{Text: "."}), para(feeds.Span{Text: "Three."}),
	}}
	for _, tc := range []struct {
		name, answer string
		ended        bool
		want         string
	}{
		{"a line that goes on is not taken yet", "[1] Titel\n[2] Eins.\n[3] Zw", false, "Titel|Eins.|Two links.|Three."},
		{"at the end it is", "[1] Titel\n[2] Eins.\n[3] Zwei <2>Links</2>.", true, "Titel|Eins.|Zwei Links.|Three."},
		{"talk around it is none", "Sure! Here it is:\n\n[1] Titel\n\n[4] Drei.\n>>> text", true, "Titel|One.|Two links.|Drei."},
		{"a line broken in two is one", "[2] Eins,\nund noch eins.\n", true, "Title|Eins, und noch eins.|Two links.|Three."},
		{"numbers that there are not", "[0] Null\n[9] Neun\n[9999] Viele\n[2] Eins.", true, "Title|Eins.|Two links.|Three."},
		{"the first of two is taken", "[2] Eins.\n[2] Anders.", true, "Title|Eins.|Two links.|Three."},
		{"nothing usable", "I cannot do that.", true, "Title|One.|Two links.|Three."},
		{"an empty line is no translation", "[2] \n[4] Drei.", true, "Title|One.|Two links.|Drei."},
		{"tags of nothing", "[2] <7>Eins</7>.\n[3] <b>Zwei</b> <2>Links.", true, "Title|Eins.|<b>Zwei</b> Links.|Three."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tr := Translate("Title", doc, "German")
			tr.Take(0, tc.answer, tc.ended)
			title, got := tr.Document()
			texts := []string{title}
			for _, b := range got.Blocks {
				texts = append(texts, plain(b.Spans))
			}
			if s := strings.Join(texts, "|"); s != tc.want {
				t.Errorf("got %s\nwant %s", s, tc.want)
			}
			for _, b := range got.Blocks {
				for _, s := range b.Spans {
					if s.URL != "" && s.URL != "https://a.example" {
						t.Errorf("a link of nobody's: %q", s.URL)
					}
				}
			}
		})
	}
}

func TestALongTextGoesInPiecesAndNothingElseIsLost(t *testing.T) {
	doc := &feeds.Document{}
	for i := range 60 {
		doc.Blocks = append(doc.Blocks, para(feeds.Span{Text: fmt.Sprintf("Paragraph %d. %s", i, strings.Repeat("word ", 40))}))
	}
	tr := Translate("Title", doc, "German")
	if tr.Pieces() < 4 {
		t.Errorf("%d pieces", tr.Pieces())
	}
	for piece := range tr.Pieces() {
		p := tr.Prompt(piece)
		if len(p.Text) > pieceSent+600 {
			t.Errorf("a piece of %d bytes", len(p.Text))
		}
		if piece != 1 {
			tr.Take(piece, shout(p), true)
		}
	}
	_, got := tr.Document()
	if !tr.Complete(0) || tr.Complete(1) {
		t.Error("the pieces do not know what they lack")
	}
	if n := tr.Whole(); n != len(tr.goes[0])-1 { // the title is no block
		t.Errorf("%d blocks are whole where the second piece lacks", n)
	}
	upper := 0
	for i, b := range got.Blocks {
		if want := fmt.Sprintf("PARAGRAPH %d.", i); strings.HasPrefix(b.Spans[0].Text, want) {
			upper++
		} else if diff := cmp.Diff(doc.Blocks[i], b); diff != "" {
			t.Error(diff)
		}
	}
	if upper+1 != tr.Done() || upper < 30 {
		t.Errorf("%d paragraphs of %d done", upper, tr.Done())
	}
}

func FuzzTranslations(f *testing.F) {
	f.Add("[1] Titel\n[2] <2>Eins</2><br>\n[3]")
	f.Add("<1><2></1>[2] <2><2>\x00[4]")
	f.Fuzz(func(t *testing.T, answer string) {
		doc := rich()
		tr := Translate("The bridge", doc, "German")
		for piece := range tr.Pieces() {
			tr.Take(piece, feeds.Clean(answer), true)
		}
		_, got := tr.Document()
		if len(got.Blocks) != len(doc.Blocks) || cmp.Diff(rich(), doc) != "" {
			t.Error("the form is lost")
		}
		links := map[string]bool{"": true, "https://paper.example/mayor": true}
		walk(got, func(spans []feeds.Span) []feeds.Span {
			for _, s := range spans {
				if !links[s.URL] || s.Text != feeds.Clean(s.Text) {
					t.Errorf("%+v", s)
				}
			}
			return spans
		})
	})
}
