package feeds

import "time"

// Query is what a person asks of articles or bookmarks, in the one language of
// search, views, rules and exports:
//
//	storm "west coast" -sport title:iris (feed:gazette or is:unread)
//	topic:weather tag:later lang:en url:example.org note:"see also" folder:News
//	is:unread has:audio age:<2d date:2026-11-01.. words:>800 /lea(k|king)/ sort:best
//
// Words side by side must all hold; or binds them less, not and - more. ParseQuery
// reads a query, String writes it, Matcher holds articles against it.
type Query struct {
	Where Node // nil: nothing is asked, and nothing found
	Sort  Sort
}

// Node is one condition: And, Or, Not, Words, Pattern, Is, Has, Age, Dates or
// Length. They are plain values and compare with reflect.DeepEqual.
type Node interface{ node() }

type (
	// And holds where all of its two or more conditions hold.
	And []Node
	// Or holds where one of its two or more conditions holds.
	Or []Node
	// Not holds where its condition does not.
	Not struct{ Node Node }

	// Words is words that follow one another, compared as Fold has them, or a
	// label, or a part of an address: what In makes of Text.
	Words struct {
		In    Field
		Text  string
		Start bool // the last word may go on: storm* finds stormy
	}
	// Pattern is a regular expression (RE2) over text as it was written, in any
	// case of letters.
	Pattern struct {
		In     Field
		Source string
	}
	// Is asks for a state, Has for something an article may carry.
	Is  struct{ State string }
	Has struct{ Thing string }

	// Age holds articles younger (<) or older (>) than N units: min, h, d, w,
	// mo (30 days) or y (365).
	Age struct {
		Than string
		N    int
		Unit string
	}
	// Dates holds articles published from the beginning of From to the end of
	// To, "" for no end: "2026", "2026-11", "2026-11-10", "today" or
	// "yesterday", where the reader is.
	Dates struct{ From, To string }
	// Length compares the number of words: < <= = >= or >.
	Length struct {
		Than string
		N    int
	}
)

func (And) node()     {}
func (Or) node()      {}
func (Not) node()     {}
func (Words) node()   {}
func (Pattern) node() {}
func (Is) node()      {}
func (Has) node()     {}
func (Age) node()     {}
func (Dates) node()   {}
func (Length) node()  {}

// Field says where words are looked for.
type Field string

// The fields. Anywhere is title, body, authors and the feed's name, and of a
// bookmark its tags and note as well.
const (
	Anywhere    Field = ""
	FieldTitle  Field = "title"
	FieldBody   Field = "body"
	FieldAuthor Field = "author"
	FieldFeed   Field = "feed"
	FieldFolder Field = "folder" // a folder, and those in it
	FieldTopic  Field = "topic"  // a whole topic
	FieldLang   Field = "lang"   // en holds for en-GB
	FieldURL    Field = "url"    // a part of the address
	FieldTag    Field = "tag"    // a whole tag
	FieldNote   Field = "note"
)

// Sort is the order of what a query finds.
type Sort string

// The orders. Of articles, all but SortDate put the newest thousand matches in
// order.
const (
	SortDate  Sort = "" // newest first
	SortBest  Sort = "best"
	SortFeed  Sort = "feed"  // by the feed's name
	SortWords Sort = "words" // the longest first
	SortStory Sort = "story" // what most others report, first

	SortTitle     Sort = "title"     // by the alphabet
	SortFolder    Sort = "folder"    // folder by folder, each followed by those in it
	SortPublished Sort = "published" // newest first; of bookmarks, which SortDate has by when they were saved

	SortOldest Sort = "oldest" // of a view, no query: as SortDate, the oldest first
)

// MaxRanked is how many matches, the newest, an order other than SortDate
// looks at, and how far counts are exact.
const MaxRanked = 1000

// Count is how many matches there are: exactly N, or more than N.
type Count struct {
	N    int
	More bool
}

// ages are the units of Age.
var ages = map[string]time.Duration{
	"min": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour, "mo": 30 * 24 * time.Hour, "y": 365 * 24 * time.Hour,
}

// The names of the language.
var (
	textFields = []Field{FieldTitle, FieldBody, FieldAuthor, FieldFeed, FieldFolder, FieldTopic, FieldLang, FieldURL, FieldTag, FieldNote}
	states     = []string{"unread", "read", "bookmarked", "story", "copy", "muted", "dead", "moved"}
	things     = []string{"audio", "image", "comments", "note", "highlight"}
	sorts      = []string{"date", "best", "feed", "folder", "published", "story", "title", "words"}
)
