package style

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Signs says what a terminal and its font are trusted to have.
type Signs int

const (
	AnySigns   Signs = iota
	ASCIISigns       // text as it is, but all signs of the screen and of typesetting in ASCII
	ASCIIOnly        // nothing but ASCII, text too
)

// sign is what stands in ASCII for a character of one cell: in one cell, and
// in full where there is room.
type sign struct{ short, long string }

var signs = func() map[rune]sign {
	all := map[rune]sign{
		'…': {"~", "..."}, '↵': {"<", "Enter"}, '⇧': {"^", "S-"}, '©': {"c", "(c)"}, '®': {"r", "(R)"}, '™': {"t", "(TM)"}, '€': {"E", "EUR"}, '£': {"L", "GBP"},
		'¥': {"Y", "JPY"}, '½': {"?", "1/2"}, '¼': {"?", "1/4"}, '¾': {"?", "3/4"}, '≤': {"<", "<="}, '≥': {">", ">="}, '≠': {"#", "!="}, '±': {"+", "+/-"},
		'ß': {"s", "ss"}, 'æ': {"a", "ae"}, 'Æ': {"A", "Ae"}, 'œ': {"o", "oe"}, 'Œ': {"O", "Oe"}, 'þ': {"t", "th"}, 'Þ': {"T", "Th"},
	}
	for _, line := range []string{
		"* ●◉", "+ ★✓✔✚┌┐└┘├┤┬┴┼╭╮╰╯", "> ▌▸▶›»→⟩", "< ‹«←⟨", "- ─•·–—‐‑−╌┄", "= ━═", "| │┃▎▏▐║", "v ▾▼↓", "^ ▴▲↑", "# ▣▪■█▓▒", "~ ♪♫", `" “”„‟″`, "' ‘’‚‛′",
		"o ○◦°øð", "O ØÐ", "/ ✎⁄÷", "x ×✗✘", "! ⚠‼", "l łı", "L Ł", "d đ", "D Đ", ". ░", "_ ▁▂▄", "= ▃▅▀", "# ▆▇",
	} {
		for _, c := range line[2:] {
			all[c] = sign{line[:1], line[:1]}
		}
	}
	for i, c := range []rune(raisedDigits) {
		all[c] = sign{string(rune('0' + i)), string(rune('0' + i))}
	}
	return all
}()

// raisedDigits are the marks of footnotes; in full they stand in brackets.
const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// letters are the characters of signs that belong to words: a terminal that
// lacks the signs of the screen may have them all the same.
const letters = "ßæÆœŒþÞøØðÐłŁıđĐ©®™€£¥½¼¾°×÷±≤≥≠"

// Fold is s, styled or not, in the signs that a terminal has, in w cells where
// it took no more before. Where the long form of a sign needs room, blanks give
// it; where there are none, its short form stands.
func (has Signs) Fold(s string, w int) string {
	if has == AnySigns || plain(s) {
		return s
	}
	long := has.fold(strings.TrimRight(s, " "), true)
	over := Width(long) - w
	if over <= 0 {
		return long
	}
	if from, to := blankRun(long); to-from > over+1 {
		return long[:from] + long[from+over:]
	}
	return has.fold(s, false)
}

// fold replaces what has to be, cluster by cluster.
func (has Signs) fold(s string, long bool) string {
	var b strings.Builder
	raised := false
	for s != "" {
		if c := s[0]; c < ' ' || c == 0x7f {
			seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
			b.WriteString(seq)
			s = s[max(n, 1):]
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		first, size := utf8.DecodeRuneInString(cluster)
		if long && strings.ContainsRune(raisedDigits, first) != raised {
			if raised = !raised; raised {
				b.WriteByte('[')
			} else {
				b.WriteByte(']')
			}
		}
		known, ok := signs[first]
		switch {
		case first < utf8.RuneSelf && size == len(cluster), cells == 0 && has != ASCIIOnly:
		case ok && cells == 1 && (has == ASCIIOnly || !strings.ContainsRune(letters, first)):
			cluster = known.short
			if long {
				cluster = known.long
			}
		case has == ASCIIOnly:
			cluster = bare(cluster, cells)
		}
		b.WriteString(cluster)
	}
	if raised {
		b.WriteByte(']')
	}
	return b.String()
}

// bare is a character without its marks, or as many question marks as it has
// cells.
func bare(cluster string, cells int) string {
	base := norm.NFKD.String(cluster)
	if c := base[0]; c >= ' ' && c < 0x7f && cells == 1 {
		return base[:1]
	}
	return strings.Repeat("?", cells)
}

// blankRun is where the longest run of blanks in s stands.
func blankRun(s string) (from, to int) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] == ' ' {
			continue
		}
		if i-start > to-from {
			from, to = start, i
		}
		start = i + 1
	}
	return from, to
}
