package article

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

// prosaic is a line of the page that has text, within the page's prose.
type prosaic struct {
	at   int // the byte of the prose where it begins
	line int
	from int // the byte of its plain text that stands there
}

// FindBy gives the places of what find finds in the page's text, as bytes from
// and to, from top to bottom.
func (p *Page) FindBy(find func(text string) [][2]int) []Hit {
	text, lines := p.prose()
	return p.hits(find(text), lines)
}

// hits are the places on the page of pieces of its prose.
func (p *Page) hits(spans [][2]int, lines []prosaic) []Hit {
	hits := make([]Hit, min(len(spans), maxHits))
	line, plain := -1, "" // what was measured last
	for i := range hits {
		from, to := spans[i][0], spans[i][1]
		for _, l := range lines[max(sort.Search(len(lines), func(i int) bool { return lines[i].at > from })-1, 0):] {
			if l.at >= to {
				break
			}
			if l.line != line {
				line, plain = l.line, p.plain(l.line)
			}
			if at := p.cells(plain, l.from+max(from-l.at, 0), l.from+to-l.at); at.width > 0 {
				at.line = line
				hits[i].parts = append(hits[i].parts, at)
			}
		}
	}
	return hits
}

// prose is the page's text in one. The end of a line is a space, but nothing in
// scripts that set none.
func (p *Page) prose() (string, []prosaic) {
	text := make([]byte, 0, 80*len(p.Lines))
	lines := make([]prosaic, 0, len(p.Lines))
	wide := false // the last character so far takes two cells
	for n := range p.Lines {
		plain := p.plain(n)
		said := strings.TrimLeft(plain, " ")
		if said == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(said)
		if len(text) > 0 && !(wide && isWide(first)) {
			text = append(text, ' ')
		}
		lines = append(lines, prosaic{len(text), n, len(plain) - len(said)})
		text = append(text, said...)
		last, _ := utf8.DecodeLastRuneInString(said)
		wide = isWide(last)
	}
	return string(text), lines
}

func isWide(r rune) bool { return r >= 0x1100 && ansi.StringWidth(string(r)) > 1 }

// plain is what a line says, without its lead and the spaces at its end; ""
// where a picture stands.
func (p *Page) plain(n int) string {
	line := p.Lines[n]
	if _, ok := p.boxes[n]; ok {
		return ""
	}
	if w, ok := p.wides[n]; ok {
		line = w.body
	} else if lead := p.marks[n].lead; lead > 0 {
		line = style.DropBy(style.Ruler{Wc: p.opt.Wc}.Method(), line, lead)
	}
	return strings.TrimRight(ansi.Strip(line), " ")
}

// cells is where the characters stand that lie within bytes from and to of a
// line's plain text, in part or as a whole.
func (p *Page) cells(text string, from, to int) (at part) {
	by := style.Ruler{Wc: p.opt.Wc}.Method()
	column := 0
	for i := 0; i < to && i < len(text); {
		c, w := cluster(text[i:], by)
		if i+len(c) > from {
			if at.width == 0 {
				at.column = column
			}
			at.width = column + w - at.column
		}
		column += w
		i += len(c)
	}
	return at
}

// cluster is the first character of a text and the cells it takes.
func cluster(text string, by ansi.Method) (string, int) {
	if c := text[0]; c >= ' ' && c <= '~' && (len(text) == 1 || text[1] < 0x80) {
		return text[:1], 1
	}
	return ansi.FirstGraphemeCluster(text, by) // more than a character of its own
}
