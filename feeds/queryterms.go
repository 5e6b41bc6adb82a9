package feeds

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name reads a field's name and its colon. An address begins as a field does
// and is none; neither is what has more than letters before the colon (12:30).
func (p *queryParser) name() (name string, ok bool) {
	rest := p.in[p.at:]
	n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if n <= 0 || rest[n] != ':' || strings.HasPrefix(rest[n:], "://") {
		return "", false
	}
	p.at += n + 1
	return rest[:n], true
}

// field reads the condition after a field's name, which begins at byte at.
func (p *queryParser) field(name string, at int) Node {
	switch lower := strings.ToLower(name); lower {
	case "is", "has", "age", "date", "words", "sort":
		return p.value(lower, at)
	default:
		if slices.Contains(textFields, Field(lower)) {
			return p.inField(Field(lower), at)
		}
	}
	hint := "put the words in quotes to find them as they are"
	if near := nearField(name); near != "" {
		hint = "did you mean " + near + "?"
	}
	p.wrong(at, "there is no field %s:; %s", CleanLine(name), hint)
	p.at = at
	return p.words(p.scope, at)
}

// inField reads what is looked for in a field.
func (p *queryParser) inField(in Field, at int) Node {
	switch r, n := utf8.DecodeRuneInString(p.in[p.at:]); {
	case r == '(':
		outer := p.scope
		p.scope = in
		node := p.brackets()
		p.scope = outer
		return node
	case r == '/' && in != FieldURL:
		return p.pattern(in)
	case r == '/' && p.closes(p.at) > 0:
		return p.pattern(in)
	case n == 0 || r == ' ' || r == ')':
		if !(p.live && p.at == len(p.in)) {
			p.wrong(at, "nothing to look for after %s:", in)
		}
		return nil
	}
	return p.words(in, at)
}

// words reads a word or a phrase; at is where its condition begins.
func (p *queryParser) words(in Field, at int) Node {
	from := p.at
	r, n := utf8.DecodeRuneInString(p.in[p.at:])
	text, quoted, closed := "", opensPhrase(r), true
	if quoted {
		p.at += n
		text, closed = p.phrase(r)
	} else {
		text = p.word(in)
		if in == Anywhere && isAddress(text) {
			in = FieldURL
		}
	}
	w := Words{In: in, Text: text}
	if quoted && closed && strings.HasPrefix(p.in[p.at:], "*") {
		p.at++
		w.Start = true
	} else if !quoted && strings.HasSuffix(text, "*") {
		w.Text, w.Start = strings.TrimRight(text, "*"), true
	}
	if !closed && !p.live {
		p.wrong(from, "this phrase is not closed by another quotation mark")
	}
	if p.live && p.at == len(p.in) && (!quoted || !closed) && p.negated == 0 && goesOn(w.Text) {
		w.Start = true
	}
	if in == FieldURL {
		w.Start = false
	}
	if !p.term(at) {
		return nil
	}
	if w.empty() {
		if (in != Anywhere || quoted) && !(p.live && p.at == len(p.in)) {
			p.wrong(at, "%s has no letter, number or emoji to look for", CleanLine(p.in[at:p.at]))
		}
		return nil
	}
	return w
}

// empty says whether nothing is left to compare. A sign alone asks nothing.
func (w Words) empty() bool {
	switch w.In {
	case FieldURL:
		return strings.TrimSpace(w.Text) == ""
	case FieldTopic, FieldTag, FieldLang:
		return FoldLabel(w.Text) == ""
	case FieldFolder:
		return Level(w.Text) == "/"
	}
	return Fold(w.Text) == ""
}

// goesOn says whether what was typed last may be the start of a longer word.
// One letter is too little: it would find half of everything.
func goesOn(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	folded := Fold(last)
	folded = folded[strings.LastIndexByte(folded, ' ')+1:]
	r, n := utf8.DecodeLastRuneInString(last)
	if n == 0 || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && !Unspaced(r) {
		return false // "R&" is finished
	}
	return utf8.RuneCountInString(folded) > 1
}

// word reads up to the next space, bracket or, after a letter, phrase. An
// address may have brackets within it, as many open as close.
func (p *queryParser) word(in Field) string {
	from, open := p.at, 0
	address := in == FieldURL || isAddress(p.in[from:])
	for i, r := range p.in[from:] {
		if address && r == '(' {
			open++
		} else if address && r == ')' && open > 0 {
			open--
		} else if delimits(r) || i > 0 && opensPhrase(r) {
			p.at = from + i
			return p.in[from:p.at]
		}
	}
	p.at = len(p.in)
	return p.in[from:]
}

func isAddress(s string) bool {
	for _, scheme := range []string{"http://", "https://", "gemini://", "gopher://", "ftp://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// phrase reads up to the quotation mark that closes what open began. A
// backslash keeps a quotation mark or a backslash.
func (p *queryParser) phrase(open rune) (text string, closed bool) {
	var b strings.Builder
	for p.at < len(p.in) {
		r, n := utf8.DecodeRuneInString(p.in[p.at:])
		p.at += n
		switch {
		case r == '\\' && p.at < len(p.in) && (p.in[p.at] == '"' || p.in[p.at] == '\\'):
			b.WriteByte(p.in[p.at])
			p.at++
		case open == '"' && r == '"', open != '"' && (r == '”' || r == '“'):
			return b.String(), true
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), false
}

// closes finds the slash that ends the regular expression that begins at byte
// from: one before a space, a bracket or the end. 0 when there is none.
func (p *queryParser) closes(from int) int {
	for i := from + 1; i < len(p.in); i++ {
		switch p.in[i] {
		case '\\':
			i++
		case '/':
			if i+1 == len(p.in) || p.in[i+1] == ' ' || p.in[i+1] == ')' {
				return i
			}
		}
	}
	return 0
}

func (p *queryParser) pattern(in Field) Node {
	at := p.at
	end := p.closes(at)
	if end == 0 {
		p.at = len(p.in)
		if !p.live {
			p.wrong(at, "this regular expression is not closed by a slash; put words in quotes to find them as they are")
		}
		return nil
	}
	p.at = end + 1
	source := strings.ReplaceAll(p.in[at+1:end], `\/`, "/")
	if source == "" {
		p.wrong(at, "this regular expression is empty")
		return nil
	}
	if _, err := compilePattern(source); err != nil {
		var e *syntax.Error
		if errors.As(err, &e) {
			p.wrong(at, "this regular expression cannot be read: %s", CleanLine(e.Code.String()+": "+e.Expr))
		} else {
			p.wrong(at, "this regular expression cannot be read")
		}
		return nil
	}
	if !p.term(at) {
		return nil
	}
	return Pattern{in, source}
}

func compilePattern(source string) (*regexp.Regexp, error) { return regexp.Compile("(?i)" + source) }
