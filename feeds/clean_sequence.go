package feeds

import (
	"strings"
	"unicode/utf8"
)

// EscapeStandIn and BellStandIn stand for ESC and BEL where a format cannot
// hold them (XML): Clean takes them for what they stand for. Both are controls
// that nothing else uses (ECMA-48: PU1 and ST).
const (
	EscapeStandIn = '\u0091'
	BellStandIn   = '\u009c'
)

// Bounds of a control sequence, in bytes: real ones are short.
const (
	maxParameters = 64
	maxControl    = 4096
)

// sequence is the length of the control sequence at the start of s, 0 for
// none (ECMA-48, 5.4 to 5.6, with ESC or as a single C1 character). A string
// that no terminator ends on its line loses its introducer and the number
// after it, and keeps the rest as text.
func sequence(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case 0x1b, EscapeStandIn:
		if n == len(s) {
			return n
		}
		switch s[n] {
		case '[':
			return n + 1 + control(s[n+1:])
		case ']', 'P', 'X', '^', '_':
			return n + 1 + controlString(s[n+1:])
		}
		switch {
		case strings.IndexByte("78=>cDEHMNOZ", s[n]) >= 0: // those that terminals obey; else a letter is text
			return n + 1
		case strings.IndexByte("()*+-./%#", s[n]) >= 0 && n+1 < len(s) && s[n+1] > ' ' && s[n+1] < 0x7f:
			return n + 2
		}
		return n
	case 0x9b:
		return n + control(s[n:])
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f:
		return n + controlString(s[n:])
	}
	return 0
}

// control is the length of what follows CSI.
func control(s string) int {
	i := 0
	for i < len(s) && i < maxParameters && s[i] >= 0x20 && s[i] <= 0x3f {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		i++
	}
	return i
}

// controlString is the length of what follows OSC, DCS, SOS, PM or APC.
func controlString(s string) int {
	for i, r := range s {
		switch {
		case r == '\n' || i > maxControl:
			return controlNumber(s)
		case r == '\a':
			return i + 1
		case r == BellStandIn:
			return i + len(string(BellStandIn))
		case r == 0x1b && i+1 < len(s) && s[i+1] == '\\':
			return i + 2
		case r == EscapeStandIn:
			if n := len(string(EscapeStandIn)); i+n < len(s) && s[i+n] == '\\' {
				return i + n + 1
			}
		}
	}
	return controlNumber(s)
}

// controlNumber is the length of the number that says what a string is for.
func controlNumber(s string) int {
	i := 0
	for i < len(s) && i < maxParameters && (s[i] >= '0' && s[i] <= '9' || s[i] == ';' || s[i] == '?') {
		i++
	}
	return i
}
