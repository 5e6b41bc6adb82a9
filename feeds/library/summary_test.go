package library

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestASummaryHasSentencesOfTheDocumentAlone(t *testing.T) {
	paragraph := func(s string) feeds.Block {
		return feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: s}}}
	}
	d := &feeds.Document{Title: "Harbour bridge closed", Site: "Harbour Post", Blocks: []feeds.Block{
		{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "The harbour bridge was closed by a heading."}}},
		paragraph("The harbour bridge was closed on Sunday after a storm."),
		{Kind: feeds.Code, Text: "The harbour bridge was closed by code."},
		{Kind: feeds.Quote, Blocks: []feeds.Block{paragraph("The bridge will open when the storm is over, the mayor said.")}},
	}}
	got := SummaryOf(feeds.Reading{Document: d})
	if got.Title != d.Title || len(got.Sentences) != 2 {
		t.Fatalf("got %+v", got)
	}
	for _, s := range got.Sentences {
		if s.Source != "Harbour Post" || !strings.Contains(d.Prose(), s.Text) {
			t.Errorf("%+v is no sentence of a paragraph", s)
		}
	}
}
