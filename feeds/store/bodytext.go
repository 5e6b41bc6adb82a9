package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// An article's text is its HTML without the tags. Beside that it is kept as
// the way from one to the other, a few bytes for each tag: the same words are
// not stored twice. Column text holds a string where the text stands for
// itself and a blob where it is such a way, which is
//
//	(skip, keep, add, bytes)…   as variable-length integers
//
// skip bytes of the HTML, keep so many, then add these.
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
	var w way
	for i, j := 0, 0; j < len(text); {
		if i < len(html) && html[i] == text[j] {
			w.keep()
			i, j = i+1, j+1
			continue
		}
		end := min(j+anchor, len(text))
		if n := markup(html[i:]); n > 0 {
			w.skip(n)
			i += n
			if html[i-1] == ';' { // it stood for a character
				end = j + 1
				for end < len(text) && !utf8.RuneStart(text[end]) {
					end++
				}
				w.add(text[j:end])
				j = end
			}
		} else if n := strings.Index(html[i:min(i+lookAhead, len(html))], text[j:end]); n >= 0 {
			w.skip(n)
			i += n
		} else {
			w.add(text[j : j+1])
			j++
		}
		if len(w.out)+len(w.added) > len(text)/2 {
			return text
		}
	}
	w.flush()
	return w.out
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

// unpackText gives the text that column text, as it was scanned, stands for.
func unpackText(column any, html string) (string, error) {
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
		if skip < 0 || keep < 0 || add < 0 || at+skip+keep > len(html) || add > len(way) {
			return "", errText
		}
		at += skip
		b.WriteString(html[at : at+keep])
		at += keep
		b.Write(way[:add])
		way = way[add:]
	}
	return b.String(), nil
}
