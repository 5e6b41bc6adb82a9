package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// buttonRun is a row of share buttons that came out as one word, as many
// sites' players and galleries leave it at the start of a paragraph.
var buttonRun = regexp.MustCompile(`^(?:Facebook|Twitter|Tweet|LinkedIn|Pinterest|WhatsApp|Reddit|Telegram|Email|Link|Print|Share|Copy){2,}(?:\s+(?:Follow|Share|Save|Print|Email))*(?:\s+|$)`)

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
	return shareLine.MatchString(text) || shareLine.MatchString(camel.ReplaceAllString(text, "$1 $2"))
}

var camel = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

// pointer is a line that sends the reader to another story.
var pointer = regexp.MustCompile(`(?i)^(?:related(?: (?:stories|story|articles?|content|news|coverage|posts?|reading|links?|topics?|videos?))?|read (?:more|also|next|this next)|also read|see also|see more|more (?:on this|from|stories|news)` +
	`|recommended(?: (?:reading|stories|for you))?|don['’]t miss|you (?:may|might) also like|watch(?: also| now)?|must read|trending(?: now)?|most read|editor['’]s picks?|in case you missed it|top stories|latest news|up next|lesen sie auch|mehr zum thema|à lire aussi|lire aussi|lea también|te puede interesar)\s*(?:[:：|»>→–—-]|$)`)

// dropBetween drops other stories' headlines that stand between an article's
// paragraphs: lines that are links and no sentence, and what announces them.
// A page that consists of such lines keeps them all: it is a list of links.
func dropBetween(blocks []feeds.Block, self string) []feeds.Block {
	prose, groups := 0, 0
	drop := make([]bool, len(blocks))
	for i, b := range blocks {
		words, _ := linkWords(b)
		switch {
		case isTeaser(b, self, leadsIn(blocks, i)) && (leadsIn(blocks, i) || !announced(blocks, i)):
			drop[i] = true
			if i == 0 || !drop[i-1] {
				groups++
			}
		case b.Kind == feeds.Paragraph && words >= 15:
			prose++
		}
	}
	if groups*2 > prose {
		return blocks
	}
	kept := blocks[:0]
	for i, b := range blocks {
		// What announces only what goes, goes too.
		if !drop[i] && isPointer(b) && (i+1 == len(blocks) || drop[i+1] || b.Kind == feeds.Paragraph) {
			continue
		}
		if !drop[i] {
			kept = append(kept, b)
		}
	}
	return kept
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

func leadsIn(blocks []feeds.Block, i int) bool { return i > 0 && isPointer(blocks[i-1]) }

// announced says whether the text before a block leads up to it: the block is
// then the article's own.
func announced(blocks []feeds.Block, i int) bool {
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

// isTeaser says whether a block is another story's headline, or several. Where
// a line that announces such stands before it, any link to a page is one.
func isTeaser(b feeds.Block, self string, led bool) bool {
	switch b.Kind {
	case feeds.Paragraph:
		return isTeaserLine(b.Spans, self, led)
	case feeds.List:
		for _, item := range b.Items {
			if len(item.Blocks) != 1 || item.Blocks[0].Kind != feeds.Paragraph || !isTeaserLine(item.Blocks[0].Spans, self, led) {
				return false
			}
		}
		return len(b.Items) > 0 && len(b.Items) <= 8
	}
	return false
}

func isTeaserLine(spans []feeds.Span, self string, led bool) bool {
	text := spansText(spans)
	if text == "" || utf8.RuneCountInString(text) > 240 {
		return false
	}
	lead := pointer.FindString(text)
	words, linked, elsewhere := 0, 0, false
	for _, s := range spans {
		n := len(strings.Fields(s.Text))
		words += n
		if s.URL != "" {
			linked += n
			elsewhere = elsewhere || feeds.Host(s.URL) != feeds.Host(self)
		}
	}
	switch {
	case linked < 3 || 10*linked < 9*(words-len(strings.Fields(lead))):
		return false
	case led, lead != "" && lead != text:
		return true // "Read more: how the bridge was painted"
	case strings.HasSuffix(text, "."), strings.HasSuffix(text, ":"), strings.HasSuffix(text, ";"), strings.HasSuffix(text, ","), elsewhere:
		return false
	}
	return linked >= 4 && isTitleCased(text)
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
