package opml

import (
	"html"
	"strings"
)

// tag is one tag of the file: its local name in lower case, its attributes by
// name in lower case, decoded.
type tag struct {
	name        string
	end         bool // </name>
	selfClosing bool
	attrs       map[string]string
}

// scanner goes through the tags of a file and skips all else.
type scanner struct {
	rest    string
	before  string          // text in front of the tag just read
	decodes int             // how often values are decoded
	gone    map[string]bool // ends that do not come any more
}

// next gives the next tag; ok is false at the end. Comments, declarations,
// DOCTYPEs (with whatever entities they declare) and CDATA are passed over.
func (s *scanner) next() (t tag, ok bool) {
	s.before = ""
	for {
		i := strings.IndexByte(s.rest, '<')
		if i < 0 || i+1 >= len(s.rest) {
			return tag{}, false
		}
		s.before += s.rest[:min(i, 1000)]
		if len(s.before) > 4000 {
			s.before = s.before[:4000]
		}
		s.rest = s.rest[i:]
		switch {
		case strings.HasPrefix(s.rest, "<!--"):
			s.skipTo("-->")
		case strings.HasPrefix(s.rest, "<![CDATA["):
			s.before += s.rest[9:min(len(s.rest), 1000)]
			s.skipTo("]]>")
			s.before, _, _ = strings.Cut(s.before, "]]>")
		case strings.HasPrefix(s.rest, "<!"), strings.HasPrefix(s.rest, "<?"):
			s.skipTo(">")
		default:
			if t, ok := s.tag(); ok {
				return t, true
			}
			s.rest = s.rest[1:]
		}
	}
}

// skipTo goes behind the next end; when none comes, behind the next tag's.
func (s *scanner) skipTo(end string) {
	if !s.gone[end] {
		if i := strings.Index(s.rest, end); i >= 0 {
			s.rest = s.rest[i+len(end):]
			return
		}
		if s.gone == nil {
			s.gone = map[string]bool{}
		}
		s.gone[end] = true
	}
	if i := strings.IndexByte(s.rest, '>'); i >= 0 {
		s.rest = s.rest[i+1:]
		return
	}
	s.rest = ""
}

// tag reads the tag at the head of the rest.
func (s *scanner) tag() (tag, bool) {
	b := s.rest[1:]
	t := tag{}
	if strings.HasPrefix(b, "/") {
		t.end, b = true, b[1:]
	}
	n := nameLength(b)
	if n == 0 {
		return t, false
	}
	t.name = strings.ToLower(b[:n])
	t.name = t.name[strings.LastIndexByte(t.name, ':')+1:]
	b = b[n:]
	for {
		b = strings.TrimLeft(b, " \t\r\n")
		switch {
		case b == "" || b[0] == '<':
			s.rest = b
			return t, true
		case b[0] == '>':
			s.rest = b[1:]
			return t, true
		case strings.HasPrefix(b, "/>"):
			t.selfClosing = true
			s.rest = b[2:]
			return t, true
		}
		n := nameLength(b)
		if n == 0 {
			b = b[1:]
			continue
		}
		name := strings.ToLower(b[:n])
		b = strings.TrimLeft(b[n:], " \t\r\n")
		if !strings.HasPrefix(b, "=") {
			continue
		}
		var value string
		value, b = attributeValue(strings.TrimLeft(b[1:], " \t\r\n"))
		if t.attrs == nil {
			t.attrs = map[string]string{}
		}
		if _, twice := t.attrs[name]; !twice && len(t.attrs) < 100 {
			t.attrs[name] = s.decode(value)
		}
	}
}

// attributeValue reads a value and gives what follows it. A quote ends it only
// where an attribute or the tag goes on behind, so that quotes within quotes
// are part of the value.
func attributeValue(b string) (value, rest string) {
	const most, quotes = 16 << 10, 20
	if b == "" || b[0] != '"' && b[0] != '\'' {
		n := strings.IndexAny(b, " \t\r\n>")
		if n < 0 {
			n = len(b)
		}
		return strings.TrimSuffix(b[:n], "/"), b[n:]
	}
	window := b[1:min(len(b), most)]
	from := 0
	for range quotes {
		i := strings.IndexByte(window[from:], b[0])
		if i < 0 {
			break
		}
		if strings.Contains(window[from:from+i], "<outline") {
			break // the quote was forgotten
		}
		i += from
		// Behind an inner tag's quote its ">" ends that tag: <a href="…">.
		inner := strings.LastIndexByte(window[:i], '<') > strings.LastIndexByte(window[:i], '>')
		if endsValue(b[i+2:]) && !(inner && isTagEnd(b[i+2:])) {
			return window[:i], b[i+2:]
		}
		from = i + 1
	}
	n := strings.IndexAny(window, "<>")
	if n < 0 {
		n = len(window)
	}
	n = len(strings.TrimSuffix(window[:n], "/"))
	return strings.TrimSpace(window[:n]), b[n+1:]
}

// endsValue says whether a tag can go on with b behind a closing quote.
func endsValue(b string) bool {
	trimmed := strings.TrimLeft(b, " \t\r\n")
	if trimmed == "" || trimmed[0] == '>' || strings.HasPrefix(trimmed, "/>") || trimmed[0] == '<' {
		return true
	}
	n := nameLength(trimmed)
	return n > 0 && strings.HasPrefix(strings.TrimLeft(trimmed[n:], " \t\r\n"), "=")
}

func isTagEnd(b string) bool {
	b = strings.TrimLeft(b, " \t\r\n/")
	return b != "" && b[0] == '>'
}

func nameLength(b string) int {
	n := 0
	for n < len(b) && (b[n] >= 'a' && b[n] <= 'z' || b[n] >= 'A' && b[n] <= 'Z' || b[n] == '_' || b[n] == ':' ||
		n > 0 && (b[n] >= '0' && b[n] <= '9' || b[n] == '-' || b[n] == '.')) {
		n++
	}
	return n
}

// decode decodes the references of XML and HTML once, and once more what still
// looks escaped, but for our own files, which are escaped once. Entities of
// the file's own stay as they are.
func (s *scanner) decode(value string) string {
	for range s.decodes {
		if !strings.Contains(value, "&") || !strings.Contains(value, ";") {
			return value
		}
		value = unescape(value)
	}
	return value
}

// unescape is html.UnescapeString for references that end in ";" alone:
// "?a=1&copy=2" is no copyright sign.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), 40)], ';')
		if end < 2 || strings.ContainsAny(s[1:end], "&=?/ ") {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(html.UnescapeString(s[:end+1]))
		s = s[end+1:]
	}
}

// elements gives the names of the first elements of a text.
func elements(text string, most int) []string {
	var out []string
	s := scanner{rest: text}
	for len(out) < most {
		t, ok := s.next()
		if !ok {
			break
		}
		if !t.end {
			out = append(out, t.name)
		}
	}
	return out
}
