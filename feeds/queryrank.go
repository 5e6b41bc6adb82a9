package feeds

import (
	"math"
	"strings"
)

// Ranking weighs matches of a query against one another: how often and where
// what it looks for stands in each, the rarer among them the more. It is BM25
// (Robertson and Zaragoza 2009) over title and body, a title's words counting
// for more.
type Ranking struct {
	marker  *Marker
	weights [][]float64 // by match and by what is looked for
	having  []int       // matches that have it
}

// Ranking begins one.
func (q Query) Ranking() *Ranking {
	m := q.Marker()
	return &Ranking{marker: m, having: make([]int, len(m.words)+len(m.patterns))}
}

// The parameters of BM25: how soon more of a word tells nothing new, and how
// much a long text is held against it; and a usual length, in characters.
const (
	saturation = 1.2
	longWinded = 0.6
	usual      = 1500
	titleBonus = 2.5
)

// Add takes in the next match: its title, authors, feed and body are looked at.
func (r *Ranking) Add(v *Queried) {
	w := make([]float64, len(r.having))
	length := 1 - longWinded + longWinded*float64(len(v.Body))/usual
	weigh := func(i int, in Field, count func(Field) int) {
		for _, f := range v.fields(in) {
			n := float64(count(f))
			switch f {
			case FieldBody:
				w[i] += n * (saturation + 1) / (n + saturation*length)
			case FieldTitle:
				w[i] += titleBonus * n / (n + saturation/2)
			default:
				w[i] += n / (n + saturation)
			}
		}
		if w[i] > 0 {
			r.having[i]++
		}
	}
	for i, words := range r.marker.words {
		weigh(i, words.In, func(f Field) int { return occurrences(v.fold(f), r.marker.needles[i]) })
	}
	for i, p := range r.marker.patterns {
		weigh(len(r.marker.words)+i, p.In, func(f Field) (n int) {
			for _, text := range v.texts(f) {
				n += len(r.marker.compiled[i].FindAllStringIndex(text, 100))
			}
			return n
		})
	}
	r.weights = append(r.weights, w)
}

// occurrences counts a needle, of which two may share the space between them.
func occurrences(s, needle string) (n int) {
	for {
		i := strings.Index(s, needle)
		if i < 0 {
			return n
		}
		n++
		s = s[i+max(len(needle)-1, 1):]
	}
}

// Scores gives the weight of each match, in the order they were added.
func (r *Ranking) Scores() []float64 {
	out := make([]float64, len(r.weights))
	all := float64(len(r.weights))
	for i, w := range r.weights {
		for k, weight := range w {
			having := float64(r.having[k])
			out[i] += weight * math.Log(1+(all-having+.5)/(having+.5))
		}
	}
	return out
}
