package related

import "strings"

// language is one whose small words are known.
type language uint8

const (
	unknown language = iota
	langEn
	langDe
	langFr
	langEs
	langPt
	langIt
	langNl
	langSv
	langNo // and Danish, whose small words and endings are nearly the same
	langFi
	langHu
	langRu
	langAr
	languages
)

// sureOf is how many small words of a language a text must have, and how many
// more than of any other, to be taken for that language against what its feed
// says: program defaults make many a feed call itself English.
const sureOf = 3

// language finds the language of a text by its small words; hint is what the
// article or its feed says, as BCP 47.
func (d *draft) language(hint string) language {
	var count [languages]int
	for _, t := range d.tokens {
		for l, in := language(1), smallWords[t.hash]; in != 0; l, in = l+1, in>>1 {
			count[l] += int(in & 1)
		}
	}
	best, second := unknown, 0
	for l := language(1); l < languages; l++ {
		switch {
		case count[l] > count[best]:
			second, best = count[best], l
		case count[l] > second:
			second = count[l]
		}
	}
	said := tagged(hint)
	switch {
	case best == unknown:
		return said
	case said != unknown && (count[said] >= count[best] || count[best] < second+sureOf):
		return said
	case said == unknown && hint != "" && count[best] < second+sureOf:
		return unknown // a language of which nothing is known here
	}
	return best
}

// tongueText is how much of a text is looked at to tell its language.
const tongueText = 800

// tongue is the language of a text: one that is known here, or else what it
// says itself.
type tongue struct {
	known language
	tag   string
}

// tongueOf finds the language of an article.
func tongueOf(s *Subject) tongue {
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	d.begin(Text{Title: s.Title, Body: first(s.Text, tongueText)})
	if l := d.language(s.Language); l != unknown {
		return tongue{known: l}
	}
	if d.kana {
		return tongue{tag: "ja"}
	}
	return tongue{tag: primary(s.Language)}
}

// differs says whether two languages are known to be two.
func (t tongue) differs(o tongue) bool { return t != o && t != (tongue{}) && o != (tongue{}) }

// primary is the language alone of a BCP 47 tag, or what looks like one.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	return tag
}

// tagged gives the language of a BCP 47 tag.
func tagged(tag string) language { return tags[primary(tag)] }

var tags = map[string]language{
	"en": langEn, "de": langDe, "fr": langFr, "es": langEs, "pt": langPt, "it": langIt, "nl": langNl, "sv": langSv,
	"no": langNo, "nb": langNo, "nn": langNo, "da": langNo, "fi": langFi, "hu": langHu, "ru": langRu, "ar": langAr,
}

// smallWords says of which languages a word says nothing about what an article
// is about: bit l-1 for language l, by the word's hash without diacritics.
var smallWords = func() map[uint64]uint16 {
	m := make(map[uint64]uint16, 2048)
	for l, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[hash([]byte(w))] |= 1 << (l - 1)
		}
	}
	return m
}()

// small says whether a word says nothing about what a text of language l is
// about.
func small(h uint64, l language) bool {
	return l != unknown && smallWords[h]&(1<<(l-1)) != 0
}
