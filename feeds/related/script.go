package related

import "unicode/utf8"

// script is a kind of writing, by how it parts words.
type script uint8

const (
	spaced script = iota // by spaces
	han
	hiragana
	katakana
	thai   // and its neighbours: not at all
	hangul // by spaces, with what other languages write apart grown on
)

func scriptOf(r rune) script {
	switch {
	case r < 0x0e00:
		return spaced
	case r <= 0x0eff, r >= 0x1000 && r <= 0x109f, r >= 0x1780 && r <= 0x17ff:
		return thai
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3400 && r <= 0x4dbf, r >= 0x20000 && r <= 0x323af, r >= 0xf900 && r <= 0xfaff, r == '々':
		return han
	case r >= 0x3041 && r <= 0x309f:
		return hiragana
	case r >= 0x30a0 && r <= 0x30ff, r >= 0x31f0 && r <= 0x31ff, r >= 0xff66 && r <= 0xff9f:
		return katakana
	case r >= 0xac00 && r <= 0xd7a3:
		return hangul
	}
	return spaced
}

// cutting says whether a word has writing that must be cut further. All such
// characters take three bytes.
func cutting(word []byte) bool {
	for i, c := range word {
		if c >= 0xe0 {
			r, _ := utf8.DecodeRune(word[i:])
			if scriptOf(r) != spaced {
				return true
			}
		}
	}
	return false
}

func hasKana(word []byte) bool {
	for i, c := range word {
		if c == 0xe3 {
			r, _ := utf8.DecodeRune(word[i:])
			if sc := scriptOf(r); sc == hiragana || sc == katakana {
				return true
			}
		}
	}
	return false
}

// cut parts writing without spaces: Japanese into runs of kanji and of
// katakana, without hiragana, which is grammar; Chinese and Korean into pairs;
// Thai, Lao, Khmer and Burmese into triples. yield returns false to stop.
func cut(s string, japanese bool, yield func(from, to int) bool) {
	var at []int // where each character of the run starts
	for i := 0; i < len(s); {
		first, _ := utf8.DecodeRuneInString(s[i:])
		sc, j := scriptOf(first), i
		at = at[:0]
		for j < len(s) {
			r, size := utf8.DecodeRuneInString(s[j:])
			if scriptOf(r) != sc {
				break
			}
			at = append(at, j)
			j += size
		}
		at = append(at, j)
		grams := len(at) - 1 // one run as it is
		switch n := len(at) - 1; {
		case sc == hiragana, n == 1 && !(sc == han && !japanese):
			i = j
			continue
		case sc == han && !japanese, sc == hangul:
			grams = min(n, 2)
		case sc == thai:
			grams = min(n, 3)
		}
		for k := 0; k+grams < len(at); k++ {
			if !yield(at[k], at[k+grams]) {
				return
			}
		}
		i = j
	}
}
