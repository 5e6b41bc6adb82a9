package feeds_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"broadsheet/feeds"
)

func TestFoldGivesTheWordsAsTheyAreCompared(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"signs alone", " \t… – ()", ""},
		{"case and punctuation", "Storm Iris: 40,000 homes!", "storm iris 40 000 homes"},
		{"an apostrophe parts words", "don’t l'été", "don t l ete"},
		{"Latin with signs", "Ångström, naïve Größe, Łódź", "angstrom naive grosse lodz"},
		{"letters written as two", "Æsir œuvre Þór ß ﬁn", "aesir oeuvre thor ss fin"},
		{"marks that stand alone", "re\u0301sume\u0301", "resume"},
		{"Turkish", "İstanbul ILIK ılık", "istanbul ilik ilik"},
		{"Greek with its two sigmas", "ΟΔΥΣΣΕΎΣ οδυσσεύς", "οδυσσευσ οδυσσευσ"},
		{"Cyrillic keeps й and loses ё", "Ёлка мой", "елка мой"},
		{"Arabic without vowels and stretches", "مُحَمَّد مـحـمد أحمد", "محمد محمد احمد"},
		{"Hebrew without points", "שָׁלוֹם", "שלום"},
		{"Hindi keeps its vowels", "हिन्दी में", "हिन्दी में"},
		{"Japanese is one run", "東京タワー", "東京タワー"},
		{"a run ends at a sign", "東京。タワー", "東京 タワー"},
		{"a run ends where words begin", "新しいiPhone発売", "新しい iphone 発売"},
		{"wide forms", "ＡＢＣ１２３！", "abc123"},
		{"Korean from its letters", norm.NFD.String("서울에서"), "서울에서"},
		{"Thai", "ภาษาไทย 9", "ภาษาไทย 9"},
		{"emoji are found", "fire🔥now 👍🏽", "fire 🔥 now 👍"},
		{"invisible joiners part nothing", "می\u200cخواهم", "میخواهم"},
		{"a space without width parts", "a\u200bb", "a b"},
		{"bytes that are no text part", "a\xffb", "a b"},
		{"private characters part", "a\ue000b", "a b"},
		{"a hyphen and a dot", "Halden-reactor 3.14", "halden reactor 3 14"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := feeds.Fold(tc.in); got != tc.want {
				t.Errorf("folded %q to %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

// The table of letters against Unicode's own data.
func TestFoldKnowsEveryLetterWithASign(t *testing.T) {
	keep := "йїўЙЇЎ" // letters of their own
	seen := 0
	for r := rune(0x80); r < 0x2200; r++ {
		if !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic) || !unicode.IsLetter(r) || strings.ContainsRune(keep, r) {
			continue
		}
		plain := strings.Map(func(c rune) rune {
			if unicode.Is(unicode.Mn, c) {
				return -1
			}
			return c
		}, norm.NFD.String(string(unicode.ToLower(r))))
		if plain == string(unicode.ToLower(r)) || plain == "" {
			continue
		}
		seen++
		if got, want := feeds.Fold(string(r)), feeds.Fold(plain); got != want {
			t.Errorf("%c (%U) folds to %q, want %q", r, r, got, want)
		}
	}
	if seen < 700 {
		t.Errorf("only %d letters were compared", seen)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Größe", "東京a", "a\u0301", "\xff", "ﬁ", "ᄒ\u1161ᆫ", "👩\u200d👧", "İ", "a\u0345"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := feeds.Fold(s)
		if twice := feeds.Fold(once); twice != once {
			t.Errorf("%q folds to %q and then to %q", s, once, twice)
		}
		if strings.Contains(once, "  ") || strings.TrimSpace(once) != once || !utf8.ValidString(once) {
			t.Errorf("%q folds to %q", s, once)
		}
		folded, at := feeds.FoldAt(s)
		if folded != once || len(at) != len(folded)+1 {
			t.Fatalf("%q: %q and %d places, want %q", s, folded, len(at), once)
		}
		for i := range folded {
			if at[i] > at[i+1] || at[i] >= len(s) {
				t.Fatalf("%q: places %v", s, at)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("The harbour café shuts; nobody in Łódź knows why. ", 12)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		feeds.Fold(text)
	}
}
