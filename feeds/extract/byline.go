package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

var (
	byStart = expression(`(?i)^(?:(?:written|authored|posted|published|words|text|story|reviewed) by|by|auth?or|von|par|por|di|door|av)\b\s*[:：]?\s*`)
	// byEnd is where a name ends and a date, a reading time or a post begins.
	byEnd = expression(`(?i)\s*(?:[|·•–—]|\s-\s|\bon\s+(?:\w+\s+)?\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d{1,2}[./]\d|\d{1,2}\s+min\b|(?:last )?(?:updated|published|posted)\b|read (?:more|time)).*$`)
	// noName is what templates leave where a name should be.
	noName = expression(`(?i)^(?:admin|administrator|author|name|by|editor|staff|user|guest|unknown|null|undefined|none|webmaster|website|root|post author)?[\s\p{P}]*$|^[a-z]+(?:\.[a-z]+)+$|[{}<>=*@]|://`)
)

// cleanByline is the name in what a page gives as its author, "" for none.
func cleanByline(s string) string {
	s = byEnd.ReplaceAllString(byStart.ReplaceAllString(feeds.CleanLine(s), ""), "")
	s = strings.Trim(s, " ,;:|·-–—")
	if noName.MatchString(s) || utf8.RuneCountInString(s) > 120 || strings.ContainsAny(s, "0123456789") && strings.Contains(s, " ") {
		return ""
	}
	return s
}

// bylineIn looks for a line that says who wrote an article among its first.
func bylineIn(blocks []feeds.Block) string {
	for i, b := range blocks {
		if i > 6 {
			break
		}
		text := spansText(b.Spans)
		if b.Kind != feeds.Paragraph || utf8.RuneCountInString(text) > 100 {
			continue
		}
		if start := byStart.FindString(text); len(start) > 2 {
			if name := cleanByline(text); isName(name) {
				return name
			}
		}
	}
	return ""
}

// isName says whether a text is two to five words that begin with capitals, as
// the names of people do.
func isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && w != "and" && w != "de" && w != "van" && w != "von" {
			return false
		}
	}
	return len(words) > 1 && len(words) < 6
}

var (
	authorPage  = expression(`(?i)/(?:authors?|contributors?|staff|profile|people|journalist)/[^/]`)
	authorClass = expression(`(?i)(?:^|[\s_-])(?:author-?_*name|the-author|byline-?_*(?:name|author)?|post-author|entry-author|article-author|vcard|p-author)(?:$|[\s_-])`)
)

// authorOf is the name that an element gives as the author's, "" for none.
func authorOf(n *html.Node) string {
	switch {
	case n.Data == "a" && (hasToken(token(n, "rel"), "author") || authorPage.MatchString(token(n, "href"))):
	case (n.Data == "span" || n.Data == "div" || n.Data == "p" || n.Data == "a") && (token(n, "itemprop") == "author" || authorClass.MatchString(cut(token(n, "class"), 200))):
	default:
		return ""
	}
	if name := cleanByline(textOf(n, 100)); isName(name) && !isHidden(n) {
		return name
	}
	return ""
}
