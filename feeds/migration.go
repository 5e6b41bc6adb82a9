package feeds

import "time"

// Migration is what another reader's files hold, in Broadsheet's nouns. What is
// text of a query is in the language of Query, what is a key or an action as
// the config has them.
type Migration struct {
	Feeds    []Feed // URL, OwnTitle, Title, Folder
	Searches []NamedQuery
	Mutes    []NamedQuery // what matches is not to be seen
	Preset   string       // of keys, "" for none
	Keys     []MovedKey
	Macros   []MovedKey
	Interval time.Duration // between scheduled requests, 0 for not said
	Articles string        // the file of articles that the settings name, "" for the usual one
	LeftOut  []LeftOut
}

// NamedQuery is a query under a name.
type NamedQuery struct{ Name, Query string }

// MovedKey is a key and what it did: an action, or a macro's several. In names
// the place where it did, "" for everywhere.
type MovedKey struct {
	Key     string
	In      string
	Actions []string
}

// LeftOut is a line that was not carried over.
type LeftOut struct {
	File string // its name, without its folder
	Line int    // from 1
	What string // the line, or as much of it as says which it is
	Why  string
}

// MovedArticle is an article as another reader has it. Its text is HTML, as
// published, and nothing in it is clean.
type MovedArticle struct {
	Feed      string // the address it came from
	GUID      string
	URL       string
	Title     string
	Author    string
	HTML      string
	Published time.Time
	Topics    []string
	Enclosure Enclosure
	Read      bool
	Gone      bool   // deleted there: read, and not wanted back
	Flags     string // letters that a person gave it
	Kept      bool
	Tags      []string // with Kept
}

// MigrateReport says what a migration did, or would do.
type MigrateReport struct {
	Reader    string
	Files     []string // that were read
	Added     int      // feeds
	Duplicate int      // feeds that were there already
	Articles  int      // new ones
	Read      int      // articles that were read there
	Kept      int      // bookmarks made of what was flagged there
	Plan      Migration
	Change    Change // for undo
}
