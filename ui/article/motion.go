package article

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// Motion is a way to move in a text.
type Motion int

// The motions of a selection's end.
const (
	LineDown Motion = iota
	LineUp
	HalfDown
	HalfUp
	PageDown
	PageUp
	TextStart
	TextEnd
	CharNext
	CharPrev
	WordNext
	WordPrev
	WordEnd
	SentenceNext
	SentencePrev
	ParagraphNext
	ParagraphPrev
	LineStart
	LineEnd
)

// class is what a character is to the motions over words. Scripts that set no
// spaces part words, roughly, where one script gives way to another.
type class int

const (
	between class = iota
	worded
	han
	hiragana
	katakana
)

func classOf(c rune) class {
	switch {
	case c < utf8.RuneSelf:
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' {
			return worded
		}
		return between
	case unicode.Is(unicode.Han, c):
		return han
	case unicode.Is(unicode.Hiragana, c):
		return hiragana
	case unicode.Is(unicode.Katakana, c), c == 'ー':
		return katakana
	case unicode.IsLetter(c), unicode.IsDigit(c), unicode.IsMark(c), unicode.IsSymbol(c) && c > 0x2fff, c == '\u200d', c == '\u200c':
		return worded
	}
	return between
}

// class is that of the character at a place: an apostrophe, a hyphen or a point
// within a word is of it.
func (t *wording) class(at int) (class, int) {
	c, size := utf8.DecodeRuneInString(t.all[at:])
	k := classOf(c)
	if k == between && strings.ContainsRune("'’-.,·:@/", c) && at > 0 && at+size < t.own {
		before, _ := utf8.DecodeLastRuneInString(t.all[:at])
		after, _ := utf8.DecodeRuneInString(t.all[at+size:])
		if classOf(before) == worded && classOf(after) == worded {
			return worded, size
		}
	}
	return k, size
}

// over is the first place from at whose class will not do.
func (t *wording) over(at int, will func(class) bool) int {
	for at < t.own {
		k, size := t.class(at)
		if !will(k) {
			break
		}
		at += size
	}
	return at
}

// back is the place before at up to which all classes will do.
func (t *wording) back(at int, will func(class) bool) int {
	for at > 0 {
		_, size := utf8.DecodeLastRuneInString(t.all[:at])
		if k, _ := t.class(at - size); !will(k) {
			break
		}
		at -= size
	}
	return at
}

func isBetween(k class) bool { return k == between }

func same(k class) func(class) bool { return func(o class) bool { return o == k } }

// wordNext is the start of the next word, wordEnd the end of this one or the
// next, wordPrev the start of this one or the one before.
func (t *wording) wordNext(at int) int {
	if at < t.own {
		if k, _ := t.class(at); k != between {
			at = t.over(at, same(k))
		}
	}
	return t.over(at, isBetween)
}

func (t *wording) wordEnd(at int) int {
	if at = t.over(at, isBetween); at < t.own {
		k, _ := t.class(at)
		at = t.over(at, same(k))
	}
	return at
}

func (t *wording) wordPrev(at int) int {
	if at = t.back(at, isBetween); at > 0 {
		_, size := utf8.DecodeLastRuneInString(t.all[:at])
		k, _ := t.class(at - size)
		at = t.back(at, same(k))
	}
	return at
}

// part is the paragraph, cell or block of code at a place; behind is for one
// that ends there.
func (t *wording) part(at int, behind bool) feeds.Passage {
	i := sort.Search(len(t.parts), func(i int) bool { return t.parts[i].To > at || behind && t.parts[i].To == at })
	if i == len(t.parts) || t.parts[i].From >= t.own {
		i = sort.Search(len(t.parts), func(i int) bool { return t.parts[i].From >= t.own }) - 1
	}
	if i < 0 {
		return feeds.Passage{}
	}
	return t.parts[i]
}

// abbreviations end in a point that ends no sentence.
var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("mr mrs ms dr prof st sr jr gen gov sen rep col sgt lt capt rev hon no vs etc vol fig eq al approx dept est inc ltd co corp bros jan feb mar apr jun jul aug sep sept oct nov dec bzw ca dr evtl ggf nr prof str usw vgl zb m mme mm sra srta sr") {
		m[w] = true
	}
	return m
}()

// sentences gives where the sentences of a part end, the last with the part.
func (t *wording) sentences(p feeds.Passage) (ends []int) {
	s := t.all[p.From:p.To]
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		i += size
		wide := strings.ContainsRune("。！？｡", c)
		if !wide && !strings.ContainsRune(".!?…؟।", c) {
			continue
		}
		word := s[:i-size]
		end := i
		for end < len(s) { // further marks, closing quotation marks and brackets are of the sentence
			c, size := utf8.DecodeRuneInString(s[end:])
			if !strings.ContainsRune(".!?…。！？\"'”’»)]」』）", c) {
				break
			}
			end += size
		}
		i = end
		rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
		switch {
		case rest == "":
		case !wide && len(rest) == len(s)-end, c == '.' && t.shortened(word), !wide && startsSmall(rest):
			continue
		}
		ends = append(ends, p.From+end)
	}
	if n := len(ends); n == 0 || ends[n-1] < p.To {
		ends = append(ends, p.To)
	}
	return ends
}

// shortened says whether what ends before a point is an abbreviation or an
// initial.
func (t *wording) shortened(before string) bool {
	from := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) }) + 1
	word := before[from:]
	if utf8.RuneCountInString(word) == 1 {
		c, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(c) || from > 0 && before[from-1] == '.'
	}
	return abbreviations[strings.ToLower(word)]
}

func startsSmall(s string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«([„"))
	return unicode.IsLower(c)
}

// starts gives where those sentences begin.
func (t *wording) starts(p feeds.Passage) (starts []int) {
	from := p.From
	for _, end := range t.sentences(p) {
		starts = append(starts, end-len(strings.TrimLeftFunc(t.all[from:end], unicode.IsSpace)))
		from = end
	}
	return starts
}

// sentence is the one at a place; behind is for one that ends there.
func (t *wording) sentence(at int, behind bool) feeds.Passage {
	p := t.part(at, behind)
	starts := t.starts(p)
	for i, end := range t.sentences(p) {
		if at < end || behind && at == end || end == p.To {
			return feeds.Passage{From: starts[i], To: end}
		}
	}
	return p
}

// sentenceNext is the end of the sentence, or of the next where one ends here;
// sentencePrev the start of it, or of the one before.
func (t *wording) sentenceNext(at int) int {
	for _, end := range t.sentences(t.part(at, false)) {
		if end > at {
			return end
		}
	}
	return at
}

func (t *wording) sentencePrev(at int) int { return t.startBefore(at, t.starts) }

// paragraphNext and paragraphPrev are the same of paragraphs.
func (t *wording) paragraphNext(at int) int { return max(t.part(at, false).To, at) }

func (t *wording) paragraphPrev(at int) int {
	return t.startBefore(at, func(p feeds.Passage) []int { return []int{p.From} })
}

// startBefore is the last start before a place, of its part or the one before.
func (t *wording) startBefore(at int, starts func(feeds.Passage) []int) int {
	for p := t.part(at, true); ; p = t.part(p.From-1, true) {
		list := starts(p)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i] < at {
				return list[i]
			}
		}
		if p.From <= 0 {
			return at
		}
	}
}
