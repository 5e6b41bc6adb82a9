package extract

import (
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// How a cut text ends: with an ellipsis, which some whole posts do too, or
// with words or brackets that lead to the rest.
var (
	teaserEnd  = expression(`(?:…|\.\.\.)[\s"”»]*$`)
	teaserLink = expression(`(?i)(?:\[\s*(?:…|\.\.\.|&#8230;|&hellip;|\+)\s*\]` +
		`|\b(?:(?:read|view) (?:more|on|the (?:full|whole|rest|original)[\w ]{0,30})|continue reading[^.]{0,120}|(?:read|see) full (?:article|story|post)|keep reading` +
		`|weiterlesen|mehr lesen|den ganzen artikel lesen|lire la suite|lire plus|leer más|seguir leyendo|leggi tutto` +
		`|the post .{1,300} (?:appeared first on|first appeared on) .{1,100}))[\s.…»→>›\])]*$`)
)

// Bounds of a teaser, in words: longer texts are articles whatever they end
// in, and shorter ones a publisher's standfirst.
const (
	maxTeaser = 150
	minWhole  = 60
)

// IsStub says whether a feed gives only a teaser of an article, so that the
// page at a.URL is worth asking for. Short posts that are whole (microblogs,
// notes on a link) are none.
func IsStub(a feeds.Article) bool {
	if a.URL == "" {
		return false
	}
	text := strings.Join(strings.Fields(feeds.Clean(a.Text)), " ")
	words := feeds.CountWords(text)
	switch {
	case text == "":
		return true
	case words <= 2*maxTeaser && teaserLink.MatchString(tail(text, 500)):
		return true
	case isPost(a, text):
		return false
	case words <= 2*maxTeaser && teaserEnd.MatchString(tail(text, 500)):
		return true
	case words >= maxTeaser:
		return false
	}
	// Quotes, lists, code or images: somebody set this text.
	markup := string(a.HTML)
	if strings.Contains(markup, "<blockquote") || strings.Contains(markup, "<pre") || strings.Contains(markup, "<ul") || strings.Count(markup, "<p") > 2 {
		return false
	}
	same := strings.Join(strings.Fields(a.Summary), " ")
	return words < minWhole && (same == text || !strings.Contains(markup, "<a ")) || same == text && words < maxTeaser && !strings.Contains(markup, "<a ")
}

// isPost says whether an item is a short post: it has no title, or one made
// from its first words.
func isPost(a feeds.Article, text string) bool {
	whole := strings.ToLower(strings.TrimSpace(a.Title))
	title := strings.TrimRight(whole, "….")
	if title == "" || title == "(untitled)" {
		return true
	}
	rest, ok := strings.CutPrefix(strings.ToLower(text), title)
	if !ok {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || title != whole || !isWordRune(next) && feeds.CountWords(title) > 2
}

// tail is the last n bytes of s or a few less.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-n:], "")
}
