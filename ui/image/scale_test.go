package image

import (
	stdimage "image"
	"image/draw"
	"math/rand/v2"
	"testing"

	scaling "golang.org/x/image/draw"
)

// The scaler of x/image is what ours is held against.
func TestPicturesAreStretchedAsTheLibraryOfTheFieldDoes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		in := stdimage.NewRGBA(stdimage.Rect(0, 0, 1+rnd.IntN(60), 1+rnd.IntN(60)))
		for i := range in.Pix {
			in.Pix[i] = uint8(rnd.UintN(256))
			if i%4 == 3 {
				in.Pix[i] = 0xff
			}
		}
		w, h := 1+rnd.IntN(90), 1+rnd.IntN(90)
		got, want := stretched(in, w, h), stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
		scaling.ApproxBiLinear.Scale(want, want.Rect, in, in.Rect, draw.Src, nil)
		for i := range want.Pix {
			if d := int(want.Pix[i]) - int(got.Pix[i]); d < -3 || d > 3 {
				t.Fatalf("%v to %dx%d: byte %d is %d, want %d", in.Rect, w, h, i, got.Pix[i], want.Pix[i])
			}
		}
	}
}
