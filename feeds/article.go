package feeds

import "time"

// Article is one item of a feed, as published. It is immutable; a corrected
// one is a new revision of the same article. Every text field has passed
// Clean or CleanLine; HTML is as the publisher wrote it, and hostile until
// extract has read it, as its type says.
type Article struct {
	ID           ArticleID
	FeedID       FeedID
	GUID         string // identity within its feed: guid, else link, else a hash
	URL          string // absolute http(s), or "" when the item has none
	CanonicalURL string // URL without tracking parameters; what copies share
	Title        string // one line; never empty once parsed
	Authors      []string
	Published    time.Time // UTC; FirstSeen where the item has no usable date
	DateGuessed  bool      // Published is not the publisher's
	Updated      time.Time // zero when the item does not say
	FirstSeen    time.Time
	Summary      string // plain text, the publisher's standfirst or the text's start
	HTML         Raw    // the item's fullest text as published
	Text         string // the same as plain words, for the index
	Words        int
	Topics       []string
	Language     string
	CommentsURL  string
	CommentsFeed string // wfw:commentRss
	Comments     int    // slash:comments, -1 unknown
	Enclosures   []Enclosure
	Image        string // absolute http(s), "" for none
	Hash         string // over what a reader sees; a changed one is a revision
}

// Enclosure is a file that an item carries (RSS 2.0, Atom rel=enclosure, JSON
// Feed attachments, media:content).
type Enclosure struct {
	URL      string `json:"url"`
	Type     string `json:"type"`
	Length   int64  `json:"length"`   // bytes, 0 unknown
	Duration int    `json:"duration"` // of a recording or film, seconds, 0 unknown
}

// State is what the reader did with an article. It is kept apart from the
// article and outlives it.
type State struct {
	Read       bool
	ReadAt     time.Time // zero when unread
	Bookmarked bool
	Muted      bool
	HiddenBy   string // the first rule that mutes it, "" for none
}

// Headline is an article as lists need it: everything one row draws and
// nothing that must be read from the body.
type Headline struct {
	ID          ArticleID
	FeedID      FeedID
	Source      string // Feed.Name
	Folder      string
	Title       string
	URL         string
	Published   time.Time
	FirstSeen   time.Time
	DateGuessed bool
	Topics      []string
	Summary     string // first 300 characters at most
	Words       int
	Story       StoryID   // 0 for none
	CopyOf      ArticleID // the article that came first of those that are the same, 0 for none
	Reports     int       // other articles of its story, copies left out
	Copies      int       // other feeds that have the same article
	// Place is the key in a view that is not in order of time published, zero
	// in others.
	Place Key
	State
}

// Key is the headline's place in every list that runs newest first.
func (h Headline) Key() Key {
	if !h.Place.IsZero() {
		return h.Place
	}
	return Key{h.Published.Unix(), h.ID}
}

// Key orders articles: by time published, then by id. The zero Key stands
// before the newest.
type Key struct {
	Published int64 // Unix seconds
	ID        ArticleID
}

// IsZero says whether k stands before every article.
func (k Key) IsZero() bool { return k == Key{} }

// Newer says whether k stands above o in a list that runs newest first.
func (k Key) Newer(o Key) bool {
	return k.Published > o.Published || k.Published == o.Published && k.ID > o.ID
}
