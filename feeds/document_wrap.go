package feeds

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrapText breaks text into lines of at most width columns: at spaces, after
// hyphens, between the characters of scripts written without spaces, and
// within what is longer than a line.
func wrapText(text string, width int) []string {
	width = max(1, width)
	var lines []string
	for para := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(strings.TrimSpace(para), width)...)
	}
	return lines
}

func wrapLine(text string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	end := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		used = 0
	}
	for text != "" {
		n := atom(text)
		piece := strings.ReplaceAll(text[:n], "\u200b", "")
		text = text[n:]
		w := textWidth(strings.TrimRight(piece, " "))
		if used > 0 && used+w > width {
			end()
		}
		for w > width { // longer than any line: cut it
			k := fitting(piece, width)
			line.WriteString(piece[:k])
			end()
			piece = piece[k:]
			w = textWidth(strings.TrimRight(piece, " "))
		}
		line.WriteString(piece)
		used += textWidth(piece)
	}
	if line.Len() > 0 || len(lines) == 0 {
		end()
	}
	return lines
}

// atom is the length of the start of text that stays on one line, with the
// spaces after it.
func atom(text string) int {
	prev := rune(0)
	for i, r := range text {
		if i > 0 {
			switch {
			case prev == ' ' && r != ' ', prev == '\u200b':
				return i
			case prev == '-' && unicode.IsLetter(r) && i > 1:
				return i
			case (isIdeographic(prev) || isIdeographic(r)) && prev != ' ' && r != ' ' && runeWidth(r) > 0 &&
				!strings.ContainsRune(notFirst, r) && !strings.ContainsRune(notLast, prev):
				return i
			}
		}
		prev = r
	}
	return len(text)
}

// Marks that may not begin a line, and those that may not end one (JIS X 4051).
const (
	notFirst = "、。，．・：；？！」』）】〉》〕｝〗ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻‐゠–〜.,:;?!)]}%’”…"
	notLast  = "「『（【〈《〔｛〖([{‘“"
)

func isIdeographic(r rune) bool {
	return r >= 0x2e80 && r <= 0xa4cf || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3fffd
}

// fitting is the length of the longest start of s that is at most width
// columns, at least one character; marks and joined emoji stay together.
func fitting(s string, width int) int {
	used, prev := 0, rune(0)
	for i, r := range s {
		w := runeWidth(r)
		if i > 0 && w > 0 && prev != '\u200d' && used+w > width {
			return i
		}
		used += w
		prev = r
	}
	return len(s)
}

// textWidth is the columns s takes in a terminal, character by character.
func textWidth(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += runeWidth(r)
		i += size
	}
	return n
}

// runeWidth is 0 for marks and joiners, 2 for wide characters (UAX 11), else 1.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r >= 0x200b && r <= 0x200f, r >= 0xfe00 && r <= 0xfe0f, r >= 0x1160 && r <= 0x11ff, unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	case r <= 0x115f, r >= 0x2e80 && r <= 0x303e, r >= 0x3041 && r <= 0x33ff, r >= 0x3400 && r <= 0x4dbf, r >= 0x4e00 && r <= 0xa4cf,
		r >= 0xa960 && r <= 0xa97f, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1f64f, r >= 0x1f680 && r <= 0x1f6ff,
		r >= 0x1f900 && r <= 0x1f9ff, r >= 0x1fa70 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd,
		r == 0x231a, r == 0x231b, r == 0x2705, r == 0x274c, r == 0x2728, r == 0x2b50, r == 0x26a1:
		return 2
	}
	return 1
}
