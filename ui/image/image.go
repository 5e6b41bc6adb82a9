// Package image shows pictures in a terminal: by the terminal's own graphics
// (kitty's protocol, placed by Unicode placeholders, so that they scroll as
// text does) or as half blocks of colour.
//
// Make does the work, tens of milliseconds of it: it is called from commands,
// never in Update or View. Terminal decides which way a terminal can be shown
// pictures; Ledger keeps what it holds of them. Everything else turns values
// into values. It knows no feed, key or network: bytes come in, and are
// hostile. Called by ui.
package image

import (
	"net/url"
	"path"
	"strings"

	"broadsheet/feeds"
)

// Way is how pictures are shown.
type Way int

// The ways.
const (
	None   Way = iota // by their alternative text alone
	Blocks            // two colours a cell
	Kitty             // by the terminal itself
)

// Box is room on the screen, in cells. The zero Box is none.
type Box struct{ Cols, Rows int }

// Cell is the size of a character on the screen, in pixels.
type Cell struct{ W, H int }

// usualCell stands in for a terminal that does not say.
var usualCell = Cell{10, 20}

func (c Cell) known() Cell {
	if c.W < 2 || c.H < 2 || c.W > 200 || c.H > 400 {
		return usualCell
	}
	return c
}

const (
	// tooSmall is the side in pixels at which a picture is there to count
	// readers or to make space, not to be seen.
	tooSmall = 2
	// colPixels is how many of a picture's pixels a column stands for at its
	// natural size: what a browser shows a column of small print in.
	colPixels = 8
	// leastCols and leastRows are the room below which there is nothing to see.
	leastCols, leastRows = 6, 3
	// most is the largest box: placeholders count no further than 297.
	most = 255
	// Where a picture's size is not known it gets a box of sixteen by nine.
	guessWidth, guessHeight = 480, 270
)

// Shown says whether a picture may be asked for at all: one at a web address,
// of a kind that can be decoded, that is not there to count readers. w and h
// are its size in pixels as the page gives it, 0 for unknown.
func Shown(address string, w, h int) bool {
	if address != feeds.WebURL("", address) || address == "" {
		return false
	}
	if w > 0 && w <= tooSmall || h > 0 && h <= tooSmall {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".svg", ".svgz", ".avif", ".heic", ".jxl", ".pdf", ".mp4", ".webm":
		return false
	}
	return true
}

// Reserve is the box kept for a picture before its bytes are here, from its
// size in pixels, 0 for unknown: its natural size, or as much smaller as room
// makes it. The zero Box when room is too little.
func Reserve(w, h int, room Box, cell Cell) Box {
	room = Box{min(room.Cols, most), min(room.Rows, most)}
	if room.Cols < leastCols || room.Rows < leastRows {
		return Box{}
	}
	if w <= 0 || h <= 0 {
		w, h = guessWidth, guessHeight
	}
	return within(w, h, min((w+colPixels-1)/colPixels, room.Cols), room.Rows, cell.known())
}

// fit is the part of a reserved box that a picture takes once its true size is
// known. It is not blown up to more than twice its size.
func fit(w, h int, box Box, cell Cell) Box {
	return within(w, h, min((2*w+colPixels-1)/colPixels, box.Cols), box.Rows, cell.known())
}

// within is the largest box of w by h's shape in cols by rows.
func within(w, h, cols, rows int, cell Cell) Box {
	high := func(cols int) int { return (cols*cell.W*h + w*cell.H/2) / (w * cell.H) }
	if high(cols) > rows {
		cols = min((rows*cell.H*w+h*cell.W/2)/(h*cell.W), cols)
		return Box{max(cols, 1), rows}
	}
	return Box{max(cols, 1), max(high(cols), 1)}
}
