// Package extract turns HTML into feeds.Document: a feed's own text
// (FromHTML), or the article within a whole web page (FromPage).
//
// It knows HTML, what is article and what is boilerplate. It knows no widths,
// colours, network or storage. Only library calls it. Whatever it reads is
// hostile: input is bounded before it is parsed, every text passes
// feeds.Clean, every address feeds.WebURL or feeds.LinkURL, and nothing
// panics or takes more than linear time over what the bounds let through.
package extract

import (
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// Version counts changes to what a page's text comes out as: one that was
// made by an earlier version is made again.
const Version = 3

const (
	// MaxBytes bounds a page or a feed's text.
	MaxBytes = 5 << 20
	// MaxElements bounds the elements of a page or a feed's text.
	MaxElements = 60_000
)

// FromHTML reads a feed's text, HTML or plain, as a Document. Addresses are
// resolved against baseURL. It never fails: what is nested too deep or has
// too many elements comes as plain paragraphs, and what is over MaxBytes is
// cut there.
func FromHTML(raw feeds.Raw, baseURL string) *feeds.Document {
	source := cut(string(raw), MaxBytes)
	w := &walker{base: baseURL}
	doc := &feeds.Document{URL: feeds.WebURL("", baseURL)}
	switch {
	case isPlain(source):
		doc.Blocks = plainBlocks(feeds.Raw(html.UnescapeString(source)))
	default:
		root, ok := parse(bound(source))
		if ok {
			prepare(root)
			doc.Blocks, doc.Note = w.blocks(root), strings.Join(w.notes, "\n")
			doc.Language, doc.RTL = declared(root)
		} else {
			doc.Blocks = linear(source)
		}
	}
	finish(doc)
	return doc
}

// FromComment reads one text of several that are shown as one, as FromHTML
// does: its footnotes and the links to places in it are text.
func FromComment(source feeds.Raw, baseURL string) []feeds.Block {
	blocks := FromHTML(source, baseURL).Blocks
	eachBlock(blocks, func(b *feeds.Block) { b.Note, b.Anchor = 0, 0 })
	eachSpan(blocks, func(s *feeds.Span) { s.Note, s.Jump = 0, 0 })
	return blocks
}

// finish is what every Document goes through once its blocks are known.
func finish(doc *feeds.Document) {
	doc.Blocks = trimRules(doc.Blocks)
	if doc.Note == "" {
		doc.Note, doc.Blocks = liftNote(doc.Blocks)
	}
	settleNotes(doc.Blocks)
	settleJumps(doc.Blocks)
	if doc.Blocks == nil {
		doc.Blocks = []feeds.Block{}
	}
	letters := countLetters(doc.Blocks)
	if !doc.RTL {
		doc.RTL = letters.rtl()
	}
	if doc.Language == "" {
		doc.Language = letters.language()
	}
}

// parse makes a tree of bounded HTML; false when there is none to be had.
func parse(in bounded) (*html.Node, bool) {
	if in.tooMany {
		return nil, false
	}
	root, err := html.Parse(strings.NewReader(in.html))
	return root, err == nil
}

// cut shortens s to at most n bytes, never within a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}
