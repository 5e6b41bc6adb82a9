package bookmarks

import "strings"

// csvParser reads rows laxly (RFC 4180 and what people have): a quote within a
// cell is a quote, rows may be of any length, and the comma may be a semicolon
// or a tab.
type csvParser struct {
	text  string
	at    int
	comma byte
	lines line
	open  int // quotation marks that nothing closed
}

// maxOpen bounds how often a file is read to its end for a mark that closes
// another; then marks mean nothing in it.
const maxOpen = 100

func newCSVParser(data []byte) *csvParser {
	p := &csvParser{text: string(data), comma: ',', lines: line{data: data}}
	head, _, _ := strings.Cut(p.text, "\n")
	for _, c := range []byte(";\t") {
		if strings.Count(head, string(c)) > strings.Count(head, string(p.comma)) {
			p.comma = c
		}
	}
	return p
}

func (p *csvParser) end() bool { return p.at >= len(p.text) }

// row reads the next row, and its line. One with a quotation mark that nothing
// closes is not whole: it ends with its line, so that it takes no other along.
func (p *csvParser) row() (cells []string, line int, whole bool) {
	from := p.at
	line = p.lines.of(from)
	for {
		cell, last, ok := p.cell()
		if !ok {
			p.open++
			text, _, _ := strings.Cut(p.text[from:], "\n")
			p.at = min(from+len(text)+1, len(p.text))
			return []string{text}, line, false
		}
		if cells = append(cells, cell); last {
			return cells, line, true
		}
	}
}

// cell reads one cell and the mark behind it; last says that the row ends.
func (p *csvParser) cell() (cell string, last, ok bool) {
	if p.open >= maxOpen || !strings.HasPrefix(p.text[p.at:], `"`) {
		end := strings.IndexAny(p.text[p.at:], string(p.comma)+"\n")
		if end < 0 {
			end = len(p.text) - p.at
		}
		cell = p.text[p.at : p.at+end]
		p.at += end
		return p.after(strings.TrimSuffix(cell, "\r"))
	}
	var b strings.Builder
	for at := p.at + 1; ; {
		i := strings.IndexByte(p.text[at:], '"')
		if i < 0 {
			return "", false, false
		}
		b.WriteString(p.text[at : at+i])
		at += i + 1
		if at == len(p.text) || p.text[at] == p.comma || p.text[at] == '\n' || strings.HasPrefix(p.text[at:], "\r\n") {
			p.at = at
			if strings.HasPrefix(p.text[at:], "\r") {
				p.at++
			}
			return p.after(b.String())
		}
		b.WriteByte('"') // a doubled one, or one that should have been
		if p.text[at] == '"' {
			at++
		}
	}
}

func (p *csvParser) after(cell string) (string, bool, bool) {
	if p.end() {
		return cell, true, true
	}
	p.at++
	return cell, p.text[p.at-1] == '\n', true
}
