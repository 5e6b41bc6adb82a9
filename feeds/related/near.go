package related

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"broadsheet/feeds"
)

// Query asks for what is near to an article.
type Query struct {
	Signature Signature
	Published int64           // Unix seconds
	Not       feeds.ArticleID // the article itself
	Limit     int             // hits at most
	Floor     float64         // no hit below this score
	Before    time.Duration   // published so long before at most, 0: all time
	After     time.Duration   // and so long after
	Budget    int             // postings to read at most, the most telling first; 0: all
	Keeps     float64         // what a score keeps however far apart
	Days      float64         // in how many days the rest falls to 1/e
}

// Hit is an article near to another.
type Hit struct {
	ID     feeds.ArticleID
	Feed   feeds.FeedID
	Story  feeds.StoryID // 0 for none
	Cosine float64       // 0 to 1, by the words alone
	Score  float64       // 0 to 1, by time too
	Shared int           // terms that both have
	Alike  float64       // what part they are of the shorter one's
	Apart  time.Duration
}

// Sums of a look-up: the cosine in the upper bits, how many terms are shared
// in the lower. A vector's length stays below 2^9.
const (
	countBits = 8
	whole     = 1 << (32 - countBits - 9)
)

// sums are for look-ups to add up in.
var sums = sync.Pool{New: func() any { return new([]uint32) }}

// asked is one term of a query.
type asked struct {
	list *list
	gain float64 // of a posting of weight 1
}

// Near gives the articles nearest to one, the nearest first.
func (x *Index) Near(q Query) []Hit {
	terms, length, within := x.ask(q.Signature)
	from, to := x.window(q)
	if len(terms) == 0 || from >= to {
		return nil
	}
	pooled := sums.Get().(*[]uint32)
	defer sums.Put(pooled)
	if cap(*pooled) < int(to-from) {
		*pooled = make([]uint32, to-from)
	}
	sum := (*pooled)[:to-from]
	clear(sum)
	read := 0
	for _, t := range terms {
		var gain [topWeight + 1]uint32
		for w := 1; w < len(gain); w++ {
			gain[w] = uint32(t.gain*float64(w)/length*whole)<<countBits | 1
		}
		if read += x.sum(t.list, from, to, &gain, sum); q.Budget > 0 && read >= q.Budget {
			break
		}
	}
	return x.best(q, sum, from, length/max(within, 1e-9))
}

// ask looks a signature's terms up, the most telling first, and gives the
// length of its vector and that of its Latin terms alone.
func (x *Index) ask(s Signature) (terms []asked, length, within float64) {
	var buf [kept]weighted
	for _, t := range s.terms(buf[:0]) {
		l, df := x.find(t.term), 1
		if l != nil {
			df = int(l.docs())
		}
		says := telling(x.live, df)
		square := says * float64(t.weight) * float64(t.weight)
		length += square
		if t.term&1 == 0 {
			within += square
		}
		if l != nil && says > 0 {
			terms = append(terms, asked{l, says * float64(t.weight)})
		}
	}
	feeds.SortStable(terms, func(a, b asked) int { return cmp.Compare(b.gain, a.gain) })
	return terms, math.Sqrt(length), math.Sqrt(within)
}

// times are the minutes between which articles must be published.
func (q Query) times() (first, last int32) {
	if q.Before == 0 {
		return math.MinInt32, math.MaxInt32
	}
	return minute(q.Published - int64(q.Before.Seconds())), minute(q.Published + int64(q.After.Seconds()))
}

// window is the run of documents that can lie within a query's time.
func (x *Index) window(q Query) (from, to uint32) {
	first, last := q.times()
	reaches := func(s span) bool { return s.last >= first && s.first <= last }
	a := slices.IndexFunc(x.spans, reaches)
	if a < 0 {
		return 0, 0
	}
	b := len(x.spans)
	for !reaches(x.spans[b-1]) {
		b--
	}
	return uint32(a * blockSize), uint32(min(b*blockSize, len(x.docs)))
}

// crossing is what a score counts of two articles in different writing, which
// can only be compared by the names that one writes as the other does.
func crossing(shared int) float64 {
	if shared < leastCrossing {
		return 0
	}
	return float64(shared) / float64(shared+2)
}

const leastCrossing = 4

// best makes hits of sums. wider is what the query's Latin terms alone are
// longer by in the cosine.
func (x *Index) best(q Query, sum []uint32, from uint32, wider float64) (hits []Hit) {
	var buf [kept]weighted
	own := q.Signature.terms(buf[:0])
	foreign, at := isForeign(own), minute(q.Published)
	first, last := q.times()
	floor := q.Floor
	for i, s := range sum {
		if s == 0 {
			continue
		}
		d := &x.docs[int(from)+i]
		cosine := float64(s>>countBits) / whole * float64(d.inverse)
		shared := int(s & (1<<countBits - 1))
		if d.foreign != foreign {
			cosine *= wider * crossing(shared)
			if d.foreign {
				cosine *= float64(x.within[from+uint32(i)] / d.inverse)
			}
		}
		if cosine < floor || d.inverse == 0 || d.waits || feeds.ArticleID(d.id) == q.Not {
			continue
		}
		if d.minute < first || d.minute > last {
			continue
		}
		apart := max(at-d.minute, d.minute-at)
		cosine = min(1, cosine)
		score := cosine
		if q.Days > 0 {
			score *= q.Keeps + (1-q.Keeps)*math.Exp(-float64(apart)/(24*60*q.Days))
		}
		if score < floor {
			continue
		}
		hits = append(hits, Hit{
			ID: feeds.ArticleID(d.id), Feed: feeds.FeedID(d.feed), Story: feeds.StoryID(d.story), Cosine: cosine, Score: score,
			Shared: shared, Alike: float64(shared) / float64(max(1, min(int(d.terms), len(own)))), Apart: time.Duration(apart) * time.Minute,
		})
		if q.Limit > 0 && len(hits) >= 16*q.Limit {
			hits = nearest(hits, q.Limit)
			floor = hits[len(hits)-1].Score
		}
	}
	return nearest(hits, q.Limit)
}

// nearest sorts hits and keeps the first; equal ones the latest first.
func nearest(hits []Hit, limit int) []Hit {
	feeds.SortStable(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ID, a.ID)) })
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}
