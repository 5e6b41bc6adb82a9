package feeds

import (
	"strings"
	"time"
)

// View is a named query over the articles: what the Sections pane lists and
// the Headlines pane shows.
type View struct {
	Kind   ViewKind
	Folder string   // ViewFolder
	Feed   FeedID   // ViewFeed
	Topic  string   // ViewTopic
	Query  string   // ViewSearch: a query that ParseQuery reads
	Search SearchID // ViewSearch: the saved search it is, 0 for none

	// Sort is the order of the list; that of a search stands in its query.
	Sort Sort

	// Now is the time and the place that a query's ages and days count from.
	Now time.Time

	// Since bounds ViewToday: only what was published at or after it.
	Since time.Time
	// Opened keeps what was read at or after it in an unread view, dimmed,
	// until the view is left; to a search it is unread. Zero: strictly unread.
	Opened time.Time
	// Unread leaves out read articles (but see Opened), in any kind of view.
	Unread bool
}

// ViewKind says which query a View is.
type ViewKind string

// The kinds of view.
const (
	ViewToday     ViewKind = "today" // the last 24 hours
	ViewUnread    ViewKind = "unread"
	ViewAll       ViewKind = "all"
	ViewFolder    ViewKind = "folder" // and the folders in it
	ViewFeed      ViewKind = "feed"
	ViewTopic     ViewKind = "topic"
	ViewSearch    ViewKind = "search"
	ViewBookmarks ViewKind = "bookmarks"
	ViewFront     ViewKind = "front"   // stories, not articles: read by StoriesRequest
	ViewHistory   ViewKind = "history" // what was opened or read by itself, the latest first
)

// Same says whether two views are the same place, whatever their bounds.
func (v View) Same(o View) bool {
	return v.Kind == o.Kind && v.Folder == o.Folder && v.Feed == o.Feed && v.Topic == o.Topic && v.Query == o.Query && v.Search == o.Search
}

// Levels is how many levels a folder is deep; what is in no folder is one deep
// as well. A copy is left out of a view that shows another one, so of a view
// of a folder less often than of one that is 0 deep, as all others are.
func Levels(folder string) int { return 1 + strings.Count(folder, "/") }

// ListRequest asks for a window of a view: up to Limit headlines that follow
// From (older), or precede it when Newer is set. From itself is left out
// unless Including. The zero From is the list's newer end; with Newer set, its
// older end, so that a list can be entered from the bottom.
type ListRequest struct {
	View      View
	From      Key
	Including bool
	Newer     bool
	Limit     int
	// Stories makes one row of each story in views wider than a feed: that of
	// its lead, or where the view does not have it, of the report that came
	// first. What else the story has is in Headline.Reports.
	Stories bool
}

// Page is a window of a view, newest first unless the view's query says
// otherwise. More says whether the list goes on beyond the window in the
// direction asked, from Reached: a search that no index answers stops to tell
// what it has after so many articles, with fewer than Limit or none.
type Page struct {
	Headlines []Headline
	More      bool
	Reached   Key
	Looked    int       // how many articles had to be read for it
	Newest    ArticleID // the latest article known when this was read: bounds mark-all
}

// Sections is what the left pane shows: how many are unread in each view, the
// folders in order and the feeds in them.
type Sections struct {
	Today, Unread, All int           // unread articles
	Bookmarks          int           // bookmarks kept
	Searches           []SavedSearch // by name
	Feeds              []Feed
	Followed           []Followed // by name
	Rising             []Rising   // the strongest first
	Failing            int        // feeds whose last request failed
	LastReload         time.Time
	Newest             ArticleID // the latest article known when this was read
}
