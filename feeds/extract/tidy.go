package extract

import (
	"strings"
	"unicode"

	"broadsheet/feeds"
)

// tidy drops what a page says around its article and every extractor leaves
// in: title, byline and date again at the top, lines that only share or
// subscribe, and the list of other stories at the end.
func tidy(doc *feeds.Document) {
	blocks := dropLines(dropLabels(doc.Blocks))
	blocks = moveCredits(blocks)
	blocks = dropTop(blocks, doc)
	blocks = dropTeasers(blocks, feeds.Host(doc.URL))
	blocks = dropTail(blocks)
	doc.Blocks = dropBetween(blocks)
}

// dropLabels drops the line over a listing that only names its language.
func dropLabels(blocks []feeds.Block) []feeds.Block {
	kept := blocks[:0]
	for i, b := range blocks {
		if i+1 < len(blocks) && b.Kind == feeds.Paragraph && blocks[i+1].Kind == feeds.Code && blocks[i+1].Lang != "" &&
			strings.EqualFold(spansText(b.Spans), blocks[i+1].Lang) {
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// dropTop drops the title's repetition and lines of author and date before
// the first real paragraph.
func dropTop(blocks []feeds.Block, doc *feeds.Document) []feeds.Block {
	title, byline := strings.Join(wordsOf(doc.Title, -1), " "), strings.Join(wordsOf(doc.Byline, -1), " ")
	kept := blocks[:0]
	done := false
	for i, b := range blocks {
		if !done && i < 8 && (b.Kind == feeds.Heading || b.Kind == feeds.Paragraph) {
			words := wordsOf(spansText(b.Spans), 60)
			line := strings.Join(words, " ")
			switch {
			case line != "" && sameTitle(line, title):
				continue
			case b.Kind == feeds.Paragraph && len(words) <= 16 && isCredit(spansText(b.Spans), line, byline):
				continue
			case len(words) >= 25:
				done = true
			}
		}
		kept = append(kept, b)
	}
	return kept
}

// sameTitle says whether a line repeats the title, which may carry the site's
// name as well.
func sameTitle(line, title string) bool {
	return line == title || title != "" && len(line) > 12 && 10*len(line) >= 6*len(title) && strings.HasPrefix(title, line)
}

var (
	dateLine = expression(`(?i)^(?:(?:published|posted|updated|last updated|last modified|date|on|by|at|am|pm|utc|gmt|est|edt|pst|pdt|bst|cet|` +
		`mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|` +
		`jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|` +
		`januar|februar|märz|mai|juni|juli|oktober|dezember|uhr|\d{1,2}(?:st|nd|rd|th)?|\d{4}|\d{1,2}(?:am|pm))\s*)+$`)
	readTime = expression(`^(?:reading time )?\d{1,3} ?(?:min|mins|minute|minutes)(?: read| reading time)?$`)
)

// isCredit says whether a line only names author, date or reading time.
func isCredit(text, line, byline string) bool {
	switch {
	case line == "":
		return true
	case byline != "" && (line == byline || line == "by "+byline || line == "written by "+byline || line == "author "+byline):
		return true
	case readTime.MatchString(line):
		return true
	case strings.ContainsAny(line, "0123456789") && dateLine.MatchString(line):
		return true
	}
	rest, ok := strings.CutPrefix(line, "by "+byline+" ")
	return ok && byline != "" && dateLine.MatchString(rest)
}

// shareLine is a line of nothing but buttons.
var shareLine = expression(`(?i)^(?:(?:share|tweet|post|pin|pin it|print|email|e-mail|save|copy link|link copied|copied|copy code|copy to clipboard|facebook|twitter|x|linkedin|reddit|` +
	`whatsapp|telegram|pinterest|bluesky|threads|mastodon|flipboard|pocket|link|follow|follow us|like|on|to|via|this|article|story|page|post|with friends|` +
	`advertisement|advertisements|sponsored|skip advertisement|ad|continue reading the main story|story continues below advertisement|article continues below advertisement|` +
	`article continues below|continue reading below|read more|loading(?: comments?| paragraph| more| content| video)?|pin (?:this|it)(?: for later)?!?|copyright|all rights reserved|skip to content|skip to main content|back to top|click to share|` +
	`subscribe|subscribe now|sign up|sign up now|sign in|log in|comments|leave a comment|add a comment|play video|listen|share this|facebooktweetlink|` +
	`open in app|get the app|click to expand|toggle|menu|close|opens in new window|previous (?:article|post|story)|next (?:article|post|story)|gift this article|follow topics?|` +
	`add as (?:a )?preferred source on google|\d{1,4} comments?|\d{1,2}:\d\d / \d{1,2}:\d\d)[\s·|,:&+/.…]*)+$`)

// invitation is a short line that sells a newsletter or a subscription.
var invitation = expression(`(?i)^(?:sign up (?:(?:for|to) (?:our|the|my|get|receive)|here|now|today|below|and get)|subscribe (?:to (?:our|the|my)|now (?:to|for|and)|for (?:more|free|full|unlimited)|here)|` +
	`get (?:the )?(?:latest|top|daily|breaking|best) .{0,60}(?:inbox|newsletter|by email)|have .{0,60} delivered to your inbox|enter your email|` +
	`already a subscriber|to continue reading,? (?:subscribe|sign|log)|join (?:our|my) (?:newsletter|mailing list)|join (?:over |more than )?\d[\d,.]*k?\+? (?:other )?(?:subscribers|readers)|` +
	`support our (?:journalism|work|newsroom)|download our app\b|` +
	`(?:like|love|enjoy(?:ing|ed)?) (?:what you(?:['’]re| are) reading|this (?:article|post|story))\?|follow @\w+ on |leave a reply$|your e-?mail address will not be published|© ?\d{4}\b|` +
	`get (?:our|the) .{0,40}newsletter|follow us on|like us on|share this (?:article|story|post)|thanks for reading.{0,60}subscribe|` +
	`this site uses (?:akismet|cookies)|we use cookies|click here to subscribe|become a (?:member|subscriber|patron)|the post .{1,200} (?:appeared first on|first appeared on))`)

// offer is what a line after an invitation says of what is offered.
var offer = expression(`(?i)\b(?:e-?mails?|inbox|newsletter|briefing|digest)\b`)

// labels is a line that names what an article is filed under.
var labels = expression(`(?i)^(?:tags?|topics?|filed under|posted in|categor(?:y|ies)|labels)\s*:`)

// isLabels says whether a line is nothing but links to such.
func isLabels(spans []feeds.Span) bool {
	lead := labels.FindString(spansText(spans))
	if lead == "" {
		return false
	}
	own, linked := 0, 0
	for _, s := range spans {
		if n := feeds.CountWords(s.Text); s.URL == "" {
			own += n
		} else {
			linked += n
		}
	}
	return linked > 0 && own <= feeds.CountWords(lead)
}

// dropLines drops lines of buttons and invitations wherever they stand.
func dropLines(blocks []feeds.Block) []feeds.Block {
	kept := blocks[:0]
	invited := false // the line before was an invitation
	for _, b := range blocks {
		before := invited
		invited = false
		if b.Kind == feeds.Paragraph || b.Kind == feeds.Heading {
			if b.Spans = cutButtons(b.Spans); len(b.Spans) == 0 {
				continue
			}
			text := spansText(b.Spans)
			if len(text) < 200 && len(strings.Fields(text)) < 25 && (invitation.MatchString(text) || before && offer.MatchString(text)) {
				invited = true
				continue
			}
			if len(text) < 200 && isButtons(text) || isLabels(b.Spans) {
				continue
			}
		}
		if b.Kind == feeds.List && isShareList(b) {
			continue
		}
		if b.Kind == feeds.Quote {
			if b.Blocks = dropLines(b.Blocks); len(b.Blocks) == 0 {
				continue
			}
		}
		for j, item := range b.Items {
			if len(item.Blocks) < 2 {
				continue
			}
			if kept := dropLines(item.Blocks); len(kept) > 0 {
				b.Items[j].Blocks = kept
			}
		}
		kept = append(kept, b)
	}
	return kept
}

func isShareList(b feeds.Block) bool {
	for _, item := range b.Items {
		if len(item.Blocks) > 0 && item.Blocks[0].Note > 0 {
			return false
		}
		text := spansText(flatten(item.Blocks, " "))
		if len(text) > 60 || text != "" && !isButtons(text) {
			return false
		}
	}
	return true
}

// tailHeading opens what follows an article.
var tailHeading = expression(`(?i)^(?:related(?: \w+){0,3}|more (?:from|on|in|stories|articles|news|posts)\b.*|read (?:more|next|also)\b.*|you (?:may|might) (?:also )?(?:like|enjoy|be interested).*|` +
	`recommended(?: \w+){0,3}|see also|also (?:on|read|in)\b.*|latest(?: \w+){0,3}|popular(?: \w+){0,3}|most (?:read|popular|viewed)\b.*|trending(?: \w+){0,2}|share(?: this)?(?: \w+){0,2}|` +
	`subscribe\b.*|newsletter\b.*|sign up\b.*|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:reply|comment)|join the (?:conversation|discussion)|tags?|topics|filed under.*|` +
	`about the authors?|similar (?:posts|articles|stories)|further reading|what to read next|up next|next (?:post|article)|previous (?:post|article)|recent (?:posts|articles|stories)|editors['’] picks?|` +
	`mehr zum thema.*|lesen sie auch.*|weitere artikel.*|à lire aussi.*|sur le même sujet.*|lee también.*|noticias relacionadas.*)[:：]?$`)

// dropTail drops the end of a document: from a heading of other stories on,
// where little but links follows, and single blocks of links after that.
func dropTail(blocks []feeds.Block) []feeds.Block {
	for i := len(blocks) - 1; i > len(blocks)/3; i-- {
		b := blocks[i]
		if b.Kind != feeds.Heading && b.Kind != feeds.Paragraph || !tailHeading.MatchString(cut(spansText(b.Spans), 120)) {
			continue
		}
		words, linked := 0, 0
		for _, after := range blocks[i+1:] {
			w, l := linkWords(after)
			words, linked = words+w, linked+l
		}
		if words < 30 || 2*linked > words {
			blocks = blocks[:i]
		}
	}
	for n := len(blocks); n > 1; n = len(blocks) {
		b := blocks[n-1]
		words, linked := linkWords(b)
		isEnd := b.Kind == feeds.Heading ||
			b.Kind == feeds.List && words > 0 && 10*linked > 8*words && words < 300 && !isReferences(b, blocks[:n-1])
		if !isEnd {
			break
		}
		blocks = blocks[:n-1]
	}
	return blocks
}

// isReferences says whether the list after blocks is the article's own: its
// sources or links.
func isReferences(list feeds.Block, blocks []feeds.Block) bool {
	for _, item := range list.Items {
		if len(item.Blocks) > 0 && item.Blocks[0].Note > 0 {
			return true
		}
	}
	for i := len(blocks) - 1; i >= 0 && i >= len(blocks)-2; i-- {
		b := blocks[i]
		if b.Kind == feeds.Heading || strings.HasSuffix(spansText(b.Spans), ":") {
			return true
		}
	}
	return false
}

// linkWords counts a block's words, and those within links.
func linkWords(b feeds.Block) (words, linked int) {
	eachSpan([]feeds.Block{b}, func(s *feeds.Span) {
		n := len(strings.Fields(s.Text))
		words += n
		if s.URL != "" {
			linked += n
		}
	})
	return words, linked
}
