package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of a line of code and what it is drawn as.
type token struct {
	text string
	base base
}

// maxLexed bounds the code that gets colours, in bytes: more is data, or made by
// a machine.
const maxLexed = 64 << 10

// lex takes code apart into lines of tokens; nil when the language is not
// known.
func lex(text, lang string) [][]token {
	lang = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(lang)), "language-"), "lang-")
	g := grammars()[lang]
	switch {
	case lang == "diff" || lang == "patch":
		return lexDiff(text)
	case g == nil, len(text) > maxLexed:
		return nil
	}
	lines := [][]token{nil}
	add := func(s string, b base) {
		for i, part := range strings.Split(s, "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			if part != "" {
				lines[len(lines)-1] = append(lines[len(lines)-1], token{part, b})
			}
		}
	}
	plain := 0      // where text without a colour of its own begins
	atStart := true // nothing but space, and a list's mark, stands before on the line
	for i := 0; i < len(text); {
		n, b := g.next(text[i:], i > 0 && wordly(text[:i]), atStart)
		if b != plainBase {
			add(text[plain:i], plainBase)
			add(text[i:i+n], b)
			plain = i + n
		}
		if last := text[i+n-1]; last == '\n' {
			atStart = true
		} else if n > 1 || strings.IndexByte(" \t-{,", last) < 0 {
			atStart = false
		}
		i += n
	}
	add(text[plain:], plainBase)
	return lines
}

// wordly says whether text ends within a word, where no other one begins.
func wordly(text string) bool {
	c, _ := utf8.DecodeLastRuneInString(text)
	return c == '_' || c == '$' || unicode.IsLetter(c) || unicode.IsDigit(c)
}

// next is the size of what stands at the start of text, and what it is.
func (g *grammar) next(text string, inWord, atStart bool) (int, base) {
	if g.keys != "" && atStart {
		if n := g.key(text); n > 0 {
			return n, accentBase
		}
	}
	if g.markup && text[0] == '<' {
		if n := tagName(text); n > 0 {
			return n, accentBase
		}
	}
	c, size := utf8.DecodeRuneInString(text)
	if g.open != "" && strings.HasPrefix(text, g.open) {
		if end := strings.Index(text[len(g.open):], g.shut); end >= 0 {
			return len(g.open) + end + len(g.shut), quietBase
		}
		return len(text), quietBase
	}
	for _, start := range g.line {
		if strings.HasPrefix(text, start) && !inWord {
			if end := strings.IndexByte(text, '\n'); end >= 0 {
				return end, quietBase
			}
			return len(text), quietBase
		}
	}
	switch {
	case c < utf8.RuneSelf && strings.IndexByte(g.quotes, byte(c)) >= 0 && !inWord:
		return g.quoted(text), monoBase
	case unicode.IsDigit(c) && !inWord:
		n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '_' })
		if n < 0 {
			n = len(text)
		}
		return n, tagBase
	case (unicode.IsLetter(c) || c == '_' || strings.ContainsRune(g.sigils, c)) && !inWord:
		n := strings.IndexFunc(text[size:], func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && !strings.ContainsRune(g.inWords, r)
		})
		if n >= 0 {
			n += size
		}
		if n < 0 {
			n = len(text)
		}
		word := text[:n]
		if g.anyCase {
			word = strings.ToLower(word)
		}
		if g.keywords[word] {
			return n, accentBase
		}
		return n, plainBase
	}
	return size, plainBase
}

// quoted is the size of the string at the start of text. One that does not end
// on its line ends with it: an apostrophe colours no more than that.
func (g *grammar) quoted(text string) int {
	q := text[:1]
	if g.triple && strings.HasPrefix(text, q+q+q) {
		if end := strings.Index(text[3:], q+q+q); end >= 0 {
			return 3 + end + 3
		}
		return len(text)
	}
	over := strings.Contains(g.long, q)
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && q != "`":
			i++
		case text[i] == q[0]:
			return i + 1
		case text[i] == '\n' && !over:
			return i
		}
	}
	return len(text)
}

// key is the size of the name, with what ends it, at the start of a line of
// data: "name:", "name =".
func (g *grammar) key(text string) int {
	line, _, _ := strings.Cut(text, "\n")
	n := strings.IndexAny(line, g.keys)
	if n <= 0 {
		return 0
	}
	name := strings.TrimRight(line[:n], " \t")
	switch {
	case name == "", name[0] != '"' && strings.ContainsAny(name, " \t#("):
		return 0
	case line[n] == ':' && n+1 < len(line) && line[n+1] != ' ' && line[n+1] != '\t':
		return 0 // an address, a time
	}
	return n
}

// tagName is the size of what begins a tag, with its name: "<p", "</p". 0 for
// a "<" that is none.
func tagName(text string) int {
	n := 1
	if n < len(text) && (text[n] == '/' || text[n] == '?' || text[n] == '!') {
		n++
	}
	from := n
	for n < len(text) && (text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z' || n > from && strings.IndexByte("0123456789:-_.", text[n]) >= 0) {
		n++
	}
	if n == from {
		return 0
	}
	return n
}

// lexDiff takes a patch apart: its lines say by their first sign what they are.
func lexDiff(text string) [][]token {
	var lines [][]token
	for line := range strings.SplitSeq(text, "\n") {
		b := plainBase
		switch {
		case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"), strings.HasPrefix(line, "diff "), strings.HasPrefix(line, "index "):
			b = boldBase
		case strings.HasPrefix(line, "@@"):
			b = accentBase
		case strings.HasPrefix(line, "+"):
			b = monoBase
		case strings.HasPrefix(line, "-"):
			b = attentionBase
		}
		lines = append(lines, []token{{line, b}})
	}
	return lines
}
