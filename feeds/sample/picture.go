package sample

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"strings"
)

// Size of every picture, in pixels.
const pictureWidth, pictureHeight = 640, 360

// The colours of a picture: places 0 to 15 run from sky to ground, the rest
// are ink.
const (
	shades = 16
	ink    = shades + iota - 1 // after the shades
	accent
	paperWhite
	grid
)

// drawPicture draws the PNG of that name. The word before the first "-" says
// what it shows (chart, map or scene); the whole name is the seed, so a name
// is always the same picture.
func drawPicture(name string) ([]byte, error) {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	rnd := rand.New(rand.NewPCG(h.Sum64(), 8))
	img := image.NewPaletted(image.Rect(0, 0, pictureWidth, pictureHeight), palette(rnd))
	switch kind, shape, _ := strings.Cut(name, "-"); kind {
	case "chart":
		drawChart(img, rnd, shape)
	case "map":
		drawMap(img, rnd)
	default:
		drawScene(img, rnd)
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

func palette(rnd *rand.Rand) color.Palette {
	hue := rnd.Float64()
	p := make(color.Palette, 0, grid+1)
	for i := range shades {
		t := float64(i) / (shades - 1)
		p = append(p, hsl(hue+0.12*t, 0.35+0.2*t, 0.88-0.62*t))
	}
	return append(p, color.RGBA{0x24, 0x28, 0x30, 0xff}, color.RGBA{0xc8, 0x4b, 0x31, 0xff},
		color.RGBA{0xfa, 0xf8, 0xf2, 0xff}, color.RGBA{0xdd, 0xd8, 0xcc, 0xff})
}

func hsl(h, s, l float64) color.RGBA {
	f := func(n float64) uint8 {
		k := math.Mod(n+h*12, 12)
		return uint8(255 * (l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))))
	}
	return color.RGBA{f(0), f(8), f(4), 0xff}
}

func fill(img *image.Paletted, x0, y0, x1, y1 int, c uint8) {
	for y := max(y0, 0); y < min(y1, pictureHeight); y++ {
		for x := max(x0, 0); x < min(x1, pictureWidth); x++ {
			img.Pix[y*img.Stride+x] = c
		}
	}
}

// drawChart draws what the word after "chart-" says: bars, steps, a line that
// falls, or a line.
func drawChart(img *image.Paletted, rnd *rand.Rand, shape string) {
	fill(img, 0, 0, pictureWidth, pictureHeight, paperWhite)
	for y := 60; y <= 300; y += 48 {
		fill(img, 50, y, 610, y+1, grid)
	}
	defer fill(img, 50, 300, 610, 302, ink)
	if strings.HasPrefix(shape, "bars") {
		for i := range 12 {
			c := uint8(8)
			if i == 11 {
				c = accent
			}
			fill(img, 62+i*46, 240-i*8-rnd.IntN(60), 92+i*46, 300, c)
		}
		return
	}
	v, slope := 180.0, 0.0
	for x := 50; x < 610; x++ {
		switch {
		case strings.HasPrefix(shape, "steps") && (x-50)%70 == 0:
			v = 200 - 120*math.Sin(float64(x-50)/220)
		case strings.HasPrefix(shape, "fall"):
			// Calm at first, then down, and level at the end.
			v = 95 + 170/(1+math.Exp(-float64(x-400)/45)) + 6*math.Sin(float64(x)/17) + rnd.Float64()*3
		case strings.HasPrefix(shape, "line"):
			if x%8 == 0 {
				slope = rnd.NormFloat64() * 1.2
			}
			v = min(max(v+slope, 70), 290)
		}
		fill(img, x, int(v)+2, x+1, 300, 2)
		fill(img, x, int(v)-2, x+1, int(v)+2, accent)
	}
}

// drawMap draws islands: the heights of a few hills, cut at sea level.
func drawMap(img *image.Paletted, rnd *rand.Rand) {
	type hill struct{ x, y, r float64 }
	hills := make([]hill, 16)
	for i := range hills {
		hills[i] = hill{rnd.Float64() * pictureWidth, rnd.Float64() * pictureHeight, 18 + rnd.Float64()*42}
	}
	for i := range shades {
		if t := float64(i) / (shades - 1); i < 6 {
			img.Palette[i] = hsl(0.55, 0.38, 0.62+0.9*t)
		} else {
			img.Palette[i] = hsl(0.22-0.14*t, 0.3, 0.84-0.5*t)
		}
	}
	for y := range pictureHeight {
		for x := range pictureWidth {
			height := 0.0
			for _, h := range hills {
				dx, dy := float64(x)-h.x, float64(y)-h.y
				height += math.Exp(-(dx*dx + dy*dy) / (h.r * h.r))
			}
			c := uint8(min(4, height*9))
			if height > 0.55 {
				c = uint8(min(shades-1, 4+height*5))
			}
			if math.Abs(height-0.55) < 0.012 {
				c = ink
			}
			img.Pix[y*img.Stride+x] = c
		}
	}
	x, y := 120+rnd.IntN(400), 80+rnd.IntN(200)
	fill(img, x-5, y-5, x+5, y+5, accent)
}

// drawScene draws a sky, a sun and rows of hills.
func drawScene(img *image.Paletted, rnd *rand.Rand) {
	for y := range pictureHeight {
		fill(img, 0, y, pictureWidth, y+1, uint8(y*6/pictureHeight))
	}
	cx, cy, r := 80+rnd.IntN(480), 70+rnd.IntN(80), 22+rnd.IntN(20)
	for y := cy - r; y <= cy+r; y++ {
		half := int(math.Sqrt(float64(r*r - (y-cy)*(y-cy))))
		fill(img, cx-half, y, cx+half, y+1, paperWhite)
	}
	for layer := range 4 {
		base := float64(170 + layer*42)
		a, b, p := 14+rnd.Float64()*22, 0.006+rnd.Float64()*0.01, rnd.Float64()*7
		for x := range pictureWidth {
			top := base + a*math.Sin(float64(x)*b+p) + a/3*math.Sin(float64(x)*b*3.1+p)
			fill(img, x, int(top), x+1, pictureHeight, uint8(8+layer*2))
		}
	}
}

// The one sound of the edition: two seconds of a fading tone, 8 kHz, 8 bit.
const (
	soundType   = "audio/wav"
	soundRate   = 8000
	soundTime   = 2 // seconds
	soundLength = 44 + soundTime*soundRate
)

// makeSound writes a WAV file that plays, so an enclosure has something to be.
func makeSound() []byte {
	const n = soundTime * soundRate
	b := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, 36+n)...)
	b = append(b, "WAVEfmt "...)
	b = binary.LittleEndian.AppendUint32(b, 16)
	b = binary.LittleEndian.AppendUint16(b, 1) // PCM
	b = binary.LittleEndian.AppendUint16(b, 1) // mono
	b = binary.LittleEndian.AppendUint32(b, soundRate)
	b = binary.LittleEndian.AppendUint32(b, soundRate) // bytes a second
	b = binary.LittleEndian.AppendUint16(b, 1)         // bytes a sample
	b = binary.LittleEndian.AppendUint16(b, 8)         // bits
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, n)
	for i := range n {
		t := float64(i) / soundRate
		b = append(b, byte(128+60*math.Sin(2*math.Pi*440*t)*math.Exp(-2*t)))
	}
	return b
}
