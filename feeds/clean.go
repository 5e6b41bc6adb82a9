package feeds

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLine bounds a cleaned single line, in characters: longer titles are no
// titles.
const MaxLine = 500

// maxMarks bounds the combining marks on one base character; more is an attack
// on the lines above and below, not writing.
const maxMarks = 8

// Clean makes outside text safe to draw, store and write: no escape sequences,
// no control characters but newline and tab, no C1 (U+009B starts an escape
// sequence on some terminals), no bidi overrides or isolates, no invisible or tag
// characters, invalid bytes as U+FFFD, at most eight marks on a character.
// U+2028, U+2029 and U+0085 become newlines, CRLF and CR too. Cleaning twice
// changes nothing.
func Clean[T ~string](s T) string { return clean(string(s), true) }

// CleanLine is Clean for what must stand on one line (titles, names, topics,
// errors): white space runs become one space, ends are trimmed, direction
// marks go, and what is over MaxLine characters is cut with an ellipsis.
func CleanLine[T ~string](outside T) string {
	return Shorten(clean(string(outside), false), MaxLine)
}

// Shorten is s in n characters at most, the last an ellipsis where any are left
// out.
func Shorten(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	for i := range s {
		if n--; n == 0 {
			return strings.TrimRight(s[:i], " \n") + "…"
		}
	}
	return s
}

func clean(s string, multiline bool) string {
	if plain(s, multiline) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks, space, skip := 0, false, 0
	for i, r := range s {
		if i < skip {
			continue
		}
		if r > ' ' && r < 0x7f || isSettled(r) {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			marks, space = 0, false
			b.WriteRune(r)
			continue
		}
		if n := sequence(s[i:]); n > 0 {
			skip = i + n
			continue
		}
		switch {
		case r == '\r' && i+1 < len(s) && s[i+1] == '\n':
			continue
		case r == '\r', r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			r = '\n'
		}
		if !multiline && (unicode.IsSpace(r) || r == '\u200b') {
			space = true
			continue
		}
		if r != '\n' && r != '\t' && Unsafe(r) || !multiline && isMark(r) {
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// plain is the fast way: most text needs no change and no copy.
func plain(s string, multiline bool) bool {
	last := byte(' ')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !isSettled(r) && !(multiline && (r == 0xa0 || r >= 0x200b && r <= 0x200f)) {
				return false
			}
			i, last = i+size, c
			continue
		}
		switch {
		case c == 0x7f, c < ' ' && !(multiline && (c == '\n' || c == '\t')):
			return false
		case !multiline && c == ' ' && last == ' ':
			return false
		}
		i, last = i+1, c
	}
	return multiline || s == "" || last != ' '
}

// isSettled says whether r is of the many characters beyond ASCII that
// cleaning never touches: no mark, no space, nothing invisible. Others may be
// fine too; they take the slow way.
func isSettled(r rune) bool {
	switch {
	case r < 0x300:
		return r > 0xa0 && r != 0xad
	case r < 0x2000:
		return r >= 0x370 && r <= 0x482 || r >= 0x48a && r <= 0x590
	case r < 0x3000:
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x20a0 && r <= 0x20cf || r >= 0x2100 && r <= 0x2cee
	case r < 0x10000:
		return r >= 0x3001 && r <= 0x3029 || r >= 0x3041 && r <= 0x3096 || r >= 0x309b && r <= 0xa66e ||
			r >= 0xac00 && r <= 0xd7a3 || r >= 0xff01 && r <= 0xffdc
	}
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x20000 && r <= 0x2a6df
}

// isMark says whether r is a direction mark: harmless in a paragraph, where
// right-to-left writers need it, but able to reorder the rest of a row.
func isMark(r rune) bool { return r == '\u200e' || r == '\u200f' || r == '\u061c' }

// Unsafe says whether r may not reach a terminal, a file or a program as part
// of outside text: C0, DEL, C1, bidi embeddings, overrides and isolates,
// invisible formatting, tag characters and the placeholder that terminals
// take for images. Newline and tab are unsafe too; Clean keeps them where
// lines are wanted.
func Unsafe(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r == 0xad, r == 0x180e, r == 0xfeff:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r >= 0x2028 && r <= 0x2029, r >= 0x2060 && r <= 0x2065, r >= 0x206a && r <= 0x206f:
		return true
	case r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff, r == 0x10eeee:
		return true
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return false
}
