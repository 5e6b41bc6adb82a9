package article

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// maxLinkText bounds what a list of links shows of one, in bytes.
const maxLinkText = 200

// spans reads spans. After the last span of a link comes its number.
func (s *setter) spans(r *reader, spans []feeds.Span, b base) {
	for i := 0; i < len(spans); i++ {
		if spans[i].URL == "" {
			s.span(r, spans[i], b, false, 0)
			continue
		}
		end := i + 1
		for end < len(spans) && spans[end].URL == spans[i].URL {
			end++
		}
		s.link(r, spans[i:end], b)
		i = end - 1
	}
}

// link reads the spans of one link.
func (s *setter) link(r *reader, spans []feeds.Span, b base) {
	number, href := s.number(spans)
	before := len(r.atoms)
	for _, span := range spans {
		s.span(r, span, b, number > 0, href)
	}
	if number == 0 || len(r.atoms) == before {
		return
	}
	// The number stays with the last word, also where a space ends the link.
	space := r.atoms[len(r.atoms)-1].space
	if space {
		r.atoms = r.atoms[:len(r.atoms)-1]
	}
	r.glued(" ["+strconv.Itoa(number)+"]", s.pen(dimBase, 0, false))
	if space {
		r.pen, r.href = s.pen(b, 0, false), 0
		r.space(1)
	}
}

func (s *setter) span(r *reader, span feeds.Span, b base, link bool, href int) {
	r.pen, r.href = s.pen(b, span.Style, link), href
	switch {
	case span.Style.Has(feeds.Subscript):
		r.text(lowered(span.Text))
	case span.Style.Has(feeds.Superscript):
		r.text(raised(span.Text))
	default:
		r.text(span.Text)
	}
}

// number gives a link its number, the same for every appearance of its
// address, and the hyperlink that opens it. Both are 0 for an address that may
// not be opened.
func (s *setter) number(spans []feeds.Span) (number, href int) {
	url := feeds.LinkURL("", spans[0].URL)
	if url == "" {
		return 0, 0
	}
	if n, ok := s.numbers[url]; ok {
		return n, s.href(url)
	}
	var text strings.Builder
	for _, span := range spans {
		text.WriteString(span.Text)
		if text.Len() > maxLinkText {
			break
		}
	}
	s.page.Links = append(s.page.Links, feeds.Link{URL: url, Text: feeds.CleanLine(text.String())})
	n := len(s.page.Links)
	s.numbers[url] = n
	return n, s.href(url)
}

// href is the hyperlink to url, or 0 when it is too long for terminals. Ones
// with the same id light up together, so that a link parted by a line's end
// stays one.
func (s *setter) href(url string) int {
	if len(url) > maxHref {
		return 0
	}
	// WebURL left printable ASCII; a semicolon would end the parameters early
	// on some terminals and lose the link (x/ansi 848).
	url = strings.ReplaceAll(url, ";", "%3B")
	id := "id=" + strconv.Itoa(len(s.hrefs))
	s.hrefs = append(s.hrefs, ansi.SetHyperlink(url, id))
	return len(s.hrefs) - 1
}

// lowered is a subscript as text: H₂O, x_i.
func lowered(text string) string {
	digits := true
	for _, c := range text {
		digits = digits && c >= '0' && c <= '9'
	}
	if !digits {
		return "_" + text
	}
	return strings.Map(func(c rune) rune { return '₀' + c - '0' }, text)
}

// raised is a superscript as text: mc^2. What follows a number or a word as
// its ending (1st, 2e, Mme) and marks of footnotes need no sign.
func raised(text string) string {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "me", "o", "a", "º", "ª", "®", "™", "tm", "sm":
		return text
	}
	if strings.IndexAny(text, "[(*†‡") == 0 {
		return text
	}
	return "^" + text
}
