package feeds

import (
	"math"
	"strings"
	"unicode"
)

// Compared is a paragraph of one version of a story beside the paragraph of
// another that says the same. Where only one says it, the other is empty.
type Compared struct{ Left, Right []ComparedSentence }

// ComparedSentence is a sentence of a version. Alone says that nothing in the other
// version says the same.
type ComparedSentence struct {
	Text  string
	Alone bool
}

// What of a text is compared, and how alike two pieces must be: the shared part
// of the weight of their words, 0 to 1.
const (
	comparedParagraphs = 150
	comparedRunes      = 2000 // of one paragraph
	alikeParagraph     = .14  // to stand side by side
	alikeSentence      = .32  // for a sentence to be said by the other
)

// Compare sets two versions of a story side by side. Paragraphs that share
// their words stand together, in the order of both texts; a word counts for
// less the more sentences have it.
func Compare(left, right *Document) []Compared {
	a, b := paragraphs(left), paragraphs(right)
	weight := termWeights(a, b)
	markAlone(a, b, weight)
	markAlone(b, a, weight)
	return align(a, b, weight)
}

// comparing is a paragraph with its sentences and the words of each.
type comparing struct {
	sentences []ComparedSentence
	terms     []map[string]bool // of each sentence
	all       map[string]bool
}

func paragraphs(d *Document) (out []comparing) {
	if d == nil {
		return nil
	}
	for line := range strings.SplitSeq(d.Plain(), "\n") {
		line = CleanLine(line)
		if line == "" || len(out) == comparedParagraphs {
			continue
		}
		if r := []rune(line); len(r) > comparedRunes {
			line = string(r[:comparedRunes]) + "…"
		}
		p := comparing{all: map[string]bool{}}
		for _, s := range sentencesOf(line) {
			terms := termsOf(s)
			p.sentences = append(p.sentences, ComparedSentence{Text: s})
			p.terms = append(p.terms, terms)
			for t := range terms {
				p.all[t] = true
			}
		}
		out = append(out, p)
	}
	return out
}

// sentencesOf parts a paragraph where a sentence ends: at a full stop, a
// question or exclamation mark, with the quotes and brackets that close after
// it, before a space and something that can begin a sentence. An initial or a
// short title ends none.
func sentencesOf(s string) (out []string) {
	r := []rune(s)
	from := 0
	for i := 0; i < len(r); i++ {
		wide := strings.ContainsRune("。！？", r[i])
		if !wide && !strings.ContainsRune(".!?…", r[i]) {
			continue
		}
		end := i + 1
		for end < len(r) && strings.ContainsRune(`"'”’»)]」』.!?。！？`, r[end]) {
			end++
		}
		if !wide && (end >= len(r) || r[end] != ' ' || !begins(r[end+1:]) || r[i] == '.' && shortWord(r[from:i])) {
			continue
		}
		out = append(out, strings.TrimSpace(string(r[from:end])))
		from, i = end, end-1
	}
	if rest := strings.TrimSpace(string(r[from:])); rest != "" {
		out = append(out, rest)
	}
	return out
}

// begins says whether a sentence can begin with what follows.
func begins(r []rune) bool {
	return len(r) > 0 && !unicode.IsLower(r[0])
}

// shortWord says whether text ends in an initial or a title such as "Mr".
func shortWord(r []rune) bool {
	i := len(r)
	for i > 0 && unicode.IsLetter(r[i-1]) {
		i--
	}
	word := r[i:]
	return len(word) > 0 && len(word) <= 2 && unicode.IsUpper(word[0])
}

// termsOf are the words of a sentence by which it is known: folded, those of
// three letters and more, numbers, and pairs of characters where words are not
// parted by spaces.
func termsOf(s string) map[string]bool {
	out := map[string]bool{}
	var word []rune
	end := func() {
		if len(word) > 2 || len(word) > 0 && unicode.IsDigit(word[0]) {
			out[string(word)] = true
		}
		word = word[:0]
	}
	var before rune
	for _, r := range Fold(s) {
		switch {
		case Unspaced(r):
			end()
			if before != 0 {
				out[string([]rune{before, r})] = true
			}
			before = r
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			word = append(word, r)
		default:
			end()
		}
		before = 0
	}
	end()
	return out
}

// termWeights says how much a word tells: the less, the more sentences have it.
func termWeights(texts ...[]comparing) map[string]float64 {
	n, in := 0, map[string]int{}
	for _, text := range texts {
		for _, p := range text {
			for _, terms := range p.terms {
				n++
				for t := range terms {
					in[t]++
				}
			}
		}
	}
	out := make(map[string]float64, len(in))
	for t, k := range in {
		out[t] = math.Log(1 + float64(n)/float64(k))
	}
	return out
}

// shared is the weight of the words that two pieces have, and of each.
func shared(a, b map[string]bool, weight map[string]float64) (both, left, right float64) {
	for t := range a {
		left += weight[t]
		if b[t] {
			both += weight[t]
		}
	}
	for t := range b {
		right += weight[t]
	}
	return both, left, right
}

// markAlone marks the sentences of a that nothing in b says: neither a sentence nor
// a paragraph of it has enough of their words.
func markAlone(a, b []comparing, weight map[string]float64) {
	for i := range a {
		for j, terms := range a[i].terms {
			best := 0.0
			for k := range b {
				if both, own, _ := shared(terms, b[k].all, weight); own == 0 || both < alikeSentence*own {
					if own == 0 {
						best = 1 // no words: nothing to be said
					}
					continue
				}
				for _, other := range b[k].terms {
					both, own, _ := shared(terms, other, weight)
					best = max(best, both/own)
				}
				both, own, _ := shared(terms, b[k].all, weight)
				best = max(best, .8*both/own) // spread over several sentences
			}
			a[i].sentences[j].Alone = best < alikeSentence
		}
	}
}

// align pairs paragraphs so that the sum of what the pairs share is greatest,
// each once and in order (Needleman and Wunsch, 1970).
func align(a, b []comparing, weight map[string]float64) (out []Compared) {
	alike := make([][]float64, len(a))
	best := make([][]float64, len(a)+1)
	best[len(a)] = make([]float64, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		alike[i], best[i] = make([]float64, len(b)), make([]float64, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			if both, left, right := shared(a[i].all, b[j].all, weight); both > 0 {
				alike[i][j] = both / math.Sqrt(left*right)
			}
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if alike[i][j] >= alikeParagraph {
				best[i][j] = max(best[i][j], best[i+1][j+1]+alike[i][j])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && alike[i][j] >= alikeParagraph && best[i][j] == best[i+1][j+1]+alike[i][j]:
			out = append(out, Compared{a[i].sentences, b[j].sentences})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && best[i][j] == best[i+1][j]:
			out = append(out, Compared{Left: a[i].sentences})
			i++
		default:
			out = append(out, Compared{Right: b[j].sentences})
			j++
		}
	}
	return out
}
