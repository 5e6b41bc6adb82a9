package feeds

// Reading is an article ready to be read: the article, its feed, its state,
// and its text as a Document.
type Reading struct {
	Article    Article
	Feed       Feed
	State      State
	Document   *Document   // what to show; never nil
	Page       *Document   // the page's text where it is in the store, nil where it is not
	FromPage   bool        // Document is the page's text, not the feed's
	Stub       bool        // the feed gives a teaser only: the page has more
	Wanted     bool        // the page's text is wanted, by the person's settings or because of Stub
	Highlights []Highlight // of what it was kept as
	Problem    string      // one line: why the page's text could not be had, with the keys for what to do; "" when it could or was not wanted
}

// Better says whether the page's text is the one to show, where the person has
// not chosen: it is wanted, and not much less than the feed gives.
func (r Reading) Better() bool {
	return r.Wanted && r.Page != nil && (r.Document == nil || r.Document == r.Page || 10*r.Page.Words() >= 7*r.Document.Words())
}

// ProblemKeys ends every Problem of a Reading: what the screen offers then.
const ProblemKeys = "; o opens it in the browser, v tries again"

// Choice is what a reader chose on the welcome screen. Exactly one field is
// set; the zero Choice starts empty.
type Choice struct {
	Sample  bool     // the sample edition
	Starter []string // names of Subjects
	OPML    string   // a file's path
	URLs    []string
	Move    string // the name of a reader to move in from
}

// OtherReader is a reader whose files are on this machine.
type OtherReader struct {
	Name  string
	Path  string // of its list of feeds
	Feeds int
}

// Subject is one section of the starter list.
type Subject struct {
	Name  string
	Feeds []Feed // URL, Title and Folder
}

// ReloadRequest says which feeds to ask.
type ReloadRequest struct {
	Feeds []FeedID // none: all
	Due   bool     // only those whose time has come; else ask now, at most once a minute a feed
}
