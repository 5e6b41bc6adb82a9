package feeds

import (
	"errors"
	"strings"
)

// ErrOpenQuote says that a quotation in a command has no end.
var ErrOpenQuote = errors.New("a quotation mark is not closed")

// SplitWords parts a command into its words as a shell would (POSIX.1-2017,
// XCU 2.2) but expands nothing: no variable, no pattern, no tilde. Single
// quotes keep all, double quotes all but a backslash before " \ $ or `; outside
// of them a backslash keeps the one character after it.
func SplitWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	begun := false // there is a word, though it may be empty: ''
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == '\'' && c != '\'', quote == '"' && c != '"' && c != '\\':
			word.WriteByte(c)
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && quote == '"' && (i+1 == len(s) || strings.IndexByte("\"\\$`", s[i+1]) < 0):
			word.WriteByte(c)
		case c == '\\':
			if i++; i == len(s) {
				return nil, ErrOpenQuote
			}
			word.WriteByte(s[i])
			begun = true
		case c == '\'' || c == '"':
			quote, begun = c, true
		case strings.IndexByte(" \t\r\n", c) >= 0:
			if begun {
				words = append(words, word.String())
				word.Reset()
				begun = false
			}
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, ErrOpenQuote
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}

// JoinWords writes words such that SplitWords, and a shell, read them back as
// they are. What needs no quotes gets none.
func JoinWords(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w
		if w == "" || strings.ContainsFunc(w, special) {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}

// special says that a shell reads more into a character than itself.
func special(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return false
	}
	return !strings.ContainsRune("-_./,:=@%+", r)
}
