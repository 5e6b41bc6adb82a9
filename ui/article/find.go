package article

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxHits bounds what a search marks.
const maxHits = 5000

// Hit is where a text was found: on one line, or over the end of one.
type Hit struct{ parts []part }

type part struct{ line, column, width int }

// Find finds a text on the page: not minding capitals and accents, and across
// the ends of lines.
func (p *Page) Find(query string) []Hit {
	var want []rune
	for _, c := range strings.Join(strings.Fields(query), " ") {
		want = fold(want, c)
	}
	if len(want) == 0 {
		return nil
	}
	text, lines := p.prose()
	var folded []rune
	var at []int // where each of them begins in the text
	next := 1    // line
	for i, c := range text {
		for next < len(lines) && lines[next].at <= i {
			next++
		}
		switch n := len(folded); {
		case c == ' ' && next < len(lines) && i == lines[next].at-1:
			folded = append(folded, '\n')
		case !unicode.IsSpace(c) || n > 0 && folded[n-1] != ' ':
			folded = fold(folded, c)
		}
		for len(at) < len(folded) {
			at = append(at, i)
		}
	}
	var spans [][2]int
	for i := 0; i < len(folded) && len(spans) < maxHits; i++ {
		if n := match(folded[i:], want); n > 0 {
			spans = append(spans, [2]int{at[i], at[i+n-1] + 1})
			i += n - 1
		}
	}
	return p.hits(spans, lines)
}

// match is how much of a text begins with want, 0 when it does not. The end of
// a line is a space, or nothing where the script sets none.
func match(text, want []rune) int {
	if text[0] != want[0] {
		return 0
	}
	n := 0
	for _, c := range want {
		for n < len(text) && text[n] == '\n' && c != ' ' {
			n++
		}
		if n == len(text) || text[n] != c && (text[n] != '\n' || c != ' ') {
			return 0
		}
		n++
	}
	return n
}

// fold appends a character as a search compares it.
func fold(out []rune, c rune) []rune {
	switch {
	case c < 0x80:
		if unicode.IsSpace(c) {
			return append(out, ' ')
		}
		return append(out, unicode.ToLower(c))
	case unicode.IsSpace(c):
		return append(out, ' ')
	case c == '’', c == '‘':
		return append(out, '\'')
	case c == '“', c == '”':
		return append(out, '"')
	}
	for _, d := range norm.NFD.String(string(c)) {
		if !unicode.Is(unicode.Mn, d) || d >= 0x590 { // accents; not the vowels of other scripts
			out = append(out, unicode.ToLower(d))
		}
	}
	return out
}

// SetHits marks hits, the one at hand stronger.
func (p *Pane) SetHits(hits []Hit, now int) { p.hits, p.now = hits, now }

// Show brings a hit into view, where it is not.
func (p *Pane) Show(h Hit) {
	if len(h.parts) == 0 || p.page == nil {
		return
	}
	at := h.parts[0]
	if at.line < p.top || at.line >= p.top+p.h {
		p.top = at.line - p.h/3
		p.clamp()
	}
	if w, ok := p.page.wides[at.line]; ok && (at.column < p.side || at.column+at.width >= p.side+w.room) {
		p.side = max(0, min(at.column-w.room/3, w.width-w.room+1))
	}
}

// Near is the first hit at or below the top of the window, -1 for none.
func (p *Pane) Near(hits []Hit) int {
	for i, h := range hits {
		if len(h.parts) > 0 && h.parts[0].line >= p.top {
			return i
		}
	}
	return len(hits) - 1
}

// Block is the block that a hit stands in, -1 for the head.
func (p *Page) Block(h Hit) int {
	if len(h.parts) == 0 || h.parts[0].line >= len(p.marks) {
		return -1
	}
	return p.marks[h.parts[0].line].place.Block
}
