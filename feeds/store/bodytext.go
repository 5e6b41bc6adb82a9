package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
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
	lookAhead = 1024 // bytes of HTML among which the next words are looked for
	anchor    = 4    // bytes that must agree
)

// packText gives what column text holds: the text, or the way to it.
func packText(text, html string) any {
	if html == "" || len(text) < 64 {
		return text
	}
	var out []byte
	var add []byte
	i, skip, keep := 0, 0, 0
	flush := func() {
		if skip+keep+len(add) > 0 {
			out = binary.AppendUvarint(out, uint64(skip))
			out = binary.AppendUvarint(out, uint64(keep))
			out = binary.AppendUvarint(out, uint64(len(add)))
			out = append(out, add...)
		}
		skip, keep, add = 0, 0, add[:0]
	}
	for j := 0; j < len(text); {
		if len(add) == 0 && i < len(html) && html[i] == text[j] {
			i, j, keep = i+1, j+1, keep+1
			continue
		}
		end := min(j+anchor, len(text))
		if n := strings.Index(html[i:min(i+lookAhead, len(html))], text[j:end]); n >= 0 {
			flush()
			i, skip = i+n, n
			j, i, keep = end, i+end-j, end-j
			continue
		}
		add = append(add, text[j])
		j++
		if len(out)+len(add) > len(text)/2 {
			return text
		}
	}
	flush()
	return out
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
