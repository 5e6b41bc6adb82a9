package uitest_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLooksAreTriedTakenAndKept tries a theme and leaves it, takes one, has the
// config win when it changes, and finds the text as wide as it was made.
func TestLooksAreTriedTakenAndKept(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	feed := fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/post")
	p.settle(t, feed)
	j := p.start(t, 120, 36, false)
	j.WaitFor("6 unread")
	accent := func() string { return j.Color("━━━") }
	j.Sync()
	first := accent()
	j.Keys("T")
	j.WaitFor("high-contrast")
	j.Keys("gruvbox")
	j.Sync()
	if accent() == first {
		t.Error("a theme is not tried as its name is reached")
	}
	j.Keys("<esc>")
	j.WaitGone("high-contrast")
	j.Sync()
	if accent() != first {
		t.Error("a theme that was not taken stays")
	}
	j.Keys("Tnord<enter>")
	j.WaitFor(`nord for now · theme = "nord" in the config keeps it`)
	j.Sync()
	nord := accent()
	p.settle(t, "theme = \"dracula\"\n"+feed)
	j.WaitFor("settings read again")
	j.Sync()
	if now := accent(); now == nord || now == first {
		t.Error("the theme of the config is not taken over")
	}

	j.Keys("<enter>")
	j.WaitFor("v tries again") // the last that comes to this screen
	j.Sync()
	usual := widest(j.Screen())
	j.Keys("---")
	j.Sync()
	narrow := widest(j.Screen())
	if narrow > usual-4 {
		t.Fatalf("the text is %d wide, and was %d", narrow, usual)
	}
	j.Keys("q")
	j.WaitGone("esc back")
	j.quit(t)

	j = p.start(t, 120, 36, false)
	j.WaitFor("5 unread")
	j.Keys("k<enter>")
	j.WaitFor("v tries again")
	j.WaitUntil(func(s string) bool { return widest(s) == narrow })
	j.Keys("=")
	j.WaitUntil(func(s string) bool { return widest(s) == usual })
	j.CheckFrame()
	j.quit(t)
}

// widest is how far the lines of the text in the reader view reach: below its
// head, above the keys.
func widest(screen string) int {
	most := 0
	rows := strings.Split(screen, "\n")
	for _, row := range rows[3 : len(rows)-2] {
		row = strings.TrimSpace(row)
		most = max(most, utf8.RuneCountInString(row))
	}
	return most
}
