// Package summary finds the sentences that carry the most of an article, or of
// the articles of a story, and gives them as they stand: those nearest to the
// middle of all the words, the nearer to a title and to a beginning the
// better, and no two that say the same.
//
// It knows texts. It does not know where they came from: no store, no network,
// no clock; the same texts give the same sentences. library calls it.
package summary

import (
	"math"
	"strings"

	"broadsheet/feeds"
)

// Text is an article to be summed up. Body has a paragraph to a line.
type Text struct {
	Article     feeds.ArticleID
	Source      string
	Title, Body string
}

const (
	mostSentences = 400 // of one text that are looked at
	mostTexts     = 12
	least, most   = 6, 60 // words of a sentence worth quoting
	titleWeight   = .35
	leadWeight    = .7
	redundancy    = .3
	same          = .6 // from this nearness on two sentences say one thing
)

// candidate is a sentence that may be quoted.
type candidate struct {
	text, at int // which text, and where in it
	say      string
	words    vector
	score    float64
}

// Extract gives at most n sentences of the texts, which come in the order they
// were published in; so do the sentences. common says of a folded word that it
// tells nothing. Of a text of a few words there may be none.
func Extract(texts []Text, n int, common func(word string) bool) []feeds.Sentence {
	texts = texts[:min(len(texts), mostTexts)]
	v := &vocabulary{map[string]int{}, common}
	var all []candidate
	titles := ""
	for i, t := range texts {
		titles += feeds.Fold(t.Title) + " "
		all = append(all, v.candidates(i, t)...)
	}
	title := v.vector(titles)
	middle := together(len(v.number), all)
	for i := range all {
		c := &all[i]
		c.score = c.words.near(middle) + titleWeight*c.words.near(title) + leadWeight/float64(1+c.at)
	}
	picked := pick(all, n)
	feeds.SortStable(picked, byPlace)
	var out []feeds.Sentence
	for _, c := range picked {
		out = append(out, feeds.Sentence{Text: c.say, Article: texts[c.text].Article, Source: texts[c.text].Source})
	}
	return out
}

// candidates are the sentences of a text that may be quoted: neither too short
// to say anything nor too long to be read, no question, and not its title.
// Where there is none of a good length, any will do.
func (v *vocabulary) candidates(i int, t Text) []candidate {
	var good, rest []candidate
	title := feeds.Fold(t.Title)
	list := Sentences(t.Body)
	for at, s := range list[:min(len(list), mostSentences)] {
		say := feeds.CleanLine(s)
		folded, n := feeds.Fold(say), feeds.CountWords(say)
		c := candidate{text: i, at: at, say: say, words: v.vector(folded)}
		switch {
		case folded == title || len(c.words.words) == 0:
		case n < least || n > most || openEnded(say):
			rest = append(rest, c)
		default:
			good = append(good, c)
		}
	}
	if len(good) == 0 {
		return rest
	}
	return good
}

// openEnded says of a sentence that it asks, or leads on to what follows.
func openEnded(s string) bool {
	for _, end := range []string{":", "?", "？", "؟", "…", "..."} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// pick takes the best, one after the other; what has been said counts against
// those that say it again.
func pick(all []candidate, n int) []candidate {
	var picked []candidate
	said := make([]float64, len(all)) // the nearness to what was picked
	for len(picked) < n {
		best, value := -1, math.Inf(-1)
		for i, c := range all {
			if v := c.score - redundancy*said[i]; said[i] < same && v > value {
				best, value = i, v
			}
		}
		if best < 0 {
			break
		}
		picked = append(picked, all[best])
		for i := range all {
			said[i] = max(said[i], all[i].words.near(all[best].words))
		}
		said[best] = 1
	}
	return picked
}
