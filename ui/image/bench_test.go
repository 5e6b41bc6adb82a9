package image

import "testing"

// A photograph of 1,200 by 800 pixels, in 72 columns.
func BenchmarkMake(b *testing.B) {
	data := jpegOf(b, halves(1200, 800))
	for name, way := range map[string]Way{"blocks": Blocks, "kitty": Kitty} {
		b.Run(name, func(b *testing.B) {
			maker := NewMaker()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := maker.Make(b.Context(), data, Wish{Way: way, Box: Box{72, 24}, ID: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
