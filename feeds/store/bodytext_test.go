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

func FuzzPackText(f *testing.F) {
	f.Add("The harbour is shut and nobody at all knows why it should be so today.", "<p>The <b>harbour</b> is shut and nobody at all knows why it should &amp; be so today.", []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, text, html string, way []byte) {
		if got, err := unpackText(packText(text, html), html); err != nil || got != text {
			t.Errorf("%q of %q reads back as %q, %v", text, html, got, err)
		}
		_, _ = unpackText(way, html)
	})
}
