package feeds

import "time"

// Feed is a subscription: a URL, its title, its folder, how it is fetched.
type Feed struct {
	ID          FeedID
	URL         string // as the person gave it, or where it has moved for good
	Title       string // the publisher's, cleaned
	OwnTitle    string // the person's own, "" for none; shown before Title
	Folder      string // "" at the top; nested folders as "News/World"
	SiteURL     string
	Description string
	Language    string // BCP 47 as the publisher gave it, "" unknown
	Origin      Origin
	Line        int // line of the config that declares it, 0 otherwise
	Options     FeedOptions

	FetchState FetchState
	Unread     int // kept by the store, not counted
	Articles   int // that are kept, muted ones among them
	// Folded is how many of Unread are left out of views that show another
	// copy, by how many levels of folders a view is deep: Folded[0] for Unread,
	// All and Today, Folded[1] for a folder, Folded[2] for one within. What it
	// does not reach is none.
	Folded []int
}

// UnreadIn is how many unread articles of the feed a view shows that is so
// many levels of folders deep, 0 for the views of all feeds.
func (f Feed) UnreadIn(levels int) int {
	if levels < len(f.Folded) {
		return f.Unread - f.Folded[levels]
	}
	return f.Unread
}

// Name is what the feed is called on screen: the person's title, else the
// publisher's, else its address.
func (f Feed) Name() string {
	switch {
	case f.OwnTitle != "":
		return f.OwnTitle
	case f.Title != "":
		return f.Title
	}
	return f.URL
}

// Origin says who put a feed's URL here. It decides which addresses the feed
// may reach (a private address is for Trusted origins alone) and who may
// rewrite it.
type Origin string

// The origins. Config feeds belong to the file; the others to the store.
const (
	OriginConfig Origin = "config" // [[feeds]] in config.toml
	OriginAdded  Origin = "added"  // add, the a key, the welcome screen
	OriginImport Origin = "import" // from a file the person named
	OriginSample Origin = "sample" // the sample edition
	OriginMoved  Origin = "moved"  // another host, to which a redirect or a page led: nobody's word that it may be private
)

// Trusted is the URL whose host and port may be a private address, since a
// person put it in; "" for an address that only another server named.
func (f Feed) Trusted() string {
	if f.Origin == OriginMoved {
		return ""
	}
	return f.URL
}

// FetchState is what the last requests for a feed left behind: ETag and
// Last-Modified exactly as the server sent them, the hash of the last body
// parsed, and how it has been going.
type FetchState struct {
	ETag         string
	LastModified string
	BodyHash     string    // SHA-256, hex; "" when nothing was parsed yet
	Checked      time.Time // last request that got an answer or an error
	Succeeded    time.Time // last 200 that parsed, or 304
	Next         time.Time // not asked by schedule before this; zero: due now
	Failures     int       // in a row
	Status       int       // last HTTP status, 0 for none
	Error        string    // last error as the sentence a person reads, "" when fine
	Gone         bool      // 410: never asked again by schedule
	Moved        string    // where permanent redirects have led, MovedCount times in a row
	MovedCount   int
	Took         time.Duration // of the last request; slow feeds get a lane of their own
	Every        time.Duration // what the feed itself asks between requests (ttl, sy:), 0 nothing
	SkipHours    uint32        // bit h: not in hour h, UTC
	SkipDays     uint8         // bit d: not on time.Weekday d, UTC
}

// Health is the word for a feed's state in lists and JSON: "new" (never
// asked), "ok", "failing" or "gone".
func (s FetchState) Health() string {
	switch {
	case s.Gone:
		return "gone"
	case s.Failures > 0: // an Error alone says why a feed waits, or was cut short
		return "failing"
	case s.Checked.IsZero():
		return "new"
	}
	return "ok"
}

// FeedHealth is how a feed has been doing.
type FeedHealth struct {
	Feed
	Latest  time.Time // the newest article's time published, zero for none
	PerWeek float64   // articles a week, over the last eight weeks
}

// Silent is how long a feed has published nothing, 0 when it has nothing to be
// measured by.
func (h FeedHealth) Silent(now time.Time) time.Duration {
	if h.Latest.IsZero() {
		return 0
	}
	return max(now.Sub(h.Latest), 0)
}
