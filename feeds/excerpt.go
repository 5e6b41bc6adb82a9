package feeds

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many characters of an excerpt stand before what is looked for, and in all.
const (
	excerptBefore = 24
	excerptMost   = 240
)

// InBody says whether the query looks for words or a pattern in texts.
func (m *Marker) InBody() bool { return m.inBody }

// Excerpt is a line of an article's text around the first place of it that is
// to be marked, which stands near its beginning; "" where there is none.
func (m *Marker) Excerpt(text string) string {
	spans := m.Find(FieldBody, text)
	if len(spans) == 0 {
		return ""
	}
	at := spans[0][0]
	from := at
	for range excerptBefore {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
	}
	begin := ""
	if from > 0 {
		begin = "… "
		if i := strings.IndexFunc(text[from:at], unicode.IsSpace); i >= 0 { // at a word
			from += i
		}
	}
	to := from
	for range excerptMost {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	return begin + CleanLine(text[from:to])
}
