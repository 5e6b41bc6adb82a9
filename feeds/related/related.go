// Package related says which articles belong together, and why. Sign turns a
// text into a signature of its telling words; an Index finds the signatures
// nearest to one; File says, as an article arrives, whose copy it is and which
// story it joins; Relate names the relation and Reason says it in words.
//
// It knows similarity between the texts it is given. It does not know where
// they came from: no store, no network, no clock. The same articles in the
// same order give the same answers. library calls it.
package related

import "time"

// Version is of all that makes signatures: those of another version cannot be
// compared with these and are made again.
const Version = 1

// Strictness is how near articles must be to be related.
type Strictness struct {
	Story   float64 // another report of the same event
	Related float64 // the same subject; below it, nothing
}

// The strictnesses a person can choose from. Normal was measured on labelled
// stories: see the quality program.
var (
	Strict = Strictness{Story: .38, Related: .26}
	Normal = Strictness{Story: .30, Related: .20}
	Loose  = Strictness{Story: .25, Related: .14}
)

// How time counts: a score keeps a part of itself however far apart two
// articles are, and the rest falls to 1/e in so many days.
const (
	nearKeeps, nearDays   = .3, 6.  // of articles a person is shown
	storyKeeps, storyDays = .6, 3.  // of reports of one event
	storyBefore           = 7 * day // that an article joins reports of
	storyAfter            = 2 * day // where it comes late
	storyShown            = 14 * day
	day                   = 24 * time.Hour
)
