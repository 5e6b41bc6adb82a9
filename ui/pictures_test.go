package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	stdimage "image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/image"
)

// onePicture is a PNG of 400 by 200 pixels, red above and blue below.
var onePicture = sync.OnceValue(func() []byte {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, 400, 200))
	for y := range 200 {
		for x := range 400 {
			c := color.RGBA{200, 30, 30, 255}
			if y >= 100 {
				c = color.RGBA{30, 30, 200, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
})

// gallery is a library whose first article has pictures between paragraphs,
// and notes what is asked for.
type gallery struct {
	*fake
	asked []string
}

func newGallery(pictures ...feeds.Block) *gallery {
	g := &gallery{fake: newFake()}
	r := &g.articles[0]
	doc := &feeds.Document{}
	for i, p := range pictures {
		doc.Blocks = append(doc.Blocks, p, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: fmt.Sprintf("Paragraph %d of the story.", i+1)}}})
	}
	doc.Blocks = append(doc.Blocks, r.Document.Blocks...)
	r.Document = doc
	g.picture = func(_ context.Context, url string) ([]byte, error) {
		g.asked = append(g.asked, strings.TrimPrefix(url, "https://img.example/"))
		if strings.HasSuffix(url, "/gone.png") {
			return nil, errors.New("404")
		}
		return onePicture(), nil
	}
	return g
}

func shot400(name, alt string) feeds.Block {
	return feeds.Block{Kind: feeds.Image, URL: "https://img.example/" + name, Alt: alt, Width: 400, Height: 200}
}

// shots are n pictures of 50 columns and 13 rows in an open reader.
func shots(n int) (list []feeds.Block) {
	for i := range n {
		list = append(list, shot400(fmt.Sprintf("%d.png", i+1), ""))
	}
	return list
}

// answered is a terminal that has said all it will, other than kitty.
func answered(d *driver) { d.send(uv.PrimaryDeviceAttributesEvent{62, 22}) }

// kitty answers as kitty does.
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

// gazing is a driver that reads the gallery's article.
func gazing(t *testing.T, g *gallery, w, h int, change ...func(*Options)) *driver {
	t.Helper()
	d := newDriver(t, g.fake, change...)
	d.size(w, h)
	d.keys("enter")
	return d
}

// painted is how many cells of the screen show half of a picture.
func painted(d *driver) int { return strings.Count(d.m.View().Content, "\x1b[48;2;200;30;30m") }

func TestImagesAreOffUntilAskedFor(t *testing.T) {
	g := newGallery(shot400("map.png", "A map"))
	d := gazing(t, g, 120, 36)
	d.keys("j", "k", "esc", "l", "l", "h", "h", "enter")
	d.due()
	d.expect("a line of text", "▣ A map (image)")
	if len(g.asked) > 0 || d.raw != "\x1b[?2031h" {
		t.Fatalf("asked for %q, and the terminal %q", g.asked, d.raw)
	}
	d.keys("i")
	d.expect("said", "images on")
	if len(g.asked) > 0 {
		t.Fatal("asked before the terminal has said what it can do")
	}
	answered(d)
	d.expect("its text stays", "▣ A map")
	d.expectNot("no frame is left", "│         ")
	if !slices.Equal(g.asked, []string{"map.png"}) || painted(d) == 0 {
		t.Fatalf("asked for %q, %d cells painted", g.asked, painted(d))
	}
	d.keys("i")
	d.expect("a line again", "▣ A map (image)", "images off")
	if painted(d) > 0 {
		t.Error("the picture stayed")
	}
	d.keys("i")
	if painted(d) == 0 {
		t.Error("and did not come back")
	}
}

func TestImagesMayBeOnFromTheStart(t *testing.T) {
	g := newGallery(shot400("map.png", "A map"))
	d := gazing(t, g, 120, 36, func(o *Options) { o.Settings.Images = true })
	d.due() // the terminal never answers
	if len(g.asked) != 1 || painted(d) == 0 {
		t.Errorf("asked for %q, %d cells painted", g.asked, painted(d))
	}
}

func TestPicturesThatAreNeverAskedFor(t *testing.T) {
	pixel := shot400("pixel.png", "")
	pixel.Width, pixel.Height = 1, 1
	line := shot400("line.png", "")
	line.Height = 2
	drawing, data, file := shot400("logo.svg", "A drawing"), shot400("", "Data"), shot400("", "A file")
	data.URL, file.URL = "data:image/png;base64,AAAA", "file:///etc/passwd"
	g := newGallery(pixel, line, drawing, data, file, shot400("map.png", "A map"))
	d := gazing(t, g, 120, 60)
	d.keys("i")
	answered(d)
	if !slices.Equal(g.asked, []string{"map.png"}) {
		t.Errorf("asked for %q", g.asked)
	}
	d.expect("what is not shown has its text", "▣ A drawing (image)", "▣ Data (image)", "▣ A file (image)", "▣ A map")
}

func TestAPictureThatCannotBeHadSaysWhy(t *testing.T) {
	g := newGallery(shot400("gone.png", "A cat"))
	d := gazing(t, g, 120, 36)
	d.keys("i")
	answered(d)
	d.expect("in its place, with its text", "not shown: 404", "▣ A cat")
	_, was := d.row("Paragraph 1")
	d.keys("j", "k")
	if _, y := d.row("Paragraph 1"); y != was || len(g.asked) != 1 {
		t.Errorf("the text went from row %d to %d; asked for %q", was, y, g.asked)
	}
	d.keys("i", "i") // once more, for who turns them on again
	if len(g.asked) != 2 {
		t.Errorf("asked for %q", g.asked)
	}
	g.picture = func(context.Context, string) ([]byte, error) { return []byte("<html>"), nil }
	d.keys("i", "i")
	d.expect("no picture at all", "not shown: of a kind that cannot be shown here")
}

func TestOnlyWhatIsInViewAndTheNextPageIsFetched(t *testing.T) {
	g := newGallery(shots(12)...)
	d := gazing(t, g, 120, 36)
	d.keys("i")
	answered(d)
	before := len(g.asked) // 31 rows and as many ahead hold at most five of sixteen
	if before < 3 || before > 5 {
		t.Errorf("asked for %q at the top", g.asked)
	}
	for range 6 {
		d.keys("pgdown")
	}
	if len(g.asked) <= before || len(g.asked) > 12 {
		t.Errorf("asked for %q further down", g.asked)
	}
	n := len(g.asked)
	for range 6 {
		d.keys("pgup")
	}
	if len(g.asked) != n {
		t.Errorf("asked again on the way back: %q", g.asked)
	}
}

// beside runs commands as Bubble Tea does, each beside the loop. Pictures
// come when they are let in.
type beside struct {
	m       *Model
	got     chan tea.Msg
	under   int         // commands that have not answered
	arrived chan string // addresses that were asked for
	let     chan []byte
	asked   []string // all of them so far
	waiting int      // pictures that wait to be let in
}

func newBeside(d *driver, g *gallery) *beside {
	r := &beside{m: d.m, got: make(chan tea.Msg), arrived: make(chan string), let: make(chan []byte)}
	g.picture = func(ctx context.Context, url string) ([]byte, error) {
		r.arrived <- url
		select {
		case data := <-r.let:
			return data, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return r
}

func (r *beside) send(msg tea.Msg) {
	_, cmd := r.m.Update(msg)
	r.run(cmd)
}

func (r *beside) run(cmd tea.Cmd) {
	if cmd != nil {
		r.under++
		go func() { r.got <- cmd() }()
	}
}

// letIn lets one picture come.
func (r *beside) letIn() {
	r.let <- onePicture()
	r.waiting--
}

// settle takes answers until none is awaited but those of pictures that wait,
// and done says so.
func (r *beside) settle(done func() bool) {
	for r.under > r.waiting || !done() {
		select {
		case url := <-r.arrived:
			r.asked = append(r.asked, url)
			r.waiting++
		case msg := <-r.got:
			r.under--
			switch msg := msg.(type) {
			case nil:
			case tea.BatchMsg:
				for _, c := range msg {
					r.run(c)
				}
			case pictureMsg:
				if msg.err != nil { // given up
					r.waiting--
				}
				r.send(msg)
			default:
				r.send(msg)
			}
		}
	}
}

func quiet() bool { return true }

func TestFourPicturesAtATime(t *testing.T) {
	var small []feeds.Block
	for i := range 12 {
		b := shot400(fmt.Sprintf("%d.png", i+1), "")
		b.Height = 24 // all in view
		small = append(small, b)
	}
	g := newGallery(small...)
	d := gazing(t, g, 120, 60)
	r := newBeside(d, g)
	r.send(press("i"))
	r.send(uv.PrimaryDeviceAttributesEvent{62})
	r.settle(quiet)
	for left := 12; left > 2; left-- {
		if want := min(left, picturesAtOnce); d.m.pics.busy != want || r.waiting != want {
			t.Fatalf("%d of %d are under way, want %d", r.waiting, left, want)
		}
		r.letIn()
		r.settle(quiet)
	}
	if len(r.asked) != 12 {
		t.Errorf("%d of 12 were asked for", len(r.asked))
	}
	r.send(press("J")) // leaving the article gives up what is on its way
	r.settle(func() bool { return r.waiting == 0 })
	if d.m.pics.busy != 0 || len(d.m.pics.shots) != 0 {
		t.Errorf("%d under way, %d kept", d.m.pics.busy, len(d.m.pics.shots))
	}
}

func TestWhatWasScrolledPastMakesRoomForWhatIsInView(t *testing.T) {
	g := newGallery(shots(20)...)
	d := gazing(t, g, 120, 36)
	r := newBeside(d, g)
	r.send(press("i"))
	r.send(uv.PrimaryDeviceAttributesEvent{62})
	r.settle(quiet)
	before := len(r.asked)
	for range 6 {
		r.send(press("pgdown"))
	}
	r.settle(func() bool { return len(r.asked) >= before+picturesAtOnce })
	list, seen := d.m.reader.pane.Pictures(0)
	if before != picturesAtOnce || seen == 0 || d.m.pics.busy != picturesAtOnce {
		t.Fatalf("%d asked for at first, %d in view, %d under way", before, seen, d.m.pics.busy)
	}
	for _, pic := range list[:seen] {
		if !slices.Contains(r.asked[before:], pic.URL) {
			t.Errorf("%s is in view and not asked for", pic.URL)
		}
	}
	d.m.stop()
	r.settle(func() bool { return r.waiting == 0 })
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

func TestTheTextStaysWhereItIsWhenImagesAreTurnedOn(t *testing.T) {
	g := newGallery(shots(8)...)
	d := gazing(t, g, 120, 36)
	for range 6 {
		d.keys("j")
	}
	top := func() string { return strings.TrimSpace(strings.Split(d.screen(), "\n")[3]) }
	for !strings.HasPrefix(top(), "Paragraph 3") {
		d.keys("j")
	}
	d.keys("i")
	if !strings.HasPrefix(top(), "Paragraph 3") {
		t.Errorf("at %q before they come", top())
	}
	frames := strings.Split(d.screen(), "\n")
	answered(d)
	if !strings.HasPrefix(top(), "Paragraph 3") {
		t.Errorf("at %q with them", top())
	}
	for y, line := range strings.Split(d.screen(), "\n") {
		if strings.Contains(line, "Paragraph") && line != frames[y] {
			t.Errorf("row %d was %q and is %q", y, frames[y], line)
		}
	}
	d.keys("i")
	if !strings.HasPrefix(top(), "Paragraph 3") {
		t.Errorf("at %q without them again", top())
	}
}

func TestBesideTheListPicturesWaitUntilTheCursorRests(t *testing.T) {
	g := newGallery(shot400("map.png", "A map"))
	d := newDriver(t, g.fake, func(o *Options) { o.Settings.Images = true })
	d.size(120, 60)
	answered(d)
	d.keys("j", "k")
	if len(g.asked) > 0 {
		t.Fatalf("asked for %q in passing", g.asked)
	}
	d.due()
	if len(g.asked) != 1 {
		t.Errorf("asked for %q after a rest", g.asked)
	}
	g.asked = nil
	d.keys("j", "k", "l")
	if len(g.asked) != 1 {
		t.Errorf("asked for %q with the focus on it", g.asked)
	}
}

func TestFewColoursShowNoPictures(t *testing.T) {
	g := newGallery(shot400("map.png", "A map"))
	d := gazing(t, g, 120, 36)
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	d.keys("i")
	d.expect("said so", "this terminal has too few colours for images", "▣ A map (image)")
	if len(g.asked) > 0 {
		t.Errorf("asked for %q", g.asked)
	}
}

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

func TestAPictureThatIsALinkIsFollowed(t *testing.T) {
	b := shot400("map.png", "A map")
	b.Link = "https://maps.example/"
	d := gazing(t, newGallery(b), 120, 36)
	d.keys("i")
	answered(d)
	d.keys("f", "s")
	if !slices.Equal(d.opens, []string{"https://maps.example/"}) {
		t.Errorf("opened %q", d.opens)
	}
}

func TestEveryFrameFitsEverySizeWithPictures(t *testing.T) {
	for name, change := range map[string]func(*Options){"blocks": func(*Options) {}, "kitty": inKitty} {
		g := newGallery(append(shots(3), shot400("gone.png", "A cat"))...)
		d := gazing(t, g, 120, 36, change)
		d.keys("i")
		if name == "kitty" {
			kittyAnswers(d)
		} else {
			answered(d)
		}
		for _, w := range []int{0, 1, 2, 29, 30, 31, 46, 60, 80, 100, 160, 220} {
			for _, h := range []int{0, 1, 7, 8, 9, 12, 16, 20, 24, 36, 60} {
				d.m.w, d.m.h = w, h // what was drawn for another size
				d.m.arrange()
				checkFrame(t, d.m, fmt.Sprintf("%s at %dx%d", name, w, h))
				d.size(w, h)
				checkFrame(t, d.m, fmt.Sprintf("%s, laid out, at %dx%d", name, w, h))
			}
		}
		for _, key := range []string{"?", "esc", "B", "esc", "f", "esc", "/", "p", "enter", "n"} {
			d.size(80, 24)
			d.keys(key)
			checkFrame(t, d.m, name+" after "+key)
		}
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

// BenchmarkScrollStepWithPictures is a key and what is drawn after it, with
// pictures in view, to compare with BenchmarkScrollStep.
func BenchmarkScrollStepWithPictures(b *testing.B) {
	for name, way := range map[string]func(d *driver){"blocks": answered, "kitty": kittyAnswers} {
		b.Run(name, func(b *testing.B) {
			g := newGallery(shots(8)...)
			noise := stdimage.NewRGBA(stdimage.Rect(0, 0, 400, 200)) // no two cells of one colour
			random := rand.New(rand.NewPCG(5, 6))
			for i := range noise.Pix {
				noise.Pix[i] = byte(random.Uint32()) | 0xff*byte(i%4/3)
			}
			var data bytes.Buffer
			if err := png.Encode(&data, noise); err != nil {
				b.Fatal(err)
			}
			g.picture = func(context.Context, string) ([]byte, error) { return data.Bytes(), nil }
			m, err := New(Options{Backend: g.fake, Now: d0, Random: rand.NewPCG(1, 2), Env: func(n string) string {
				return map[string]string{"TERM": "xterm-kitty"}[n]
			}})
			if err != nil {
				b.Fatal(err)
			}
			d := &driver{m: m}
			m.wait = func(time.Duration, tea.Msg) tea.Cmd { return nil }
			d.run(m.Init())
			d.size(160, 44)
			d.keys("enter", "i")
			way(d)
			if s := d.m.View().Content; strings.Count(s, "\x1b[48;2;") < 500 && !strings.Contains(s, string(kitty.Placeholder)) {
				b.Fatal("no picture is in view")
			}
			down, up := press("j"), press("k")
			for b.Loop() {
				d.send(down)
				d.m.View()
				d.send(up)
				d.m.View()
			}
		})
	}
}
