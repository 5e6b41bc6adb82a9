package image

import (
	stdimage "image"
	"strconv"
)

// halfBlock is the upper half of a cell: its colour is that of the text, and
// the ground's that of the lower half.
const halfBlock = "▀"

// halfBlocks draws a picture of two pixels a cell, one above the other: a line
// for every two rows of pixels, each closed with what it opened.
func halfBlocks(img *stdimage.RGBA) []string {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	lines := make([]string, h/2)
	var line []byte
	for i := range lines {
		line = line[:0]
		upper, lower := img.Pix[2*i*img.Stride:], img.Pix[(2*i+1)*img.Stride:]
		var text, ground [3]byte
		inked := false
		for x := range w {
			up, low := [3]byte(upper[4*x:]), [3]byte(lower[4*x:])
			if x == 0 || low != ground {
				line = appendColour(line, "\x1b[48;2;", low)
			}
			ground = low
			if up == low {
				line = append(line, ' ')
				continue
			}
			if up != text || !inked {
				line = appendColour(line, "\x1b[38;2;", up)
			}
			text, inked = up, true
			line = append(line, halfBlock...)
		}
		lines[i] = string(append(line, "\x1b[m"...))
	}
	return lines
}

func appendColour(line []byte, start string, c [3]byte) []byte {
	line = strconv.AppendInt(append(line, start...), int64(c[0]), 10)
	line = strconv.AppendInt(append(line, ';'), int64(c[1]), 10)
	line = strconv.AppendInt(append(line, ';'), int64(c[2]), 10)
	return append(line, 'm')
}
