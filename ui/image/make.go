package image

import (
	"context"
	stdimage "image"

	"broadsheet/ui/style"
)

// Wish is how a picture is to be shown.
type Wish struct {
	Way  Way
	Box  Box    // reserved for it
	Cell Cell   // the terminal's, zero when unknown
	ID   uint32 // for Kitty, from a Ledger
}

// Made is a picture ready to be shown.
type Made struct {
	Lines []string // as many as the box has rows, each as wide as the box
	Send  string   // what the terminal must have before it shows the lines, "" for nothing
	Bytes int      // what the terminal holds of it
	W, H  int      // its size in pixels
}

// Maker makes pictures. It may be used by several goroutines at once; large
// ones wait for one another, so that memory holds one of them at a time.
type Maker struct{ large chan struct{} }

// NewMaker gives a Maker.
func NewMaker() *Maker { return &Maker{large: make(chan struct{}, 1)} }

const (
	// largePixels is what counts as large: some 16 MB decoded.
	largePixels = 4_000_000
	// A terminal with larger cells gets no more pixels than for these: it
	// enlarges by itself, and every picture goes through a pipe.
	sendW, sendH = 16, 32
)

// Make decodes a picture's bytes and draws it as wished. What is wrong with
// the bytes is told as a Problem.
func (m *Maker) Make(ctx context.Context, data []byte, wish Wish) (Made, error) {
	p, err := open(data)
	if err != nil {
		return Made{}, err
	}
	if p.w*p.h > largePixels {
		select {
		case m.large <- struct{}{}:
			defer func() { <-m.large }()
		case <-ctx.Done():
			return Made{}, ctx.Err()
		}
	}
	if err := ctx.Err(); err != nil {
		return Made{}, err
	}
	img, err := p.decode()
	if err != nil {
		return Made{}, err
	}
	out := Made{}
	out.W, out.H = p.size()
	box := fit(out.W, out.H, wish.Box, wish.Cell)
	switch wish.Way {
	case Kitty:
		cell := wish.Cell.known()
		small := p.scaled(img, min(box.Cols*min(cell.W, sendW), out.W), min(box.Rows*min(cell.H, sendH), out.H))
		if out.Send, err = transmit(wish.ID, small, box); err != nil {
			return Made{}, errBroken
		}
		out.Lines, out.Bytes = placeholders(wish.ID, box), len(small.Pix)
	default:
		out.Lines = halfBlocks(p.scaled(img, box.Cols, 2*box.Rows))
	}
	out.Lines = placed(out.Lines, box, wish.Box)
	return out, nil
}

// scaled is the picture as it is seen, in w by h pixels.
func (p picture) scaled(img stdimage.Image, w, h int) *stdimage.RGBA {
	if p.turn >= 5 {
		w, h = h, w
	}
	return turned(scaled(img, max(w, 1), max(h, 1)), p.turn)
}

// placed puts lines that take box into the lower left of the room kept for
// them: what stands under a picture stands close to it.
func placed(lines []string, box, room Box) []string {
	out := make([]string, room.Rows)
	above := room.Rows - len(lines)
	for i := range out {
		if i < above {
			out[i] = style.Blank(room.Cols)
		} else {
			out[i] = lines[i-above] + style.Blank(room.Cols-box.Cols)
		}
	}
	return out
}
