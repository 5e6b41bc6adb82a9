package related

import (
	"strings"
	"unicode/utf8"
)

const (
	mostBytes = 16 << 10 // of a title or a body
	mostWords = 150      // of each
	mostTerms = 400      // of both: writing without spaces makes many of a word
)

// Text is an article as a signature is made of it.
type Text struct {
	Title, Body string
	Language    string // as the article or its feed says, BCP 47; "" unknown
	Source      string // the feed's own name, which says nothing about the article
	Usual       Usual  // what else the feed always writes
}

// draft is a text while it is read: its words, and of those the terms that
// tell it from others.
type draft struct {
	Text
	words  []byte  // of tokens, one after the other
	tokens []token // the title's first
	titled int     // how many of them are the title's
	kana   bool    // the text is Japanese
	speaks language
	terms  []term
	counts []tally
}

// token is a word of a text.
type token struct {
	hash       uint64 // without diacritics
	at, length int32  // within words
	start, end int32  // within title or body
	dropped    bool   // says nothing about the article
}

// term is a word as texts are compared by it.
type term struct {
	hash       uint32
	start, end int32 // within title or body
	titled     bool
}

// begin takes the words of a text in.
func (d *draft) begin(t Text) {
	t.Title, t.Body = first(t.Title, mostBytes), first(t.Body, mostBytes)
	*d = draft{Text: t, words: d.words[:0], tokens: d.tokens[:0], terms: d.terms[:0], counts: d.counts[:0]}
	d.tokenize(d.Title)
	d.titled = len(d.tokens)
	d.tokenize(d.Body)
}

// read takes a text in.
func (d *draft) read(t Text) {
	d.begin(t)
	d.speaks = d.language(t.Language)
	d.dropSource()
	d.dropUsual()
	for i := range d.tokens {
		if len(d.terms) >= mostTerms {
			break
		}
		if t := &d.tokens[i]; !t.dropped {
			d.take(t, i < d.titled)
		}
	}
}

// take makes terms of a token: one, none, or as many as writing without spaces
// has words.
func (d *draft) take(t *token, titled bool) {
	word := d.words[t.at : t.at+t.length]
	if cutting(word) {
		text := d.Body
		if titled {
			text = d.Title
		}
		cut(text[t.start:t.end], d.kana, func(from, to int) bool {
			h := foreign(hash([]byte(text[int(t.start)+from : int(t.start)+to])))
			d.terms = append(d.terms, term{h, t.start + int32(from), t.start + int32(to), titled})
			return len(d.terms) < mostTerms
		})
		return
	}
	if !small(t.hash, d.speaks) && (utf8.RuneCount(word) > 1 || isDigit(word[0])) {
		d.terms = append(d.terms, term{stem(word, t.hash, d.speaks), t.start, t.end, titled})
	}
}

func (d *draft) tokenize(s string) {
	n := 0
	tokens(s, func(word []byte, start, end int) bool {
		t := token{at: int32(len(d.words)), length: int32(len(word)), start: int32(start), end: int32(end)}
		d.words = append(d.words, word...)
		if ascii(word) {
			t.hash = hash(word)
		} else {
			t.hash = hash(fold(word))
			d.kana = d.kana || hasKana(word)
		}
		d.tokens = append(d.tokens, t)
		n++
		return n < mostWords
	})
}

// dropSource drops the feed's own name: as a run of two words and more
// wherever it stands, as one word where a sign parts it from the title. A name
// may have parts ("The Guardian | World news"), of which each is one.
func (d *draft) dropSource() {
	for part := range strings.FieldsFuncSeq(d.Source, isParting) {
		var name [8]uint64
		n := 0
		tokens(part, func(word []byte, _, _ int) bool {
			name[n] = hash(fold(word))
			n++
			return n < len(name)
		})
		if n > 0 {
			d.dropName(name[:n])
		}
	}
}

func (d *draft) dropName(name []uint64) {
	for i := 0; i+len(name) <= len(d.tokens); i++ {
		run := d.tokens[i : i+len(name)]
		if i < d.titled && i+len(name) > d.titled || !sameRun(run, name) || len(name) == 1 && !d.aside(i) {
			continue
		}
		for j := range run {
			run[j].dropped = true
		}
	}
}

func sameRun(run []token, name []uint64) bool {
	for i := range run {
		if run[i].hash != name[i] {
			return false
		}
	}
	return true
}

// aside says whether the title begins or ends with token i, a sign between it
// and the rest.
func (d *draft) aside(i int) bool {
	if i >= d.titled {
		return false
	}
	t := d.tokens[i]
	switch {
	case d.titled == 1:
		return false
	case i == d.titled-1:
		return strings.ContainsFunc(d.Title[d.tokens[i-1].end:t.start], isParting)
	case i == 0:
		return strings.ContainsFunc(d.Title[t.end:d.tokens[1].start], isParting)
	}
	return false
}

func isParting(r rune) bool { return strings.ContainsRune("-–—|:·•»/", r) }

// first gives the beginning of s, n bytes at most, whole characters.
func first(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
