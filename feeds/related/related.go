// Package related says which articles belong together, and why: the words
// that find an article's relatives in a full-text index (Terms), and the order
// of what was found, each with its relation and a reason a person can read
// (Rank).
//
// It knows similarity between the texts it is given. It does not know where
// they came from: no store, no network, no clock. Both functions are pure, and
// the same input gives the same answer. library calls them.
package related

import (
	"cmp"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

// Subject is an article as Rank reads it. Text is its plain text, or as much
// of it as there is; of it the first 120 words make the similarity and the
// first 600 show copies.
type Subject struct {
	feeds.Headline
	Text string
}

const (
	leadWords = 120
	halfBoost = .3 // what an article keeps of its score however old it is
	decayDays = 6  // the rest falls to 1/e in this many days

	storyScore   = .30 // another report of the same event
	relatedScore = .13 // the same subject; below it, nothing
	storyDays    = 14
	minShared    = 2   // telling words, or it is chance
	storyShared  = 3   // "Live updates" is no event
	again        = .85 // for each result of the same source before
)

// Rank orders candidates by nearness to of and gives at most limit: copies of
// the article first, then other reports of its story, then related articles,
// then more from the same feed. What shares fewer than two telling words with
// it, or is too far, is left out; so is of itself, by its id. Articles that are
// copies of one another come as one, the nearest.
//
// How telling a word is Rank works out from the candidates, so give it all
// that the index found, 50 to 200 of them, not a chosen few.
func Rank(of Subject, candidates []Subject, limit int) []feeds.Related {
	if limit <= 0 || len(candidates) == 0 {
		return nil
	}
	near := nearest(of, candidates)
	slices.SortStableFunc(near, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), byKey(a, b))
	})
	near = fold(of, near)
	relate(of, near)
	near = slices.DeleteFunc(near, func(m match) bool { return m.relation == "" })
	order(of, near)

	near = near[:min(limit, len(near))]
	out := make([]feeds.Related, len(near))
	for i, m := range near {
		words, few := m.words(of)
		out[i] = feeds.Related{
			Headline: m.Headline,
			Score:    min(1, m.score),
			Relation: m.relation,
			Reason:   m.reason(of, few),
			Words:    words,
		}
	}
	return out
}

// byKey settles equal scores: newest first, as in every list.
func byKey(a, b match) int {
	return cmp.Or(cmp.Compare(b.Published.Unix(), a.Published.Unix()), cmp.Compare(b.ID, a.ID))
}

// relate gives each match its relation; "" is too far to be shown.
func relate(of Subject, near []match) {
	for i := range near {
		m := &near[i]
		switch {
		case m.copied:
			m.relation = feeds.RelationCopy
			m.score = max(m.score, .9)
		case len(m.shared) < minShared || m.score < relatedScore:
		case m.FeedID == of.FeedID:
			m.relation = feeds.RelationMore
		case m.score >= storyScore && len(m.shared) >= storyShared && apart(of, *m) <= storyDays*24*time.Hour:
			m.relation = feeds.RelationStory
		default:
			m.relation = feeds.RelationRelated
		}
	}
}

var rankOf = map[feeds.Relation]int{feeds.RelationCopy: 0, feeds.RelationStory: 1, feeds.RelationRelated: 2, feeds.RelationMore: 3}

// order sorts by relation, and within one by score, where each further result
// of a feed already listed counts less: the same event by five papers says
// more than by one paper five times.
func order(of Subject, near []match) {
	slices.SortStableFunc(near, func(a, b match) int {
		return cmp.Or(cmp.Compare(rankOf[a.relation], rankOf[b.relation]), cmp.Compare(b.score, a.score))
	})
	listed := map[feeds.FeedID]int{of.FeedID: 1}
	for i := range near {
		best, bestScore := i, -1.0
		for j := i; j < len(near) && near[j].relation == near[i].relation; j++ {
			s := near[j].score * math.Pow(again, float64(listed[near[j].FeedID]))
			if s > bestScore {
				best, bestScore = j, s
			}
		}
		m := near[best]
		copy(near[i+1:best+1], near[i:best])
		near[i] = m
		listed[m.FeedID]++
	}
}

// apart is the time between two articles; none where one has no date.
func apart(of Subject, m match) time.Duration {
	if of.Published.IsZero() || m.Published.IsZero() {
		return 0
	}
	return of.Published.Sub(m.Published).Abs()
}
