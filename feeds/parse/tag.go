package parse

import (
	"bytes"
	"strings"
)

// Limits of one start tag: over them it loses its attributes, since gofeed
// copies every namespace in scope for every element.
const (
	maxTag        = 64 << 10 // bytes
	maxNamespaces = 128      // declared and in scope
)

// tag is one start or end tag as it stands in the input.
type tag struct {
	name        []byte // qualified, as written
	attrs       []byte // what stands between name and end
	selfClosing bool
	end         int // offset behind ">"
}

// local is the name without its prefix, prefix what stands before it.
func (t tag) local() []byte {
	return t.name[bytes.LastIndexByte(t.name, ':')+1:]
}

func (t tag) prefix() []byte {
	return t.name[:max(bytes.IndexByte(t.name, ':'), 0)]
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == ':' || c == '-' || c == '.'
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// readTag reads the start tag or, with its "/", the end tag whose name begins
// at i. ok is false when no ">" ends it.
func readTag(in []byte, i int) (t tag, ok bool) {
	start := i
	for i < len(in) && isNameByte(in[i]) {
		i++
	}
	t.name = in[start:i]
	attrs := i
	for i < len(in) {
		switch c := in[i]; c {
		case '>':
			t.attrs = in[attrs:i]
			if n := len(t.attrs); n > 0 && t.attrs[n-1] == '/' {
				t.attrs, t.selfClosing = t.attrs[:n-1], true
			}
			t.end = i + 1
			return t, true
		case '"', '\'':
			// A quote that nothing closes, or that opens no value, is a typing slip.
			closing := -1
			if isValueStart(in[attrs:i]) {
				closing = bytes.IndexByte(in[i+1:], c)
			}
			if i++; closing >= 0 {
				i += closing + 1
			}
		default:
			i++
		}
	}
	return t, false
}

func isValueStart(before []byte) bool {
	before = bytes.TrimRight(before, " \t\r\n")
	return len(before) > 0 && before[len(before)-1] == '='
}

// attr is an attribute, its value still with references.
type attr struct {
	name, value string
}

// attributes reads what stands in a tag behind its name. Values need no
// quotes, names no values.
func attributes(b []byte) []attr {
	var out []attr
	for {
		for len(b) > 0 && (isSpace(b[0]) || !isNameStart(b[0])) {
			b = b[1:]
		}
		if len(b) == 0 {
			return out
		}
		n := 0
		for n < len(b) && isNameByte(b[n]) {
			n++
		}
		a := attr{name: string(b[:n])}
		b = bytes.TrimLeft(b[n:], " \t\r\n")
		if len(b) > 0 && b[0] == '=' {
			a.value, b = attrValue(bytes.TrimLeft(b[1:], " \t\r\n"))
		}
		out = append(out, a)
	}
}

func attrValue(b []byte) (value string, rest []byte) {
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		if end := bytes.IndexByte(b[1:], b[0]); end >= 0 {
			return string(b[1 : end+1]), b[end+2:]
		}
		b = b[1:]
	}
	n := 0
	for n < len(b) && !isSpace(b[n]) {
		n++
	}
	return strings.Trim(string(b[:n]), `"'`), b[n:]
}

// find gives the value of the attribute called name, decoded, "" for none.
func find(attrs []attr, name string) string {
	for _, a := range attrs {
		if strings.EqualFold(a.name, name) {
			return strings.TrimSpace(decodeEntities(a.value))
		}
	}
	return ""
}

// namespaces maps what publishers write for a namespace to what gofeed knows
// it by, in lower case. Undeclared prefixes need none: gofeed takes them as
// they are.
var namespaces = map[string]string{
	"http://purl.org/syndication/thread/1.0":     "http://purl.org/rss/1.0/modules/threading/",
	"http://www.itunes.com/dtds/podcast-1.0.dtd": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
	"http://wellformedweb.org/commentapi/":       "http://wellformedweb.org/commentAPI/",
	"http://search.yahoo.com/mrss":               "http://search.yahoo.com/mrss/",
	"http://search.yahoo.com/mrss/":              "http://search.yahoo.com/mrss/",
	"https://search.yahoo.com/mrss/":             "http://search.yahoo.com/mrss/",
	"http://search.yahoo.com/rss":                "http://search.yahoo.com/mrss/",
	"https://purl.org/dc/elements/1.1/":          "http://purl.org/dc/elements/1.1/",
	"https://www.w3.org/2005/atom":               "http://www.w3.org/2005/Atom",
}

// writeAttributes writes attrs so that no XML reader stumbles: quoted, no "<",
// plain names, known namespaces, and without xml:base, which is ours to
// resolve (gofeed takes every base for a folder).
func writeAttributes(out []byte, attrs []attr) []byte {
	for _, a := range attrs {
		name := asciiName(a.name)
		if strings.EqualFold(name, "xml:base") || name == "" {
			continue
		}
		value := a.value
		if name == "xmlns" || strings.HasPrefix(name, "xmlns:") {
			if known := namespaces[strings.ToLower(strings.TrimSpace(value))]; known != "" {
				value = known
			}
		}
		out = append(out, ' ')
		out = append(out, name...)
		out = append(out, '=', '"')
		for i := range len(value) {
			switch value[i] {
			case '<':
				out = append(out, "&lt;"...)
			case '"':
				out = append(out, "&#34;"...)
			default:
				out = append(out, value[i])
			}
		}
		out = append(out, '"')
	}
	return out
}

// asciiName gives a name that every XML reader takes: ASCII, one colon at
// most, and not at an end.
func asciiName(name string) string {
	plain, colons := true, 0
	for i := range len(name) {
		plain = plain && name[i] < 0x80
		if name[i] == ':' {
			colons++
		}
	}
	if plain && (colons == 0 || colons == 1 && name[len(name)-1] != ':') {
		return name
	}
	b := []byte(name)
	for i, c := range b {
		if c >= 0x80 || c == ':' {
			b[i] = '_'
		}
	}
	return string(b)
}
