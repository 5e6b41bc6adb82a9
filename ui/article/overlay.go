package article

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

// ink is a way to draw over a line.
type ink int

const (
	inkMark   ink = iota // a highlight
	inkNoted             // one with a note
	inkHit               // what a search found
	inkNow               // the hit at hand
	inkChosen            // the selection
	inkLetter            // a letter of a link
	inks
)

// patch is something drawn over a part of a line. Of several over one cell the
// last is seen.
type patch struct {
	column, width int
	text          string // in the place of what stands there, "" to keep that
	as            ink
}

// pensOf gives the escape sequences that turn the inks on.
func pensOf(st style.Styles) (pens [inks]string) {
	noted := st.Highlight.Underline(true)
	if st.Highlight.GetUnderline() {
		noted = noted.Italic(true)
	}
	for as, s := range [inks]lipgloss.Style{
		inkMark: st.Highlight, inkNoted: noted, inkHit: st.Marked.Underline(true), inkNow: st.Marked.Reverse(true), inkChosen: st.Passage,
		inkLetter: st.AccentBold.Reverse(true),
	} {
		pens[as], _, _ = strings.Cut(s.Render("x"), "x")
	}
	return pens
}

// patched draws patches over a line, which has as many cells as before. What
// the line says of styles and hyperlinks goes on under them.
func (p *Pane) patched(line string, patches []patch) string {
	if len(patches) == 0 {
		return line
	}
	o := overlay{patches: patches, pens: &p.page.pens, now: -1}
	o.b.Grow(2 * len(line))
	by := p.page.ruler().Method()
	for line != "" {
		if c := line[0]; c < ' ' || c == 0x7f {
			seq, _, n, _ := ansi.DecodeSequence(line, ansi.NormalState, nil)
			o.sequence(seq)
			line = line[max(n, 1):]
			continue
		}
		size, w := narrow(line)
		if size == 0 {
			var cluster string
			cluster, w = ansi.FirstGraphemeCluster(line, by)
			size = len(cluster)
		}
		o.cluster(line[:size], w)
		line = line[size:]
	}
	o.turn(-1)
	return o.b.String()
}

// overlay writes a line with patches over it.
type overlay struct {
	b       strings.Builder
	patches []patch
	pens    *[inks]string
	under   string // the styles that the line itself has turned on
	now     int    // the patch being drawn, -1 for none
	cells   int    // so far
	skip    int    // cells that a patch's text has taken
}

// turn ends the patch being drawn and begins another.
func (o *overlay) turn(next int) {
	if next == o.now {
		return
	}
	if o.now >= 0 {
		o.b.WriteString(ansi.ResetStyle)
		o.b.WriteString(o.under)
	}
	if o.now = next; next >= 0 {
		o.b.WriteString(o.pens[o.patches[next].as])
	}
}

// sequence writes one of the line's own sequences. The patch's style stays on.
func (o *overlay) sequence(seq string) {
	o.b.WriteString(seq)
	switch {
	case seq == ansi.ResetStyle:
		o.under = ""
	case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
		o.under += seq
	default:
		return
	}
	if o.now >= 0 {
		o.b.WriteString(o.pens[o.patches[o.now].as])
	}
}

// cluster writes a cluster of w cells, or what a patch has in its place.
func (o *overlay) cluster(cluster string, w int) {
	from := o.cells
	o.cells += w
	if from < o.skip || from == o.skip && w == 0 && o.skip > 0 {
		o.b.WriteString(style.Blank(o.cells - o.skip)) // half of it was taken
		o.skip = max(o.skip, o.cells)
		return
	}
	if w > 0 {
		next := -1
		for i, p := range o.patches {
			if from >= p.column && from < p.column+p.width {
				next = i
			}
		}
		o.turn(next)
		if next >= 0 && o.patches[next].text != "" {
			o.b.WriteString(o.patches[next].text)
			o.skip = from + o.patches[next].width
			o.b.WriteString(style.Blank(o.cells - o.skip))
			o.skip = max(o.skip, o.cells)
			return
		}
	}
	o.b.WriteString(cluster)
}
