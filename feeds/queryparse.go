package feeds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a query, so that no text can make reading or asking one long.
const (
	maxQuery = 4000 // characters
	maxTerms = 256
	maxDepth = 50 // brackets and negations within one another
)

// QueryError is a mistake in a query: where it is and what was expected there.
type QueryError struct {
	Column int    // the character it begins at, from 1
	Text   string // what is wrong, and what was expected
}

func (e *QueryError) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Text) }

// ParseQuery reads a query that is written out. Its error is a *QueryError.
func ParseQuery(text string) (Query, error) {
	p := newQueryParser(text, false)
	q := p.query()
	if p.mistake != nil {
		return Query{}, p.mistake
	}
	return q, nil
}

// LiveQuery reads a query that is still being typed: an unfinished condition
// at its end is left out, an unfinished phrase or bracket ends there, and the
// last word may go on. The query is what could be read also when there is a
// mistake, a *QueryError.
func LiveQuery(text string) (Query, error) {
	p := newQueryParser(text, true)
	q := p.query()
	if p.mistake != nil {
		return q, p.mistake
	}
	return q, nil
}

type queryParser struct {
	in      string
	at      int // bytes
	live    bool
	scope   Field // of the brackets around: title:(a or b)
	depth   int
	negated int
	terms   int
	sort    *Sort
	mistake *QueryError // the first
}

func newQueryParser(text string, live bool) *queryParser {
	p := &queryParser{live: live}
	if n := utf8.RuneCountInString(text); n > maxQuery {
		p.wrong(0, "the query is longer than %d characters", maxQuery)
		return p
	}
	// A character for a character, so that columns are those of what was written.
	p.in = strings.Map(func(r rune) rune {
		if Unsafe(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	return p
}

// wrong notes a mistake at a byte.
func (p *queryParser) wrong(at int, format string, args ...any) {
	if p.mistake == nil {
		p.mistake = &QueryError{Column: utf8.RuneCountInString(p.in[:at]) + 1, Text: fmt.Sprintf(format, args...)}
	}
}

func (p *queryParser) query() Query {
	node := p.or()
	for p.at < len(p.in) { // what stopped it is a bracket too many
		p.wrong(p.at, "this bracket closes nothing")
		p.at++
		node = join(node, p.or())
	}
	q := Query{Where: node}
	if p.sort != nil {
		q.Sort = *p.sort
	}
	return q
}

func (p *queryParser) spaces() {
	for p.at < len(p.in) && p.in[p.at] == ' ' {
		p.at++
	}
}

// ends says whether the query's text is read, which while it is typed excuses
// what is missing.
func (p *queryParser) ends() bool {
	p.spaces()
	return p.at == len(p.in)
}

// keyword reads one of the words that bind conditions.
func (p *queryParser) keyword(word string) bool {
	p.spaces()
	rest := p.in[p.at:]
	if len(rest) < len(word) || !strings.EqualFold(rest[:len(word)], word) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest[len(word):]); len(rest) > len(word) && !delimits(r) && !opensPhrase(r) {
		return false
	}
	if p.live && len(rest) == len(word) {
		// A word so far: "or" may become "orchard". Nothing follows it yet either.
		p.at = len(p.in)
		return true
	}
	p.at += len(word)
	return true
}

// delimits says whether a word ends before r.
func delimits(r rune) bool { return r == ' ' || r == '(' || r == ')' }

func opensPhrase(r rune) bool { return r == '"' || r == '“' || r == '„' }

// join makes one condition of two that must both hold; nil is none.
func join(a, b Node) Node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	var all And
	for _, n := range []Node{a, b} {
		if inner, ok := n.(And); ok {
			all = append(all, inner...)
		} else {
			all = append(all, n)
		}
	}
	return all
}

func (p *queryParser) or() Node {
	var any Or
	there := false
	for {
		at := p.at
		node, some := p.and()
		if !some && there && !(p.live && p.ends()) {
			p.wrong(at, "nothing to look for after or")
		}
		if inner, ok := node.(Or); ok {
			any = append(any, inner...)
		} else if node != nil {
			any = append(any, node)
		}
		at = p.at
		if !p.keyword("or") {
			break
		}
		if !some && !there && !(p.live && p.ends()) {
			p.wrong(at, "nothing to look for before or")
		}
		there = true
	}
	switch len(any) {
	case 0:
		return nil
	case 1:
		return any[0]
	}
	return any
}

// and reads conditions side by side. there says whether any was written, also
// one that asks nothing, as a lone sign does.
func (p *queryParser) and() (all Node, there bool) {
	for {
		p.spaces()
		at := p.at
		joined := p.keyword("and")
		p.spaces()
		switch ended := p.at == len(p.in); {
		case joined && p.live && ended:
		case joined && !there:
			p.wrong(at, "nothing to look for before and")
		case joined && (ended || p.in[p.at] == ')' || p.peek("or") || p.peek("and")):
			p.wrong(at, "nothing to look for after and")
		}
		if p.at == len(p.in) || p.in[p.at] == ')' || p.peek("or") {
			return all, there
		}
		if p.peek("and") {
			continue
		}
		all, there = join(all, p.not()), true
	}
}

// peek says whether a keyword follows, and leaves it.
func (p *queryParser) peek(word string) bool {
	at := p.at
	ok := p.keyword(word)
	p.at = at
	return ok
}

func (p *queryParser) not() Node {
	p.spaces()
	at := p.at
	switch {
	case p.keyword("not"):
	case p.dash():
		p.at++
	default:
		return p.primary()
	}
	if p.ends() || p.in[p.at] == ')' || p.peek("or") || p.peek("and") {
		if !(p.live && p.ends()) {
			p.wrong(at, "nothing to leave out after not")
		}
		return nil
	}
	if !p.deeper(at) {
		return nil
	}
	p.negated++
	node := p.not()
	p.negated--
	p.depth--
	if node == nil {
		return nil
	}
	return Not{node}
}

// dash says whether a minus follows that leaves out what comes after it: a
// dash among spaces or other dashes is a sign as any.
func (p *queryParser) dash() bool {
	if p.at+1 >= len(p.in) || p.in[p.at] != '-' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.in[p.at+1:])
	return r == '(' || r == '/' || opensPhrase(r) || unicode.IsLetter(r) || unicode.IsNumber(r) || Unspaced(r)
}

// deeper goes one bracket down; there is a bound.
func (p *queryParser) deeper(at int) bool {
	if p.depth++; p.depth > maxDepth {
		p.wrong(at, "more than %d brackets within one another", maxDepth)
		p.at = len(p.in)
		return false
	}
	return true
}

func (p *queryParser) primary() Node {
	at := p.at
	switch r, n := utf8.DecodeRuneInString(p.in[p.at:]); {
	case r == '(':
		return p.brackets()
	case opensPhrase(r):
		return p.words(p.scope, at)
	case r == '/':
		return p.pattern(p.scope)
	case n == 0 || r == ')':
		return nil
	}
	name, ok := p.name()
	if !ok {
		return p.words(p.scope, at)
	}
	return p.field(name, at)
}

func (p *queryParser) brackets() Node {
	at := p.at
	p.at++
	if !p.deeper(at) {
		return nil
	}
	from := p.at
	node := p.or()
	p.depth--
	switch {
	case p.at < len(p.in): // what stopped it is the bracket's end
		if strings.TrimSpace(p.in[from:p.at]) == "" {
			p.wrong(at, "nothing stands between these brackets")
		}
		p.at++
	case !p.live:
		p.wrong(at, "this bracket is not closed")
	}
	return node
}

// term counts a condition; there is a bound.
func (p *queryParser) term(at int) bool {
	if p.terms++; p.terms > maxTerms {
		p.wrong(at, "more than %d conditions", maxTerms)
		return false
	}
	return true
}
