package style

import (
	"image/color"
	"math"

	"github.com/charmbracelet/x/ansi"
	"github.com/lucasb-eyer/go-colorful"
)

// readable is the least contrast of words and their ground (WCAG 2.2, 1.4.3);
// apart is that of a line, which no one has to read, and of the selected row.
const (
	readable = 4.5
	apart    = 1.5
)

// contrast is the WCAG 2 contrast ratio of two colours, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2, 0 to 1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// IsDark says whether white stands out from c more than black does.
func IsDark(c color.Color) bool { return contrast(c, color.White) >= contrast(c, color.Black) }

// lift is the colour nearest to c of its hue that has the contrast want on
// every one of grounds, which are all dark or all light.
func lift(c color.Color, want float64, grounds ...color.Color) color.Color {
	if c == nil || stands(c, want, grounds) {
		return c
	}
	step := 0.005
	if !IsDark(grounds[0]) {
		step = -step
	}
	cf, _ := colorful.MakeColor(c)
	l, chroma, hue := cf.OkLch()
	for l += step; l > 0 && l < 1; l += step {
		if rgb := shown(l, chroma, hue); stands(rgb, want, grounds) {
			return rgb
		}
	}
	if step > 0 {
		return color.RGBA{0xff, 0xff, 0xff, 0xff}
	}
	return color.RGBA{0, 0, 0, 0xff}
}

// shown is a colour of Oklch as a screen shows it: paler where none shows one so
// bright.
func shown(l, chroma, hue float64) color.Color {
	out := colorful.OkLch(l, chroma, hue)
	for n := 0; !out.IsValid() && n < 60; n++ {
		chroma *= 0.95
		out = colorful.OkLch(l, chroma, hue)
	}
	r, g, b := out.Clamped().RGB255()
	return color.RGBA{r, g, b, 0xff}
}

// blend is the colour that lies part of the way from a to b.
func blend(a, b color.Color, part float64) color.Color {
	from, _ := colorful.MakeColor(a)
	to, _ := colorful.MakeColor(b)
	r, g, bl := from.BlendRgb(to, part).Clamped().RGB255()
	return color.RGBA{r, g, bl, 0xff}
}

// stands says whether c has the contrast want on every one of grounds.
func stands(c color.Color, want float64, grounds []color.Color) bool {
	for _, g := range grounds {
		if g != nil && contrast(c, g) < want {
			return false
		}
	}
	return true
}

// indexed is the colour nearest to c among the 240 that a terminal of 256
// colours has and nobody changes, with the contrast want on every one of
// grounds where there is one.
func indexed(c color.Color, want float64, grounds ...color.Color) color.Color {
	return nearest(c, func(index color.Color) bool { return stands(index, want, grounds) })
}

// nearest is the colour nearest to c among those 240 that will do.
func nearest(c color.Color, will func(color.Color) bool) color.Color {
	if c == nil {
		return nil
	}
	cf, _ := colorful.MakeColor(c)
	l, a, b := cf.OkLab()
	best, far := color.Color(nil), math.Inf(1)
	for i := 16; i < 256; i++ {
		index := ansi.IndexedColor(i)
		if !will(index) {
			continue
		}
		of, _ := colorful.MakeColor(index)
		l2, a2, b2 := of.OkLab()
		if d := (l-l2)*(l-l2) + (a-a2)*(a-a2) + (b-b2)*(b-b2); d < far {
			best, far = index, d
		}
	}
	if best == nil {
		return c
	}
	return best
}
