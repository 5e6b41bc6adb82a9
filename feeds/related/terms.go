package related

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

const (
	maxTerms  = 20  // a longer query costs the index more than it finds
	termWords = 150 // words of the lead looked at
	maxTerm   = 64  // bytes: a longer token is a URL's remains or writing without spaces
	titleTF   = 3.5 // what one mention in the title weighs against the lead's first word
)

// Terms gives the at most 20 words of an article that best find others about
// the same thing in a full-text index, best first, folded as the index folds
// (FTS5, unicode61 remove_diacritics 2): each matches as a quoted string.
//
// df says in how many of the total articles each word stands; a word it leaves
// out stands in none. The article itself is taken to be among them, so words of
// one article or none find nothing and are left out; words of more than one
// article in twenty come last. With few articles stored nothing is common.
//
// Writing without spaces (Chinese, Japanese, Thai) is one token from one
// punctuation mark to the next in that index, so only such whole runs can
// match: names between marks do, most words do not. For those languages give
// Rank the latest articles as candidates as well; it cuts words itself.
func Terms(title, lead string, df func(words []string) (map[string]int, error), total int) ([]string, error) {
	tf := make(map[string]float64)
	var order []string
	count := func(text string, limit int, weight func(position int) float64) {
		n := 0
		tokens(text, func(word []byte, _, _ int) bool {
			n++
			if telling(word) {
				w := string(word)
				if _, known := tf[w]; !known {
					order = append(order, w)
				}
				tf[w] += weight(n)
			}
			return n < limit
		})
	}
	count(title, termWords, func(int) float64 { return titleTF })
	count(lead, termWords, func(n int) float64 { return 1 / (1 + .02*float64(n)) })
	if len(order) == 0 {
		return nil, nil
	}
	in, err := df(order)
	if err != nil {
		return nil, err
	}
	type term struct {
		word   string
		weight float64
		common bool
	}
	var found []term
	for _, w := range order {
		if in[w] <= 1 {
			continue
		}
		idf := math.Log(1 + float64(max(total, in[w]))/float64(in[w]))
		found = append(found, term{w, tf[w] / (tf[w] + 1.2) * idf, total >= 200 && in[w]*20 > total})
	}
	slices.SortStableFunc(found, func(a, b term) int {
		if a.common != b.common {
			if a.common {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.weight, a.weight)
	})
	words := make([]string, min(len(found), maxTerms))
	for i := range words {
		words[i] = found[i].word
	}
	return words, nil
}

// telling says whether a token can tell articles apart: no stop word, no
// single letter, no year, no number of one or two digits.
func telling(word []byte) bool {
	if len(word) < 2 || len(word) > maxTerm || stopWords[string(word)] {
		return false
	}
	if !number(word) {
		return utf8.RuneCount(word) > 1 || scriptOf(firstRune(word)) == han
	}
	year := len(word) == 4 && (word[0] == '1' && word[1] == '9' || word[0] == '2' && word[1] == '0')
	return len(word) > 2 && !year
}

func number(word []byte) bool {
	for _, c := range word {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func firstRune(word []byte) rune {
	r, _ := utf8.DecodeRune(word)
	return r
}
