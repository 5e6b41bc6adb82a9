package style

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Agree is s with each emoji that terminals disagree about in a form of the
// same width everywhere: a family becomes its first member, a coloured hand
// plain, a keycap its digit and a blank. It is for terminals that measure
// characters one by one (wcwidth) and not by grapheme clusters (mode 2027).
func Agree(s string) string {
	if !doubtful(s) {
		return s
	}
	var b strings.Builder
	AgreeEach(s, func(_, is string) { b.WriteString(is) })
	return b.String()
}

// AgreeEach visits what Agree makes of s in pieces: text that stays what it was,
// and clusters that do not.
func AgreeEach(s string, visit func(was, is string)) {
	if !doubtful(s) {
		visit(s, s)
		return
	}
	kept := 0 // bytes that stay as they are
	for i := 0; i < len(s); {
		if c := s[i]; c < ' ' || c == 0x7f {
			_, _, n, _ := ansi.DecodeSequence(s[i:], ansi.NormalState, nil)
			i += max(n, 1)
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
		if doubtful(cluster) && ansi.StringWidthWc(cluster) != cells {
			if i > kept {
				visit(s[kept:i], s[kept:i])
			}
			kept = i + len(cluster)
			first, size := utf8.DecodeRuneInString(cluster)
			visit(cluster, cluster[:size]+Blank(cells-ansi.StringWidthWc(string(first))))
		}
		i += len(cluster)
	}
	if kept < len(s) {
		visit(s[kept:], s[kept:])
	}
}

// doubtful says whether s has something that joins or changes emoji. In other
// scripts than theirs a joiner is left alone.
func doubtful(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0xe2:
		case strings.HasPrefix(s[i:], "\ufe0f"), strings.HasPrefix(s[i:], "\u20e3"):
			return true
		case c == 0xf0 && i+3 < len(s): // the skins U+1F3FB to U+1F3FF, or what a joiner joins
			if strings.HasPrefix(s[i:], "\xf0\x9f\x8f") && s[i+3] >= 0xbb || strings.Contains(s[i:], "\u200d") {
				return true
			}
			i += 3
		}
	}
	return false
}

// FitBy is Fit for a terminal that measures by method.
func FitBy(method ansi.Method, s string, w int) string {
	if method == ansi.GraphemeWidth {
		return Fit(s, w)
	}
	if w <= 0 {
		return ""
	}
	s = CutBy(method, Agree(s), w)
	return s + Blank(w-widthBy(method, s))
}

// CutBy is Cut for a terminal that measures by method.
func CutBy(method ansi.Method, s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case widthBy(method, s) <= w:
		return s
	}
	// What was padded by another measure has blanks to give.
	if s = strings.TrimRight(s, " "); widthBy(method, s) <= w {
		return s
	}
	return clipBy(method, s, w-1, "…")
}

// ClipBy is Clip for a terminal that measures by method.
func ClipBy(method ansi.Method, s string, w int) string {
	if widthBy(method, s) <= w {
		return s
	}
	return clipBy(method, s, max(w, 0), "")
}

func widthBy(method ansi.Method, s string) int {
	if n, ok := quickWidth(s); ok {
		return n
	}
	return method.StringWidth(s)
}
