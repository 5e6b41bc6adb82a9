package feeds

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passage is a stretch of a text: the bytes from From to To.
type Passage struct{ From, To int }

// Empty says whether nothing is in it.
func (p Passage) Empty() bool { return p.To <= p.From }

// aroundQuote is how many bytes of the text on either side of a passage are
// kept to tell it from others of the same words.
const aroundQuote = 80

// HighlightOf makes a highlight of a passage of text, without the white space at its
// ends; false where there is nothing else in it.
func HighlightOf(text string, p Passage) (Highlight, bool) {
	p.From, p.To = max(p.From, 0), min(p.To, len(text))
	if p.Empty() || strings.TrimSpace(text[p.From:p.To]) == "" {
		return Highlight{}, false
	}
	quote := text[p.From:p.To]
	p.To -= len(quote) - len(strings.TrimRightFunc(quote, unicode.IsSpace))
	p.From += len(quote) - len(strings.TrimLeftFunc(quote, unicode.IsSpace))
	before, after := max(p.From-aroundQuote, 0), min(p.To+aroundQuote, len(text))
	for before < p.From && !utf8.RuneStart(text[before]) {
		before++
	}
	for after < len(text) && after > p.To && !utf8.RuneStart(text[after]) {
		after--
	}
	return Highlight{Quote: text[p.From:p.To], Prefix: text[before:p.From], Suffix: text[p.To:after]}, true
}

// FindHighlights gives where in text each of list stands, as Highlight.Find
// does; an empty Passage for one that is in it no more.
func FindHighlights(text string, list []Highlight) []Passage {
	if len(list) == 0 {
		return nil
	}
	out := make([]Passage, len(list))
	in := foldText(text)
	for i, h := range list {
		if from, to, ok := h.find(in); ok {
			out[i] = Passage{from, to}
		}
	}
	return out
}

// Rehighlight is list without the highlights that are gone, and with others in
// their place, or at its end where none is gone. None stands in it twice.
func Rehighlight(list, gone, others []Highlight) []Highlight {
	var out []Highlight
	at := -1
	for _, h := range list {
		if slices.ContainsFunc(gone, h.same) {
			if at < 0 {
				at = len(out)
			}
			continue
		}
		out = append(out, h)
	}
	if at < 0 {
		at = len(out)
	}
	for _, h := range others {
		if !slices.ContainsFunc(out, h.same) {
			out = slices.Insert(out, at, h)
			at++
		}
	}
	return out
}

// same says whether two highlights are of one passage, with one note.
func (h Highlight) same(other Highlight) bool {
	return h.Quote == other.Quote && h.Prefix == other.Prefix && h.Suffix == other.Suffix && h.Note == other.Note
}
