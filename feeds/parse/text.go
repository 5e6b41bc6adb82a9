package parse

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"

	"golang.org/x/net/html"
)

// phrasing are the elements of HTML that stand within a line of text; all
// others part words. Titles lose these alone: "vector<int>" is no tag.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "acronym": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true,
	"del": true, "dfn": true, "em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "nobr": true,
	"q": true, "s": true, "samp": true, "small": true, "span": true, "strike": true, "strong": true, "sub": true,
	"sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true,
}

// breaking are the elements besides phrasing ones that publishers put into
// titles.
var breaking = map[string]bool{
	"br": true, "p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"img": true, "center": true, "script": true, "style": true, "blockquote": true, "li": true, "ul": true, "ol": true,
}

// unread are the elements whose content no reader sees.
var unread = map[string]bool{
	"script": true, "style": true, "iframe": true, "noscript": true, "noembed": true, "noframes": true,
	"template": true, "object": true, "head": true,
}

// dropTags takes HTML's tags out of s and puts a space where they part words.
// Anything else in angle brackets stays unless all is set.
func dropTags(s string, all bool) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		name, end := titleTag(s)
		switch {
		case end == 0 || !all && !phrasing[name] && !breaking[name]:
			b.WriteByte('<')
			s = s[1:]
			continue
		case !phrasing[name]:
			b.WriteByte(' ')
		}
		s = s[end:]
		if name == "script" || name == "style" {
			if j := strings.Index(s, "</"+name); j >= 0 {
				s = s[j:]
			}
		}
	}
}

// titleTag reads the tag at the head of s: its name and its length, 0 for none.
func titleTag(s string) (name string, length int) {
	n := 1
	if strings.HasPrefix(s, "</") {
		n = 2
	}
	start := n
	for n < len(s) && n < start+20 && isNameByte(s[n]) && s[n] < 0x80 {
		n++
	}
	end := strings.IndexByte(s[:min(len(s), 1024)], '>')
	if n == start || end < n || !isSpace(s[n]) && s[n] != '>' && s[n] != '/' {
		return "", 0
	}
	return strings.ToLower(s[start:n]), end + 1
}

// words gives the plain words of HTML, one space between them, until at least
// limit bytes are together (0: all). With first set it stops at the end of the
// first paragraph that has words.
func words(markup string, limit int, first bool) string {
	if !strings.ContainsAny(markup, "<&") {
		return joinWords(markup, limit)
	}
	w := wordWriter{limit: limit}
	w.b.Grow(min(len(markup), limit+256))
	z := html.NewTokenizer(strings.NewReader(markup))
	hidden, depth := "", 0
	for w.limit == 0 || w.b.Len() < w.limit {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				w.part()
			}
			return w.b.String()
		case html.TextToken:
			if hidden == "" {
				w.text(decodeBytes(z.Raw()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := z.Raw()
			name := tagName(raw[1:])
			if hidden != "" {
				if name == hidden && raw[len(raw)-2] != '/' {
					depth++
				}
				continue
			}
			if unread[name] && raw[len(raw)-2] != '/' {
				hidden, depth = name, 1
			}
			if !phrasing[name] {
				w.part()
				if first && w.b.Len() > 0 {
					return w.b.String()
				}
			}
		case html.EndTagToken:
			name := tagName(z.Raw()[2:])
			if hidden != "" {
				if name == hidden {
					if depth--; depth == 0 {
						hidden = ""
					}
				}
				continue
			}
			if !phrasing[name] {
				w.part()
				if first && w.b.Len() > 0 {
					return w.b.String()
				}
			}
		}
	}
	return w.b.String()
}

func decodeBytes(raw []byte) string { return decodeEntities(string(raw)) }

// tagName is the lower-case name at the head of b, which follows "<" or "</".
func tagName(b []byte) string {
	n := 0
	for n < len(b) && n < 20 && isNameByte(b[n]) && b[n] < 0x80 {
		n++
	}
	return strings.ToLower(string(b[:n]))
}

// wordWriter joins pieces of text, every run of white space one space.
type wordWriter struct {
	b     strings.Builder
	space bool
	limit int
}

// part ends a word.
func (w *wordWriter) part() { w.space = true }

func (w *wordWriter) text(s string) {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		size, blank := 1, c == ' ' || c >= '\t' && c <= '\r'
		switch c {
		case 0xC2, 0xE1, 0xE2, 0xE3: // what the spaces beyond ASCII begin with
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			blank = unicode.IsSpace(r)
		}
		if blank {
			w.word(s[start:i])
			w.space = true
			start = i + size
		}
		i += size
	}
	w.word(s[start:])
}

func (w *wordWriter) word(s string) {
	if s == "" {
		return
	}
	if w.space && w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
	w.space = false
	w.b.WriteString(s)
}

func joinWords(s string, limit int) string {
	if limit > 0 && len(s) > 4*limit {
		s = s[:4*limit]
	}
	w := wordWriter{}
	w.text(s)
	return w.b.String()
}

// excerpt cuts s to at most n characters, at a word where there is one near.
func excerpt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count, space, cut := 0, 0, 0
	for i, r := range s {
		if r == ' ' {
			space = i
		}
		if count == n-1 {
			cut = i
		}
		if count++; count > n {
			if space > cut*2/3 && space <= cut {
				cut = space
			}
			return strings.TrimRight(s[:cut], " ,;:") + "…"
		}
	}
	return s
}

// countWords counts words; of scripts without spaces every two characters
// are one.
func countWords(s string) int {
	n, wide, in := 0, 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == ' ' || c == '\n' || c == '\t' {
				in = false
			} else if !in {
				n, in = n+1, true
			}
			i++
			continue
		}
		if c < 0xE0 { // up to U+07FF no script is written without spaces
			if i++; c >= 0xC0 && !in {
				n, in = n+1, true
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if isWide(r) {
			wide, in = wide+1, false
		} else if !in {
			n, in = n+1, true
		}
	}
	return n + (wide+1)/2
}

// isWide says whether r belongs to a script written without spaces.
func isWide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xffef ||
		r >= 0x20000 && r <= 0x3ffff || r >= 0x0e00 && r <= 0x0eff
}

// bounded cuts HTML of more than maxHTML bytes at a tag or a character.
func bounded(markup string) (string, bool) {
	if len(markup) <= maxHTML {
		return markup, false
	}
	cut := maxHTML
	for cut > 0 && !utf8.RuneStart(markup[cut]) {
		cut--
	}
	if i := strings.LastIndexByte(markup[:cut], '<'); i > cut-4096 {
		cut = i
	}
	return markup[:cut], true
}

// cleanLine is feeds.CleanLine after the words of s are set apart by spaces.
func cleanLine(s string) string { return feeds.CleanLine(strings.TrimSpace(s)) }

// shortLine is cleanLine cut to n characters.
func shortLine(s string, n int) string { return excerpt(cleanLine(s), n) }
