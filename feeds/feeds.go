// Package feeds holds Broadsheet's nouns and pure rules: what a feed, an
// article, a document and a bookmark are, what text from outside may contain,
// and when a feed is due.
//
// It knows no HTTP, SQL, HTML, terminal, file or clock: time comes in as a
// value. It imports the standard library alone. Every other room imports it.
package feeds

import "strconv"

// FeedID, ArticleID, BookmarkID and StoryID name rows of one store. They are stable for
// the store's life, never reused, and 0 names nothing.
type (
	FeedID     int64
	ArticleID  int64
	BookmarkID int64
	StoryID    int64
)

// String is the form used outside the program (JSON, command line).
func (id FeedID) String() string { return strconv.FormatInt(int64(id), 10) }

// String is the form used outside the program (JSON, command line).
func (id ArticleID) String() string { return strconv.FormatInt(int64(id), 10) }

// String is the form used outside the program (JSON, command line).
func (id BookmarkID) String() string { return strconv.FormatInt(int64(id), 10) }

// String is the form used outside the program (JSON, command line).
func (id StoryID) String() string { return strconv.FormatInt(int64(id), 10) }
