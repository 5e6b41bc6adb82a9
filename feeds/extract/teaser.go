package extract

import (
	"strings"

	"broadsheet/feeds"
)

// leastTeasers is how many other stories in a row are no part of an article.
const leastTeasers = 3

// dropTeasers drops the other stories of the same site that follow an article:
// each a heading that is a link, and the start of its text. A page that is a
// list of such from its beginning keeps them.
func dropTeasers(blocks []feeds.Block, host string) []feeds.Block {
	start, teasers, after := len(blocks), 0, 0
	for i := len(blocks) - 1; i >= 0 && after <= 3; i-- {
		switch b := blocks[i]; {
		case isLinkTo(b, host):
			start, after = i, 0
			teasers++
		case b.Kind == feeds.Heading:
			after = 4 // another part of the text
		case b.Kind != feeds.Image:
			after++
		}
	}
	before := wordsIn(blocks[:start])
	if teasers < leastTeasers || before < maxTeaser || 3*before < wordsIn(blocks) || strings.HasSuffix(spansText(blocks[start-1].Spans), ":") {
		return blocks
	}
	return blocks[:start]
}

// isLinkTo says whether a block is a heading that is a link to a site.
func isLinkTo(b feeds.Block, host string) bool {
	words, linked := linkWords(b)
	return b.Kind == feeds.Heading && words >= 3 && linked == words && feeds.Host(b.Spans[0].URL) == host
}

func wordsIn(blocks []feeds.Block) int {
	words := 0
	for _, b := range blocks {
		n, _ := linkWords(b)
		words += n
	}
	return words
}
