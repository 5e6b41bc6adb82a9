package style

import "unicode/utf8"

// quickWidth measures what most rows are made of: letters of Latin script, signs
// that are drawn in one cell however a terminal measures and join with nothing,
// and the sequences of colours. It says no to all else. A screen is measured
// several times over for every message; this way that takes a quarter.
func quickWidth(s string) (n int, ok bool) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
			n++
			i++
		case c == '\x1b':
			i = afterColour(s, i)
			if i < 0 {
				return 0, false
			}
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !oneCell(r) {
				return 0, false
			}
			n++
			i += size
		}
	}
	return n, true
}

// afterColour is where a sequence that sets colours and weights ends (SGR, ECMA-48
// 8.3.117), -1 where what begins at i is none.
func afterColour(s string, i int) int {
	if i+1 >= len(s) || s[i+1] != '[' {
		return -1
	}
	for i += 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && c != ':' && (c < '0' || c > '9'):
			return -1
		}
	}
	return -1
}

// oneCell says that a character takes one cell by every measure, and that no
// other of these makes a cluster with it.
func oneCell(r rune) bool {
	switch {
	case r < 0x250:
		return r > 0xa0 && r != 0xad // a soft hyphen takes none
	case r < 0x2500:
		return r >= 0x2010 && r < 0x2028 // dashes, quotation marks, bullets, the ellipsis
	}
	return r < 0x25a0 || r == 0x25cf || r == 0x25cb // rules and blocks; read and unread
}
