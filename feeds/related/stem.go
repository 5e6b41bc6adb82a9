package related

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
	"golang.org/x/text/unicode/norm"
)

// hash is FNV-1a.
func hash(word []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range word {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// A term is termBits of a word's hash. The lowest says in what writing it is,
// so that two texts of different writing can be compared by what they share.
const termBits = 28

func latin(h uint64) uint32   { return uint32(h>>32^h) & (1<<termBits - 1) &^ 1 }
func foreign(h uint64) uint32 { return latin(h) | 1 }

// stems remembers the terms of words, a check of the word above each. Of two
// words in one place the later stays; a word forgotten is stemmed again.
var stems [1 << 16]atomic.Uint64

// stem gives the term of a word, whose hash is h: its stem, without diacritics.
func stem(word []byte, h uint64, l language) uint32 {
	key := (h ^ uint64(l)*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
	key ^= key >> 33
	place := &stems[key%uint64(len(stems))]
	if kept := place.Load(); kept>>termBits == key>>termBits {
		return uint32(kept & (1<<termBits - 1))
	}
	if ascii(word) && (l == unknown || l == langRu || l == langAr) {
		l = langEn // a name, where little else has such letters
	}
	s := fold([]byte(stemmed(string(word), l)))
	t := latin(hash(s))
	if r, _ := utf8.DecodeRune(s); r >= 0x370 && (r < 0x1e00 || r >= 0x1f00) {
		t |= 1
	}
	place.Store(key>>termBits<<termBits | uint64(t))
	return t
}

// stemmed cuts a word to what its forms share, where that is known of its
// language.
func stemmed(word string, l language) string {
	switch l {
	case langEn:
		return english.Stem(word, true)
	case langFr:
		return french.Stem(word, true)
	case langEs:
		return spanish.Stem(word, true)
	case langSv:
		return swedish.Stem(word, true)
	case langNo:
		return norwegian.Stem(word, true)
	case langHu:
		return hungarian.Stem(word, true)
	case langRu:
		return russian.Stem(word, true)
	case langAr:
		return arabic(word)
	}
	return word
}

// arabic takes off the article, what is written together with it, and the
// commonest endings, as light stemmers do (Larkey et al., SIGIR 2002).
func arabic(w string) string {
	for _, p := range []string{"وال", "بال", "كال", "فال", "ال", "لل", "و"} {
		if rest, ok := strings.CutPrefix(w, p); ok && utf8.RuneCountInString(rest) > 2 {
			w = rest
			break
		}
	}
	for _, p := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"} {
		if rest, ok := strings.CutSuffix(w, p); ok && utf8.RuneCountInString(rest) > 2 {
			return rest
		}
	}
	return w
}

func ascii(word []byte) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fold takes the diacritics off Latin letters, and off Arabic what writers may
// leave out.
func fold(word []byte) []byte {
	if ascii(word) {
		return word
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		i += size
		switch {
		case r >= 0xc0 && r < 0x250, r >= 0x1e00 && r < 0x1f00:
			var in [utf8.UTFMax]byte
			d := norm.NFD.Properties(in[:utf8.EncodeRune(in[:], r)]).Decomposition()
			if len(d) > 1 && d[0] < utf8.RuneSelf {
				r = rune(d[0])
			}
		case r >= 0x300 && r < 0x370, r >= 0x610 && r < 0x700 && unicode.Is(unicode.Mn, r), r == 'ـ':
			continue
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			r = 'ا'
		case r == 'ى':
			r = 'ي'
		case r == 'ё':
			r = 'е'
		case r == 'ς':
			r = 'σ'
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
