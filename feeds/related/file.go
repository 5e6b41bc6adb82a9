package related

import (
	"slices"

	"broadsheet/feeds"
)

const (
	filingReads = 20_000 // postings: more than the last days of a busy reader have
	judged      = 64     // of the nearest articles, where to look for a story
	members     = 3      // of a story, the nearest, whose mean must be near enough
	leastTerms  = 2      // shared with one of them: one name is no event
	leastOwn    = 3      // that an article must have: "Live updates" is no event
	mostOfFeed  = 3      // of one feed as near as a report: more, and it is a template
	sameWords   = .7     // two articles of one feed that are nearer are one text or one template, not two reports
	fullStory   = 500    // members: a story takes no more
	plainly     = 1.4    // times near enough: to one member it is enough, and to two stories it shows that they are one
)

// Filing says where an article belongs. At most one of Story and With is set.
type Filing struct {
	Story feeds.StoryID   // the story it joins
	With  feeds.ArticleID // or the article with which it begins a new one
	Score float64
	Also  *Filing // a second story, or article, that is of the same event as is shown now
}

// Await puts articles into the index that are to be filed: how common their
// words are is known from then on, but they are found only when they have been
// filed. What comes together is best awaited together.
func (x *Index) Await(list []Doc) {
	at := make([]uint32, len(list))
	for i, d := range list {
		d.Waits = true
		_, at[i] = x.add(d)
	}
	x.fitAll(list, at)
}

// Waits says whether an article is in the index and waits for its place.
func (x *Index) Waits(id feeds.ArticleID) bool {
	at := x.place(id)
	return at >= 0 && x.docs[at].waits
}

// Loosen takes articles out of their stories and has them wait for their places
// again. They are as they were when they were added: one that was removed since,
// as copies are, is there again, and its words are not counted twice.
func (x *Index) Loosen(list []Doc) {
	at := make([]uint32, len(list))
	for i, d := range list {
		here := x.latest(d.ID)
		if here < 0 {
			d.Waits, d.Story = true, 0
			_, at[i] = x.add(d)
			continue
		}
		in := &x.docs[here]
		if in.inverse == 0 {
			x.live++
		} else {
			x.leave(in)
		}
		in.inverse, in.story, in.waits, at[i] = 1, 0, true, uint32(here)
	}
	x.fitAll(list, at)
}

func (x *Index) fitAll(list []Doc, at []uint32) {
	if x.outgrown() {
		return
	}
	for i, d := range list {
		x.fitIn(d.Signature.terms(nil), at[i])
	}
}

// File says which story an article joins, and lets it be found from then on:
// the story whose three nearest members are near enough in the mean, or one of
// them plainly. An article that stands alone counts as a story of one. not says which stories and
// articles it does not belong to; nil: none. The hits are those it was judged
// by.
func (x *Index) File(d Doc, s Strictness, not func(Hit) bool) (Filing, []Hit) {
	if at := x.place(d.ID); at >= 0 && x.docs[at].waits {
		x.docs[at].waits = false
	} else {
		x.Add(d)
	}
	hits := x.Near(Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: judged, Floor: s.Story / 3,
		Before: storyBefore, After: storyAfter, Budget: filingReads, Keeps: storyKeeps, Days: storyDays})
	var buf [kept]weighted
	if len(d.Signature.terms(buf[:0])) < leastOwn {
		return Filing{}, hits
	}
	return x.story(d, hits, s, not), hits
}

// candidate is a story that an article may join.
type candidate struct {
	Filing
	top, sum float64 // the score of its nearest member, and of all that count
	n        int     // how many those are
}

// story chooses among the stories of hits.
func (x *Index) story(d Doc, hits []Hit, s Strictness, not func(Hit) bool) (best Filing) {
	var second Filing
	for _, c := range candidates(d, hits, s, not) {
		of := 1
		if c.Story != 0 {
			of = x.sizes[c.Story]
		}
		c.Score = max(c.sum/float64(min(members, max(1, of))), c.top/plainly)
		switch {
		case c.Score < s.Story || of >= fullStory:
		case c.Score > best.Score:
			best, second = c.Filing, best
		case c.Score > second.Score:
			second = c.Filing
		}
	}
	if second.Score >= plainly*s.Story && x.sizes[best.Story]+x.sizes[second.Story] < fullStory {
		best.Also = &second
	}
	return best
}

// candidates gathers hits by their stories.
func candidates(d Doc, hits []Hit, s Strictness, not func(Hit) bool) (all []candidate) {
	ofFeed := 0
	for _, h := range hits {
		if h.Feed == d.Feed && h.Score >= s.Story {
			ofFeed++
		}
	}
	for _, h := range hits { // the nearest first
		if h.Feed == d.Feed && (ofFeed > mostOfFeed || h.Cosine > sameWords) || not != nil && not(h) {
			continue
		}
		var with feeds.ArticleID
		if h.Story == 0 {
			with = h.ID
		}
		i := slices.IndexFunc(all, func(c candidate) bool { return c.Story == h.Story && c.With == with })
		if i < 0 {
			if h.Shared < leastTerms {
				continue
			}
			i = len(all)
			all = append(all, candidate{Filing: Filing{Story: h.Story, With: with}, top: h.Score})
		}
		if all[i].n < members {
			all[i].sum += h.Score
			all[i].n++
		}
	}
	return all
}
