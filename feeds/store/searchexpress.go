package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// fewFeeds is how many feeds an expression names: more are told by their names
// as articles come.
const fewFeeds = 24

// expression is a condition for the index: text lets through all that match it;
// exact says that it lets through nothing else. "" is for a condition that the
// index does not know, nothing for one that nothing can meet.
type expression struct {
	text    string
	exact   bool
	nothing bool
}

func joined(parts []string, with string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, with) + ")"
}

func (p *planner) express(n feeds.Node) expression {
	if p.plain {
		return expression{}
	}
	switch n := n.(type) {
	case feeds.And:
		return p.expressAll(n)
	case feeds.Or:
		return p.expressAny(n)
	case feeds.Words:
		return p.expressWords(n)
	case feeds.Has:
		if !p.kept && p.needs(n) == needHead {
			return expression{text: label(kindHas, n.Thing), exact: true}
		}
	}
	return expression{}
}

func (p *planner) expressAll(list feeds.And) expression {
	out := expression{exact: true}
	var parts []string
	for _, n := range list {
		e := p.express(n)
		if e.nothing {
			return e
		}
		if e.text != "" {
			parts = append(parts, e.text)
		}
		out.exact = out.exact && e.exact
	}
	if len(parts) == 0 {
		return expression{}
	}
	out.text = joined(parts, " AND ")
	return out
}

func (p *planner) expressAny(list feeds.Or) expression {
	out := expression{exact: true, nothing: true}
	var parts []string
	for _, n := range list {
		e := p.express(n)
		switch {
		case e.nothing:
			continue
		case e.text == "":
			return expression{}
		}
		parts = append(parts, e.text)
		out.exact, out.nothing = out.exact && e.exact, false
	}
	if !out.nothing {
		out.text = joined(parts, " OR ")
	}
	return out
}

func (p *planner) expressWords(w feeds.Words) expression {
	switch w.In {
	case feeds.FieldTopic:
		return p.expressLabel(kindTopic, w)
	case feeds.FieldTag:
		if p.kept {
			return p.expressLabel(kindTag, w)
		}
	case feeds.FieldLang:
		if !p.kept {
			return p.expressLabel(kindTongue, w)
		}
	case feeds.FieldFeed, feeds.FieldFolder:
		if !p.kept {
			return p.expressFeeds(p.feedsOf(w))
		}
		if w.In == feeds.FieldFeed {
			return p.expressText(w)
		}
	case feeds.FieldTitle, feeds.FieldBody, feeds.FieldAuthor:
		return p.expressText(w)
	case feeds.FieldNote:
		if p.kept {
			return p.expressText(w)
		}
	case feeds.Anywhere:
		e := p.expressText(w)
		if p.kept || e.text == "" {
			return e
		}
		named := p.expressFeeds(p.feedsOf(feeds.Words{In: feeds.FieldFeed, Text: w.Text, Start: w.Start}))
		switch {
		case named.nothing:
			return e
		case named.text == "":
			return expression{}
		}
		return expression{text: joined([]string{e.text, named.text}, " OR "), exact: e.exact}
	}
	return expression{}
}

// feedsOf gives the feeds that words in their name or folder hold for.
func (p *planner) feedsOf(w feeds.Words) (ids []int64) {
	if ids, ok := p.named[w]; ok {
		return ids
	}
	m := feeds.MatcherOf(w, p.now)
	for id, f := range p.feeds {
		if !f.removed && m.Matches(&feeds.Queried{Feed: f.name, Folder: f.folder}) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if p.named == nil {
		p.named = map[feeds.Words][]int64{}
	}
	p.named[w] = ids
	return ids
}

// tooWide says whether the articles had better be asked than the index read for
// all terms that begin so.
func (p *planner) tooWide(start string) bool {
	if p.pages == nil {
		return false
	}
	p.split = true
	n := p.pages(start)
	if n > p.most {
		return true
	}
	p.begun += n
	return false
}

func (p *planner) expressFeeds(ids []int64) expression {
	switch {
	case len(ids) == 0:
		return expression{exact: true, nothing: true}
	case len(ids) > fewFeeds:
		return expression{}
	}
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = label(kindFeed, strconv.FormatInt(id, 10))
	}
	return expression{text: joined(parts, " OR "), exact: true}
}

func (p *planner) expressLabel(kind rune, w feeds.Words) expression {
	folded := feeds.FoldLabel(w.Text)
	text := labelTerm(folded)
	e := expression{text: label(kind, text), exact: len(text) < longestTerm} // signs may have grown it
	if w.Start {
		if p.tooWide(string(kind) + text) {
			return expression{}
		}
		e.text += "*"
	}
	return e
}

// expressText gives the terms of words. Several that must follow one another
// only promise what may be found, and so does a word of a field that the index
// does not tell from others.
func (p *planner) expressText(w feeds.Words) expression {
	kind := ""
	if w.In == feeds.FieldTitle {
		kind = string(kindTitle)
	}
	words := strings.Fields(feeds.Fold(w.Text))
	var parts []string
	exact := (w.In == feeds.Anywhere || w.In == feeds.FieldTitle) && len(words) == 1
	start := func(text string) {
		if p.tooWide(kind + text) {
			exact = false
		} else {
			parts = append(parts, term(kind+text)+"*")
		}
	}
	for i, word := range words {
		first, size := utf8.DecodeRuneInString(word)
		text := cutTerm(word)
		switch {
		case feeds.Unspaced(first) && size == len(word):
			start(word) // one character begins a pair or is the last of its run
		case feeds.Unspaced(first):
			for pair := range pairs(word) {
				parts = append(parts, term(kind+pair))
				exact = exact && pair == word
			}
		case w.Start && i == len(words)-1:
			exact = exact && len(text) == len(word)
			start(text)
		default:
			exact = exact && len(text) == len(word)
			parts = append(parts, term(kind+text))
		}
	}
	if len(parts) == 0 {
		return expression{}
	}
	return expression{text: joined(parts, " AND "), exact: exact}
}

func term(text string) string { return `"` + anyWindow + text + `"` }

func label(kind rune, text string) string { return term(string(kind) + text) }
