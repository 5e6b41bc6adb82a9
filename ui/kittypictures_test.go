package ui

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"

	"broadsheet/ui/article"
	"broadsheet/ui/image"
)

// kittyAnswers says what kitty says.
func kittyAnswers(d *driver) {
	d.send(tea.TerminalVersionMsg{Name: "kitty(0.35.2)"})
	d.send(uv.CellSizeEvent{Width: 10, Height: 20})
	d.send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 31}, Payload: []byte("OK")})
	d.send(uv.PrimaryDeviceAttributesEvent{62})
}

func inKitty(o *Options) {
	o.Env = func(name string) string { return map[string]string{"TERM": "xterm-kitty"}[name] }
	o.Random = rand.NewPCG(1, 2)
}

// transmitted and deleted are the numbers of pictures sent to the terminal and
// taken from it, in order.
func transmitted(raw string) []string { return numbers(raw, `\x1b_Ga=T,U=1,f=100,t=d,i=(\d+),`) }
func deleted(raw string) []string     { return numbers(raw, `\x1b_Ga=d,d=I,i=(\d+),q=2\x1b`) }

func numbers(raw, pattern string) (out []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(raw, -1) {
		out = append(out, m[1])
	}
	return out
}

func TestKittyIsSentAPictureOnceAndForgetsItWithTheArticle(t *testing.T) {
	g := newGallery(shots(3)...)
	d := gazing(t, g, 120, 36, inKitty)
	d.keys("i")
	if !strings.Contains(d.raw, "\x1b_Gi=31,s=1,v=1,a=q") {
		t.Fatalf("not asked: %q", d.raw)
	}
	kittyAnswers(d)
	sent := transmitted(d.raw)
	if len(sent) != 3 || len(g.asked) != 3 {
		t.Fatalf("sent %q for %q", sent, g.asked)
	}
	if !strings.Contains(d.raw, "i="+sent[0]+",c=50,r=13,q=2,m=") {
		t.Errorf("not in its box: %.200q", d.raw[strings.Index(d.raw, "a=T"):])
	}
	var id uint32
	_, _ = fmt.Sscan(sent[0], &id)
	first := fmt.Sprintf("\x1b[38;2;%d;%d;%dm%c%c%c", id>>16, id>>8&255, id&255, kitty.Placeholder, kitty.Diacritic(0), kitty.Diacritic(0))
	if !strings.Contains(d.m.View().Content, first) {
		t.Error("its first cell is not on the screen")
	}
	for _, key := range []string{"j", "j", "j", "pgdown", "pgup", "k", "?", "esc"} {
		d.keys(key)
	}
	if again := transmitted(d.raw); len(again) != 3 {
		t.Errorf("sent %q", again)
	}
	restore := d.m.Restore()
	if !slices.Equal(deleted(restore), sent) || !strings.HasPrefix(restore, "\x1b[?2031l\x1b[?47h") || !strings.HasSuffix(restore, "\x1b[?47l") {
		t.Errorf("a program that ended now would leave %q by %q", sent, restore)
	}
	d.keys("J")
	if gone := deleted(d.raw); !slices.Equal(gone, sent) {
		t.Errorf("forgets %q of %q", gone, sent)
	}
	if d.m.Restore() != "\x1b[?2031l" {
		t.Errorf("nothing is left to restore, and %q is said", d.m.Restore())
	}
	d.keys("K")
	if again := transmitted(d.raw); len(again) != 6 {
		t.Errorf("back at it, sent %q", again)
	}
	d.send(press("ctrl+l"))
	if again := transmitted(d.raw); len(again) != 9 || len(deleted(d.raw)) != 6 {
		t.Errorf("drawn anew: sent %d, forgotten %d", len(again), len(deleted(d.raw)))
	}
	d.keys("i")
	if gone := deleted(d.raw); len(gone) != 9 {
		t.Errorf("turned off: forgotten %d", len(gone))
	}
}

func TestAPictureThatComesTooLateLeavesNothingInTheTerminal(t *testing.T) {
	g := newGallery(shots(1)...)
	d := gazing(t, g, 120, 36, inKitty)
	d.keys("i")
	kittyAnswers(d)
	if len(transmitted(d.raw)) != 1 {
		t.Fatal("not sent")
	}
	load := d.m.loadPicture(article.Picture{URL: "https://img.example/late.png", Cols: 10, Rows: 3}, image.Kitty, 0)
	d.keys("J") // while its bytes are on their way
	d.run(load)
	if len(transmitted(d.raw)) != 1 || len(d.m.pics.ledger.All()) != 0 || d.m.pics.busy != 0 {
		t.Errorf("sent %q, %d under way", transmitted(d.raw), d.m.pics.busy)
	}

	d.keys("K")
	pic := article.Picture{URL: "https://img.example/late.png", Cols: 10, Rows: 3}
	made := d.m.loadPicture(pic, image.Kitty, 0)().(pictureMsg)
	_, send := d.m.Update(made)
	d.keys("J") // between its being made and its being sent
	d.run(send)
	sent, gone := transmitted(d.raw), deleted(d.raw)
	if len(sent) != 3 || gone[len(gone)-1] != sent[2] || strings.LastIndex(d.raw, "a=d") < strings.LastIndex(d.raw, "a=T") {
		t.Errorf("sent %q, forgotten %q", sent, gone)
	}
}

func TestTheTerminalHoldsNoMoreThanItsShare(t *testing.T) {
	g := newGallery(shots(12)...)
	d := gazing(t, g, 120, 36, inKitty)
	d.m.pics.ledger = image.NewLedger(rand.NewPCG(3, 4), 6*400*200*4)
	d.keys("i")
	kittyAnswers(d)
	for range 8 {
		d.keys("pgdown")
	}
	sent, gone := transmitted(d.raw), deleted(d.raw)
	if len(sent) != 12 || len(sent)-len(gone) > 6 || !slices.Equal(gone, sent[:len(gone)]) {
		t.Errorf("sent %q, forgotten %q", sent, gone)
	}
	d.keys("g", "g")
	if again := transmitted(d.raw)[12:]; len(again) < 2 || painted(d) != 0 {
		t.Errorf("back at the top, sent %q", again)
	}
	if !strings.Contains(d.m.View().Content, string(kitty.Placeholder)) {
		t.Error("and they are not shown")
	}
}

func TestNothingIsAskedForOnceTheScreenIsLeft(t *testing.T) {
	g := newGallery(shots(2)...)
	d := gazing(t, g, 120, 36, inKitty)
	d.keys("i")
	kittyAnswers(d)
	d.keys("Q")
	if !d.quit || len(deleted(d.m.Restore())) != 2 {
		t.Errorf("ended %v, restored by %q", d.quit, d.m.Restore())
	}
}
