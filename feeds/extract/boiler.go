package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// buttonRun is a row of share buttons that came out as one word, as many
// sites' players and galleries leave it at the start of a paragraph.
var buttonRun = expression(`^(?:Facebook|Twitter|Tweet|LinkedIn|Pinterest|WhatsApp|Reddit|Telegram|Email|Link|Print|Share|Copy){2,}(?:\s+(?:Follow|Share|Save|Print|Email))*(?:\s+|$)`)

// cutButtons takes a row of buttons off the start of a paragraph's text.
func cutButtons(spans []feeds.Span) []feeds.Span {
	if len(spans) == 0 || spans[0].URL != "" {
		return spans
	}
	if m := buttonRun.FindString(spans[0].Text); strings.Contains(m, "Facebook") || strings.Contains(m, "Tw") || strings.Contains(m, "WhatsApp") {
		spans[0].Text = spans[0].Text[len(m):]
		if isBlank(spans[0].Text) {
			return spans[1:]
		}
	}
	return spans
}

// isButtons says whether a line is nothing but buttons, also where they were
// set without spaces between them.
func isButtons(text string) bool {
	return shareLine.MatchString(text) || len(text) < 80 && shareLine.MatchString(camel.ReplaceAllString(text, "$1 $2"))
}

var camel = expression(`(\p{Ll})(\p{Lu})`)

// pointer is a line that sends the reader to another story.
var pointer = expression(`(?i)^(?:related(?: (?:stories|story|articles?|content|news|coverage|posts?|reading|links?|topics?|videos?))?|read (?:more|also|next|this next)|also read|see also|see more|more (?:on this|from(?: [\pL\d.'’&-]+){0,5}|stories|news)` +
	`|recommended(?: (?:reading|stories|for you))?|don['’]t miss|you (?:may|might) also like|watch(?: also| now)?|must read|trending(?: now)?|most read|editor['’]s picks?|in case you missed it|top stories|latest news|up next|lesen sie auch|mehr zum thema|à lire aussi|lire aussi|lea también|te puede interesar)\s*(?:[:：|»>→–—-]|$)`)

// dropBetween drops other stories' headlines that stand between an article's
// paragraphs: lines that are links and no sentence, and what announces them.
// A page that consists of such lines keeps them all: it is a list of links.
func dropBetween(blocks []feeds.Block) []feeds.Block {
	prose, groups, headings := 0, 0, linkedHeadings(blocks)
	sure, guess := make([]bool, len(blocks)), make([]bool, len(blocks))
	for i, b := range blocks {
		announced := i > 0 && isPointer(blocks[i-1]) || i > 1 && sure[i-1] && b.Kind == feeds.Paragraph && isPointer(blocks[i-2])
		switch {
		case isTeaser(b, announced):
			sure[i] = true
		case (isTitles(b) || headings == 1 && isTitleLink(b)) && !leadsTo(blocks, i):
			guess[i] = true
			if i == 0 || !guess[i-1] {
				groups++
			}
		case isProse(b):
			prose++
		}
	}
	kept := make([]feeds.Block, 0, len(blocks))
	for i, b := range blocks {
		drop := sure[i] || guess[i] && groups*2 <= prose
		// What announces only what goes, or nothing, goes too.
		if !drop && isPointer(b) && (i+1 == len(blocks) || sure[i+1] || b.Kind == feeds.Paragraph || isProse(blocks[i+1])) {
			continue
		}
		if !drop {
			kept = append(kept, b)
		}
	}
	return kept
}

func isProse(b feeds.Block) bool {
	words, linked := linkWords(b)
	return b.Kind == feeds.Paragraph && words >= 15 && 2*linked < words
}

// linkedHeadings counts the headings that are links: where there are several,
// they are the article's own.
func linkedHeadings(blocks []feeds.Block) int {
	n := 0
	for _, b := range blocks {
		if words, linked := linkWords(b); b.Kind == feeds.Heading && words > 0 && linked == words {
			n++
		}
	}
	return n
}

// isTitleLink says whether a heading is a link as other stories' headlines are.
func isTitleLink(b feeds.Block) bool {
	l := lineOf(b.Spans)
	return b.Kind == feeds.Heading && l.links() && l.linked >= 4 && isTitleCased(l.text)
}

// isPointer says whether a block only announces other stories: "Related:".
func isPointer(b feeds.Block) bool {
	if b.Kind != feeds.Paragraph && b.Kind != feeds.Heading {
		return false
	}
	text := spansText(b.Spans)
	m := pointer.FindString(text)
	return m != "" && (len(text) == len(m) || strings.Trim(text[len(m):], " .…»>→") == "")
}

// leadsTo says whether the text before a block leads up to it: the block is
// then the article's own.
func leadsTo(blocks []feeds.Block, i int) bool {
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		if blocks[j].Kind == feeds.Heading && !isPointer(blocks[j]) {
			return true
		}
		words, linked := linkWords(blocks[j])
		if words > 0 && linked*10 < words*8 {
			return strings.HasSuffix(strings.TrimRight(spansText(blocks[j].Spans), " "), ":")
		}
	}
	return false
}

// isTeaser says whether a block leads to other stories in as many words, or,
// where the line before announces such, is a link or a list of links.
func isTeaser(b feeds.Block, announced bool) bool {
	return eachLine(b, func(l line) bool {
		return l.links() && (announced || l.lead != "" && l.lead != l.text)
	})
}

// isTitles says whether a block is nothing but headlines that are links.
func isTitles(b feeds.Block) bool {
	return eachLine(b, func(l line) bool {
		return l.links() && l.linked >= 4 && strings.IndexByte(".:;,", l.text[len(l.text)-1]) < 0 && isTitleCased(l.text)
	})
}

// eachLine says whether a paragraph, or each item of a short list, is so.
func eachLine(b feeds.Block, is func(line) bool) bool {
	switch b.Kind {
	case feeds.Paragraph:
		return is(lineOf(b.Spans))
	case feeds.List:
		for _, item := range b.Items {
			if len(item.Blocks) != 1 || item.Blocks[0].Kind != feeds.Paragraph || item.Blocks[0].Note > 0 || !is(lineOf(item.Blocks[0].Spans)) {
				return false
			}
		}
		return len(b.Items) > 0 && len(b.Items) <= 8
	}
	return false
}

// line is a line of text that may be another story's headline.
type line struct {
	text, lead    string // lead is how it points to another story
	words, linked int    // after the lead
}

func lineOf(spans []feeds.Span) line {
	l := line{text: spansText(spans)}
	if len(l.text) > 400 {
		return line{}
	}
	l.lead = pointer.FindString(l.text)
	for _, s := range spans {
		n := feeds.CountWords(s.Text)
		l.words += n
		if s.URL != "" {
			l.linked += n
		}
	}
	l.words -= feeds.CountWords(l.lead)
	return l
}

// links says whether the line is a link of a headline's length, or several.
func (l line) links() bool {
	return l.text != "" && utf8.RuneCountInString(l.text) <= 240 && l.linked >= 3 && 10*l.linked >= 9*l.words
}

// isTitleCased says whether a line is set as English headlines are: of its
// longer words nearly all begin with a capital.
func isTitleCased(text string) bool {
	long, capital := 0, 0
	for word := range strings.FieldsSeq(text) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "‘“\"'([{"))
		if utf8.RuneCountInString(word) < 4 || !unicode.IsLetter(r) {
			continue
		}
		long++
		if unicode.IsUpper(r) {
			capital++
		}
	}
	return long >= 3 && 10*capital >= 8*long
}
