package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// The same words are not stored twice. An article's text is its HTML without
// the tags, and its HTML often begins as its summary does, with tags: each is
// kept as the way from the other, a few bytes for each tag. Columns text and
// html hold a string where that stands for itself, and a blob where it is such
// a way, from the HTML or from the summary in articles, which is
//
//	(skip, keep, add, bytes)…   as variable-length integers
//
// skip bytes of the one, keep so many, then add these.
const (
	lookAhead        = 1024 // bytes of HTML among which the next words are looked for
	anchor           = 4    // bytes that must agree
	longestReference = 12   // bytes of a character reference
)

// packText gives what column text holds: the text, or the way to it.
func packText(text, html string) any {
	if html == "" || len(text) < 64 {
		return text
	}
	w, ok := wayTo(text, html, markup, len(text)/2)
	if !ok {
		return text
	}
	w.flush()
	return w.out
}

// packHTML gives what column html holds: the HTML, or the way to it.
func packHTML(html, summary string) any {
	const begin = 16 // what does not agree so far is another text
	head := html[:min(len(html), 3*len(summary))]
	if len(summary) < 64 || !strings.Contains(head, summary[:begin]) {
		return html
	}
	w, ok := wayTo(head, summary, noMarkup, len(head)-64)
	if !ok {
		return html
	}
	w.add(html[len(head):])
	w.flush()
	return w.out
}

// wayTo finds the way to a text, unless it is longer than most. markup says how
// long what stands at the head of from is when it is no words.
func wayTo(text, from string, markup func(string) int, most int) (w way, ok bool) {
	for i, j := 0, 0; j < len(text); {
		if i < len(from) && from[i] == text[j] {
			w.keep()
			i, j = i+1, j+1
			continue
		}
		end := min(j+anchor, len(text))
		if n := markup(from[i:]); n > 0 {
			w.skip(n)
			i += n
			if from[i-1] == ';' { // it stood for a character
				end = j + 1
				for end < len(text) && !utf8.RuneStart(text[end]) {
					end++
				}
				w.add(text[j:end])
				j = end
			}
		} else if n := strings.Index(from[i:min(i+lookAhead, len(from))], text[j:end]); n >= 0 {
			w.skip(n)
			i += n
		} else {
			w.add(text[j : j+1])
			j++
		}
		if len(w.out)+len(w.added) > most {
			return w, false
		}
	}
	return w, true
}

// markup is how long what stands at the head of some HTML is when it is no
// words: a tag, a character reference, white space. 0 for none.
func markup(html string) int {
	if html == "" {
		return 0
	}
	switch html[0] {
	case '<':
		return strings.IndexByte(html[:min(lookAhead, len(html))], '>') + 1
	case '&':
		return strings.IndexByte(html[:min(longestReference, len(html))], ';') + 1
	case ' ', '\n', '\r', '\t':
		return 1
	}
	return 0
}

// noMarkup is markup of what is words alone.
func noMarkup(string) int { return 0 }

// way is a way being written.
type way struct {
	out           []byte
	skipped, kept int
	added         []byte
}

func (w *way) skip(n int) {
	if w.kept+len(w.added) > 0 {
		w.flush()
	}
	w.skipped += n
}

func (w *way) keep() {
	if len(w.added) > 0 {
		w.flush()
	}
	w.kept++
}

func (w *way) add(s string) { w.added = append(w.added, s...) }

func (w *way) flush() {
	w.out = binary.AppendUvarint(w.out, uint64(w.skipped))
	w.out = binary.AppendUvarint(w.out, uint64(w.kept))
	w.out = binary.AppendUvarint(w.out, uint64(len(w.added)))
	w.out = append(w.out, w.added...)
	w.skipped, w.kept, w.added = 0, 0, w.added[:0]
}

var errText = errors.New("a damaged text")

// unpackText gives what column text or html, as it was scanned, stands for.
func unpackText(column any, from string) (string, error) {
	var way []byte
	switch column := column.(type) {
	case string:
		return column, nil
	case []byte:
		way = column
	default:
		return "", fmt.Errorf("%w of type %T", errText, column)
	}
	var b strings.Builder
	next := func() int {
		v, n := binary.Uvarint(way)
		if n <= 0 || v > 1<<30 {
			way = nil
			return -1
		}
		way = way[n:]
		return int(v)
	}
	for at := 0; len(way) > 0; {
		skip, keep, add := next(), next(), next()
		if skip < 0 || keep < 0 || add < 0 || at+skip+keep > len(from) || add > len(way) {
			return "", errText
		}
		at += skip
		b.WriteString(from[at : at+keep])
		at += keep
		b.Write(way[:add])
		way = way[add:]
	}
	return b.String(), nil
}

// unpackBody gives an article's HTML and text from its summary and columns
// html and text. Of a publisher's plain text the HTML is "".
func unpackBody(summary string, html, text any) (ofHTML feeds.Raw, ofText string, err error) {
	whole, err := unpackText(html, summary)
	if err == nil {
		ofText, err = unpackText(text, whole)
	}
	return feeds.Raw(whole), ofText, err
}
