package related

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// vocabulary draws terms as common and as many as in news: by Heaps' law 24,000
// different ones in 4,600 articles of 85 words and 110,000 in 100,000, the
// commonest in one article of six; two articles share one by chance.
type vocabulary struct {
	*rand.Rand
	common, rare *rand.Zipf
}

func newVocabulary() vocabulary {
	rnd := rand.New(rand.NewPCG(1, 2))
	return vocabulary{rnd, rand.NewZipf(rnd, 1.01, 15, 8000), rand.NewZipf(rnd, 2, 1500, 5e7)}
}

func (v vocabulary) term() uint32 {
	n := 8001 + v.rare.Uint64()
	if v.IntN(2) == 0 {
		n = v.common.Uint64()
	}
	return latin(n * 0x9e3779b97f4a7c15)
}

// madeUp gives a thousand articles a day with 43 terms each, as articles of 85
// words have; every fifth is a report of an event and shares ten with others.
func madeUp(n int) []Doc {
	words := newVocabulary()
	var events [50][10]uint32
	docs := make([]Doc, n)
	for i := range docs {
		terms := map[uint32]uint8{}
		if e := &events[words.IntN(len(events))]; i%5 == 0 {
			for k := range e {
				if words.IntN(40) == 0 || e[k] == 0 {
					e[k] = words.term()
				}
				terms[e[k]] = uint8(8 + words.IntN(8))
			}
		}
		for len(terms) < 43 {
			terms[words.term()] = uint8(1 + words.IntN(14))
		}
		var s Signature
		last := uint32(0)
		for _, t := range slices.Sorted(maps.Keys(terms)) {
			s = binary.AppendUvarint(s, uint64(t-last)<<4|uint64(terms[t]))
			last = t
		}
		docs[i] = Doc{ID: feeds.ArticleID(i + 1), Feed: feeds.FeedID(1 + words.IntN(300)), Published: int64(i) * 86400 / 1000, Signature: s}
	}
	return docs
}

// BenchmarkNear looks up articles of the last days among so many, a thousand
// a day. The bars: 5 ms at 99 of 100 among 100,000 and over 60 days of
// 1,000,000, 15 ms over all of them, of the processor's time; 200 bytes an
// article.
func BenchmarkNear(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		docs := madeUp(n)
		x := new(Index)
		from := time.Now()
		x.Load(slices.Values(docs))
		built := time.Since(from)
		size := 0
		for _, d := range docs {
			size += len(d.Signature)
		}
		for _, within := range []struct {
			name   string
			time   time.Duration
			budget int
		}{{"7 days", 7 * day, 0}, {"60 days", 60 * day, 0}, {"all time", 0, 150_000}, {"all time, whole", 0, 0}} {
			b.Run(fmt.Sprint(n, " articles, ", within.name), func(b *testing.B) {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				var took []time.Duration
				i := 0
				for b.Loop() {
					d := docs[n-1-i*37%5000]
					i++
					from := busy()
					x.Near(Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: 30, Floor: .14, Before: within.time, After: within.time, Budget: within.budget, Keeps: nearKeeps, Days: nearDays})
					took = append(took, busy()-from)
				}
				sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
				b.ReportMetric(float64(took[len(took)*99/100])/1e6, "p99-ms")
				b.ReportMetric(float64(x.Bytes())/float64(n), "B/article")
				b.ReportMetric(float64(size)/float64(n), "signature-B/article")
				b.ReportMetric(built.Seconds(), "build-s")
			})
		}
	}
}

// BenchmarkNew2000 signs 2,000 new articles of 85 words, from feeds with 30
// each, and finds their stories among those of 60 days. The bar: 400 ms of the
// processor's time.
func BenchmarkNew2000(b *testing.B) {
	docs := madeUp(60_000)
	words := newVocabulary()
	texts := make([]Text, 2000)
	for i := range texts {
		texts[i] = Text{Title: words.prose(9), Body: words.prose(76), Language: "en", Source: "The Fjord Post"}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		x := new(Index)
		x.Load(slices.Values(docs))
		b.StartTimer()
		from := busy()
		var came []Doc
		for i := 0; i < len(texts); i += 30 {
			feed := texts[i:min(i+30, len(texts))]
			usual := UsualIn(feed)
			for _, t := range feed {
				t.Usual = usual
				id := len(docs) + len(came) + 1
				came = append(came, Doc{ID: feeds.ArticleID(id), Feed: feeds.FeedID(i), Published: int64(id) * 86400 / 1000, Signature: Sign(t)})
			}
		}
		x.Await(came)
		for _, d := range came {
			x.File(d, Normal, nil)
		}
		used += busy() - from
	}
	b.ReportMetric(used.Seconds()*1000/float64(b.N), "cpu-ms/op")
}

// prose is so many words, every other one a small word, as in English.
func (v vocabulary) prose(n int) string {
	small := strings.Fields(lists[langEn])
	var s strings.Builder
	for i := range n {
		if i%2 == 0 {
			s.WriteString(small[v.IntN(len(small))])
		} else {
			for t := v.term(); t > 0; t /= 70 {
				s.WriteByte("bcdfghklmnprst"[t%14])
				s.WriteByte("aeiou"[t/14%5])
			}
		}
		s.WriteByte(' ')
	}
	return s.String()
}

// encoded is Sign's last step alone.
func encoded(terms []weighted) (s Signature) {
	last := uint32(0)
	for _, t := range terms {
		s = binary.AppendUvarint(s, uint64(t.term-last)<<4|uint64(t.weight))
		last = t.term
	}
	return s
}
