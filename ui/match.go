package ui

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// found is a text that what was typed finds: which, how well, and the bytes of
// it that were matched.
type found struct {
	index int
	score int
	at    map[int]bool
}

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
		all[i] = found{index: i}
	}
	for _, word := range words {
		all = matchWord(all, word, texts)
	}
	if len(words) > 0 {
		sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	}
	return all
}

// matchWord keeps what a word finds.
func matchWord(all []found, word string, texts []string) []found {
	left := make([]string, len(all))
	for i, f := range all {
		left[i] = texts[f.index]
	}
	var out []found
	lower := strings.ToLower(word)
	for _, hit := range fuzzy.FindNoSort(word, left) {
		f := all[hit.Index]
		at := map[int]bool{}
		for i := range f.at {
			at[i] = true
		}
		text := strings.ToLower(hit.Str)
		// Where small letters are longer than large ones the bytes would not be those of the text.
		if i := strings.Index(text, lower); i >= 0 && len(text) == len(hit.Str) {
			f.score += wholeWord
			if j := wordStart(text, lower); j >= 0 {
				f.score += atWord
				i = j
			}
			if i == 0 {
				f.score += atText
			}
			for n := range len(lower) {
				at[i+n] = true
			}
		} else {
			f.score += min(hit.Score, wholeWord-1)
			for _, i := range hit.MatchedIndexes {
				at[i] = true
			}
		}
		f.at = at
		out = append(out, f)
	}
	return out
}

// wordStart is where word stands at the start of a word of text, -1 for
// nowhere.
func wordStart(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); i == 0 || strings.ContainsRune(" -/#_.:“\"'(", before) {
			return i
		}
		from = i + len(word)
	}
}
