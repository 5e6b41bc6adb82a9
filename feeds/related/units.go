package related

import "unicode/utf8"

// unit is one word of an article as Rank compares it. word may not be kept;
// start and end are where it stands in the text.
type unit struct {
	hash       uint64
	word       []byte
	start, end int
}

// units gives the words of s that may tell articles apart, at most limit of
// the words read: tokens without stop words and single letters, an English
// or Romance plural cut to its singular, and writing without spaces cut where
// it can be: Japanese into runs of kanji and katakana, Chinese into pairs,
// Thai, Lao, Khmer and Burmese into triples.
func units(s string, limit int, yield func(unit)) {
	n := 0
	tokens(s, func(word []byte, start, end int) bool {
		n++
		if spaceless(word) {
			n += cut(s, start, end, yield)
		} else if h := hash(word); len(word) > 1 && !stopHashes[h] {
			if one := singular(word); len(one) < len(word) {
				word, h = one, hash(one)
			}
			yield(unit{h, word, start, end})
		}
		return n < limit
	})
}

// singular drops a plural s. It is the same for both sides of a comparison,
// so a word cut wrongly does no harm.
func singular(w []byte) []byte {
	if n := len(w); n > 3 && w[n-1] == 's' && w[n-2] != 's' {
		return w[:n-1]
	}
	return w
}

// hash is FNV-1a.
func hash(word []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range word {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

type script uint8

const (
	other script = iota
	han
	hiragana
	katakana
	thai // and its neighbours
)

func scriptOf(r rune) script {
	switch {
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3400 && r <= 0x4dbf, r >= 0x20000 && r <= 0x323af, r >= 0xf900 && r <= 0xfaff, r == '々':
		return han
	case r >= 0x3041 && r <= 0x309f:
		return hiragana
	case r >= 0x30a0 && r <= 0x30ff, r >= 0x31f0 && r <= 0x31ff, r >= 0xff66 && r <= 0xff9f:
		return katakana
	case r >= 0x0e00 && r <= 0x0eff, r >= 0x1780 && r <= 0x17ff, r >= 0x1000 && r <= 0x109f:
		return thai
	}
	return other
}

// spaceless says whether a token has characters of a script that parts no
// words by spaces. Those take three bytes and more, so most words are let
// through without decoding them.
func spaceless(word []byte) bool {
	for i, c := range word {
		if c >= 0xe0 {
			r, _ := utf8.DecodeRune(word[i:])
			if scriptOf(r) != other {
				return true
			}
		}
	}
	return false
}

// cut parts the token s[start:end] of a script without spaces and says how
// many words it made.
func cut(s string, start, end int, yield func(unit)) int {
	japanese, n := false, 0
	for _, r := range s[start:end] {
		if sc := scriptOf(r); sc == hiragana || sc == katakana {
			japanese = true
			break
		}
	}
	emit := func(a, b int) {
		if b > a {
			w := []byte(s[a:b])
			yield(unit{hash(w), w, a, b})
			n++
		}
	}
	for i := start; i < end; {
		first, _ := utf8.DecodeRuneInString(s[i:end])
		sc, j := scriptOf(first), i
		var at []int // where each character of the run starts
		for j < end {
			r, size := utf8.DecodeRuneInString(s[j:end])
			if scriptOf(r) != sc {
				break
			}
			at = append(at, j)
			j += size
		}
		at = append(at, j)
		switch chars := len(at) - 1; {
		case sc == hiragana:
			// Grammar, not subject.
		case sc == han && !japanese && chars > 2:
			grams(at, 2, emit)
		case sc == thai && chars > 3:
			grams(at, 3, emit)
		case chars > 1 || sc == han:
			emit(i, j)
		}
		i = j
	}
	return n
}

func grams(at []int, size int, emit func(a, b int)) {
	for i := 0; i+size < len(at); i++ {
		emit(at[i], at[i+size])
	}
}
