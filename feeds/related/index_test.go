package related

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// signed makes a document of an article published so many hours after a time.
func signed(id, feed int, hours float64, title, body string) Doc {
	return Doc{ID: feeds.ArticleID(id), Feed: feeds.FeedID(feed), Published: noon.Add(time.Duration(hours * float64(time.Hour))).Unix(),
		Signature: Sign(Text{Title: title, Body: body, Language: "en"})}
}

// naive is Near done the long way: every document by itself.
func naive(docs []Doc, q Query) (out []Hit) {
	df := map[uint32]int{}
	for _, d := range docs {
		for _, t := range d.Signature.terms(nil) {
			df[t.term]++
		}
	}
	length := func(terms []weighted, latin bool) (sum float64) {
		for _, t := range terms {
			if !latin || t.term&1 == 0 {
				sum += telling(len(docs), max(1, df[t.term])) * float64(t.weight) * float64(t.weight)
			}
		}
		return math.Sqrt(sum)
	}
	own := q.Signature.terms(nil)
	weight := map[uint32]float64{}
	for _, t := range own {
		weight[t.term] = float64(t.weight)
	}
	first, last := q.times()
	for _, d := range docs {
		terms := d.Signature.terms(nil)
		dot, shared := 0.0, 0
		for _, t := range terms {
			if w := weight[t.term]; w > 0 && telling(len(docs), df[t.term]) > 0 {
				dot += telling(len(docs), df[t.term]) * w * float64(t.weight)
				shared++
			}
		}
		across := isForeign(own) != isForeign(terms)
		cosine := dot / length(own, across) / length(terms, across)
		if across {
			cosine *= crossing(shared)
		}
		at, on := minute(q.Published), minute(d.Published)
		if d.ID == q.Not || d.Waits || on < first || on > last || !(cosine >= q.Floor) || cosine == 0 {
			continue
		}
		apart := math.Abs(float64(at) - float64(on))
		score := cosine
		if q.Days > 0 {
			score *= q.Keeps + (1-q.Keeps)*math.Exp(-apart/(24*60*q.Days))
		}
		if score >= q.Floor {
			out = append(out, Hit{ID: d.ID, Score: score, Shared: shared})
		}
	}
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ID, a.ID)) })
	return out[:min(len(out), q.Limit)]
}

// TestTheIndexFindsWhatALongLookWould adds, replaces and removes articles of
// two writings at random, and compares every answer with a look at each article
// by itself.
func TestTheIndexFindsWhatALongLookWould(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(rnd, 1.2, 3, 600)
	make1 := func(id int) Doc {
		var b strings.Builder
		for range 5 + rnd.IntN(60) {
			if id%7 == 0 && rnd.IntN(5) > 0 {
				fmt.Fprintf(&b, "слово%d ", zipf.Uint64())
			} else {
				fmt.Fprintf(&b, "term%d ", zipf.Uint64())
			}
		}
		return signed(id, 1+rnd.IntN(20), float64(rnd.IntN(24*40)), "", b.String())
	}
	docs := map[feeds.ArticleID]Doc{}
	for id := 1; id <= 400; id++ {
		docs[feeds.ArticleID(id)] = make1(id)
	}
	x := new(Index)
	x.Load(slices.Values(slices.SortedFunc(maps.Values(docs), func(a, b Doc) int { return cmp.Compare(a.Published, b.Published) })))
	gone := map[feeds.ArticleID]Doc{}
	for turn := range 900 {
		id := feeds.ArticleID(1 + rnd.IntN(401+turn))
		switch rnd.IntN(5) {
		case 0:
			x.Remove(id)
			if d, there := docs[id]; there {
				gone[id] = d
			}
			delete(docs, id)
		case 4: // what it is again is what it was last, removed or not
			d, there := docs[id]
			if !there {
				if d, there = gone[id]; !there {
					continue
				}
			}
			d.Waits = true
			x.Loosen([]Doc{d})
			docs[id] = d
		case 1:
			d := make1(int(id))
			d.Waits = true
			x.Await([]Doc{d})
			docs[id] = d
		default:
			d := make1(int(id))
			x.Add(d)
			docs[id] = d
		}
		if turn%60 != 0 {
			continue
		}
		if x.Len() != len(docs) {
			t.Fatalf("turn %d: %d articles, want %d", turn, x.Len(), len(docs))
		}
		for _, d := range x.dump() {
			if want := docs[d.ID]; !slices.Equal(d.Signature, want.Signature) || d.Waits != want.Waits || d.Published != want.Published {
				t.Fatalf("turn %d: article %d came back as another", turn, d.ID)
			}
		}
		x.rebuild()
		clear(gone)
		all := slices.SortedFunc(maps.Values(docs), func(a, b Doc) int { return cmp.Compare(a.ID, b.ID) })
		for range 10 {
			d := all[rnd.IntN(len(all))]
			q := Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: 1 + rnd.IntN(30), Floor: .02, Keeps: .3, Days: 6}
			if rnd.IntN(2) == 0 {
				q.Before, q.After = time.Duration(rnd.IntN(20))*day+1, time.Duration(rnd.IntN(10))*day
			}
			got, want := x.Near(q), naive(all, q)
			if len(got) != len(want) {
				t.Fatalf("turn %d: %d hits, want %d", turn, len(got), len(want))
			}
			for i := range want {
				if got[i].Shared != want[i].Shared && got[i].ID == want[i].ID || math.Abs(got[i].Score-want[i].Score) > .002 {
					t.Errorf("turn %d, hit %d: %+v, want %+v", turn, i, got[i], want[i])
				}
			}
		}
	}
}

// rebuild makes the index as if it had just been loaded: how common a word is
// counts removed articles until then.
func (x *Index) rebuild() {
	docs := x.dump()
	*x = Index{}
	x.Load(slices.Values(docs))
}

// dump gives back what an index holds, from its postings.
func (x *Index) dump() []Doc {
	terms := make([][]weighted, len(x.docs))
	for i := range x.lists {
		l := &x.lists[i]
		for w := 1; w <= topWeight; w++ {
			var gain [topWeight + 1]uint32
			gain[w] = 1
			sums := make([]uint32, len(x.docs))
			x.sum(l, 0, uint32(len(x.docs)), &gain, sums)
			for at, n := range sums {
				if n > 0 {
					terms[at] = append(terms[at], weighted{l.term, uint8(w)})
				}
			}
		}
	}
	var docs []Doc
	for at, d := range x.docs {
		if d.inverse == 0 {
			continue
		}
		slices.SortFunc(terms[at], func(a, b weighted) int { return cmp.Compare(a.term, b.term) })
		docs = append(docs, Doc{ID: feeds.ArticleID(d.id), Feed: feeds.FeedID(d.feed), Published: int64(d.minute) * 60,
			Story: feeds.StoryID(d.story), Waits: d.waits, Signature: encoded(terms[at])})
	}
	slices.SortStableFunc(docs, func(a, b Doc) int { return cmp.Compare(a.Published, b.Published) })
	return docs
}

func TestAnIndexKeepsArticlesApart(t *testing.T) {
	x := new(Index)
	x.Load(slices.Values([]Doc{signed(5, 1, 0, "Storm Ottilie cuts power", ""), signed(2, 2, 1, "Storm Ottilie over the strait", ""), signed(9, 3, 2, "Rates held", "")}))
	x.Add(signed(12, 4, 3, "Ottilie weakens", ""))
	x.Add(signed(3, 5, 4, "Storm Ottilie: schools closed", "")) // came late
	x.SetStory(5, 70)
	x.SetStory(3, 70)
	x.SetStory(404, 70) // not there
	for _, id := range []feeds.ArticleID{2, 3, 5, 9, 12} {
		if !x.Has(id) {
			t.Errorf("article %d is not there", id)
		}
	}
	if x.Has(4) || x.Has(404) || x.Has(0) {
		t.Error("an article is there that never came")
	}
	x.Add(signed(5, 1, 0, "The fish market opens", "")) // its title was changed
	x.Remove(12)
	x.Remove(12)
	if x.Len() != 4 || x.Dead() != 2 || x.sizes[70] != 1 {
		t.Errorf("%d articles, %d dead, %d in the story; want 4, 2, 1", x.Len(), x.Dead(), x.sizes[70])
	}
	for range 3 { // the latest of all, again and again
		x.Add(signed(20, 6, 5, "Rates fall", ""))
	}
	if x.SetStory(20, 71); !x.Has(20) || x.Len() != 5 || x.sizes[71] != 1 {
		t.Errorf("%d articles, %d in the story; want 5 and 1", x.Len(), x.sizes[71])
	}
	near := x.Near(Query{Signature: Sign(Text{Title: "Ottilie"}), Published: noon.Unix()})
	var ids []feeds.ArticleID
	for _, h := range near {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	if diff := gocmp.Diff([]feeds.ArticleID{2, 3}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestABudgetBoundsWhatIsRead(t *testing.T) {
	x := new(Index)
	x.Load(slices.Values(madeUp(5000)))
	d := madeUp(5000)[4000]
	all := x.Near(Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: 5})
	some := x.Near(Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: 5, Budget: 500})
	if len(all) != 5 || len(some) != 5 || all[0].ID != some[0].ID || all[0].Shared <= some[0].Shared {
		t.Errorf("all %+v\nsome %+v: want the same first, with fewer terms", all, some)
	}
}
