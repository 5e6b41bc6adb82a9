package article

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// spans reads spans. After the last span of a link comes its number.
func (s *setter) spans(r *reader, spans []feeds.Span, b base) {
	r.at, r.again = s.find(spans)
	for i := 0; i < len(spans); i++ {
		if spans[i].Note > 0 {
			s.sign(r, spans[i])
			continue
		}
		if spans[i].URL == "" && (spans[i].Jump == 0 || s.page.opt.Still) {
			s.span(r, spans[i], b, false, 0)
			continue
		}
		end := i + 1
		for end < len(spans) && spans[end].URL == spans[i].URL && spans[end].Jump == spans[i].Jump && spans[end].Note == 0 {
			end++
		}
		s.link(r, spans[i:end], b)
		i = end - 1
	}
}

// link reads the spans of one link.
func (s *setter) link(r *reader, spans []feeds.Span, b base) {
	number, href := s.number(spans[0].URL)
	sign := " ["
	if spans[0].Jump > 0 {
		number, href, sign = len(s.page.Links)+spans[0].Jump, 0, " [#"
	}
	before := len(r.atoms)
	if number > 0 {
		r.target = s.target(Target{Link: number, Text: said(spans), Jump: spans[0].Jump})
		defer func() { r.target = 0 }()
	}
	for _, span := range spans {
		s.span(r, span, b, number > 0, href)
	}
	if number == 0 || len(r.atoms) == before {
		return
	}
	// The number stays with the last word, also where a space ends the link.
	last := r.atoms[len(r.atoms)-1]
	if last.space {
		r.atoms = r.atoms[:len(r.atoms)-1]
	}
	r.glued(sign+strconv.Itoa(number)+"]", s.pen(dimBase, 0, false))
	if last.space {
		last.pen, last.href, last.target = s.pen(b, 0, false), 0, 0
		r.atoms = append(r.atoms, last)
	}
}

func (s *setter) span(r *reader, span feeds.Span, b base, link bool, href int) {
	r.pen, r.href = s.pen(b, span.Style, link), href
	text := drawable(span.Text)
	of := r.take(len(text))
	if span.Style&(feeds.Superscript|feeds.Subscript) != 0 {
		text = drawable(span.Plain())
	}
	r.words(text, of)
}

// take is where in the document's text the next span stands, which has size
// bytes there.
func (r *reader) take(size int) source {
	if r.at < 0 {
		return source{}
	}
	of := source{r.at, r.at + size, r.again}
	r.at += size
	return of
}

// number is the number that the Document gives a link's address, and the
// hyperlink that opens it. Both are 0 for an address that may not be opened.
func (s *setter) number(url string) (number, href int) {
	number = s.numbers[url]
	if number == 0 || s.page.Links[number-1].URL == "" {
		return 0, 0
	}
	return number, s.href(s.page.Links[number-1].URL)
}

// count takes the numbers over from doc. An address that may not be opened
// keeps its number, so that all others are as everywhere else, but no address.
func (s *setter) count(doc *feeds.Document) {
	s.page.Links = doc.Links()
	for i := range s.page.Links {
		l := &s.page.Links[i]
		s.numbers[l.URL] = i + 1
		l.URL = feeds.LinkURL("", l.URL)
	}
	s.page.jumps = doc.Jumps()
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

// said is what a link says, as much of it as may matter.
func said(spans []feeds.Span) string {
	var b strings.Builder
	for _, s := range spans {
		if b.Len() < 500 {
			b.WriteString(s.Text)
		}
	}
	return feeds.CleanLine(b.String())
}
