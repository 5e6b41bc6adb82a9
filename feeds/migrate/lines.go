package migrate

import (
	"strings"
)

// eachLine calls do for every line that says something, with its number.
func eachLine(data []byte, do func(line int, text string)) {
	text := strings.ReplaceAll(strings.ToValidUTF8(string(data), "\uFFFD"), "\r\n", "\n")
	for i, l := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") && len(l) <= maxLine {
			do(i+1, l)
		}
	}
}

// words parts a line at blanks. Double quotes hold a word together, and a
// backslash in them takes the next character as it is. What follows a # that
// begins a word is a comment, where comments says so.
func words(line string, comments bool) []string {
	var out []string
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		switch {
		case line[0] == '#' && comments:
			return out
		case line[0] == '"':
			var word string
			word, line = quotedWord(line[1:])
			out = append(out, word)
		default:
			i := strings.IndexAny(line, " \t")
			if i < 0 {
				i = len(line)
			}
			out = append(out, line[:i])
			line = line[i:]
		}
	}
	return out
}

// quotedWord is what stands before the closing quote, and what after it.
func quotedWord(s string) (word, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), s[i+1:]
		case c == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case '"', '\\', '`':
				b.WriteByte(s[i])
			default: // of a regular expression: it keeps its backslash
				b.WriteByte('\\')
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}
