package related

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is the bytes of a word that count: what is longer is the remains of
// an address, or writing without spaces, which is cut further on.
const maxWord = 64

// tokens cuts s into words in lower case: runs of letters, marks and digits,
// parted where writing with spaces meets writing without. A point or comma
// between digits belongs to the number; web addresses are passed over. yield
// gets the word, which it may not keep, and where it stands in s; it returns
// false to stop.
func tokens(s string, yield func(word []byte, start, end int) bool) {
	var buf [maxWord]byte
	for i := 0; i < len(s); {
		word, start := buf[:0], i
		digits, wide := false, false // the word so far is a number; has no spaces
		for i < len(s) {
			c := s[i]
			if low := lower[c]; low != 0 {
				if wide {
					break
				}
				digits = c <= '9' && (len(word) == 0 || digits)
				if len(word) < maxWord {
					word = append(word, low)
				}
				i++
				continue
			}
			if c < utf8.RuneSelf {
				if digits && (c == '.' || c == ',') && i+1 < len(s) && isDigit(s[i+1]) {
					i++
					continue
				}
				break
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
				break
			}
			if without := scriptOf(r) != spaced; without != wide {
				if len(word) > 0 {
					break
				}
				wide = without
			}
			digits = false
			if len(word) <= maxWord-utf8.UTFMax {
				word = utf8.AppendRune(word, unicode.ToLower(r))
			}
			i += size
		}
		if len(word) == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if isAddress(word, s[i:]) {
			for i < len(s) && s[i] > ' ' {
				i++
			}
			continue
		}
		if !yield(word, start, i) {
			return
		}
	}
}

// lower gives ASCII letters and digits in lower case, 0 for other bytes.
var lower = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isAddress says whether a web address begins with word and goes on with rest.
func isAddress(word []byte, rest string) bool {
	switch string(word) {
	case "http", "https":
		return strings.HasPrefix(rest, "://")
	case "www":
		return strings.HasPrefix(rest, ".")
	}
	return false
}
