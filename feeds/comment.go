package feeds

import "time"

// Comment is one comment under an article, from its feed of comments.
type Comment struct {
	Author    string
	Published time.Time // zero unknown
	Blocks    []Block   // what it says
	URL       string
	Depth     int // replies to it stand one deeper; 0 where the feed does not say
}

// Place is a position in an article that survives its being set anew: the
// block at the top of the pane, and how far into its text, in bytes. The head
// is block -1.
type Place struct {
	Block  int
	Offset int
}
