package parse

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"

	"broadsheet/feeds"
)

// cleanXML drops the characters XML forbids and the references to them: one
// &#27; in one title makes an XML parser refuse the whole feed. A surrogate
// pair written as two references becomes its character. What needs no change
// is not copied.
func cleanXML(b []byte) []byte {
	var out []byte
	kept := 0 // b[:kept] is in out
	for i := 0; i < len(b); {
		c := b[i]
		if !special[c] {
			i++
			continue
		}
		var instead []byte
		n := 0
		switch {
		case isIllegalByte(c):
			instead, n = standIn(rune(c)), 1
		case c == 0xEF && isNonCharacter(b[i:]):
			n = 3
		case c == '&' && i+1 < len(b) && b[i+1] == '#':
			if instead, n = reference(b[i:]); len(instead) == n {
				n = 0
			}
		}
		if n == 0 {
			i++
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(b))
		}
		out = append(append(out, b[kept:i]...), instead...)
		i += n
		kept = i
	}
	if out == nil {
		return b
	}
	return append(out, b[kept:]...)
}

// standIn is what takes the place of a character that XML forbids: nothing, but
// for what begins and ends escape sequences, so that feeds.Clean knows these.
func standIn(r rune) []byte {
	switch r {
	case 0x1b:
		return []byte(string(feeds.EscapeStandIn))
	case '\a':
		return []byte(string(feeds.BellStandIn))
	}
	return nil
}

// special are the bytes where cleanXML has to look closer.
var special = func() (t [256]bool) {
	for c := range 256 {
		t[c] = isIllegalByte(byte(c))
	}
	t['&'], t[0xEF] = true, true
	return t
}()

func isIllegalByte(c byte) bool {
	return c < 0x20 && c != '\n' && c != '\t' && c != '\r'
}

// isNonCharacter says whether b begins with U+FFFE or U+FFFF.
func isNonCharacter(b []byte) bool {
	return len(b) > 2 && b[0] == 0xEF && b[1] == 0xBF && b[2] >= 0xBE
}

// reference gives what stands for the numeric reference at the start of b, and
// how many bytes of b that is.
func reference(b []byte) ([]byte, int) {
	r, n := readReference(b)
	switch {
	case n == 0:
		return b[:2], 2 // "&#" that is no reference: text
	case utf16.IsSurrogate(rune(r)):
		if low, m := readReference(b[n:]); m > 0 {
			if pair := utf16.DecodeRune(rune(r), rune(low)); pair != '\uFFFD' {
				return []byte(string(pair)), n + m
			}
		}
		return nil, n
	case r < 0x20 && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF, r > 0x10FFFF:
		return standIn(rune(r)), n
	}
	return b[:n], n
}

// readReference reads "&#123;" or "&#x7b;" and gives its number and length, 0
// when b begins with none. Numbers too large to be characters come as such.
func readReference(b []byte) (number, length int) {
	window := b[:min(len(b), 24)]
	end := bytes.IndexByte(window, ';')
	if end < 3 || window[0] != '&' || window[1] != '#' {
		return 0, 0
	}
	digits, base := string(window[2:end]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 64)
	switch {
	case err == nil:
		return int(min(n, 0x7fffffff)), end + 1
	case isRange(err):
		return 0x7fffffff, end + 1
	}
	return 0, 0
}

func isRange(err error) bool {
	return errors.Is(err, strconv.ErrRange)
}
