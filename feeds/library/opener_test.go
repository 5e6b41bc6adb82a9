package library

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestEachKindOfFileHasItsProgram(t *testing.T) {
	s := feeds.Settings{Browser: []string{"browser"}, Player: []string{"player"}, Open: []feeds.Opener{
		{Kind: "application/epub+zip", Argv: []string{"epub"}}, {Kind: "audio", Argv: []string{"mpv"}},
		{Kind: "audio/midi", Argv: []string{"timidity"}}, {Kind: "pdf", Argv: []string{"zathura"}},
	}}
	for _, c := range []struct{ url, kind, want string }{
		{"https://a.example/x", "", "browser"},
		{"https://a.example/x", "text/html; charset=utf-8", "browser"},
		{"https://a.example/x.mp3", "", "mpv"},
		{"https://a.example/x.MP3?a=b#c", "application/octet-stream", "mpv"},
		{"https://a.example/x", "Audio/MPEG", "mpv"},
		{"https://a.example/x", "audio/midi", "timidity"},
		{"https://a.example/x.pdf", "", "zathura"},
		{"https://a.example/x", "application/pdf", "zathura"},
		{"https://a.example/x.epub", "", "epub"},
		{"https://a.example/x.mp4", "", "browser"}, // the player is for what comes with an article
		{"https://a.example/mp3", "", "browser"},
		{"https://a.example/page.mp3.html", "", "browser"},
	} {
		if got := strings.Join(Program(s, c.url, c.kind), " "); got != c.want {
			t.Errorf("%s as %q opens with %q, want %q", c.url, c.kind, got, c.want)
		}
	}
}
