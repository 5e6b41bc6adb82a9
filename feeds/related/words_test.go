package related

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func wordsOf(s string) (out []string) {
	tokens(s, func(word []byte, _, _ int) bool {
		out = append(out, string(word))
		return true
	})
	return out
}

func TestTokens(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"words are in lower case, signs part them", "The Storm—“Ottilie” hit!", []string{"the", "storm", "ottilie", "hit"}},
		{"a possessive parts into a word and one letter", "Biden's Ostrel’s", []string{"biden", "s", "ostrel", "s"}},
		{"points and commas within a number are left out", "41,000 homes, 6.1 and 3.", []string{"41000", "homes", "61", "and", "3"}},
		{"web addresses are passed over", "see https://a.example/b?c=d and www.b.example/x now", []string{"see", "and", "now"}},
		{"www and http alone are words", "the www and http", []string{"the", "www", "and", "http"}},
		{"letters beyond ASCII", "Tromsø ÉCOLE Москва", []string{"tromsø", "école", "москва"}},
		{"writing without spaces meets writing with", "AppleのiPhone17を", []string{"apple", "の", "iphone17", "を"}},
		{"marks belong to their words", "हिन्दी cafe\u0301", []string{"हिन्दी", "cafe\u0301"}},
		{"nothing at all", " \t\n…—", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, wordsOf(tc.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := wordsOf(strings.Repeat("a", 1000)); len(got) != 1 || len(got[0]) != maxWord {
		t.Errorf("a word of 1,000 letters gave %d words, the first of %d bytes", len(got), len(got[0]))
	}
}

// termsOf gives what a text is compared by, as it stands in the text.
func termsOf(t Text) (out []string) {
	d := new(draft)
	d.read(t)
	for _, m := range d.terms {
		out = append(out, d.text(m)[m.start:m.end])
	}
	return out
}

func TestTerms(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   Text
		want []string
	}{
		{"small words and single letters are left out", Text{Title: "The roof of a house in X", Language: "en"}, []string{"roof", "house"}},
		{"small words of another language are not", Text{Title: "Die Hard will return", Language: "en"}, []string{"Die", "Hard", "return"}},
		{"Japanese in runs of kanji and of katakana", Text{Title: "東京電力、柏崎刈羽原発を再稼働へ", Body: "タービンを点検した。"},
			[]string{"東京電力", "柏崎刈羽原発", "再稼働", "タービン", "点検"}},
		{"Chinese in pairs", Text{Title: "北京地铁开通"}, []string{"北京", "京地", "地铁", "铁开", "开通"}},
		{"Korean in pairs", Text{Title: "대통령이 서울"}, []string{"대통", "통령", "령이", "서울"}},
		{"Thai in triples", Text{Title: "ไทยวัน"}, []string{"ไทย", "ทยว", "ยวั", "วัน"}},
		{"the feed's own name at the title's end", Text{Title: "Rates held – The Fjord Post", Source: "The Fjord Post"}, []string{"Rates", "held"}},
		{"and in the text", Text{Title: "Rates held", Body: "The Fjord Post has learned more", Source: "Fjord Post"}, []string{"Rates", "held", "learned"}},
		{"and a part of it", Text{Title: "Rates held | World news", Source: "The Guardian | World news"}, []string{"Rates", "held"}},
		{"a name of one word only where a sign parts it", Text{Title: "Apple: Apple sells apples", Source: "Apple"}, []string{"Apple", "sells", "apples"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, termsOf(tc.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheLanguageIsFound(t *testing.T) {
	for _, tc := range []struct {
		name, text, hint string
		want             language
	}{
		{"by its small words", "Die Regierung hat am Montag nicht mit der Opposition gesprochen", "", langDe},
		{"against a feed that calls itself English by default", "Die Regierung hat am Montag nicht mit der Opposition über das Gesetz gesprochen", "en-US", langDe},
		{"by what the feed says where a headline says little", "Storm cuts power to homes", "en", langEn},
		{"Russian", "Правительство не приняло решение по этому вопросу", "", langRu},
		{"Arabic", "قال الوزير إن الحكومة لم تتخذ قرارا في هذا الشأن", "", langAr},
		{"Danish as Norwegian, which it is close to", "Regeringen har ikke truffet en beslutning om sagen", "da", langNo},
		{"none of one that is not known", "Vláda o tom zatiaľ nerozhodla", "sk", unknown},
		{"none of no words", "Ottilie", "", unknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := new(draft)
			d.read(Text{Title: tc.text, Language: tc.hint})
			if d.speaks != tc.want {
				t.Errorf("%d, want %d", d.speaks, tc.want)
			}
		})
	}
}

func TestFormsOfOneWordAreOneTerm(t *testing.T) {
	for _, tc := range []struct {
		lang  language
		forms string
	}{
		{langEn, "bank banks banking"}, {langFr, "gouvernement gouvernements"}, {langEs, "elección elecciones"},
		{langRu, "президент президента президентом"}, {langSv, "regering regeringen regeringens"}, {langNo, "regjering regjeringen"},
		{langHu, "kormány kormánynak"}, {langAr, "حكومة الحكومة والحكومة"}, {langDe, "Übung ubung"}, {unknown, "Ottilie ottilie"},
	} {
		var first uint32
		for i, w := range strings.Fields(strings.ToLower(tc.forms)) {
			got := stem([]byte(w), hash(fold([]byte(w))), tc.lang)
			if i == 0 {
				first = got
			} else if got != first {
				t.Errorf("%s: %s is another term than the first", tc.forms, w)
			}
		}
	}
	name := []byte("ysolde")
	if stem(name, hash(name), langRu) != stem(name, hash(name), langEn) || stem(name, hash(name), unknown) != stem(name, hash(name), langEn) {
		t.Error("a Latin name in a Russian or a Japanese text is another term than in an English one")
	}
	word := []byte("москва")
	if stem(word, hash(word), langRu)&1 != 1 || stem(name, hash(name), langEn)&1 != 0 {
		t.Error("the lowest bit does not tell the writing")
	}
}

func TestSignaturesAreSmallAndTheSameAgain(t *testing.T) {
	var body strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&body, "word%d ", i*i%977)
	}
	s := Sign(Text{Title: "A title of five words", Body: body.String()})
	terms := s.terms(nil)
	if len(terms) != kept || len(s) > 5*kept {
		t.Errorf("%d terms in %d bytes", len(terms), len(s))
	}
	if !slices.IsSortedFunc(terms, func(a, b weighted) int { return int(a.term) - int(b.term) }) {
		t.Error("terms are not in order")
	}
	if again := Sign(Text{Title: "A title of five words", Body: body.String()}); !slices.Equal(s, again) {
		t.Error("the same text gave another signature")
	}
	if cut := s[:len(s)-1]; len(cut.terms(nil)) >= len(terms) {
		t.Error("a cut signature has all its terms")
	}
	if Sign(Text{Title: "of the and", Language: "en"}) == nil || len(Sign(Text{})) != 0 {
		t.Error("a text with nothing telling has no empty signature")
	}
}

func FuzzSign(f *testing.F) {
	f.Add("Storm Ottilie", "cuts power to 41,000 homes", "en", "The Fjord Post")
	f.Add("東京電力、再稼働", "(Ottilie) العاصفة\x00\xff", "xx-YY", "a|b")
	f.Add("\u0301\u200d", "ไทยวัน https://", "", "-")
	f.Fuzz(func(t *testing.T, title, body, lang, source string) {
		s := Sign(Text{title, body, lang, source, nil})
		last := uint32(0)
		terms := s.terms(nil)
		if len(terms) > kept {
			t.Errorf("%d terms", len(terms))
		}
		for i, w := range terms {
			if w.weight < 1 || w.weight > topWeight || i > 0 && w.term <= last || w.term >= 1<<termBits {
				t.Errorf("term %d: %+v after %d", i, w, last)
			}
			last = w.term
		}
		Signature(title).terms(nil) // any bytes are read without harm
		var x Index
		x.Add(Doc{ID: 1, Signature: s})
		x.Add(Doc{ID: 2, Signature: Signature(body)})
		for _, h := range x.Near(Query{Signature: s}) {
			if h.Score < 0 || h.Score > 1 {
				t.Errorf("score %v", h.Score)
			}
		}
		a := Subject{Text: body, Language: lang}
		a.Title, a.Source = title, source
		for _, w := range x.shared(&a, &a, noUsual) {
			if !utf8.ValidString(w) || strings.ContainsAny(w, "\x1b\n\x00") {
				t.Errorf("%q is told", w)
			}
		}
	})
}
