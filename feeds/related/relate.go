package related

import (
	"cmp"
	"math"
	"time"

	"broadsheet/feeds"
)

// Subject is an article as Relate reads it.
type Subject struct {
	feeds.Headline
	Text     string // plain
	Language string // as the article or its feed says
}

// Match is an article near to another, and how near.
type Match struct {
	Subject
	Hit
}

const again = .85 // for each further result of one source

// Relate says how the articles of near are related to one, and gives at most
// limit of them with their reasons: copies first, then other reports of its
// story, related articles, and apart from them more of the same feed. What is
// too far is left out, and copies of one article come as one. usual says what
// feeds always write, which is no reason. Of those that are related alike, the
// ones in the article's own language come first, the same outlet's last.
func (x *Index) Relate(of Subject, near []Match, s Strictness, limit int, usual func(feeds.FeedID) Usual) []feeds.Related {
	feeds.SortStable(near, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Headline.ID, a.Headline.ID))
	})
	var rows []row
	copies := map[feeds.ArticleID]int{} // the row of each group of copies
	for i := range near {
		m := &near[i]
		if m.Headline.ID == of.ID {
			continue
		}
		r := row{Match: m, relation: s.relation(&of, m)}
		if r.relation == "" {
			continue
		}
		group := headOf(m.Headline)
		if r.relation == feeds.RelationCopy {
			group = headOf(of.Headline)
		}
		if at, known := copies[group]; known {
			rows[at].also = append(rows[at].also, m)
			continue
		}
		copies[group] = len(rows)
		rows = append(rows, r)
	}
	rate(&of, rows)
	order(of.FeedID, rows)
	rows = rows[:max(0, min(limit, len(rows)))]
	out := make([]feeds.Related, len(rows))
	for i, r := range rows {
		out[i] = feeds.Related{Headline: r.Headline, Score: r.Score, Relation: r.relation}
		out[i].Reason, out[i].Words = x.reason(&of, r, usual)
	}
	return out
}

// row is a match with its relation and the copies of it.
type row struct {
	*Match
	relation feeds.Relation
	also     []*Match
	rank     int // among those related alike: 1 for another language, 2 for the same outlet
}

// headOf is what a group of copies is known by.
func headOf(h feeds.Headline) feeds.ArticleID { return cmp.Or(h.CopyOf, h.ID) }

// relation is "" for what is too far to be shown.
func (s Strictness) relation(of *Subject, m *Match) feeds.Relation {
	switch {
	case m.FeedID != of.FeedID && (headOf(m.Headline) == headOf(of.Headline) || m.Alike >= copyTerms && Copied(of.Text, m.Text)):
		return feeds.RelationCopy
	case m.FeedID == of.FeedID && m.Score >= s.Related && m.Shared >= leastTerms:
		return feeds.RelationMore
	case m.FeedID == of.FeedID:
		return ""
	case m.Headline.Story != 0 && m.Headline.Story == of.Story:
		return feeds.RelationStory
	case m.Shared < leastTerms || m.Score < s.Related:
		return ""
	case (m.Headline.Story == 0 || of.Story == 0) && m.Score >= s.Story && m.Shared >= leastOwn && m.Apart <= storyShown:
		return feeds.RelationStory
	}
	return feeds.RelationRelated
}

var places = map[feeds.Relation]int{feeds.RelationCopy: 0, feeds.RelationStory: 1, feeds.RelationRelated: 2, feeds.RelationMore: 3}

// rate ranks rows by language and outlet.
func rate(of *Subject, rows []row) {
	if len(rows) < 2 {
		return
	}
	own, outlet := tongueOf(of), feeds.Host(of.URL)
	for i := range rows {
		switch s := &rows[i].Subject; {
		case outlet != "" && feeds.Host(s.URL) == outlet: // of another feed of theirs
			rows[i].rank = 2
		case own.differs(tongueOf(s)):
			rows[i].rank = 1
		}
	}
}

// order sorts by relation and rank, and within one by score, where each further result
// of a feed already listed counts less: the same event by five papers says
// more than by one paper five times.
func order(own feeds.FeedID, rows []row) {
	feeds.SortStable(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(places[a.relation], places[b.relation]), cmp.Compare(a.rank, b.rank), cmp.Compare(b.Score, a.Score))
	})
	listed := map[feeds.FeedID]int{own: 1}
	for i := range rows {
		best, bestScore := i, -1.0
		for j := i; j < len(rows) && rows[j].relation == rows[i].relation && rows[j].rank == rows[i].rank; j++ {
			if s := rows[j].Score * math.Pow(again, float64(listed[rows[j].FeedID])); s > bestScore {
				best, bestScore = j, s
			}
		}
		r := rows[best]
		copy(rows[i+1:best+1], rows[i:best])
		rows[i] = r
		listed[r.FeedID]++
	}
}

// apart is the time between two articles; false where one has no date.
func apart(a, b *feeds.Headline) (time.Duration, bool) {
	if a.Published.IsZero() || b.Published.IsZero() || a.DateGuessed || b.DateGuessed {
		return 0, false
	}
	return a.Published.Sub(b.Published).Abs(), true
}

// Nearby asks an index for what Relate is to look at, of all time.
func Nearby(d Doc, s Strictness) Query {
	return Query{Signature: d.Signature, Published: d.Published, Not: d.ID, Limit: 60, Floor: s.Related, Keeps: nearKeeps, Days: nearDays}
}
