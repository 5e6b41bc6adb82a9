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
			m := New(Options{Backend: g.fake, Now: d0, Random: rand.NewPCG(1, 2), Env: func(n string) string {
				return map[string]string{"TERM": "xterm-kitty"}[n]
			}})
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
