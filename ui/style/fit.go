package style

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// blanks is cut for padding, so that a row costs no allocation for it.
const blanks = "                                                                                                                                "

// Blank is n cells of nothing.
func Blank(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Width is the cells s takes, escape sequences apart.
func Width(s string) int {
	if n, ok := quickWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// Cut is s cut to at most w cells, the last of them an ellipsis when something
// was lost. s may be styled; its styles stay closed.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case Width(s) <= w:
		return s
	case plain(s):
		return s[:w-1] + "…"
	}
	return clip(s, w-1, "…")
}

// Clip is Cut without an ellipsis.
func Clip(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	return clip(s, max(w, 0), "")
}

// clip keeps the clusters of s that fit in w cells, then tail, then whatever
// sequences follow, which close what was opened. (ansi.Truncate takes the
// digit of a keycap emoji for one cell and so overshoots.)
func clip(s string, w int, tail string) string { return clipBy(ansi.GraphemeWidth, s, w, tail) }

func clipBy(method ansi.Method, s string, w int, tail string) string {
	var b strings.Builder
	cells, full := 0, false
	for s != "" {
		if c := s[0]; c < ' ' || c == 0x7f {
			seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
			b.WriteString(seq)
			s = s[max(n, 1):]
			continue
		}
		cluster, n := ansi.FirstGraphemeCluster(s, method)
		s = s[len(cluster):]
		if !full && cells+n > w {
			full = true
			b.WriteString(tail)
		}
		if !full {
			b.WriteString(cluster)
			cells += n
		}
	}
	return b.String()
}

// Fit is s cut or padded to exactly w cells.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = Cut(s, w)
	out := s + Blank(w-Width(s))
	if !plain(s) {
		// Some signs (U+0600) draw what follows into themselves: here a blank.
		out += Blank(w - Width(out))
	}
	return out
}

// plain says whether every byte of s is one cell: the fast way for most rows.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// Drop is s without its first w cells; its styles are kept. A wide character
// that is cut in two leaves a blank.
func Drop(s string, w int) string { return DropBy(ansi.GraphemeWidth, s, w) }

// DropBy is Drop for a terminal that measures by method.
func DropBy(method ansi.Method, s string, w int) string {
	var b strings.Builder
	cells := 0
	for s != "" {
		if c := s[0]; c < ' ' || c == 0x7f {
			seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
			b.WriteString(seq)
			s = s[max(n, 1):]
			continue
		}
		if cells >= w {
			// Sequences that follow are the text's own.
			b.WriteString(s)
			break
		}
		cluster, n := ansi.FirstGraphemeCluster(s, method)
		s = s[len(cluster):]
		if cells += n; cells > w {
			b.WriteString(Blank(cells - w))
		}
	}
	return b.String()
}
