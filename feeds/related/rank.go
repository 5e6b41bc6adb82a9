package related

import (
	"math"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

const (
	halfLife     = 18 * time.Hour // of a story's weight since its last report
	leadShare    = .6             // of the words of the fullest report: less is a teaser
	fullReport   = 300            // words: more make no report more complete
	bookmarkedIs = 1.5            // what a story weighs more of which something was kept
	followedIs   = 1.3            // or that has a topic the reader follows
)

// Weight is how much a story matters at now: one for each source that reports
// it in its own words, less for further reports, half of it every 18 hours
// since the last one; more where the reader has shown that it matters to them.
// source gives what a feed's reports are independent by.
func Weight(s feeds.Story, now time.Time, followed []string, source func(feeds.FeedID) string) float64 {
	reports := s.Reports()
	sources := map[string]int{}
	kept, follows := false, false
	for _, h := range reports {
		sources[source(h.FeedID)]++
	}
	for _, h := range s.Articles {
		kept = kept || h.Bookmarked
		follows = follows || slices.ContainsFunc(h.Topics, func(topic string) bool {
			return slices.ContainsFunc(followed, func(f string) bool { return strings.EqualFold(f, topic) })
		})
	}
	w := float64(len(sources)) + .5*math.Log2(1+float64(len(reports)-len(sources)))
	w *= math.Exp2(-max(0, now.Sub(s.Last()).Hours()) / halfLife.Hours())
	if kept {
		w *= bookmarkedIs
	}
	if follows {
		w *= followedIs
	}
	return w
}

// Candidate is an article that may stand for its story.
type Candidate struct {
	Words     int
	Preferred bool // its feed is
	Read      bool
}

// Leads says whether an article that comes stands better for a story than the
// one that does: when that is a teaser beside it, or when it is of a preferred
// feed and no teaser. What was read stays.
func Leads(next, lead Candidate) bool {
	a, b := float64(min(next.Words, fullReport)), float64(min(lead.Words, fullReport))
	switch {
	case lead.Read || a < leadShare*b:
		return false
	case b < leadShare*a:
		return true
	}
	return next.Preferred && !lead.Preferred
}
