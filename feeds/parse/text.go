package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
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
func words(raw feeds.Raw, limit int, first bool) feeds.Raw {
	markup := string(raw)
	w := wordWriter{}
	open := map[string]bool{} // unread elements that nothing closes
	w.b.Grow(min(len(markup), max(limit, 512)))
	for rest := markup; limit == 0 || w.b.Len() < limit; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			w.text(decodeEntities(rest))
			break
		}
		w.text(decodeEntities(rest[:i]))
		rest = rest[i:]
		name, closing, n := markupTag(rest)
		rest = rest[n:]
		switch {
		case n == 1: // "<" that opens nothing
			w.text("<")
			continue
		case name == "":
			continue // a comment or a declaration
		case phrasing[name]:
			continue
		case unread[name] && !closing && markup[len(markup)-len(rest)-2] != '/' && !open[name]:
			after, ok := afterElement(rest, name)
			if open[name] = !ok; ok || name == "script" || name == "style" {
				rest = after
			}
		}
		w.part()
		if first && w.b.Len() > 0 {
			break
		}
	}
	return feeds.Raw(w.b.String())
}

// markupTag reads what s, which begins with "<", opens: the element's name,
// "" for a comment or declaration, and its length, 1 when it opens nothing.
func markupTag(s string) (name string, closing bool, length int) {
	n := 1
	if n < len(s) && s[n] == '/' {
		closing, n = true, 2
	}
	switch {
	case n >= len(s):
		return "", false, 1
	case strings.HasPrefix(s, "<!--"):
		if end := strings.Index(s, "-->"); end > 0 {
			return "", false, end + 3
		}
		return "", false, len(s)
	case s[n] == '!', s[n] == '?':
		return "", false, tagLength(s)
	case !isNameStart(s[n]) || s[n] >= 0x80:
		return "", false, 1
	}
	start := n
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	return lowerName(s[start:n]), closing, tagLength(s)
}

// tagLength is the length of the tag at the head of s up to its ">", which may
// not stand in quotes; of one that never ends, all of s.
func tagLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '>':
			return i + 1
		case '"', '\'':
			if s[i-1] == '=' {
				end := strings.IndexByte(s[i+1:], c)
				if end < 0 {
					end = strings.IndexByte(s[i+1:], '>') - 1
				}
				if end < -1 {
					return len(s)
				}
				i += end + 1
			}
		}
	}
	return len(s)
}

// lowerName is strings.ToLower, without a copy for what is lower case.
func lowerName(s string) string {
	if len(s) > 20 {
		s = s[:20]
	}
	return strings.ToLower(s)
}

// afterElement is what follows the end tag of an element that was just opened;
// the elements whose content goes unread do not stand in themselves.
func afterElement(s, name string) (rest string, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], "</")
		if i < 0 {
			return "", false
		}
		from += i + 2
		if len(s)-from >= len(name) && strings.EqualFold(s[from:from+len(name)], name) {
			rest = s[from+len(name):]
			return rest[strings.IndexByte(rest, '>')+1:], true
		}
	}
}

// wordWriter joins pieces of text, every run of white space one space.
type wordWriter struct {
	b     strings.Builder
	space bool
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
func bounded(markup feeds.Raw) (feeds.Raw, bool) {
	if len(markup) <= maxHTML {
		return markup, false
	}
	cut := maxHTML
	for cut > 0 && !utf8.RuneStart(markup[cut]) {
		cut--
	}
	if i := strings.LastIndexByte(string(markup[:cut]), '<'); i > cut-4096 {
		cut = i
	}
	return markup[:cut], true
}

// cleanLine is feeds.CleanLine after the words of s are set apart by spaces.
// One of joiners alone, which nobody sees, is empty.
func cleanLine[T ~string](s T) string {
	line := feeds.CleanLine(strings.TrimSpace(string(s)))
	if strings.Trim(line, "\u200c\u200d") == "" {
		return ""
	}
	return line
}

// shortLine is cleanLine cut to n characters.
func shortLine[T ~string](s T, n int) string { return excerpt(cleanLine(s), n) }
