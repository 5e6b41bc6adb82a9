// Package article sets a Document as lines of a width, and holds the pane that
// scrolls over them.
//
// Set is the expensive step, milliseconds for a long article: it is called
// from a command, or when article, width or theme change, and its Page is
// kept. Drawing a Pane costs the lines in view. Every line stands for itself:
// styles and hyperlinks are closed where it ends, and no line is wider than
// asked, whatever the text.
//
// It knows no feed, store, key or clock; dates and ages come in as words.
// Called by the article pane and the reader view of ui.
package article

import (
	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Head is what stands above the text. A line is left out when there is nothing
// to say.
type Head struct {
	Path        []string // section path, outermost first
	Title       string
	Standfirst  string
	Source      string
	Byline      string   // "By Anna Weber and Luc Martin"
	Authors     []string // who of the byline can be followed, as their names stand there, in order
	Date        string   // "Sun 22 Nov 2026, 07:52"
	Age         string   // "28 minutes ago"
	Minutes     int      // reading time; 0 unknown
	Comments    int      // -1 unknown
	CommentsURL string
	Topics      []string // without "#"
	Notes       []string // corrections, updates, where the text comes from
	Files       []string // what comes with it: a recording, a film
	Starred     bool
	Lead        *feeds.Block // a picture above the text, nil for none
}

// Options says how a page is set.
type Options struct {
	Width   int  // no line is wider
	Measure int  // nor than this, when over 0
	Airy    bool // the reader view: blank lines between the parts of the head
	Wc      bool // the terminal measures by wcwidth, not by grapheme clusters
	Linear  bool // to be read aloud: a paragraph is one line, a table pairs of heading and value, nothing is there for the eye alone
	Still   bool // for paper or a pipe: no numbers for what only a key can follow, and lines of code as long as they are
	Tail    int  // how many blocks at the end are not the article's own: no words to read, and no passages to mark

	// Highlights are passages to mark. Those that the text has not are listed
	// after it, before the tail.
	Highlights []feeds.Highlight

	// Box is the room kept for a picture, in cells, among room columns: w and
	// h are its size in pixels as the page gives it, 0 unknown. Without rows,
	// and where Box is nil, a picture is a line of text alone.
	Box func(url string, w, h, room int) (cols, rows int)
}

// linearWidth is wider than any paragraph: the longest of articles have a few
// hundred thousand characters.
const linearWidth = 1 << 20

// Page is a set article. It is never changed once made.
type Page struct {
	Lines []string     // styled
	Links []feeds.Link // number n of the text is Links[n-1]; no URL where it may not be opened

	opt     Options
	st      style.Styles
	marks   []mark
	words   int
	wides   map[int]wide // lines that go on to the right, by number
	targets []Target
	spots   []spot      // where they stand, from the top
	notes   map[int]int // the line where a footnote begins
	signs   map[int]int // and that of its first mark in the text

	pictured bool          // it has pictures, with boxes or without
	pictures []placed      // from the top
	boxes    map[int]boxed // the lines of their boxes

	jumps  int         // how many places in the text have links to them
	places map[int]int // the line where a place begins that links of the text lead to

	wording    wording
	highlights []Highlight
	inked      map[int][]patch // what they draw, by line
	pens       [inks]string
}

// mark says where a line stands in the text.
type mark struct {
	place Place
	words int // words before this line
	width int // cells
	lead  int // cells before the text
}

// Place is a position in an article that survives its being set anew.
type Place = feeds.Place

// Width is the cells the page's lines may take: Options.Width, or the measure
// where that is less.
func (p *Page) Width() int { return p.opt.measure() }

// Words is how many words there are to read: those of the text, without head
// and tail.
func (p *Page) Words() int { return p.words }

// Pictured says whether there are pictures, shown or not.
func (p *Page) Pictured() bool { return p.pictured }

func (o Options) measure() int {
	if o.Linear {
		return linearWidth
	}
	if o.Measure > 0 && o.Measure < o.Width {
		return o.Measure
	}
	return max(o.Width, 1)
}
