package parse

import "bytes"

// ends finds where comments, CDATA sections, processing instructions and
// DOCTYPEs end. It remembers which ends do not come any more, so that a
// million openings without an end cost one search.
type ends struct {
	missing [4]bool
}

var markups = [...]struct{ open, close string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}

const doctype = len(markups) // its place in missing

// skipMarkup gives the offset behind the markup that begins at i, or i when
// none does. One that never ends is skipped by its opening alone.
func (e *ends) skipMarkup(in []byte, i int) int {
	for k, m := range markups {
		if bytes.HasPrefix(in[i:], []byte(m.open)) {
			return e.skip(in, i, k)
		}
	}
	if !bytes.HasPrefix(in[i:], []byte("<!")) {
		return i
	}
	if e.missing[doctype] {
		return i + 2
	}
	if end := doctypeEnd(in[i:]); end > 0 {
		return i + end
	}
	e.missing[doctype] = true
	return i + 2
}

// skipText is skipMarkup within a text: comments and CDATA sections alone.
func (e *ends) skipText(in []byte, i int) int {
	for k, m := range markups[:2] {
		if bytes.HasPrefix(in[i:], []byte(m.open)) {
			return e.skip(in, i, k)
		}
	}
	return i + 2
}

func (e *ends) skip(in []byte, i, k int) int {
	m := markups[k]
	i += len(m.open)
	if e.missing[k] {
		return i
	}
	end := bytes.Index(in[i:], []byte(m.close))
	if end < 0 {
		e.missing[k] = true
		return i
	}
	return i + end + len(m.close)
}

// doctypeEnd is the offset behind the DOCTYPE at the head of b, 0 when it does
// not end within 64 KiB.
func doctypeEnd(b []byte) int {
	b = b[:min(len(b), 64<<10)]
	square := 0
	for k := 2; k < len(b); k++ {
		switch b[k] {
		case '[':
			square++
		case ']':
			square--
		case '"', '\'':
			if end := bytes.IndexByte(b[k+1:min(len(b), k+4096)], b[k]); end >= 0 {
				k += end + 1
			}
		case '>':
			if square <= 0 {
				return k + 1
			}
		}
	}
	return 0
}
