package related

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"broadsheet/feeds"
)

// Doc is an article as an index has it.
type Doc struct {
	ID        feeds.ArticleID
	Feed      feeds.FeedID
	Published int64         // Unix seconds
	Story     feeds.StoryID // 0 for none
	Waits     bool          // it is to be filed yet, and not to be found before
	Signature Signature
}

// Index holds the signatures of articles, loaded ones in the order in which
// they were published and after them others in the order in which they came. The
// zero Index is empty. Any number of goroutines may look things up at once;
// whoever changes it wants it alone.
type Index struct {
	postings
	docs   []doc
	loaded []uint32                   // places of the documents that were loaded, by rising id
	spans  []span                     // of each blockSize documents
	within map[uint32]float32         // of documents in another writing: as inverse, of their Latin terms alone
	again  map[feeds.ArticleID]uint32 // places of articles that came again
	sizes  map[feeds.StoryID]int      // members of stories
	live   int                        // documents that are not removed
	normed int                        // how many there were when all were measured
}

// doc is what is kept of a document beside its postings: 28 bytes.
type doc struct {
	id      uint32
	key     uint32 // the highest id up to here: what documents not loaded are in order of
	feed    uint32
	story   uint32
	minute  int32   // published, minutes since 1970
	inverse float32 // 1 / the length of its vector; 0: removed
	terms   uint8
	foreign bool // most of it is in another writing than Latin
	waits   bool // for its place: not to be found yet
}

type span struct{ first, last int32 } // minutes

const blockSize = 256

// Len is how many articles the index has.
func (x *Index) Len() int { return x.live }

// Dead is how many articles that were removed or replaced still take room.
func (x *Index) Dead() int { return len(x.docs) - x.live }

// Bytes is the memory that the index takes.
func (x *Index) Bytes() int {
	return x.postings.bytes() + 28*cap(x.docs) + 8*cap(x.spans) + 16*len(x.within) + 40*(len(x.again)+len(x.sizes))
}

// Has says whether an article is in the index.
func (x *Index) Has(id feeds.ArticleID) bool { return x.place(id) >= 0 }

// place is where an article's document is, -1 for nowhere.
func (x *Index) place(id feeds.ArticleID) int {
	at := x.latest(id)
	if at >= 0 && x.docs[at].inverse == 0 {
		return -1
	}
	return at
}

// latest is place, of articles that were removed too.
func (x *Index) latest(id feeds.ArticleID) int {
	if at, again := x.again[id]; again {
		return int(at)
	}
	came := x.docs[len(x.loaded):]
	i, _ := slices.BinarySearchFunc(came, uint32(id), func(d doc, id uint32) int { return cmp.Compare(d.key, id) })
	if i < len(came) && feeds.ArticleID(came[i].id) == id {
		return len(x.loaded) + i
	}
	i, found := slices.BinarySearchFunc(x.loaded, uint32(id), func(at, id uint32) int { return cmp.Compare(x.docs[at].id, id) })
	if !found {
		return -1
	}
	return int(x.loaded[i])
}

// Load fills an empty index with articles, each once, in the order in which
// they were published, so that a look at some days finds them together.
func (x *Index) Load(list iter.Seq[Doc]) {
	for d := range list {
		_, at := x.push(d)
		x.loaded = append(x.loaded, at)
	}
	slices.SortFunc(x.loaded, func(a, b uint32) int { return cmp.Compare(x.docs[a].id, x.docs[b].id) })
	x.fit()
	x.docs, x.loaded = append(make([]doc, 0, len(x.docs)), x.docs...), append(make([]uint32, 0, len(x.loaded)), x.loaded...)
	x.measure()
}

// Add puts an article into the index, one that is there already in its new
// form, to be found.
func (x *Index) Add(d Doc) {
	terms, at := x.add(d)
	if !x.outgrown() {
		x.fitIn(terms, at)
	}
}

// outgrown measures all anew where words have become more or less common since
// that was done.
func (x *Index) outgrown() bool {
	if x.live <= x.normed+x.normed/8+8 {
		return false
	}
	x.measure()
	return true
}

// fitIn measures one document.
func (x *Index) fitIn(terms []weighted, at uint32) {
	x.docs[at].inverse = inverse(x.length(terms, false))
	if x.docs[at].foreign {
		x.within[at] = inverse(x.length(terms, true))
	}
}

// add puts an article at the end, and takes it out where it was.
func (x *Index) add(d Doc) (terms []weighted, at uint32) {
	known := x.latest(d.ID) >= 0
	x.Remove(d.ID)
	terms, at = x.push(d)
	if known || x.docs[at].key != uint32(d.ID) {
		x.again[d.ID] = at
	}
	return terms, at
}

func (x *Index) push(d Doc) (terms []weighted, at uint32) {
	if x.within == nil {
		x.within, x.again, x.sizes = map[uint32]float32{}, map[feeds.ArticleID]uint32{}, map[feeds.StoryID]int{}
	}
	at = uint32(len(x.docs))
	in := doc{id: uint32(d.ID), key: uint32(d.ID), feed: uint32(d.Feed), story: uint32(d.Story), minute: minute(d.Published), inverse: 1, waits: d.Waits}
	if at > 0 {
		in.key = max(in.key, x.docs[at-1].key)
	}
	terms = d.Signature.terms(nil)
	in.terms, in.foreign = uint8(len(terms)), isForeign(terms)
	for _, t := range terms {
		x.postings.add(t.term, at, t.weight)
	}
	x.docs = append(x.docs, in)
	if at%blockSize == 0 {
		x.spans = append(x.spans, span{in.minute, in.minute})
	}
	block := &x.spans[len(x.spans)-1]
	block.first, block.last = min(block.first, in.minute), max(block.last, in.minute)
	x.live++
	if d.Story != 0 {
		x.sizes[d.Story]++
	}
	return terms, at
}

// Remove takes an article out of the index.
func (x *Index) Remove(id feeds.ArticleID) {
	at := x.place(id)
	if at < 0 {
		return
	}
	d := &x.docs[at]
	x.leave(d)
	d.inverse = 0
	x.live--
}

// SetStory puts an article that is in the index into a story; 0 for none.
func (x *Index) SetStory(id feeds.ArticleID, story feeds.StoryID) {
	at := x.place(id)
	if at < 0 {
		return
	}
	d := &x.docs[at]
	x.leave(d)
	if d.story = uint32(story); story != 0 {
		x.sizes[story]++
	}
}

func (x *Index) leave(d *doc) {
	story := feeds.StoryID(d.story)
	if n := x.sizes[story]; n > 1 {
		x.sizes[story] = n - 1
	} else {
		delete(x.sizes, story)
	}
}

// minute keeps to half of what its type holds, so that any two can be
// subtracted.
func minute(seconds int64) int32 {
	return int32(min(math.MaxInt32/2, max(math.MinInt32/2, seconds/60)))
}

// isForeign says whether most of a signature is in another writing than Latin.
func isForeign(terms []weighted) bool {
	n := 0
	for _, t := range terms {
		if t.term&1 != 0 {
			n++
		}
	}
	return 2*n > len(terms)
}

// telling is how much a term says that df of n documents have. One that hardly
// any other has is chance and finds nothing; one that most have is none.
func telling(n, df int) float64 {
	if df == 0 || n > 50 && 2*df > n {
		return 0
	}
	rare := 1 - .7/float64(df*df)
	return rare * math.Pow(math.Log(1+float64(n)/float64(df)), .7)
}

// length is that of a signature's vector, or of its Latin terms alone.
func (x *Index) length(terms []weighted, within bool) float64 {
	var sum float64
	for _, t := range terms {
		if within && t.term&1 != 0 {
			continue
		}
		sum += telling(x.live, x.df(t.term)) * float64(t.weight) * float64(t.weight)
	}
	return math.Sqrt(sum)
}

// df is how many documents have a term.
func (x *Index) df(term uint32) int {
	if l := x.find(term); l != nil {
		return int(l.docs())
	}
	return 0
}

func inverse(length float64) float32 {
	if length == 0 {
		return 1 // nothing telling: it is near to nothing
	}
	return float32(1 / length)
}

// squares keeps sums of squares whole: 64 terms of the highest weight stay
// below 2^32.
const squares = 1 << 14

// measure computes the lengths of all documents anew, from the postings.
func (x *Index) measure() {
	x.normed = x.live
	n := uint32(len(x.docs))
	sums := make([]uint32, n)
	add := func(writing uint32) {
		for i := range x.lists {
			l := &x.lists[i]
			if l.term&1 != writing {
				continue
			}
			var gain [topWeight + 1]uint32
			if says := telling(x.live, int(l.docs())); says > 0 {
				for w := range gain {
					gain[w] = uint32(says * float64(w*w) * squares)
				}
				x.sum(l, 0, n, &gain, sums)
			}
		}
	}
	add(0)
	clear(x.within)
	for at, d := range x.docs {
		if d.foreign && d.inverse != 0 {
			x.within[uint32(at)] = inverse(math.Sqrt(float64(sums[at]) / squares))
		}
	}
	add(1)
	for at := range x.docs {
		if x.docs[at].inverse != 0 {
			x.docs[at].inverse = inverse(math.Sqrt(float64(sums[at]) / squares))
		}
	}
}
