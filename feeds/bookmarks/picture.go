package bookmarks

import (
	"bytes"
	"errors"
	"image/jpeg"
	"image/png"
	"strings"

	"golang.org/x/image/webp"
)

// maxPixels bounds a picture that is made into another kind.
const maxPixels = 40 << 20

// pictureKinds are the kinds of picture that are carried, by how they begin:
// they hold no program, and browsers show them all.
var pictureKinds = []struct{ kind, ext, begins, goesOn string }{
	{"image/jpeg", ".jpg", "\xff\xd8\xff", ""},
	{"image/png", ".png", "\x89PNG\r\n\x1a\n", ""},
	{"image/gif", ".gif", "GIF8", ""},
	{"image/webp", "", "RIFF", "WEBP"},
}

var errPicture = errors.New("not a picture of a known kind")

// picture fetches a picture, tells its kind by its bytes, and counts it.
func (e *export) picture(url string) (kind, ext string, data []byte, ok bool) {
	if e.Picture == nil || e.ctx.Err() != nil {
		return "", "", nil, false
	}
	data, err := e.Picture(e.at, url)
	if err == nil {
		kind, ext, err = pictureKind(data)
	}
	if err != nil {
		e.done.NoPicture++
		return "", "", nil, false
	}
	e.done.Pictures++
	return kind, ext, data, true
}

func pictureKind(data []byte) (kind, ext string, err error) {
	head := string(data[:min(len(data), 16)])
	for _, k := range pictureKinds {
		if strings.HasPrefix(head, k.begins) && (k.goesOn == "" || len(head) >= 12 && head[8:12] == k.goesOn) {
			return k.kind, k.ext, nil
		}
	}
	return "", "", errPicture
}

// fromWebP makes a WebP a JPEG, or a PNG where one sees through it: not every
// e-reader knows WebP.
func fromWebP(data []byte) (kind, ext string, out []byte, err error) {
	size, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width*size.Height > maxPixels {
		return "", "", nil, errors.Join(errPicture, err)
	}
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return "", "", nil, err
	}
	var b bytes.Buffer
	if seen, ok := m.(interface{ Opaque() bool }); ok && seen.Opaque() {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 85})
		return "image/jpeg", ".jpg", b.Bytes(), err
	}
	err = png.Encode(&b, m)
	return "image/png", ".png", b.Bytes(), err
}
