package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// atom is a piece of text that is never parted: a word or a part of one, a
// space, a line break.
type atom struct {
	text   string
	width  int    // cells
	pen    string // escape sequence that turns its style on, "" for none
	href   int    // hyperlink, an index into setter.hrefs; 0 for none
	target int    // what a key can follow there, from 1; 0 for nothing
	space  bool   // vanishes at the ends of a line
	brk    bool   // a line may end before it, though no space stands there
	forced bool   // a line ends here
	halves int    // half words it adds to the count: 2 for a word, 1 for an ideograph
	source        // what of the document's text it shows
}

// source is a stretch of a document's text, in bytes; empty for what is shown
// but is none of it.
type source struct {
	from, to int
	again    bool // it is shown before as well: a table's heading beside each value
}

// part is what a piece of text shows that is read from s: the bytes i to j of
// size ones. Where it was written in another way all of it shows all of s.
func (s source) part(i, j, size int) source {
	if s.to-s.from != size {
		return s
	}
	return source{s.from + i, s.from + j, s.again}
}

// reader takes text apart into atoms. What it remembers from one text to the
// next lets a word run on through several spans.
type reader struct {
	atoms  []atom
	pen    string
	href   int
	target int
	method ansi.Method
	prev   rune // last rune that made an atom or a part of one, 0 at the start
	brk    bool // a line may end before the next atom

	at    int  // where the next span begins in the document's text, -1 for one that is none of it
	again bool // that was read before
}

// text adds text of the page's own.
func (r *reader) text(s string) { r.words(drawable(s), source{}) }

// words adds drawable text that is read from a stretch of the document's.
func (r *reader) words(s string, of source) {
	if r.method != ansi.WcWidth {
		r.read(s, of)
		return
	}
	size, i := len(s), 0
	style.AgreeEach(s, func(was, is string) {
		r.read(is, of.part(i, i+len(was), size))
		i += len(was)
	})
}

func (r *reader) read(s string, of source) {
	start, width := 0, 0
	flush := func(end int) {
		if end > start {
			r.add(s[start:end], width, of.part(start, end, len(s)))
		}
		width = 0
	}
	for i := 0; i < len(s); {
		size, cells := narrow(s[i:])
		var first rune
		if size > 0 {
			first, _ = utf8.DecodeRuneInString(s[i:])
		} else {
			var cluster string
			cluster, cells = ansi.FirstGraphemeCluster(s[i:], r.method)
			size = len(cluster)
			first, _ = utf8.DecodeRuneInString(cluster)
		}
		switch {
		case first == '\n':
			flush(i)
			r.atoms = append(r.atoms, atom{forced: true})
			r.prev, r.brk = 0, false
			start = i + size
		case first == '\u200b': // a place to break, and nothing to see
			flush(i)
			r.brk = true
			start = i + size
		case isSpace(first) && size == utf8.RuneLen(first):
			flush(i)
			r.space(cells, of.part(i, i+size, len(s)))
			start = i + size
		case ideographic(first) || clustered(first):
			flush(i)
			r.brk = r.brk || mayPart(r.prev, first)
			start = i
			r.prev = first
			r.add(s[i:i+size], cells, of.part(i, i+size, len(s)))
			start = i + size
		case r.prev != 0 && (mayPart(r.prev, first) || dashed(r.prev, first, s[:i])):
			flush(i)
			r.brk = true
			start, width = i, cells
			r.prev = first
		default:
			width += cells
			r.prev = first
		}
		i += size
	}
	flush(len(s))
}

// directions are marks that turn what stands beside them, which on a screen of
// many columns is not theirs alone.
const directions = "\u200e\u200f\u061c"

// drawable is cleaned text without them.
func drawable(s string) string {
	s = feeds.Clean(s)
	if !strings.ContainsAny(s, directions) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(directions, r) {
			return -1
		}
		return r
	}, s)
}

// add appends a piece of a word.
func (r *reader) add(text string, width int, of source) {
	a := atom{text: text, width: width, pen: r.pen, href: r.href, target: r.target, brk: r.brk, source: of}
	if n := len(r.atoms); n == 0 || r.atoms[n-1].space || r.atoms[n-1].forced {
		a.halves = 2
	} else if c, _ := utf8.DecodeRuneInString(text); ideographic(c) {
		a.halves = 1
	}
	r.atoms = append(r.atoms, a)
	r.brk = false
}

// glued appends text that stays on the line of what it follows.
func (r *reader) glued(text string, pen string) {
	if r.method == ansi.WcWidth {
		text = style.Agree(text)
	}
	r.atoms = append(r.atoms, atom{text: text, width: r.method.StringWidth(text), pen: pen, target: r.target})
}

// space appends a space, or nothing after another one. Only the ideographic
// one is two cells wide.
func (r *reader) space(width int, of source) {
	r.prev, r.brk = ' ', false
	if n := len(r.atoms); n > 0 && r.atoms[n-1].space {
		return
	}
	a := atom{text: " ", width: 1, pen: r.pen, href: r.href, space: true, source: of}
	if width == 2 {
		a.text, a.width = "\u3000", 2
	}
	r.atoms = append(r.atoms, a)
}

// narrow is the fast way for what nearly all text is made of: the size of the
// character at the start of s when it is one cell wide and nothing can combine
// with it, else 0.
func narrow(s string) (size, cells int) {
	if s[0] >= utf8.RuneSelf {
		c, n := utf8.DecodeRuneInString(s)
		if !simple(c) {
			return 0, 0
		}
		size = n
	} else {
		size = 1
	}
	if len(s) > size && s[size] >= utf8.RuneSelf {
		if c, _ := utf8.DecodeRuneInString(s[size:]); !simple(c) {
			return 0, 0
		}
	}
	return size, 1
}

// simple says whether c is one cell wide, alone and beside any other such
// character: Latin, Greek and Cyrillic letters, dashes, quotation marks.
func simple(c rune) bool {
	switch {
	case c == 0xa9, c == 0xae: // © and ®, which a variation selector may widen
		return false
	case c >= 0xa0 && c < 0x300, c >= 0x370 && c <= 0x482, c >= 0x48a && c < 0x530:
		return true
	case c >= 0x2010 && c <= 0x2027:
		return true
	}
	return false
}

// isSpace says whether a line may end at c and c then vanishes: not the
// no-break spaces.
func isSpace(c rune) bool {
	return unicode.IsSpace(c) && c != '\u00a0' && c != '\u202f' && c != '\u2007'
}
