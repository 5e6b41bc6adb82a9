package extract

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// jumps are the links of a text that lead to another place in it: a table of
// contents, "see below". The place is the block that begins with, or holds, the
// element of the link's fragment.
type jumps struct {
	byID    map[string]int // the number of each place that a link leads to
	pending []int          // places met since the last block began
	same    map[int]int    // places that are one block's have one number
}

// findJumps looks under root for such links.
func findJumps(root *html.Node, isJump func(href string) bool, feet footnotes) jumps {
	j := jumps{byID: map[string]int{}, same: map[int]int{}}
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		if id := fragment(token(n, "href")); n.Data == "a" && id != "" && feet.byID[id] == 0 && j.byID[id] == 0 && len(j.byID) < maxNotes &&
			isJump(strings.TrimSpace(token(n, "href"))) && saysWhere(textOf(n, 100)) {
			j.byID[id] = len(j.byID) + 1
		}
		return true
	})
	return j
}

// fragment is the id that an address leads to, "" for none.
func fragment(href string) string {
	_, id, _ := strings.Cut(strings.TrimSpace(href), "#")
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return id
}

// saysWhere says whether a link's text is words, not a footnote's mark or an
// arrow back.
func saysWhere(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return letters > 1 && !isNoteMark(text) && !jumpMarks[strings.TrimSpace(text)]
}

// place is the number of the place that n is, 0 where no link leads to it.
func (j *jumps) place(n *html.Node) int {
	id := idOf(n)
	if id == "" && n.Data == "a" {
		id = token(n, "name")
	}
	if id == "" {
		return 0
	}
	return j.byID[id]
}

// arrive notes that the text has come to an element. What came before one that
// begins a block is not the place.
func (f *flow) arrive(n *html.Node) {
	k := f.w.jumps.place(n)
	if k == 0 {
		return
	}
	if parting[n.Data] || structural[n.Data] {
		f.flush()
	}
	f.w.jumps.pending = append(f.w.jumps.pending, k)
}

// anchor is the number of the place that the block about to begin is.
func (j *jumps) anchor() int {
	if len(j.pending) == 0 {
		return 0
	}
	n := j.pending[0]
	for _, k := range j.pending[1:] {
		if j.resolve(k) != n {
			j.same[k] = n
		}
	}
	j.pending = j.pending[:0]
	return n
}

func (j *jumps) resolve(k int) int {
	for j.same[k] != 0 {
		k = j.same[k]
	}
	return k
}

// flat is what fill adds as the spans of one cell, caption or heading. Places
// within are passed on to the block that these spans are part of.
func (w *walker) flat(fill func(*flow), sep string) []feeds.Span {
	blocks := w.inside(fill)
	w.passOn(blocks)
	return flatten(blocks, sep)
}

func (w *walker) passOn(blocks []feeds.Block) {
	eachBlock(blocks, func(b *feeds.Block) {
		if b.Anchor > 0 {
			w.jumps.pending = append(w.jumps.pending, b.Anchor)
			b.Anchor = 0
		}
	})
}

// settleJumps keeps the jumps that lead to another block and numbers the
// places in the order of the jumps.
func settleJumps(blocks []feeds.Block) {
	places := map[int]bool{}
	eachBlock(blocks, func(b *feeds.Block) { places[b.Anchor] = b.Anchor > 0 })
	eachBlock(blocks, func(b *feeds.Block) {
		for i := range b.Spans { // a heading's link to itself
			if b.Spans[i].Jump == b.Anchor {
				b.Spans[i].Jump = 0
			}
		}
	})
	numbers := inOrder(blocks, places, func(s *feeds.Span) *int { return &s.Jump })
	eachBlock(blocks, func(b *feeds.Block) { b.Anchor = numbers[b.Anchor] })
}
