package feeds

import "time"

// Settings is what config.toml says, as plain values. ui/config reads it;
// config.example.toml holds the defaults.
type Settings struct {
	Theme      Theme
	Plain      bool     // lines for a screen reader instead of a drawn screen
	Icons      string   // "auto" (by the locale), "unicode", "ascii" (signs), "ascii-only" (text too)
	Density    string   // of rows: "auto" (by the room), "comfortable", "normal", "compact"
	Start      ViewKind // what the screen begins with, "" for ViewToday
	Stories    bool     // one row for all that report an event
	Measure    int      // columns of text in the reader view, 40 to 120
	MarkRead   string   // "open" (reader view or article pane), "select", "never"
	Mouse      bool     // wheel and clicks
	Browser    []string // argument vector, the URL is appended; empty: $BROWSER, else the platform's
	Player     []string // the same for recordings and films; empty: as a link
	Open       []Opener // by kind, before Player and Browser
	Pipe       string   // what a command gets of an article: "text", "markdown", "html", "json"
	Hooks      Hooks
	OnStart    bool          // reload due feeds when the screen opens
	Background bool          // and at each feed's own time while it is open
	Interval   time.Duration // between scheduled requests for one feed, where its server asks for no more
	Keep       Keep
	Images     bool     // pictures are fetched and shown without being asked for
	FullText   FullText // when pages are asked for an article's text, "" for FullTextAuto
	Keys       KeySettings
	Related    Strictness        // how near articles must be to be related, "" for normal
	Topics     map[string]string // a person's aliases: by label, the topic it is
	Sites      []SiteRule
	Searches   []SearchSetting
	Rules      []RuleSetting
	Feeds      []FeedSetting
	Mirror     Mirror
	Services   []Service
	Assistant  Assistant
}

// Keep is how long read articles stay, where a feed has no numbers of its own.
// Unread and bookmarked ones always stay.
type Keep struct {
	Days     int // since they were published, 0 for ever
	Articles int // of one feed, 0 for all
}

// Opener is the program for links and files of one kind: argument vector, the
// address stands for %u, else it comes last.
type Opener struct {
	Kind string // "audio", "video", "image", "pdf", or a media type such as "application/epub+zip"
	Argv []string
}

// Hooks are a person's own programs that run when something happens. Each gets
// the article as JSON on its standard input; none is run by a shell. They come
// from the config alone.
type Hooks struct {
	New      []string      // an article is new
	Bookmark []string      // one was bookmarked
	Open     []string      // one was opened, in the reader view or the browser
	Timeout  time.Duration // for each run
}

// FullText says when the page of an article is asked for its text.
type FullText string

// When a page is asked for.
const (
	FullTextAuto   FullText = "auto" // where the feed gives a teaser
	FullTextAlways FullText = "always"
	FullTextNever  FullText = "never" // only when the person asks
)

// Strictness is how near articles must be to be called related.
type Strictness string

// How near articles must be.
const (
	StrictnessStrict Strictness = "strict"
	StrictnessNormal Strictness = "normal"
	StrictnessLoose  Strictness = "loose"
)

// SiteRule is one [[sites]] table of config.toml: where the article stands on
// a site's pages, and what in it does not belong to it. Selectors are CSS.
type SiteRule struct {
	Host    string // and every host under it
	Content string // "" to find it as elsewhere
	Remove  []string
	Next    string // the link to an article's next page, "" for rel=next
	Line    int    // where it stands in the file, from 1
}

// FeedSetting is one [[feeds]] table of config.toml.
type FeedSetting struct {
	URL     string // http, https, file:///… or exec:…
	Title   string
	Folder  string
	Line    int // where it stands in the file, from 1
	Options FeedOptions
}

// Mirror is where all bookmarks are written as files, as soon as they change.
type Mirror struct {
	Path   string // a folder or a file, "" for none; ~ is the home directory
	Format string // a BookmarkFormat's name
}
