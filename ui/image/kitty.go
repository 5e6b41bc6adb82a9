package image

import (
	"bytes"
	"encoding/base64"
	"fmt"
	stdimage "image"
	"image/png"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// The terminal's own graphics, as kitty's protocol has them
// (https://sw.kovidgoyal.net/kitty/graphics-protocol, "Unicode placeholders"):
// a picture is sent once under a number, and shown wherever cells of one
// private character stand whose colour is that number and whose marks say
// which part of the picture is there.

// transmit gives a picture to the terminal under a number, to be shown in a
// box. The terminal says nothing in answer, whatever comes of it.
func transmit(id uint32, img *stdimage.RGBA, box Box) (string, error) {
	var data bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&data, img); err != nil {
		return "", err
	}
	text := base64.StdEncoding.EncodeToString(data.Bytes())
	var out strings.Builder
	out.Grow(len(text) + len(text)/kitty.MaxChunkSize*16 + 64)
	options := []string{
		"a=T", "U=1", "f=100", "t=d", "i=" + strconv.FormatUint(uint64(id), 10),
		"c=" + strconv.Itoa(box.Cols), "r=" + strconv.Itoa(box.Rows), "q=2",
	}
	for first := true; first || text != ""; first = false {
		chunk := text[:min(len(text), kitty.MaxChunkSize)]
		text = text[len(chunk):]
		if !first {
			options = []string{"q=2"}
		}
		more := "m=0"
		if text != "" {
			more = "m=1"
		}
		out.WriteString(ansi.KittyGraphics([]byte(chunk), append(options, more)...))
	}
	return out.String(), nil
}

// placeholders are the cells that show picture id: every one says its row and
// column, so that a line cut anywhere still shows what is left of it.
func placeholders(id uint32, box Box) []string {
	lines := make([]string, box.Rows)
	var line strings.Builder
	for row := range lines {
		line.Reset()
		fmt.Fprintf(&line, "\x1b[38;2;%d;%d;%dm", id>>16&0xff, id>>8&0xff, id&0xff)
		for col := range box.Cols {
			line.WriteRune(kitty.Placeholder)
			line.WriteRune(kitty.Diacritic(row))
			line.WriteRune(kitty.Diacritic(col))
		}
		line.WriteString("\x1b[m")
		lines[row] = line.String()
	}
	return lines
}

// Delete has the terminal forget pictures, with their data.
func Delete(ids ...uint32) string {
	var out strings.Builder
	for _, id := range ids {
		out.WriteString(ansi.KittyGraphics(nil, "a=d", "d=I", "i="+strconv.FormatUint(uint64(id), 10), "q=2"))
	}
	return out.String()
}
