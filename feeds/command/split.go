package command

import (
	"errors"
	"strings"
)

// ErrQuote is a quote that is opened and not closed, or a backslash with
// nothing after it.
var ErrQuote = errors.New("a quote is not closed")

// Split parts a configured command into its words as a shell would, without a
// shell: white space parts words, 'single' and "double" quotes keep them
// together, and a backslash takes the meaning from what follows (within double
// quotes only from a quote or a backslash, so that C:\path stays). Nothing is
// expanded: no variables, no ~, no globs, no pipes.
func Split(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	started, quote := false, rune(0)
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == '\'':
			word.WriteRune(r)
		case quote == '"':
			if r == '\\' && i+1 < len(runes) && (runes[i+1] == '"' || runes[i+1] == '\\') {
				i++
				r = runes[i]
			}
			word.WriteRune(r)
		case r == '\'' || r == '"':
			started, quote = true, r
		case r == '\\':
			if i++; i == len(runes) {
				return nil, ErrQuote
			}
			started = true
			word.WriteRune(runes[i])
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			if started {
				words = append(words, word.String())
				word.Reset()
			}
			started = false
		default:
			started = true
			word.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, ErrQuote
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}
