package parse

import (
	"html"
	"strings"
)

// maxEntity bounds an entity's name: the longest HTML knows has 33 bytes.
const maxEntity = 40

// decodeEntities decodes the references of XML and HTML once. Only what ends
// in ";" is one: "?a=1&copy=2" stays as it is.
func decodeEntities(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		b.WriteString(s[:i])
		s = s[i:]
		text, n := entity(s)
		b.WriteString(text)
		s = s[n:]
		if i = strings.IndexByte(s, '&'); i < 0 {
			b.WriteString(s)
			return b.String()
		}
	}
}

// entity decodes the reference at the head of s, and says how many bytes it
// takes; "&" alone when s begins with none.
func entity(s string) (string, int) {
	switch {
	case strings.HasPrefix(s, "&lt;"):
		return "<", 4
	case strings.HasPrefix(s, "&gt;"):
		return ">", 4
	case strings.HasPrefix(s, "&amp;"):
		return "&", 5
	case strings.HasPrefix(s, "&quot;"):
		return `"`, 6
	case strings.HasPrefix(s, "&apos;"):
		return "'", 6
	}
	end := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 2 || strings.ContainsAny(s[1:end], "& \t\r\n<>") {
		return "&", 1
	}
	ref := s[:end+1]
	text := html.UnescapeString(ref)
	if text == ref || text == html.UnescapeString(ref[:end])+";" {
		return "&", 1
	}
	return text, end + 1
}

// hasEntity says whether s still looks escaped: a reference that ends in ";".
func hasEntity(s string) bool {
	for i := strings.IndexByte(s, '&'); i >= 0; {
		if _, n := entity(s[i:]); n > 1 {
			return true
		}
		next := strings.IndexByte(s[i+1:], '&')
		if next < 0 {
			return false
		}
		i += next + 1
	}
	return false
}
