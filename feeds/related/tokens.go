package related

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tokens cuts s into words exactly as SQLite's FTS5 does with
// tokenize="unicode61 remove_diacritics 2": runs of letters, numbers and
// private-use characters, folded to lower case, Latin letters without their
// diacritics. yield gets the folded word, which it may not keep, and where it
// stands in s; it returns false to stop.
func tokens(s string, yield func(word []byte, start, end int) bool) {
	var buf [64]byte
	word, start := buf[:0], -1
	for i := 0; i < len(s); {
		if c := folded[s[i]]; c != 0 {
			if start < 0 {
				start = i
			}
			word = append(word, c)
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case isTokenRune(r):
			if start < 0 {
				start = i
			}
			word = utf8.AppendRune(word, foldRune(r))
		case isDiacritic(r) && start >= 0:
			// A combining mark within a word: dropped, the word goes on.
		case start >= 0:
			if !yield(word, start, i) {
				return
			}
			word, start = word[:0], -1
		}
		i += size
	}
	if start >= 0 {
		yield(word, start, len(s))
	}
}

// folded gives ASCII letters and digits in lower case, 0 for other bytes.
var folded = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

// isTokenRune is for what is not ASCII; folded knows the rest.
func isTokenRune(r rune) bool {
	if r < utf8.RuneSelf {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

// isDiacritic lists the combining marks that unicode61 takes as part of a
// word; all other marks part words (sqlite3Fts5UnicodeIsdiacritic).
func isDiacritic(r rune) bool {
	const low, high = 0x08029fdf, 0x000361f8
	switch {
	case r < 768 || r > 817:
		return false
	case r < 768+32:
		return low&(1<<uint(r-768)) != 0
	}
	return high&(1<<uint(r-768-32)) != 0
}

// foldRune is sqlite3Fts5UnicodeFold for the scripts in use: simple case
// folding, and Latin letters without diacritics (other scripts keep theirs).
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	switch r {
	case 'ς':
		return 'σ'
	case 'µ':
		return 'μ'
	case 'ſ', 'ẛ':
		return 's'
	}
	r = unicode.ToLower(r)
	if r >= 0xc0 && r < 0x250 || r >= 0x1e00 && r < 0x1f00 {
		var in [utf8.UTFMax]byte
		d := norm.NFD.Properties(in[:utf8.EncodeRune(in[:], r)]).Decomposition()
		if len(d) > 1 && d[0] < utf8.RuneSelf {
			return foldRune(rune(d[0]))
		}
	}
	return r
}
