package feeds

import "strconv"

// Order is how a person has the list of a view: in what order, whether there
// is a rule between days, where the cursor was left and how wide the list was.
// The zero Order is newest first without rules, from its first row.
type Order struct {
	Sort Sort // SortDate, SortOldest, SortFeed, SortStory or SortWords
	Days bool

	At     Key       // the row under the cursor, zero for the first
	Newest ArticleID // the newest article there was then

	Shift int  // cells that the divider was moved
	Sized bool // it was
}

// Ranks says whether rows in this order come all at once, the newest MaxRanked
// there are, since no key says where in it one is.
func (s Sort) Ranks() bool { return s != SortDate && s != SortOldest }

// Name tells a view from all others, over restarts.
func (v View) Name() string {
	switch v.Kind {
	case ViewFolder:
		return string(v.Kind) + " " + v.Folder
	case ViewFeed:
		return string(v.Kind) + " " + strconv.FormatInt(int64(v.Feed), 10)
	case ViewTopic:
		return string(v.Kind) + " " + FoldLabel(v.Topic)
	case ViewSearch:
		return string(v.Kind) + " " + v.Query
	}
	return string(v.Kind)
}
