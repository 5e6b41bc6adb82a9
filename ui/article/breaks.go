package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where a line may end without a space: a small part of UAX 14, enough for
// Chinese and Japanese (with the characters that may not begin or end a line,
// JIS X 4051), for the scripts of South-East Asia that part no words, and for
// hyphens and dashes.

// notFirst may not begin a line.
const notFirst = "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ…‥—〜～゠–％‰℃°′″｡､･ﾞﾟ" +
	",.;:!?)]}%»›ๆฯะาๅະາ"

// notLast may not end one.
const notLast = "‘“（〔［｛〈《「『【〘〖〝｟「￥＄￡([{«‹$£¥€#เแโใไເແໂໃໄ"

// ideographic says whether lines may end on either side of c.
func ideographic(c rune) bool {
	switch {
	case c < 0x2e80:
		return false
	case c <= 0x33ff: // radicals, CJK punctuation, kana, compatibility forms; not Hangul jamo
		return c < 0x3130 || c > 0x318f
	case c <= 0x9fff, c >= 0xf900 && c <= 0xfaff, c >= 0xfe30 && c <= 0xfe4f:
		return true
	case c >= 0xff00 && c <= 0xff9f, c >= 0xffe0 && c <= 0xffe6:
		return true
	}
	return c >= 0x20000 && c <= 0x3ffff
}

// clustered says whether c is of a script that sets no spaces between words.
// Without a dictionary a line may end between any two of its clusters.
func clustered(c rune) bool {
	return c >= 0xe00 && c <= 0x19ff && unicode.In(c, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// mayPart says whether a line may end between a and b, where one of them is of
// a script that does without spaces.
func mayPart(a, b rune) bool {
	if a == 0 || !(ideographic(a) || ideographic(b) || clustered(a) && clustered(b)) {
		return false
	}
	if a == '\u00a0' || b == '\u00a0' {
		return false
	}
	return !strings.ContainsRune(notLast, a) && !strings.ContainsRune(notFirst, b)
}

// dashed says whether a line may end between a, which before ends with, and b
// because a is a dash or a hyphen within words.
func dashed(a, b rune, before string) bool {
	if a != '-' && a != '—' && a != '‐' || !unicode.IsLetter(b) {
		return false
	}
	if a == '—' {
		return true
	}
	before = strings.TrimSuffix(before, string(a))
	c, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(c)
}
