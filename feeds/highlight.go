package feeds

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Highlight is a passage that the reader marked. It is anchored by its words
// and those around them (W3C Web Annotation, TextQuoteSelector), not by a
// place, so that it is found again in a text that was extracted anew.
type Highlight struct {
	Quote  string    `json:"quote"` // the passage; blocks are parted by "\n"
	Prefix string    `json:"prefix,omitempty"`
	Suffix string    `json:"suffix,omitempty"`
	Note   string    `json:"note,omitempty"` // may have several lines
	Made   time.Time `json:"made,omitzero"`
}

// maxContext bounds how much of a prefix and a suffix is compared, and
// maxPlaces how many places of one quote: a letter stands everywhere.
const (
	maxContext = 200
	maxPlaces  = 1000
)

// Find gives where in text the highlight's quote stands, as bytes from and to.
// Of several places it is the one whose surroundings agree best with prefix
// and suffix, the first among equals. White space and the shapes of quotation
// marks and dashes count for nothing; ok is false where the quote is no more.
func (h Highlight) Find(text string) (from, to int, ok bool) {
	return h.find(foldText(text))
}

func (h Highlight) find(in folded) (from, to int, ok bool) {
	quote := strings.TrimSpace(foldText(h.Quote).text)
	if quote == "" {
		return 0, 0, false
	}
	prefix, suffix := foldText(h.Prefix).text, foldText(h.Suffix).text
	best, score := -1, -1
	for at, n := 0, 0; n < maxPlaces; n++ {
		i := strings.Index(in.text[at:], quote)
		if i < 0 {
			break
		}
		i += at
		if s := sameEnd(in.text[:i], prefix) + sameStart(in.text[i+len(quote):], suffix); s > score {
			best, score = i, s
		}
		at = i + 1
	}
	if best < 0 {
		return 0, 0, false
	}
	return in.at[best], in.at[best+len(quote)], true
}

// sameEnd counts the bytes that two texts end in alike, but for white space at
// their ends; sameStart those they start with.
func sameEnd(a, b string) (n int) {
	a, b = strings.TrimRight(a, " "), strings.TrimRight(b, " ")
	for n < min(len(a), len(b), maxContext) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func sameStart(a, b string) (n int) {
	a, b = strings.TrimLeft(a, " "), strings.TrimLeft(b, " ")
	for n < min(len(a), len(b), maxContext) && a[n] == b[n] {
		n++
	}
	return n
}

// folded is a text without what two extractions of it differ in. at gives for
// each of its bytes where it stands in the text, and where the text ends.
type folded struct {
	text string
	at   []int
}

func foldText(s string) folded {
	var b strings.Builder
	b.Grow(len(s))
	at := make([]int, 0, len(s)+1)
	space := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				at = append(at, i)
			}
			space = true
			continue
		}
		space = false
		switch r {
		case '‘', '’', '‚', '‛', '′':
			r = '\''
		case '“', '”', '„', '‟', '″', '«', '»':
			r = '"'
		case '‐', '‑', '‒', '–', '—', '―', '−':
			r = '-'
		case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', utf8.RuneError:
			continue
		}
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return folded{b.String(), append(at, len(s))}
}

// Marked gives the document with the highlights' passages Marked, for a screen
// or a page, and the highlights that are in it no more. The document itself
// stays as it is. Code is found but cannot be marked.
func (d *Document) Marked(highlights []Highlight) (marked *Document, lost []Highlight) {
	if len(highlights) == 0 {
		return d, nil
	}
	var text strings.Builder
	plainBlocks(&text, d.Blocks)
	m := marker{}
	for i, p := range FindHighlights(text.String(), highlights) {
		if p.Empty() {
			lost = append(lost, highlights[i])
		} else {
			m.ranges = append(m.ranges, [2]int{p.From, p.To})
		}
	}
	out := *d
	out.Blocks = m.blocks(d.Blocks)
	return &out, lost
}

// marker copies blocks and marks ranges of what plainBlocks makes of them; at
// is where in that it stands.
type marker struct {
	ranges [][2]int
	at     int
}

func (m *marker) blocks(blocks []Block) []Block {
	out := slices.Clone(blocks)
	for i, b := range out {
		b.Spans = m.line(b.Spans)
		if b.Kind == Code {
			m.at += len(b.Text) + 1
		}
		b.Items = slices.Clone(b.Items)
		for j := range b.Items {
			b.Items[j].Term = m.line(b.Items[j].Term)
			b.Items[j].Blocks = m.blocks(b.Items[j].Blocks)
		}
		b.Blocks = m.blocks(b.Blocks)
		b.Rows = slices.Clone(b.Rows)
		for j := range b.Rows {
			cells := slices.Clone(b.Rows[j].Cells)
			for k := range cells {
				if k > 0 {
					m.at++
				}
				cells[k].Spans = m.spans(cells[k].Spans)
			}
			b.Rows[j].Cells = cells
			m.at++
		}
		out[i] = b
	}
	return out
}

func (m *marker) line(spans []Span) []Span {
	if len(spans) == 0 {
		return spans
	}
	out := m.spans(spans)
	m.at++
	return out
}

func (m *marker) spans(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		cuts := m.cuts(len(s.Text))
		for i := 0; i+1 < len(cuts); i++ {
			part := s
			part.Text = s.Text[cuts[i]:cuts[i+1]]
			if m.inside(m.at + cuts[i]) {
				part.Style |= Marked
			}
			out = append(out, part)
		}
		if s.Text == "" {
			out = append(out, s)
		}
		m.at += len(s.Text)
	}
	return out
}

// cuts are where in the next n bytes marks begin and end, with both ends.
func (m *marker) cuts(n int) []int {
	cuts := []int{0, n}
	for _, r := range m.ranges {
		for _, at := range r {
			if at -= m.at; at > 0 && at < n {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

func (m *marker) inside(at int) bool {
	return slices.ContainsFunc(m.ranges, func(r [2]int) bool { return at >= r[0] && at < r[1] })
}
