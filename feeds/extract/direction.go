package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// direction is what dir attributes say about a text.
type direction uint8

const (
	undeclared direction = iota
	leftToRight
	rightToLeft
)

// under is the direction within n, whose surroundings have d.
func (d direction) under(n *html.Node) direction {
	switch strings.ToLower(token(n, "dir")) {
	case "rtl":
		return rightToLeft
	case "ltr":
		return leftToRight
	case "auto":
		return undeclared
	}
	return d
}

// declared is the language and direction that the page's outermost elements
// give.
func declared(root *html.Node) (language string, rtl bool) {
	for n, depth := root, 0; n != nil && depth < 8; depth++ {
		if n.Type == html.ElementNode {
			if language == "" {
				language = languageTag(attr(n, "lang"))
			}
			rtl = rtl || strings.EqualFold(token(n, "dir"), "rtl")
		}
		n = soleElement(n)
	}
	return language, rtl
}

// soleElement is the child that holds all of n: body within html, or the one
// wrapper that many feeds put around their text.
func soleElement(n *html.Node) *html.Node {
	var only *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.Data == "head":
		case c.Type == html.ElementNode && only == nil:
			only = c
		case c.Type == html.ElementNode, c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return nil
		}
	}
	return only
}

// languageTag is s when it looks like a language tag (BCP 47).
func languageTag[T ~string](raw T) string {
	s := strings.ReplaceAll(strings.TrimSpace(string(raw)), "_", "-")
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for _, r := range s {
		if r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
			return ""
		}
	}
	return s
}

// letters counts the letters of a text by script.
type letters struct{ all, hebrew, arabic, han, kana, hangul, thai, greek int }

func (l *letters) count(s string) {
	for _, r := range s {
		if r < 0x250 {
			if unicode.IsLetter(r) {
				l.all++
			}
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		l.all++
		switch {
		case unicode.Is(unicode.Hebrew, r):
			l.hebrew++
		case unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam):
			l.arabic++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			l.kana++
		case unicode.Is(unicode.Han, r):
			l.han++
		case unicode.Is(unicode.Hangul, r):
			l.hangul++
		case unicode.Is(unicode.Thai, r):
			l.thai++
		case unicode.Is(unicode.Greek, r):
			l.greek++
		}
	}
}

// rtl says whether most letters are written from right to left.
func (l letters) rtl() bool { return 2*(l.hebrew+l.arabic) > l.all }

// language is the language that the script leaves no doubt about, "" else.
func (l letters) language() string {
	switch half := l.all / 2; {
	case l.all < 20:
		return ""
	case l.kana*10 > l.all:
		return "ja"
	case l.hangul > half:
		return "ko"
	case l.han > half:
		return "zh"
	case l.hebrew > half:
		return "he"
	case l.thai > half:
		return "th"
	case l.greek > half:
		return "el"
	}
	return ""
}

func countLetters(blocks []feeds.Block) letters {
	var l letters
	eachSpan(blocks, func(s *feeds.Span) { l.count(s.Text) })
	return l
}

// isRTL says whether a paragraph runs right to left: as declared, else by its
// letters.
func isRTL(d direction, spans []feeds.Span) bool {
	if d != undeclared {
		return d == rightToLeft
	}
	var l letters
	for _, s := range spans {
		l.count(s.Text)
	}
	return l.rtl()
}

// allRTL says whether the first text among blocks runs right to left.
func allRTL(blocks []feeds.Block) bool { return len(blocks) > 0 && blocks[0].RTL }

// eachSpan visits the spans of blocks and of what is within them.
func eachSpan(blocks []feeds.Block, visit func(*feeds.Span)) {
	for i := range blocks {
		b := &blocks[i]
		for j := range b.Spans {
			visit(&b.Spans[j])
		}
		for j := range b.Items {
			for k := range b.Items[j].Term {
				visit(&b.Items[j].Term[k])
			}
			eachSpan(b.Items[j].Blocks, visit)
		}
		eachSpan(b.Blocks, visit)
		for j := range b.Rows {
			for k := range b.Rows[j].Cells {
				for l := range b.Rows[j].Cells[k].Spans {
					visit(&b.Rows[j].Cells[k].Spans[l])
				}
			}
		}
	}
}
