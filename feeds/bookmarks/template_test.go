package bookmarks

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestATemplateSeesWhatJSONHas(t *testing.T) {
	b := note("A <title>", "https://a.example/")
	b.Tags, b.Note = []string{"a", "b"}, "one\ntwo"
	b.Document = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "H"}}}}}
	b.HTML = "<p>\x1b[1m\u009b31mred</p>"
	for text, want := range map[string]string{
		`{{range .bookmarks}}{{.title}}|{{.url}}|{{join "," .tags}}|{{line .note}}|{{date "2 Jan 2006" .saved}}|{{date "2006" .published}}|{{.summary}};{{end}}.`: "A <title>|https://a.example/|a,b|one two|14 Nov 2023||;.",
		`{{range .bookmarks}}{{html .title}} {{.markdown}} {{.text}} {{.html}}{{end}}`:                                                                            "A &lt;title&gt; ## H H <p>red</p>",
		`{{range .bookmarks}}{{json .tags}}{{len .highlights}}{{end}}{{.version}}`:                                                                                `["a","b"]01`,
		`nothing of them`: "nothing of them",
	} {
		got, count := writtenWith(t, "template", []feeds.Bookmark{b}, Options{Template: text})
		if got != want || count.Written != 1 {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestATemplatesMistakeSaysWhereItIs(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "the template is empty",
		"one\n{{range .bookmarks}}": "line 2 of the template: unexpected EOF",
		"{{nothing}}":               "line 1 of the template: function \"nothing\" not defined",
		"\n\n{{range .bookmarks}}{{.titel}}{{end}}":             `line 3 of the template: <.titel>: map has no entry for key "titel"`,
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`: "exceeded maximum template depth",
	} {
		_, err := Export(t.Context(), &bytes.Buffer{}, "template", seq([]feeds.Bookmark{note("x", "https://a.example/")}), Options{Template: text})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, want %q", text, err, want)
		}
	}
}

func TestATemplateWithoutEndIsStopped(t *testing.T) {
	one := seq([]feeds.Bookmark{note("x", "https://a.example/")})
	_, err := Export(t.Context(), &bytes.Buffer{}, "template", one, Options{Template: strings.Repeat("x", 1<<16) + `{{range 1000000000000}}` + strings.Repeat("y", 1<<16) + `{{end}}`})
	if err == nil || !strings.Contains(err.Error(), "wrote more than 64 MiB") {
		t.Errorf("one that writes gave %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Export(stopped, &bytes.Buffer{}, "template", one, Options{Template: `{{range 3000000}}{{end}}`}); !errors.Is(err, context.Canceled) {
		t.Errorf("one that was stopped gave %v", err)
	}
	e := &export{Options: Options{Template: `{{range 3000000}}{{end}}`}, ctx: t.Context()}
	enc, err := newTemplate(e)
	if err != nil {
		t.Fatal(err)
	}
	x := enc.(*byTemplate)
	defer x.stop()
	x.patient = time.Millisecond
	if err := x.bookmark(note("x", "https://a.example/")); err == nil || !strings.Contains(err.Error(), "has it a loop without end") {
		t.Errorf("one that is busy with itself gave %v", err)
	}
}
