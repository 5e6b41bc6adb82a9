package feeds

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is how text is compared when it is searched: its words, parted by
// single spaces, in lower case and without diacritics, as the index has them
// and as a query's words are read. Signs and punctuation part words and are
// gone. Writing that does not part its words (Unspaced) stands in runs as long
// as nothing else comes between. Folding twice changes nothing.
func Fold(s string) string { return string(appendFold(make([]byte, 0, len(s)+8), nil, s)) }

// FoldAt is Fold with the way back: byte i of the folded text comes from the
// character that begins at byte at[i] of s. at has one more, for the end.
func FoldAt(s string) (folded string, at []int) {
	at = make([]int, 0, len(s)+9)
	out := appendFold(make([]byte, 0, len(s)+8), &at, s)
	return string(out), append(at, len(s))
}

// What a character is to a fold.
const (
	parts = iota // it parts words
	gone         // it is passed over, and parts nothing
	spaced
	unspaced
)

// latin is the fold of the characters below U+2200: what they become, or one
// of the classes above, as a negative number.
var latin = foldTable()

func foldTable() (t [0x2200]rune) {
	for r := range rune(len(t)) {
		if class := classOf(r); class != spaced {
			t[r] = rune(-class)
		} else {
			t[r] = unicode.ToLower(r)
		}
	}
	for group := range strings.FieldsSeq(plainLetters) {
		plain, n := utf8.DecodeRuneInString(group)
		for _, r := range group[n:] {
			t[r], t[unicode.ToUpper(r)] = plain, plain
		}
	}
	t['\u0130'], t['\u212a'], t['\u212b'] = 'i', 'k', 'a' // whose lower case is not theirs alone
	return t
}

func classOf(r rune) int {
	switch {
	case Unspaced(r):
		return unspaced
	case unicode.IsLetter(r), unicode.IsNumber(r):
		if r == 'ـ' { // a stretched line, no letter
			return gone
		}
		return spaced
	case unicode.In(r, diacritics), unicode.Is(unicode.Cf, r) && r != '\u200b', r >= 0x1f3fb && r <= 0x1f3ff:
		return gone
	case unicode.IsMark(r):
		return spaced // vowels of Indian writing and others: without them it is another word
	}
	return parts
}

// diacritics are the marks that fold away.
var diacritics = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x300, Hi: 0x36f, Stride: 1}, {Lo: 0x483, Hi: 0x489, Stride: 1}, {Lo: 0x591, Hi: 0x5bd, Stride: 1}, {Lo: 0x5bf, Hi: 0x5bf, Stride: 1},
	{Lo: 0x5c1, Hi: 0x5c2, Stride: 1}, {Lo: 0x5c4, Hi: 0x5c5, Stride: 1}, {Lo: 0x5c7, Hi: 0x5c7, Stride: 1}, {Lo: 0x610, Hi: 0x61a, Stride: 1},
	{Lo: 0x64b, Hi: 0x65f, Stride: 1}, {Lo: 0x670, Hi: 0x670, Stride: 1}, {Lo: 0x6d6, Hi: 0x6dc, Stride: 1}, {Lo: 0x6df, Hi: 0x6e4, Stride: 1},
	{Lo: 0x6e7, Hi: 0x6e8, Stride: 1}, {Lo: 0x6ea, Hi: 0x6ed, Stride: 1}, {Lo: 0x1ab0, Hi: 0x1aff, Stride: 1}, {Lo: 0x1dc0, Hi: 0x1dff, Stride: 1},
	{Lo: 0x20d0, Hi: 0x20ff, Stride: 1}, {Lo: 0x3099, Hi: 0x309a, Stride: 1}, {Lo: 0xfe00, Hi: 0xfe0f, Stride: 1}, {Lo: 0xfe20, Hi: 0xfe2f, Stride: 1},
}}

// Unspaced says whether r belongs to writing that does not part its words by
// spaces, or glues more to them than a search knows (Korean): it is found
// anywhere in a run of such characters. Emoji are among it.
func Unspaced(r rune) bool {
	switch {
	case r < 0xe00, r >= 0x2000 && r < 0x2600:
		return false
	case r >= 0x2600 && r < 0x2800 || r >= 0x1f000 && r < 0x1fb00:
		return unicode.Is(unicode.So, r)
	case r == 0x30fc, r == 0xff70, r == 0x3005:
		return true // they lengthen and repeat what stands before them
	case r >= 0x3099 && r <= 0x309a:
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan) &&
		(unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// appendFold appends the fold of s to out and, when at is set, where each of
// its bytes comes from.
func appendFold(out []byte, at *[]int, s string) []byte {
	last := parts
	put := func(class, i int, r rune) {
		if class != last && len(out) > 0 {
			out = append(out, ' ')
		}
		last = class
		out = utf8.AppendRune(out, r)
		for at != nil && len(*at) < len(out) {
			*at = append(*at, i)
		}
	}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f := latin[c]
			if f <= 0 {
				last = parts
			} else if last == spaced {
				out = append(out, byte(f))
				if at != nil {
					*at = append(*at, i)
				}
			} else {
				put(spaced, i, f)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if h, m := hangul(s[i:]); m > 0 {
			r, n = h, m
		}
		if two, ok := spelledOut[unicode.ToLower(r)]; ok {
			for _, r := range two {
				put(spaced, i, r)
			}
		} else if class, f := foldRune(r); class == parts {
			last = parts
		} else if class != gone {
			put(class, i, f)
		}
		i += n
	}
	return out
}

// foldRune gives a character's class and what it becomes.
func foldRune(r rune) (class int, to rune) {
	switch {
	case r >= 0xff01 && r <= 0xff5e: // the wide forms of ASCII
		r -= 0xff01 - '!'
		fallthrough
	case r < rune(len(latin)):
		switch to = latin[r]; to {
		case -parts:
			return parts, 0
		case -gone:
			return gone, 0
		case -unspaced:
			return unspaced, r
		}
		return spaced, to
	}
	if class = classOf(r); class == spaced {
		return spaced, unicode.ToLower(r)
	}
	return class, r
}

// hangul composes the syllable at the head of s that is written as its letters
// (The Unicode Standard, 3.12), and gives its length; 0 for none.
func hangul(s string) (r rune, length int) {
	l, n := utf8.DecodeRuneInString(s)
	if l < 0x1100 || l > 0x1112 {
		return 0, 0
	}
	v, m := utf8.DecodeRuneInString(s[n:])
	if v < 0x1161 || v > 0x1175 {
		return 0, 0
	}
	r, length = 0xac00+((l-0x1100)*21+(v-0x1161))*28, n+m
	if t, k := utf8.DecodeRuneInString(s[length:]); t > 0x11a7 && t <= 0x11c2 {
		return r + t - 0x11a7, length + k
	}
	return r, length
}

// FoldLabel is how whole labels are compared: in lower case and without
// diacritics, but with their signs (C++ is not C), single spaces between words.
func FoldLabel(s string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, r := range word {
			if two, ok := spelledOut[unicode.ToLower(r)]; ok {
				b.WriteString(two)
				continue
			}
			switch class, f := foldRune(r); class {
			case gone:
			case parts:
				b.WriteRune(r)
			default:
				b.WriteRune(f)
			}
		}
	}
	return strings.TrimSpace(b.String())
}
