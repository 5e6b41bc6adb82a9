package style

import "github.com/charmbracelet/x/ansi"

// Ruler measures and cuts text as a terminal does: by grapheme clusters, or one
// character after the other (wcwidth). Rows with words from outside are set
// with the ruler of the terminal they are shown on.
type Ruler struct{ Wc bool }

// Method is how it measures.
func (r Ruler) Method() ansi.Method {
	if r.Wc {
		return ansi.WcWidth
	}
	return ansi.GraphemeWidth
}

// Width is the cells s takes.
func (r Ruler) Width(s string) int {
	if r.Wc {
		s = Agree(s)
	}
	return widthBy(r.Method(), s)
}

// Cut is s cut to at most w cells, with an ellipsis where something was lost.
func (r Ruler) Cut(s string, w int) string {
	if r.Wc {
		return CutBy(ansi.WcWidth, Agree(s), w)
	}
	return Cut(s, w)
}

// Fit is s cut or padded to exactly w cells.
func (r Ruler) Fit(s string, w int) string { return FitBy(r.Method(), s, w) }
