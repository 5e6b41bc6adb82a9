package feeds

import (
	"slices"
	"strings"
	"time"
)

// Bookmark is an article the reader kept, with its own copy of the text: it
// outlives the feed, the article and the site.
type Bookmark struct {
	ID           BookmarkID
	ArticleID    ArticleID // 0 when it was not kept from a feed, or that article is gone
	URL          string    // as kept; may be of any scheme, opened only when safe
	CanonicalURL string    // two bookmarks with one canonical URL are one
	Title        string
	Source       string // the feed's name
	Authors      []string
	Published    time.Time // zero unknown
	Saved        time.Time
	Topics       []string
	Summary      string
	Tags         []string
	Note         string // may have several lines
	Folder       string // "" at the top; nested as "A/B"
	HTML         Raw    // the feed's text as published
	Document     *Document
	Offline      bool        // Document is the whole text, not a feed's teaser
	Highlights   []Highlight // in the order they were made
	Link         LinkCheck   // of URL; kept by the address, and no change of the reader's
	HiddenBy     string      `json:"-"` // the rule that mutes its article, where windows and readers ask; "" for none
}

// ReadLater is the tag of what is kept to be read: unread or toread elsewhere.
const ReadLater = "toread"

// ReadLater says whether the bookmark waits to be read.
func (b Bookmark) ReadLater() bool {
	return slices.ContainsFunc(b.Tags, func(tag string) bool { return strings.EqualFold(tag, ReadLater) })
}

// BookmarkRequest asks for a window of the bookmarks, latest saved first:
// up to Limit that follow After (the last one seen; zero: from the latest). A
// query may ask for another order: its newest MaxRanked then come at once.
type BookmarkRequest struct {
	Query      string       // one that ParseQuery reads, "" for all
	IDs        []BookmarkID // those of a BookmarkOrder to read, in their order; nothing else then counts but Bodies
	Now        time.Time
	AfterSaved time.Time
	AfterID    BookmarkID
	Limit      int
	Bodies     bool // with HTML and Document
}

// BookmarkOrderRequest asks which bookmarks there are for a query, in the order
// that it asks for.
type BookmarkOrderRequest struct {
	Query string
	Now   time.Time
	After int // where a BookmarkOrder left off, 0 to begin
}

// BookmarkOrder is the ids of bookmarks in order, which are few bytes even for
// very many: rows are read by them as they come into view. A query that no
// index answers leaves off After so many bookmarks, 0 at the end, to tell what
// it has.
type BookmarkOrder struct {
	IDs   []BookmarkID
	After int
	Of    int // how many there are to look at, where After is not 0
}

// BookmarkEdit is what is done to many bookmarks at once.
type BookmarkEdit struct {
	Add, Drop []string // tags
	Move      bool     // to Folder
	Folder    string
}
