package ui

import (
	"testing"

	"broadsheet/feeds"
)

func TestALeadPictureIsShownWhereTheTextHasNone(t *testing.T) {
	picture := func(url string) feeds.Block { return feeds.Block{Kind: feeds.Image, URL: url} }
	text := feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "Text."}}}
	long := []feeds.Block{text, text, text}
	const lead = "https://img.example/2026/harbour-storm-1200x630.jpg"
	for _, tt := range []struct {
		name     string
		own, doc string
		blocks   []feeds.Block
		want     string
	}{
		{"none", "", "", long, ""},
		{"the feed's", lead, "", long, lead},
		{"the page's before the feed's", "https://img.example/other.jpg", lead, long, lead},
		{"one is at the start of the text", lead, "", []feeds.Block{text, picture("https://img.example/quite-another.jpg"), text}, ""},
		{"another is further down", lead, "", append(long[:3:3], picture("https://img.example/quite-another.jpg")), lead},
		{"it is further down", lead, "", append(long[:3:3], picture(lead)), ""},
		{"it is there in another size", lead, "", append(long[:3:3], picture("https://cdn.example/x/Harbour-Storm-300x200.webp?w=3")), ""},
		{"one of the same day and camera is there", "https://img.example/IMG_20260302_1011.jpg", "", append(long[:3:3], picture("https://img.example/IMG_20260302_1012.jpg")), "https://img.example/IMG_20260302_1011.jpg"},
		{"it is in a quotation", lead, "", append(long[:3:3], feeds.Block{Kind: feeds.Quote, Blocks: []feeds.Block{picture(lead)}}), ""},
		{"it is in a list", lead, "", append(long[:3:3], feeds.Block{Kind: feeds.List, Items: []feeds.Item{{Blocks: []feeds.Block{picture(lead)}}}}), ""},
	} {
		got := ""
		if b := leadPicture(feeds.Article{Image: tt.own}, &feeds.Document{Image: tt.doc, Blocks: tt.blocks}); b != nil {
			got = b.URL
		}
		if got != tt.want {
			t.Errorf("%s: %q leads, want %q", tt.name, got, tt.want)
		}
	}
	g := newGallery()
	g.articles[0].Article.Image = lead
	d := gazing(t, g, 120, 36)
	d.keys("i")
	answered(d)
	if len(g.asked) != 1 || painted(d) == 0 {
		t.Errorf("asked for %q", g.asked)
	}
}
