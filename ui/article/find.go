package article

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"broadsheet/ui/style"
)

// maxHits bounds what a search marks.
const maxHits = 5000

// Hit is where a text was found: on one line, or over the end of one.
type Hit struct{ parts []part }

type part struct{ line, column, width int }

// letter is one character of the page as the search compares it.
type letter struct {
	char rune
	at   part
	text bool // false for the break between two lines
}

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
	letters := p.letters()
	var hits []Hit
	for i := 0; i < len(letters) && len(hits) < maxHits; i++ {
		if n := match(letters[i:], want); n > 0 {
			hits = append(hits, hit(letters[i:i+n]))
			i += n - 1
		}
	}
	return hits
}

// match is how many letters begin with want, 0 when they do not. The end of a
// line is a space, or nothing where the script sets none.
func match(letters []letter, want []rune) int {
	if !letters[0].text || letters[0].char != want[0] {
		return 0
	}
	n := 0
	for _, c := range want {
		for n < len(letters) && !letters[n].text && c != ' ' {
			n++
		}
		if n == len(letters) || letters[n].char != c {
			return 0
		}
		n++
	}
	return n
}

func hit(letters []letter) Hit {
	var h Hit
	for _, l := range letters {
		n := len(h.parts)
		switch {
		case !l.text || l.at.width == 0:
		case n > 0 && h.parts[n-1].line == l.at.line:
			h.parts[n-1].width = max(h.parts[n-1].width, l.at.column+l.at.width-h.parts[n-1].column)
		default:
			h.parts = append(h.parts, l.at)
		}
	}
	return h
}

// letters is the page's text, folded, with where each character stands.
func (p *Page) letters() []letter {
	size := 0
	for _, l := range p.Lines {
		size += len(l)
	}
	out := make([]letter, 0, size)
	var folded []rune
	by := style.Ruler{Wc: p.opt.Wc}.Method()
	for n := range p.Lines {
		column := 0
		for text := p.plain(n); text != ""; {
			cluster, cells := cluster(text, by)
			text = text[len(cluster):]
			for _, c := range cluster {
				folded = fold(folded[:0], c)
				for _, f := range folded {
					if f == ' ' && len(out) > 0 && out[len(out)-1].char == ' ' {
						continue
					}
					out = append(out, letter{f, part{n, column, cells}, true})
				}
			}
			column += cells
		}
		if last := len(out); last > 0 && out[last-1].char != ' ' {
			out = append(out, letter{char: ' '})
		}
	}
	return out
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
