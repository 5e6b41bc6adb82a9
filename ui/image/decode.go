package image

import (
	"bytes"
	stdimage "image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"

	"golang.org/x/image/webp"
)

const (
	// MaxBytes is the most that is read of a picture.
	MaxBytes = 10 << 20
	// maxPixels is the largest picture that is decoded.
	maxPixels = 40_000_000
)

// Problem is why a picture is not shown: a few words for after "not shown: ".
type Problem string

func (p Problem) Error() string { return string(p) }

const (
	errNone     = Problem("there is nothing in it")
	errKind     = Problem("of a kind that cannot be shown here")
	errDrawing  = Problem("a drawing (SVG)")
	errBroken   = Problem("its data is damaged")
	errBytes    = Problem("more than 10 MB")
	errTiny     = Problem("too small to see")
	errTooLarge = Problem("more than 40 megapixels")
)

// format is one kind of picture: how it begins, and who reads it.
type format struct {
	magic  string // "?" for any byte
	config func(io.Reader) (stdimage.Config, error)
	decode func(io.Reader) (stdimage.Image, error) // of an animation, the first picture
}

var formats = []format{
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
	{"GIF8?a", gif.DecodeConfig, gif.Decode},
	{"RIFF????WEBP", webp.DecodeConfig, webp.Decode},
}

func (f format) begins(data []byte) bool {
	if len(data) < len(f.magic) {
		return false
	}
	for i := range len(f.magic) {
		if f.magic[i] != '?' && f.magic[i] != data[i] {
			return false
		}
	}
	return true
}

// picture is what was found in bytes, before it is decoded.
type picture struct {
	format format
	data   []byte
	w, h   int // pixels, as stored
	turn   int // how it is to be turned, as EXIF counts it
}

// size is the picture's size as it is seen.
func (p picture) size() (w, h int) {
	if p.turn >= 5 {
		return p.h, p.w
	}
	return p.w, p.h
}

// open looks at the head of a picture and refuses what may not be decoded.
func open(data []byte) (p picture, err error) {
	defer caught(&err)
	switch {
	case len(data) == 0:
		return p, errNone
	case len(data) > MaxBytes:
		return p, errBytes
	}
	p.data = data
	for _, f := range formats {
		if !f.begins(data) {
			continue
		}
		c, err := f.config(bytes.NewReader(data))
		if err != nil {
			return p, errBroken
		}
		p.format, p.w, p.h, p.turn = f, c.Width, c.Height, orientation(data)
		switch {
		case c.Width <= 0 || c.Height <= 0:
			return p, errBroken
		case c.Width > maxPixels/c.Height:
			return p, errTooLarge
		case c.Width <= tooSmall || c.Height <= tooSmall:
			return p, errTiny
		}
		return p, nil
	}
	if head := strings.ToLower(string(data[:min(len(data), 512)])); strings.Contains(head, "<svg") {
		return p, errDrawing
	}
	return p, errKind
}

// decode reads the whole picture.
func (p picture) decode() (img stdimage.Image, err error) {
	defer caught(&err)
	img, err = p.format.decode(bytes.NewReader(p.data))
	if err != nil {
		return nil, errBroken
	}
	if b := img.Bounds(); b.Dx() <= tooSmall || b.Dy() <= tooSmall { // a GIF's first picture may be smaller than its screen
		return nil, errTiny
	}
	return img, nil
}

// caught makes an error of a decoder's panic: they read what strangers wrote.
func caught(err *error) {
	if recover() != nil {
		*err = errBroken
	}
}
