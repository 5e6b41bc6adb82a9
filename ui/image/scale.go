package image

import (
	stdimage "image"
	"image/color"
	"image/draw"
)

// scaled is img in w by h pixels. What is transparent becomes white: pictures
// on the web are drawn for white pages, and black lines would be lost on a
// dark terminal.
func scaled(img stdimage.Image, w, h int) *stdimage.RGBA {
	b := img.Bounds()
	small := averaged(img, max(b.Dx()/w, 1), max(b.Dy()/h, 1))
	if small.Rect.Dx() == w && small.Rect.Dy() == h {
		return small
	}
	return stretched(small, w, h)
}

// stretched is img in w by h pixels, each the mean of the four around it by
// how near they are. The scalers of x/image are a hundred kilobytes, one for
// each pair of kinds of pictures, where here is one pair.
func stretched(img *stdimage.RGBA, w, h int) *stdimage.RGBA {
	out := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	columns, rows := between(img.Rect.Dx(), w), between(img.Rect.Dy(), h)
	for y, r := range rows {
		above, below := img.Pix[r.from*img.Stride:], img.Pix[r.to*img.Stride:]
		for x, c := range columns {
			for i := range 4 {
				top := int(above[4*c.from+i])*(256-c.share) + int(above[4*c.to+i])*c.share
				bottom := int(below[4*c.from+i])*(256-c.share) + int(below[4*c.to+i])*c.share
				out.Pix[y*out.Stride+4*x+i] = uint8((top*(256-r.share) + bottom*r.share + 1<<15) >> 16)
			}
		}
	}
	return out
}

// step is the two pixels that another one lies between, and how much of it is
// the second's, of 256.
type step struct{ from, to, share int }

// between is where n pixels lie among have.
func between(have, n int) []step {
	out := make([]step, n)
	for i := range out {
		at := min(max((2*i+1)*have*128/n-128, 0), (have-1)*256) // their centres lie on one another, in 256ths
		out[i] = step{at / 256, min(at/256+1, have-1), at % 256}
	}
	return out
}

// averaged is img made fx and fy times smaller, each pixel the mean of those
// it stands for. A strip of the picture is converted at a time, so that the
// largest costs little more than itself.
func averaged(img stdimage.Image, fx, fy int) *stdimage.RGBA {
	b := img.Bounds()
	w, h := b.Dx()/fx, b.Dy()/fy
	out := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	strip := stdimage.NewRGBA(stdimage.Rect(0, 0, w*fx, fy))
	sums := make([]uint64, 4*w)
	count := uint64(fx * fy)
	for y := range h {
		draw.Draw(strip, strip.Rect, white, stdimage.Point{}, draw.Src)
		draw.Draw(strip, strip.Rect, img, b.Min.Add(stdimage.Pt(0, y*fy)), draw.Over)
		row := out.Pix[y*out.Stride:][:4*w]
		if count == 1 {
			copy(row, strip.Pix)
			continue
		}
		clear(sums)
		for sy := range fy {
			pix := strip.Pix[sy*strip.Stride:]
			for x := range w {
				sum := sums[4*x:][:4]
				for range fx {
					sum[0] += uint64(pix[0])
					sum[1] += uint64(pix[1])
					sum[2] += uint64(pix[2])
					pix = pix[4:]
				}
			}
		}
		for x := range w {
			row[4*x] = uint8((sums[4*x] + count/2) / count)
			row[4*x+1] = uint8((sums[4*x+1] + count/2) / count)
			row[4*x+2] = uint8((sums[4*x+2] + count/2) / count)
			row[4*x+3] = 0xff
		}
	}
	return out
}

var white = stdimage.NewUniform(color.White)
