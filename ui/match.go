package ui

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// found is a text that what was typed finds: which, and how well.
type found struct{ index, score int }

// What a word that stands in a text as it was typed counts, beyond any match
// of scattered letters: more at the start of a word, most at that of the text.
// Among texts as good the order they come in counts, not how long they are.
const (
	wholeWord = 1000
	atWord    = 1000
	atText    = 500
)

// match finds the texts that have every word of typed, in any order, the best
// first; texts as good stay in their order. Nothing typed finds all.
func match(typed string, texts []string) []found {
	words := strings.Fields(typed)
	all := make([]found, len(texts))
	for i := range all {
		all[i].index = i
	}
	for _, word := range words {
		all = matchWord(all, word, texts)
	}
	if len(words) > 0 {
		sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	}
	return all
}

// matchWord keeps what a word finds. Scattered letters are looked for where
// the word does not stand as it is.
func matchWord(all []found, word string, texts []string) []found {
	lower := strings.ToLower(word)
	var out []found
	var rest []int // of all
	var scattered []string
	for i, f := range all {
		if at := standsAt(texts[f.index], lower); at >= 0 {
			f.score += wholeWord
			if at == 0 {
				f.score += atText
			}
			if startsWord(texts[f.index], at) {
				f.score += atWord
			}
			out = append(out, f)
			continue
		}
		rest, scattered = append(rest, i), append(scattered, texts[f.index])
	}
	for _, hit := range fuzzy.FindNoSort(word, scattered) {
		f := all[rest[hit.Index]]
		f.score += min(hit.Score, wholeWord-1)
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].index < out[j].index })
	return out
}

// standsAt is where a word of small letters stands in a text: at the start of
// a word if it can, -1 for nowhere.
func standsAt(text, word string) int {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return -1 // where small letters are longer the bytes would not be those of the text
	}
	first := strings.Index(lower, word)
	for at := first; at >= 0; {
		if startsWord(lower, at) {
			return at
		}
		next := strings.Index(lower[at+len(word):], word)
		if next < 0 {
			break
		}
		at += len(word) + next
	}
	return first
}

// startsWord says whether a word of text begins at a byte.
func startsWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	return at == 0 || strings.ContainsRune(" -/#_.:“\"'(", before)
}

// marks are the bytes of a text that typed finds.
func marks(typed, text string) map[int]bool {
	at := map[int]bool{}
	for _, word := range strings.Fields(typed) {
		if i := standsAt(text, strings.ToLower(word)); i >= 0 {
			for n := range len(strings.ToLower(word)) {
				at[i+n] = true
			}
			continue
		}
		for _, hit := range fuzzy.FindNoSort(word, []string{text}) {
			for _, i := range hit.MatchedIndexes {
				at[i] = true
			}
		}
	}
	return at
}
