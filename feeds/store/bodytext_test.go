package store

import (
	"strings"
	"testing"
)

func TestATextIsKeptAsTheWayFromItsHTML(t *testing.T) {
	long := strings.Repeat("The harbour café is shut & nobody knows why. ", 40)
	for _, tc := range []struct {
		name, text, html string
		most             int // bytes kept
	}{
		{"a paragraph", long, "<p>" + long + "</p>", 8},
		{"nothing", "", "<p></p>", 0},
		{"no HTML", long, "", len(long)},
		{"short", "Yes.", "<p>Yes.</p>", 4},
		{"entities", long, "<p>" + strings.ReplaceAll(long, "&", "&amp;") + "</p>", 300},
		{"tags among the words", long, strings.ReplaceAll(long, "café", `<a href="https://news.example/cafe">café</a>`), 400},
		{"lines", strings.ReplaceAll(long, ". ", ".\n"), strings.ReplaceAll(long, ". ", ".</p>\n\n<p>"), 300},
		{"a long script between", long[:900] + long[900:], long[:900] + "<script>" + strings.Repeat("x=1;", 1000) + "</script>" + long[900:], len(long)},
		{"nothing in common", long, strings.Repeat("<br>", 500), len(long)},
		{"text longer than its HTML", long + long, long, len(long) * 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			packed := packText(tc.text, tc.html)
			size := 0
			switch p := packed.(type) {
			case string:
				size = len(p)
			case []byte:
				size = len(p)
			}
			if size > tc.most {
				t.Errorf("kept as %d bytes, want %d at most", size, tc.most)
			}
			if got := ok(unpackText(packed, tc.html))(t); got != tc.text {
				t.Errorf("read back as %q", got)
			}
		})
	}
	for _, damaged := range [][]byte{{0xff}, {0, 200, 1, 0}, {0, 0, 9, 'a'}, {1}, {0, 0}} {
		if _, err := unpackText(damaged, "some html"); err == nil {
			t.Errorf("%v was read", damaged)
		}
	}
}

func TestHTMLIsKeptAsTheWayFromTheSummaryItBeginsWith(t *testing.T) {
	long := strings.Repeat("The harbour café is shut & nobody knows why. ", 40)
	start := strings.TrimRight(long[:300], " ") + "…"
	for _, tc := range []struct {
		name, html, summary string
		saved               int // bytes, at least
	}{
		{"a paragraph", "<p>" + long + "</p>", start, 280},
		{"tags among the words", strings.ReplaceAll(long, "shut", "<b>shut</b>"), start, 230},
		{"a picture before", `<img src="https://news.example/a.jpg" alt="The harbour"><p>` + long, start, 240},
		{"another text", "<p>" + long, strings.Repeat("The standfirst of the editor's own. ", 9), 0},
		{"a short summary", "<p>" + long, "The harbour café is shut.", 0},
		{"a summary longer than its HTML", "<p>" + long[:100], start, 90},
		{"no summary", "<p>" + long, "", 0},
		{"no HTML", "", start, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			packed := packHTML(tc.html, tc.summary)
			size := len(tc.html)
			if way, isWay := packed.([]byte); isWay {
				size = len(way)
			}
			if len(tc.html)-size < tc.saved || tc.saved == 0 && size != len(tc.html) {
				t.Errorf("%d bytes are kept as %d, want %d fewer", len(tc.html), size, tc.saved)
			}
			if got := ok(unpackText(packed, tc.summary))(t); got != tc.html {
				t.Errorf("read back as %q", got)
			}
		})
	}
}

func FuzzPackText(f *testing.F) {
	f.Add("The harbour is shut and nobody at all knows why it should be so today.", "<p>The <b>harbour</b> is shut and nobody at all knows why it should &amp; be so today.", []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, text, html string, way []byte) {
		if got, err := unpackText(packText(text, html), html); err != nil || got != text {
			t.Errorf("%q of %q reads back as %q, %v", text, html, got, err)
		}
		if got, err := unpackText(packHTML(html, text), text); err != nil || got != html {
			t.Errorf("%q after %q reads back as %q, %v", html, text, got, err)
		}
		_, _ = unpackText(way, html)
	})
}
