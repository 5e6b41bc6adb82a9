package related

import "strings"

// commonWords are the small words of every language.
var commonWords = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
	}
	return m
}()

// Common says whether a word, folded as feeds.Fold does, says nothing in some
// language of what a text is about.
func Common(word string) bool { return commonWords[word] }
