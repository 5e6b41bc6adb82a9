package summary

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// vocabulary numbers words as they come.
type vocabulary struct {
	number map[string]int
	common func(word string) bool
}

// vector is the words of a text with how often each stands there, by their
// numbers: in an order, so that sums come out the same every time.
type vector struct {
	words []weighed
	norm  float64
}

type weighed struct {
	word int
	f    float64
}

func newVector(words []weighed) vector {
	n := 0.0
	for _, w := range words {
		n += w.f * w.f
	}
	return vector{words, math.Sqrt(n)}
}

// near is the cosine of two vectors: 0 for nothing in common, 1 for the same
// words.
func (v vector) near(w vector) float64 {
	dot, j := 0.0, 0
	for _, x := range v.words {
		for j < len(w.words) && w.words[j].word < x.word {
			j++
		}
		if j < len(w.words) && w.words[j].word == x.word {
			dot += x.f * w.words[j].f
		}
	}
	if dot == 0 {
		return 0
	}
	return dot / (v.norm * w.norm)
}

// vector gives the telling words of a text: folded, without common ones, cut
// to what their forms share; of writing without spaces, its pairs of
// characters.
func (v *vocabulary) vector(folded string) vector {
	var list []int
	for w := range strings.FieldsSeq(folded) {
		r, size := utf8.DecodeRuneInString(w)
		switch {
		case feeds.Unspaced(r):
			for at := 0; at+size < len(w); {
				_, n := utf8.DecodeRuneInString(w[at+size:])
				list = append(list, v.of(w[at:at+size+n]))
				at, size = at+size, n
			}
		case len(w) > 1 && !v.common(w):
			list = append(list, v.of(stem(w)))
		}
	}
	return counted(list)
}

func (v *vocabulary) of(word string) int {
	n, ok := v.number[word]
	if !ok {
		n = len(v.number)
		v.number[word] = n
	}
	return n
}

func counted(list []int) vector {
	slices.Sort(list)
	var out []weighed
	for _, w := range list {
		if n := len(out); n > 0 && out[n-1].word == w {
			out[n-1].f++
			continue
		}
		out = append(out, weighed{w, 1})
	}
	return newVector(out)
}

// together is the sum of vectors, each number of times by its logarithm, and
// without what stands in it only once.
func together(size int, all []candidate) vector {
	sums := make([]float64, size)
	for _, c := range all {
		for _, w := range c.words.words {
			sums[w.word] += w.f
		}
	}
	var out []weighed
	for word, f := range sums {
		if f >= 2 {
			out = append(out, weighed{word, 1 + math.Log(f)})
		}
	}
	return newVector(out)
}

// stem cuts the endings by which forms of a word mostly differ in the
// languages of Europe. Cut wrongly it does no harm: both sides are.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "en", "er", "s", "e", "n"} {
		if cut, ok := strings.CutSuffix(w, end); ok && len(cut) >= 4 {
			return cut
		}
	}
	return w
}

// byPlace is the order of reading.
func byPlace(a, b candidate) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.at, b.at)) }
