package image

import (
	"bytes"
	"errors"
	"fmt"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

var (
	red  = color.RGBA{200, 30, 30, 255}
	blue = color.RGBA{30, 30, 200, 255}
)

// halves is a picture whose left half is red and whose right half is blue.
func halves(w, h int) *stdimage.RGBA {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := red
			if x >= w/2 {
				c = blue
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func pngOf(t testing.TB, m stdimage.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, m stdimage.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gifOf has two pictures, the second all blue.
func gifOf(t testing.TB) []byte {
	t.Helper()
	first := stdimage.NewPaletted(stdimage.Rect(0, 0, 40, 30), color.Palette{red, blue})
	second := stdimage.NewPaletted(first.Rect, first.Palette)
	for i := range first.Pix {
		second.Pix[i] = 1
		if i%40 >= 20 {
			first.Pix[i] = 1
		}
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*stdimage.Paletted{first, second}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// colours reads the colour of the ground at the left and right end of a line
// of half blocks.
func colours(line string) (left, right string) {
	for _, part := range strings.Split(line, "\x1b[48;2;")[1:] {
		right, _, _ = strings.Cut(part, "m")
		if left == "" {
			left = right
		}
	}
	return left, right
}

// near says whether two colours, "r;g;b", are the same but for what a lossy
// format makes of them.
func near(got string, want color.RGBA) bool {
	var r, g, b int
	if _, err := fmt.Sscanf(got, "%d;%d;%d", &r, &g, &b); err != nil {
		return false
	}
	far := func(a int, b uint8) bool { return a-int(b) > 12 || int(b)-a > 12 }
	return !far(r, want.R) && !far(g, want.G) && !far(b, want.B)
}

func TestEveryKindOfPictureIsDrawn(t *testing.T) {
	clear := halves(40, 30)
	for i := range clear.Pix {
		if i/4%40 >= 20 {
			clear.Pix[i] = 0
		}
	}
	tests := []struct {
		name        string
		data        []byte
		left, right color.RGBA
	}{
		{"PNG", pngOf(t, halves(40, 30)), red, blue},
		{"JPEG", jpegOf(t, halves(40, 30)), red, blue},
		{"the first picture of a GIF", gifOf(t), red, blue},
		{"WebP without loss", file(t, "halves-lossless.webp"), red, blue},
		{"WebP with loss", file(t, "halves-lossy.webp"), red, blue},
		{"what is transparent is white", pngOf(t, clear), red, color.RGBA{255, 255, 255, 255}},
	}
	for _, tt := range tests {
		got, err := NewMaker().Make(t.Context(), tt.data, Wish{Way: Blocks, Box: Box{10, 4}, Cell: Cell{10, 20}})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got.W != 40 || got.H != 30 || len(got.Lines) != 4 || got.Send != "" || got.Bytes != 0 {
			t.Errorf("%s: %d by %d in %d lines", tt.name, got.W, got.H, len(got.Lines))
		}
		for _, line := range got.Lines {
			if w := ansi.StringWidth(line); w != 10 {
				t.Errorf("%s: a line of %d cells: %q", tt.name, w, line)
			}
			if l, r := colours(line); !near(l, tt.left) || !near(r, tt.right) {
				t.Errorf("%s: from %s to %s in %q", tt.name, l, r, line)
			}
		}
	}
}

// oversized is the head of a PNG that claims a size, and nothing after it.
func oversized(t *testing.T, w, h uint32) []byte {
	b := pngOf(t, halves(40, 30))
	for i, v := range []uint32{w, h} {
		b[16+4*i], b[17+4*i], b[18+4*i], b[19+4*i] = byte(v>>24), byte(v>>16), byte(v>>8), byte(v)
	}
	// The checksum of the head has to be right, or it is refused for that.
	crc := ^uint32(0)
	for _, c := range b[12:29] {
		crc ^= uint32(c)
		for range 8 {
			crc = crc>>1 ^ 0xedb88320&-(crc&1)
		}
	}
	crc = ^crc
	b[29], b[30], b[31], b[32] = byte(crc>>24), byte(crc>>16), byte(crc>>8), byte(crc)
	return b
}

func TestWhatIsNotShown(t *testing.T) {
	good := pngOf(t, halves(40, 30))
	small := halves(40, 30)
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, errNone},
		{"a page", []byte("<!DOCTYPE html><title>404</title>"), errKind},
		{"a drawing", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), errDrawing},
		{"AVIF", []byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), errKind},
		{"the head of a PNG", good[:20], errBroken},
		{"half a PNG", good[:len(good)/2], errBroken},
		{"a GIF cut short", gifOf(t)[:30], errBroken},
		{"a JPEG of two bytes more than its mark", []byte("\xff\xd8\xff\xe0\x00"), errBroken},
		{"more than 10 MB", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, MaxBytes)...), errBytes},
		{"30,000 by 30,000 pixels", oversized(t, 30_000, 30_000), errTooLarge},
		{"a size that overflows", oversized(t, 0x7fffffff, 0x7fffffff), errBroken},
		{"one pixel", pngOf(t, small.SubImage(stdimage.Rect(0, 0, 1, 1))), errTiny},
		{"two pixels high", pngOf(t, small.SubImage(stdimage.Rect(0, 0, 40, 2))), errTiny},
	}
	for _, tt := range tests {
		if _, err := NewMaker().Make(t.Context(), tt.data, Wish{Way: Blocks, Box: Box{10, 4}}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestADecoderThatPanicsIsDamageLikeAnyOther(t *testing.T) {
	f := format{decode: nil} // calling it panics
	if _, err := (picture{format: f}).decode(); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

func TestAPictureTakesTheLowerLeftOfItsBox(t *testing.T) {
	got, err := NewMaker().Make(t.Context(), pngOf(t, halves(80, 40)), Wish{Way: Blocks, Box: Box{20, 10}, Cell: Cell{10, 20}})
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range got.Lines { // 80 by 40 at 20 columns of 10 pixels is 100 pixels, five rows, high
		if painted := strings.Contains(line, "\x1b["); painted != (i >= 5) || ansi.StringWidth(line) != 20 {
			t.Errorf("line %d: %q", i, line)
		}
	}
	got, _ = NewMaker().Make(t.Context(), pngOf(t, halves(40, 80)), Wish{Way: Blocks, Box: Box{20, 5}, Cell: Cell{10, 20}})
	for _, line := range got.Lines { // five columns wide
		if !strings.HasSuffix(line, "\x1b[m"+style.Blank(15)) {
			t.Errorf("not at the left: %q", line)
		}
	}
}

// turnedJPEG says in its EXIF data how it is to be turned.
func turnedJPEG(t *testing.T, turn byte, bigEndian bool) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00\x00")
	if bigEndian {
		tiff = []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00")
	}
	exif := append([]byte("Exif\x00\x00"), tiff...)
	data := jpegOf(t, halves(40, 30))
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(head, data[2:]...)
}

func TestAPhotographIsTurnedAsItsCameraSays(t *testing.T) {
	for _, bigEndian := range []bool{false, true} {
		for turn, want := range map[byte]struct {
			w, h      int
			at, other color.RGBA // upper left and lower right
		}{1: {40, 30, red, blue}, 2: {40, 30, blue, red}, 3: {40, 30, blue, red}, 4: {40, 30, red, blue}, 5: {30, 40, red, blue},
			6: {30, 40, red, blue}, 7: {30, 40, blue, red}, 8: {30, 40, blue, red}, 9: {40, 30, red, blue}} {
			p, err := open(turnedJPEG(t, turn, bigEndian))
			if err != nil {
				t.Fatal(err)
			}
			img, err := p.decode()
			if err != nil {
				t.Fatal(err)
			}
			w, h := p.size()
			small := p.scaled(img, 10, 10)
			colour := func(x, y int) string {
				c := small.RGBAAt(x, y)
				return fmt.Sprintf("%d;%d;%d", c.R, c.G, c.B)
			}
			if w != want.w || h != want.h || !near(colour(0, 0), want.at) || !near(colour(9, 9), want.other) {
				t.Errorf("turned %d: %d by %d, %s and %s", turn, w, h, colour(0, 0), colour(9, 9))
			}
		}
	}
}

func TestScalingKeepsTheMean(t *testing.T) {
	// Lines of one pixel, black and white, are grey from afar.
	m := stdimage.NewGray(stdimage.Rect(0, 0, 300, 300))
	for i := range m.Pix {
		if i%2 == 0 {
			m.Pix[i] = 255
		}
	}
	for _, size := range []int{150, 100, 75, 30, 10, 2} {
		out := scaled(m, size, size)
		for i, v := range out.Pix {
			if i%4 != 3 && (v < 80 || v > 176) {
				t.Fatalf("at %d pixels: %d", size, v)
			}
		}
	}
	if out := scaled(m, 600, 600); out.Rect.Dx() != 600 || out.Rect.Dy() != 600 {
		t.Error("a small picture can be made larger")
	}
}

// Whatever bytes come in, a Problem or a whole picture comes out.
func FuzzMake(f *testing.F) {
	f.Add(pngOf(f, halves(40, 30)))
	f.Add(jpegOf(f, halves(40, 30)))
	f.Add(gifOf(f))
	f.Add(file(f, "halves-lossless.webp"))
	f.Add(file(f, "halves-lossy.webp"))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff"))
	maker := NewMaker()
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := open(data); err == nil && p.w*p.h > 1<<20 {
			t.Skip("allowed, and slow")
		}
		for _, way := range []Way{Blocks, Kitty} {
			got, err := maker.Make(t.Context(), data, Wish{Way: way, Box: Box{12, 5}, ID: 77})
			var p Problem
			switch {
			case err != nil && !errors.As(err, &p):
				t.Fatalf("%v is no Problem", err)
			case err == nil && len(got.Lines) != 5:
				t.Fatalf("%d lines", len(got.Lines))
			case err != nil:
				continue
			}
			for _, line := range got.Lines {
				if n := ansi.StringWidth(line); n != 12 {
					t.Fatalf("%d cells: %q", n, line)
				}
			}
		}
	})
}
