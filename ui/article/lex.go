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

// grammar is what is known of a language: enough for colours that help, and
// no more.
type grammar struct {
	line     []string // begin a comment up to the end of the line
	open     string   // begins a comment of several lines
	shut     string
	quotes   string // characters that begin and end a string
	long     string // of these, the ones whose strings run over lines
	triple   bool   // three of one quote begin a string over lines
	anyCase  bool
	keywords map[string]bool
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func cLike(keywords string) *grammar {
	return &grammar{line: []string{"//"}, open: "/*", shut: "*/", quotes: "\"'", keywords: words(keywords)}
}

const common = "break case catch class const continue default do else enum false finally for if import new null private protected public return static super switch this throw true try var void while "

// grammars are found by the language's name or ending.
var grammars = func() map[string]*grammar {
	js := cLike(common + "as async await delete export extends from function get implements in instanceof interface let of readonly set type typeof undefined with yield")
	js.quotes, js.long = "\"'`", "`"
	golang := cLike("break case chan const continue default defer else fallthrough false for func go goto if import interface iota map nil package range return select struct switch true type var any bool byte error int string")
	golang.quotes, golang.long = "\"'`", "`"
	rust := cLike("as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while")
	rust.quotes = "\""
	php := cLike(common + "abstract array as echo elseif extends fn foreach function global implements include interface namespace require trait use")
	php.line = []string{"//", "#"}
	css := &grammar{open: "/*", shut: "*/", quotes: "\"'", keywords: words("")}
	c := cLike(common + "auto bool char constexpr delete double explicit extern float inline int long namespace nullptr operator short signed sizeof struct template typedef typename union unsigned using virtual volatile")
	c.line = append(c.line, "#include", "#define", "#ifdef", "#ifndef", "#endif", "#pragma")
	java := cLike(common + "abstract boolean byte char double extends final float implements instanceof int interface long package record short synchronized throws")
	swift := cLike(common + "as defer extension fileprivate fun func guard in init inline internal is let nil object open operator override protocol return self Self struct suspend typealias val when where")
	cs := cLike(common + "abstract as async await base bool byte char decimal double event explicit float foreach get in int interface internal is long namespace object out override params readonly record ref sealed set string struct using virtual")
	python := &grammar{line: []string{"#"}, quotes: "\"'", triple: true, keywords: words("and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return self True try while with yield")}
	ruby := &grammar{line: []string{"#"}, quotes: "\"'", keywords: words("alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield")}
	shell := &grammar{line: []string{"#"}, quotes: "\"'", long: "\"'", keywords: words("case do done elif else esac export fi for function if in local return then until while echo cd set source")}
	sql := &grammar{line: []string{"--"}, open: "/*", shut: "*/", quotes: "'\"", anyCase: true, keywords: words("add alter and as asc begin between by case commit create delete desc distinct drop else end exists from full group having if in index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then union unique update values view when where with")}
	lua := &grammar{line: []string{"--"}, open: "--[[", shut: "]]", quotes: "\"'", keywords: words("and break do else elseif end false for function goto if in local nil not or repeat return then true until while")}
	data := &grammar{line: []string{"#"}, quotes: "\"'", keywords: words("true false null yes no on off")}
	json := &grammar{quotes: "\"", keywords: words("true false null")}
	m := map[string]*grammar{}
	for names, g := range map[string]*grammar{
		"js javascript jsx mjs ts typescript tsx": js, "go golang": golang, "rust rs": rust, "php": php, "css scss less": css,
		"c h cpp c++ cc cxx hpp objc objective-c": c, "java groovy scala": java, "swift kotlin kt": swift, "cs csharp c#": cs, "python py python3": python,
		"ruby rb": ruby, "sh bash shell zsh console fish": shell, "sql mysql sqlite postgresql postgres plsql": sql, "lua": lua, "yaml yml toml ini conf": data,
		"json jsonc json5": json,
	} {
		for _, n := range strings.Fields(names) {
			m[n] = g
		}
	}
	return m
}()

// lex takes code apart into lines of tokens; nil when the language is not
// known.
func lex(text, lang string) [][]token {
	lang = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(lang)), "language-"), "lang-")
	g := grammars[lang]
	if g == nil {
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
	plain := 0 // where text without a colour of its own begins
	for i := 0; i < len(text); {
		n, b := g.next(text[i:], i > 0 && wordly(text[:i]))
		if b != plainBase {
			add(text[plain:i], plainBase)
			add(text[i:i+n], b)
			plain = i + n
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
func (g *grammar) next(text string, inWord bool) (int, base) {
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
	case (unicode.IsLetter(c) || c == '_') && !inWord:
		n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
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
