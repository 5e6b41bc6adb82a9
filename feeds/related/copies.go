package related

import (
	"slices"

	"broadsheet/feeds"
)

const (
	copyWords  = 600 // words of a text looked at for copies
	minCopy    = 40  // words: shorter texts are alike by chance
	shingle    = 4   // words in a row
	copyShare  = .8  // of the shorter text's shingles that stand in the other
	copyChecks = 24  // the nearest candidates, where the index puts every copy
	copyScore  = .25 // below it no two texts are copies
)

// fold marks the copies of the article and gathers copies of one another
// under the nearest of them. near comes nearest first and stays so.
func fold(of Subject, near []match) []match {
	type text struct {
		*match
		run []uint64
	}
	own, page := shingles(of.Text), feeds.CanonicalURL(of.URL)
	var heads []text
	var kept []match
	checked := 0
	for i := range near {
		m := &near[i]
		m.copied = page != "" && m.page == page
		t := text{match: m}
		if m.score >= copyScore*halfBoost && checked < copyChecks {
			checked++
			t.run = shingles(m.Text)
			m.copied = m.copied || contained(own, t.run)
		}
		head := slices.IndexFunc(heads, func(h text) bool {
			return m.copied && h.copied || m.page != "" && m.page == h.page || contained(h.run, t.run)
		})
		if head >= 0 {
			heads[head].copies = append(heads[head].copies, m.Subject)
			heads[head].copied = heads[head].copied || m.copied
			continue
		}
		heads = append(heads, t)
	}
	for _, h := range heads {
		kept = append(kept, *h.match)
	}
	return kept
}

// shingles gives the text's runs of four words, sorted, once each; none for a
// text too short to judge by.
func shingles(text string) []uint64 {
	var words []uint64
	tokens(text, func(word []byte, _, _ int) bool {
		words = append(words, hash(word))
		return len(words) < copyWords
	})
	if len(words) < minCopy {
		return nil
	}
	runs := make([]uint64, 0, len(words))
	for i := 0; i+shingle <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+shingle] {
			h = h*1099511628211 ^ w
		}
		runs = append(runs, h)
	}
	slices.Sort(runs)
	return slices.Compact(runs)
}

// contained says whether the shorter text stands, but for a little, in the
// longer one.
func contained(a, b []uint64) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	same, i := 0, 0
	for _, h := range b {
		for i < len(a) && a[i] < h {
			i++
		}
		if i < len(a) && a[i] == h {
			same++
		}
	}
	return float64(same) > copyShare*float64(min(len(a), len(b)))
}
