package related

import (
	"math"

	"broadsheet/feeds"
)

// match is a candidate as compared with the article.
type match struct {
	*Subject
	page     string  // canonical address
	score    float64 // cosine after decay, 0 to 1
	shared   []share // telling words both have
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

// vocabulary numbers the words of all texts compared, in order of appearance,
// and counts the candidates each stands in.
type vocabulary struct {
	ids    map[uint64]int32
	hashes []uint64
	df     []int32
	tf     []float64 // of the text being read; zero between texts
}

func (v *vocabulary) id(hash uint64) int32 {
	id, known := v.ids[hash]
	if !known {
		id = int32(len(v.df))
		v.ids[hash] = id
		v.hashes = append(v.hashes, hash)
		v.df = append(v.df, 0)
		v.tf = append(v.tf, 0)
	}
	return id
}

// signature is an article's words, each once, with their BM25 weights.
type signature struct {
	words   []int32
	weights []float64
	length  int
}

// sign reads an article once: its words, each with how much of the text it
// makes, the title and the beginning counting most.
func (v *vocabulary) sign(title, text string) signature {
	s := signature{words: make([]int32, 0, leadWords)}
	add := func(u unit, weight float64) {
		s.length++
		id := v.id(u.hash)
		if v.tf[id] == 0 {
			s.words = append(s.words, id)
		}
		v.tf[id] += weight
	}
	units(title, leadWords, func(u unit) { add(u, titleTF) })
	position := 0
	units(text, leadWords, func(u unit) {
		position++
		add(u, 1/(1+.02*float64(position)))
	})
	s.weights = make([]float64, len(s.words))
	for i, id := range s.words {
		s.weights[i], v.tf[id] = v.tf[id], 0
	}
	return s
}

// saturate turns counts into BM25 weights (k1 1.2, b .75) at an average length.
func (s signature) saturate(average float64) {
	long := 1.2 * (.25 + .75*float64(s.length)/average)
	for i, tf := range s.weights {
		s.weights[i] = 2.2 * tf / (tf + long)
	}
}

// nearest compares of with every candidate and gives those that share a word
// with it, or its address.
func nearest(of Subject, candidates []Subject) []match {
	v := &vocabulary{ids: make(map[uint64]int32, 64*min(100, len(candidates)))}
	signatures := make([]signature, len(candidates))
	total := 0
	for i, c := range candidates {
		signatures[i] = v.sign(c.Title, c.Text)
		total += signatures[i].length
		for _, id := range signatures[i].words {
			v.df[id]++
		}
	}
	query := v.sign(of.Title, of.Text)
	average := max(1, float64(total+query.length)/float64(len(candidates)+1))
	query.saturate(average)

	idfs := make([]float64, len(candidates)+1) // by how many candidates have the word
	for n := range idfs {
		idfs[n] = math.Log(1 + float64(len(candidates)+1)/(float64(n)+.5))
	}
	weight := make([]float64, len(v.df)) // of the article's words, 0 for others
	var norm float64
	for i, id := range query.words {
		w := query.weights[i]
		weight[id] = w
		norm += idfs[v.df[id]] * w * w
	}
	telling := make([]bool, len(v.df))
	for h := range display(of) {
		if id, known := v.ids[h]; known {
			telling[id] = true
		}
	}

	page := feeds.CanonicalURL(of.URL)
	var near []match
	for i := range candidates {
		if candidates[i].ID == of.ID && of.ID != 0 {
			continue
		}
		m := match{Subject: &candidates[i], page: feeds.CanonicalURL(candidates[i].URL)}
		signatures[i].saturate(average)
		var dot, length float64
		for j, id := range signatures[i].words {
			w, idf := signatures[i].weights[j], idfs[v.df[id]]
			length += idf * w * w
			if weight[id] == 0 {
				continue
			}
			gain := idf * weight[id] * w
			dot += gain
			if telling[id] {
				m.shared = append(m.shared, share{v.hashes[id], idf, gain})
			}
		}
		if dot == 0 && (page == "" || m.page != page) {
			continue
		}
		if dot > 0 {
			m.score = dot / math.Sqrt(norm*length)
			m.score *= halfBoost + (1-halfBoost)*math.Exp(-apart(of, m).Hours()/24/decayDays)
		}
		near = append(near, m)
	}
	return near
}
