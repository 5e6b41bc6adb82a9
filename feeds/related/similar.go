package related

import (
	"cmp"
	"math"
	"slices"

	"broadsheet/feeds"
)

// match is a candidate as compared with the article.
type match struct {
	*Subject
	page     string  // canonical address
	score    float64 // cosine after decay, 0 to 1
	shared   []share // words both have, the strongest for the score first
	telling  int     // how many of them can tell articles apart
	copied   bool    // the same text, or the same page
	copies   []*Subject
	relation feeds.Relation
}

// share is one word of both articles.
type share struct {
	hash   uint64
	idf    float64
	weight float64 // what it adds to the score
}

// weighted is an article's word with its BM25 weight.
type weighted struct {
	hash uint64
	w    float64
}

// signature is an article's words in order of hash.
type signature struct {
	words  []weighted
	length int
}

// sign reads an article once: its words, each with how much of the text it
// makes, the title and the beginning counting most.
func sign(title, text string) signature {
	words := make([]weighted, 0, leadWords)
	n := 0
	units(title, leadWords, func(u unit) {
		n++
		words = append(words, weighted{u.hash, titleTF})
	})
	position := 0
	units(text, leadWords, func(u unit) {
		n++
		position++
		words = append(words, weighted{u.hash, 1 / (1 + .02*float64(position))})
	})
	slices.SortFunc(words, func(a, b weighted) int { return cmp.Compare(a.hash, b.hash) })
	merged := words[:0]
	for _, w := range words {
		if last := len(merged) - 1; last >= 0 && merged[last].hash == w.hash {
			merged[last].w += w.w
		} else {
			merged = append(merged, w)
		}
	}
	return signature{merged, n}
}

// saturate turns counts into BM25 weights (k1 1.2, b .75) at an average length.
func (s signature) saturate(average float64) {
	long := 1.2 * (.25 + .75*float64(s.length)/average)
	for i, w := range s.words {
		s.words[i].w = 2.2 * w.w / (w.w + long)
	}
}

// nearest compares of with every candidate that shares a word with it.
func nearest(of Subject, candidates []Subject) []match {
	signatures := make([]signature, len(candidates))
	df := make(map[uint64]int, 64*len(candidates))
	total := 0
	for i, c := range candidates {
		signatures[i] = sign(c.Title, c.Text)
		total += signatures[i].length
		for _, w := range signatures[i].words {
			df[w.hash]++
		}
	}
	query := sign(of.Title, of.Text)
	average := max(1, float64(total+query.length)/float64(len(candidates)+1))
	idf := func(h uint64) float64 {
		n := float64(len(candidates))
		return math.Log(1 + (n+1)/(float64(df[h])+.5))
	}
	query.saturate(average)
	idfs := make([]float64, len(query.words))
	var norm float64
	for i, w := range query.words {
		idfs[i] = idf(w.hash)
		norm += idfs[i] * w.w * w.w
	}
	names, page := display(of), feeds.CanonicalURL(of.URL)
	var near []match
	for i := range candidates {
		if candidates[i].ID == of.ID && of.ID != 0 {
			continue
		}
		m := match{Subject: &candidates[i], page: feeds.CanonicalURL(candidates[i].URL)}
		signatures[i].saturate(average)
		m.compare(query, idfs, norm, signatures[i], idf, names)
		if len(m.shared) == 0 && (page == "" || m.page != page) {
			continue
		}
		m.score *= halfBoost + (1-halfBoost)*math.Exp(-apart(of, m).Hours()/24/decayDays)
		near = append(near, m)
	}
	return near
}

// compare walks two signatures side by side.
func (m *match) compare(q signature, idfs []float64, qnorm float64, d signature, idf func(uint64) float64, names map[uint64]string) {
	var dot, dnorm float64
	i := 0
	for _, w := range d.words {
		v := idf(w.hash)
		dnorm += v * w.w * w.w
		for i < len(q.words) && q.words[i].hash < w.hash {
			i++
		}
		if i == len(q.words) || q.words[i].hash != w.hash {
			continue
		}
		gain := idfs[i] * q.words[i].w * w.w
		dot += gain
		m.shared = append(m.shared, share{w.hash, idfs[i], gain})
		if names[w.hash] != "" {
			m.telling++
		}
	}
	if dot > 0 {
		m.score = dot / math.Sqrt(qnorm*dnorm)
	}
}
