package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences parts a text into its sentences, each on one line. A line of the
// text is a paragraph, and no sentence goes on beyond one. Full stops of
// abbreviations, initials, numbers and addresses end nothing, nor does a mark
// within a quotation that the sentence goes on after. Writing without full
// stops (Thai, Lao) is parted at spaces, where a piece has some length.
func Sentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		for line != "" {
			n := first(line)
			if s := strings.TrimSpace(line[:n]); s != "" {
				out = append(out, s)
			}
			line = strings.TrimSpace(line[n:])
		}
	}
	return out
}

const (
	alone   = "。！？｡।॥؟۔։።။។" // what ends a sentence without a space behind it
	stops   = ".!?…" + alone
	closing = "\"'”’»›)]」』）】〉》"
	opening = "「『（【〈《"
	shut    = "」』）】〉》"

	loose = 120 // bytes from which a piece of Thai ends at a space: some forty letters
)

// first is the length of the first sentence of a line.
func first(s string) int {
	depth := 0 // of quotations that are opened and closed by signs of their own
	for i := 0; i < len(s); {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' { // most text is this
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		at := i
		i += size
		switch {
		case strings.ContainsRune(opening, r):
			depth++
		case strings.ContainsRune(shut, r):
			depth = max(0, depth-1)
		case r == ' ' && at >= loose && thai(s[:at]) && thaiNext(s[i:]):
			return at
		}
		if depth > 0 || !strings.ContainsRune(stops, r) {
			continue
		}
		end := i
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !strings.ContainsRune(stops, r) && !strings.ContainsRune(closing, r) {
				break
			}
			end += size
		}
		if end == len(s) || ends(s, at, i, end) {
			return end
		}
		i = end
	}
	return len(s)
}

// ends says whether the mark at s[at:after] ends a sentence, which with what
// closes behind it would be s[:end].
func ends(s string, at, after, end int) bool {
	mark := s[at:after]
	next, _ := utf8.DecodeRuneInString(s[end:])
	if strings.Contains(alone, mark) {
		return !unicode.Is(unicode.Hiragana, next) || end == after // 「…。」と: the sentence goes on
	}
	if next != ' ' {
		// "3.5", "example.org"; but writing without spaces goes on at once.
		return next >= 0x2e80 && mark != "."
	}
	rest := strings.TrimLeft(s[end:], " \"'“‘«‹([¿¡")
	word, _, _ := strings.Cut(rest, " ")
	r, _ := utf8.DecodeRuneInString(word)
	if unicode.IsLower(r) {
		return false
	}
	if mark != "." || end > after && strings.Contains(stops, s[after:end]) {
		return true
	}
	before := s[strings.LastIndexByte(s[:at], ' ')+1 : at]
	before = strings.TrimLeft(before, "\"'“‘«‹([¿¡—–-")
	return !abbreviates(before, word)
}

// abbreviates says whether the full stop behind a word is the word's own.
func abbreviates(word, next string) bool {
	lower := strings.ToLower(word)
	switch {
	case strings.Contains(word, "."): // U.S., z.B.; what follows may begin a sentence
		return !starters[next] && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' }) < 0
	case utf8.RuneCountInString(word) == 1 && word != "I" && unicode.IsUpper([]rune(word)[0]):
		return true // an initial
	case strings.Trim(word, "0123456789") == "" && word != "":
		return months[strings.ToLower(strings.TrimRight(next, ".,;:"))] // 3. Mai
	}
	return abbreviations[lower]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	abbreviations = set(`mr mrs ms mx dr prof sr jr st mt ft gen sen rep gov pres hon rev fr lt col sgt capt cmdr maj adm supt det insp messrs vs v no nos vol
fig pp approx dept est ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec al cf ca bzw nr str abs art hr hrn mme mlle mm sra srta dra núm pág
sig dott ing avv dhr mevr drs ir jl kl bl red hrsg geb гг г им ул руб млн млрд тыс стр`)
	months   = set("januar februar märz april mai juni juli august september oktober november dezember jänner januari februari mars maj augusti januari maart mei augustus jahrhundert")
	starters = set("The A An It He She They We In On At But And This That There Its His Her Their As For If When While After Before")
)

func thai(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= 0x0e00 && r <= 0x0eff
}

func thaiNext(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x0e00 && r <= 0x0eff
}
