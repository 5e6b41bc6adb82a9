package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func TestADocumentIsPrintedForATerminalWithoutTheScreen(t *testing.T) {
	d := &feeds.Document{
		Title: "Bridge painted", Byline: "Jane Example", Site: "The Example", Section: []string{"World"}, Published: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), Note: "Correction: it is red.",
		Blocks: []feeds.Block{
			{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "See "}, {Text: "the report", URL: "https://report.example/a;b"}, {Text: " and "}, {Text: "the end", Jump: 1}, {Text: "."}}},
			{Kind: feeds.Code, Lang: "go", Text: "x := \"" + strings.Repeat("long ", 30) + "\""},
			{Kind: feeds.Paragraph, Anchor: 1, Spans: []feeds.Span{{Text: "The end", Style: feeds.Bold}}},
		},
	}
	got := strings.ReplaceAll(Print(d, 64, time.UTC), "\u00a0", " ")
	for _, want := range []string{"\x1b]8;id=1;https://report.example/a%3Bb\x07", "\x1b[1mThe end", "[1] https://report.example/a;b"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	plain := ansi.Strip(got)
	for _, want := range []string{"WORLD\n", "Bridge painted\n", "The Example · By Jane Example\nSun 1 Mar 2026, 10:00\n", "▎ Correction: it is red.", "See the report [1] and the end.\n", strings.Repeat("long ", 30)} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is not in:\n%s", want, plain)
		}
	}
	if strings.Contains(got, "\x1b[38") {
		t.Error("colours were written")
	}
}
