package related

import (
	"slices"

	"broadsheet/feeds"
)

const (
	copyWords  = 500 // of a text, looked at for copies
	leastGrams = 8   // of a text: what is shorter is alike by chance
	copyShare  = .6  // of the shorter text's runs of three words that stand in the longer
	copyTerms  = .45 // of the shorter signature that a copy shares, a new headline or not
	copyChecks = 5   // texts compared: the nearest, where every copy is found
	pageShare  = .2  // as copyShare, where both are of one page
	pageCosine = .3  // or so near by their words
)

// print is what the copies of a text are known by: its runs of three words,
// each once, in order.
type print []uint32

// printOf gives a text's print, nil for one too short to be known again.
func printOf(text string) print {
	var a, b uint64
	n := 0
	grams := make(print, 0, 128)
	tokens(first(text, 8*copyWords), func(word []byte, _, _ int) bool {
		c := hash(word)
		if n++; n >= 3 {
			h := (a*31+b)*0x9e3779b97f4a7c15 ^ c
			grams = append(grams, uint32(h*0x9e3779b97f4a7c15>>32))
		}
		a, b = b, c
		return n < copyWords
	})
	if len(grams) < leastGrams {
		return nil
	}
	slices.Sort(grams)
	return slices.Compact(grams)
}

// same is the part of the shorter text that stands in the longer one, word for
// word.
func (p print) same(o print) float64 {
	if len(p) == 0 || len(o) == 0 {
		return 0
	}
	same, i := 0, 0
	for _, h := range o {
		for i < len(p) && p[i] < h {
			i++
		}
		if i < len(p) && p[i] == h {
			same++
		}
	}
	return float64(same) / float64(min(len(p), len(o)))
}

// Copied says whether a text stands, but for a little, in another.
func Copied(a, b string) bool { return printOf(a).same(printOf(b)) >= copyShare }

// Original gives the article that one of another feed is a copy of, 0 for
// none: among hits, or twin, which has the same address. text reads an
// article's text.
func Original(of Doc, body string, hits []Hit, twin feeds.ArticleID, text func(feeds.ArticleID) (string, error)) (feeds.ArticleID, error) {
	var own print
	read, checks := false, 0
	like := func(id feeds.ArticleID) (share float64, long bool, err error) {
		if !read {
			own, read = printOf(body), true
		}
		if own == nil {
			return 0, false, nil
		}
		other, err := text(id)
		if err != nil {
			return 0, false, err
		}
		p := printOf(other)
		return own.same(p), p != nil, nil
	}
	for _, h := range hits {
		if checks == copyChecks || twin == 0 && read && own == nil {
			break
		}
		if h.ID == twin && h.Cosine >= pageCosine {
			return twin, nil
		}
		if h.Feed == of.Feed || h.Alike < copyTerms {
			continue
		}
		checks++
		share, _, err := like(h.ID)
		if err != nil || share >= copyShare {
			return h.ID, err
		}
	}
	if twin == 0 {
		return 0, nil
	}
	// One address may stand under two articles: a weblog's remark on a page.
	share, long, err := like(twin)
	if err != nil || long && share < pageShare {
		return 0, err
	}
	return twin, nil
}
