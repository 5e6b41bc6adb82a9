package article

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

// stretch is a piece of the page's prose that stands on one line as it is.
type stretch struct {
	at   int // the byte of the prose where it begins
	line int
	from int // the byte of the line's plain text where it begins
}

// FindBy gives the places of what find finds in the page's text, as bytes from
// and to, from top to bottom.
func (p *Page) FindBy(find func(text string) [][2]int) []Hit {
	text, stretches := p.prose()
	var hits []Hit
	line, plain := -1, "" // what was measured last
	for _, span := range find(text) {
		if len(hits) == maxHits {
			break
		}
		var h Hit
		for i := sort.Search(len(stretches), func(i int) bool { return stretches[i].at > span[0] }) - 1; i < len(stretches) && stretches[i].at < span[1]; i++ {
			s := stretches[i]
			if s.line != line {
				line, plain = s.line, p.plain(s.line)
			}
			at := p.cells(plain, s.from+max(span[0]-s.at, 0), s.from+span[1]-s.at)
			if at.line = line; at.width == 0 {
				continue
			}
			if n := len(h.parts); n > 0 && h.parts[n-1].line == line {
				h.parts[n-1].width = at.column + at.width - h.parts[n-1].column
			} else {
				h.parts = append(h.parts, at)
			}
		}
		hits = append(hits, h)
	}
	return hits
}

// prose is the page's text in one: spaces that follow one another are one, and
// so is the end of a line, but not in scripts that set none.
func (p *Page) prose() (string, []stretch) {
	size := 0
	for _, l := range p.Lines {
		size += len(l)
	}
	var b strings.Builder
	b.Grow(size)
	stretches := make([]stretch, 0, len(p.Lines))
	wide := false // the last character so far takes two cells
	for n := range p.Lines {
		text := p.plain(n)
		from := len(text) - len(strings.TrimLeft(text, " "))
		if from == len(text) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(text[from:])
		if b.Len() > 0 && !(wide && isWide(first)) {
			b.WriteByte(' ')
		}
		for from < len(text) {
			stretches = append(stretches, stretch{b.Len(), n, from})
			end := strings.Index(text[from:], "  ")
			if end < 0 {
				b.WriteString(text[from:])
				break
			}
			b.WriteString(text[from : from+end+1])
			from += end
			for text[from] == ' ' {
				from++
			}
		}
		last, _ := utf8.DecodeLastRuneInString(text)
		wide = isWide(last)
	}
	return b.String(), stretches
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
