package feeds

import "time"

// Document is readable text as blocks of spans; no markup, no control or bidi
// characters, every URL absolute and of a scheme that may be opened. extract
// makes it, ui/article sets it, and the writers of this package turn it into
// text, Markdown and HTML.
type Document struct {
	URL        string    `json:"url"`
	Canonical  string    `json:"canonical,omitempty"` // the address the page gives as its own
	Title      string    `json:"title"`
	Standfirst string    `json:"standfirst,omitempty"` // the publisher's line under the title
	Byline     string    `json:"byline"`
	Site       string    `json:"site"`
	Section    []string  `json:"section,omitempty"` // where in the site, from the top: "World", "Europe"
	Topics     []string  `json:"topics,omitempty"`
	Image      string    `json:"image,omitempty"` // lead image, absolute
	Published  time.Time `json:"published"`
	Language   string    `json:"language"`
	RTL        bool      `json:"rtl,omitempty"` // the text as a whole runs right to left
	Note       string    `json:"note"`          // editor's note, correction or update, "" for none
	Blocks     []Block   `json:"blocks"`
}

// BlockKind names what a Block is.
type BlockKind string

// The kinds of block, and which fields of Block each uses.
const (
	Paragraph BlockKind = "paragraph" // Spans
	Heading   BlockKind = "heading"   // Level 1 to 6, Spans
	List      BlockKind = "list"      // Ordered, Style, Items
	Quote     BlockKind = "quote"     // Blocks
	// Definitions: Items, each with Term and what it means as Blocks.
	Definitions BlockKind = "definitions"
	Code        BlockKind = "code"  // Text (newlines and tabs kept), Lang
	Table       BlockKind = "table" // Rows
	Image       BlockKind = "image" // URL, Alt, Width, Height, Spans as caption, Link
	Embed       BlockKind = "embed" // a video, frame or audio as one link: URL, Alt as label
	Rule        BlockKind = "rule"
)

// Block is one piece of a Document. Its Kind says which fields it uses.
type Block struct {
	Kind    BlockKind `json:"kind"`
	Level   int       `json:"level,omitempty"`
	Spans   []Span    `json:"spans,omitempty"`
	Ordered bool      `json:"ordered,omitempty"`
	Style   string    `json:"style,omitempty"` // of an ordered list: "" for 1, else "a", "A", "i" or "I"
	Items   []Item    `json:"items,omitempty"`
	Blocks  []Block   `json:"blocks,omitempty"`
	Text    string    `json:"text,omitempty"`
	Lang    string    `json:"lang,omitempty"`
	Rows    []Row     `json:"rows,omitempty"`
	URL     string    `json:"url,omitempty"`
	Alt     string    `json:"alt,omitempty"`
	Width   int       `json:"width,omitempty"`  // pixels, 0 unknown
	Height  int       `json:"height,omitempty"` // pixels, 0 unknown
	Link    string    `json:"link,omitempty"`   // where an image leads, "" nowhere
	Note    int       `json:"note,omitempty"`   // footnote n begins here; Span.Note n jumps to it
	Anchor  int       `json:"anchor,omitempty"` // a place in the text that links lead to; Span.Jump n leads to it
	RTL     bool      `json:"rtl,omitempty"`
}

// Item is one entry of a List or of Definitions. Number counts for ordered
// lists (start, value and reversed already worked out), Term for Definitions:
// several terms of one meaning are parted by "\n".
type Item struct {
	Number int     `json:"number,omitempty"`
	Term   []Span  `json:"term,omitempty"`
	Blocks []Block `json:"blocks"`
}

// Row is one row of a Table.
type Row struct {
	Header bool   `json:"header,omitempty"`
	Cells  []Cell `json:"cells"`
}

// Cell is one cell of a Row. Span is the columns it covers, at least 1.
type Cell struct {
	Spans []Span `json:"spans"` // "\n" within a Text parts lines
	Span  int    `json:"span"`
	Align string `json:"align,omitempty"` // "", "right" or "center"
}

// SpanStyle is a set of ways a Span stands out.
type SpanStyle uint8

// The styles a span can have, together.
const (
	Bold SpanStyle = 1 << iota
	Italic
	Mono // code, kbd, samp
	Strike
	Superscript
	Subscript
	Marked
)

// Has says whether all of style is in s.
func (s SpanStyle) Has(style SpanStyle) bool { return s&style == style }

// Span is a run of text of one style. A "\n" in Text is a line break the
// author asked for. URL makes it a link: absolute http, https or mailto.
type Span struct {
	Text  string    `json:"text"`
	Style SpanStyle `json:"style,omitempty"`
	URL   string    `json:"url,omitempty"`
	Note  int       `json:"note,omitempty"` // the mark of footnote n, the block whose Note is n
	Jump  int       `json:"jump,omitempty"` // a link to the block whose Anchor is n
}

// Link is a link of a Document: its number as shown to the reader counts from
// 1 in order of first appearance, one number a URL.
type Link struct {
	URL  string
	Text string
}
