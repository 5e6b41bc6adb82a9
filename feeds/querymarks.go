package feeds

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Marker finds in a text what a query looks for, to mark it. Several
// goroutines may use it.
type Marker struct {
	words    []Words
	needles  []string // of words
	patterns []Pattern
	compiled []*regexp.Regexp // of patterns
	inBody   bool
}

// Marker makes a query ready to be marked. What it leaves out is not.
func (q Query) Marker() *Marker {
	m := &Marker{}
	m.add(q.Where)
	return m
}

func (m *Marker) add(n Node) {
	switch n := n.(type) {
	case And:
		for _, part := range n {
			m.add(part)
		}
	case Or:
		for _, part := range n {
			m.add(part)
		}
	case Words:
		if needle := n.needle(); needle != "" {
			m.words, m.needles = append(m.words, n), append(m.needles, needle)
			m.inBody = m.inBody || n.In == Anywhere || n.In == FieldBody
		}
	case Pattern:
		if re, err := compilePattern(n.Source); err == nil {
			m.patterns, m.compiled = append(m.patterns, n), append(m.compiled, re)
			m.inBody = m.inBody || n.In == Anywhere || n.In == FieldBody
		}
	}
}

// Find gives the parts of text to mark, as bytes from and to, in their order
// and apart. The text is a field's: a title, the feed's name, a summary (body).
func (m *Marker) Find(in Field, text string) (out [][2]int) {
	folded, at := "", []int(nil)
	for i, w := range m.words {
		if w.In != in && w.In != Anywhere {
			continue
		}
		if at == nil {
			folded, at = FoldAt(text)
			folded, at = " "+folded+" ", append([]int{0}, at...)
		}
		needle := m.needles[i]
		for from := 0; ; {
			k := strings.Index(folded[from:], needle)
			if k < 0 {
				break
			}
			begin, end := from+k, from+k+len(needle)
			from = begin + 1
			out = append(out, [2]int{begin, end})
		}
	}
	for i, span := range out { // from places in the fold to places in the text
		begin, end := span[0], span[1]
		for folded[begin] == ' ' {
			begin++
		}
		for folded[end-1] == ' ' {
			end--
		}
		out[i] = [2]int{at[begin], after(text, at[end-1])}
	}
	for i, p := range m.patterns {
		if p.In != in && p.In != Anywhere {
			continue
		}
		for _, span := range m.compiled[i].FindAllStringIndex(text, -1) {
			if span[0] < span[1] {
				out = append(out, [2]int{span[0], span[1]})
			}
		}
	}
	return apart(out)
}

// after is where the character at byte i of s ends, with its marks.
func after(s string, i int) int {
	if _, n := hangul(s[i:]); n > 0 {
		i += n
	} else {
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if class, _ := foldRune(r); class != gone {
			break
		}
		i += n
	}
	return i
}

// apart sorts spans and makes one of those that overlap.
func apart(spans [][2]int) [][2]int {
	SortStable(spans, func(a, b [2]int) int { return a[0] - b[0] })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}
