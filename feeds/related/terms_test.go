package related

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokensAreThoseOfTheIndex(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"letters and digits, lower case", "B737 MAX: grounded!", []string{"b737", "max", "grounded"}},
		{"apostrophes and hyphens part", "Halden's anti-smog", []string{"halden", "s", "anti", "smog"}},
		{"Latin diacritics go, also two on one letter", "Ångström Việt café", []string{"angstrom", "viet", "cafe"}},
		{"a combining accent within a word is dropped", "cafe\u0301s", []string{"cafes"}},
		{"letters that are no accented ones stay", "Łódź straße øre", []string{"łodz", "straße", "øre"}},
		{"other scripts keep their marks", "Йод ή", []string{"йод", "ή"}},
		{"final sigma is sigma", "Όρος", []string{"όροσ"}},
		{"writing without spaces is one token to the next mark", "原発、再稼働へ 北京", []string{"原発", "再稼働へ", "北京"}},
		{"vowel signs of Devanagari part, as in the index", "हिंदी", []string{"ह", "द"}},
		{"invalid bytes part", "a\xffb", []string{"a", "b"}},
		{"nothing", " …—", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			tokens(tc.in, func(w []byte, start, end int) bool {
				got = append(got, string(w))
				if start >= end || end > len(tc.in) {
					t.Errorf("token %q at %d to %d", w, start, end)
				}
				return true
			})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTerms(t *testing.T) {
	stored := map[string]int{
		"reactor": 3, "halden": 2, "coolant": 2, "vesta": 5, "leak": 9, "minister": 200, "2026": 40, "12": 30, "484": 2,
		"unique": 1, "the": 999, "plant": 30,
	}
	df := func(words []string) (map[string]int, error) {
		m := map[string]int{}
		for _, w := range words {
			if n, ok := stored[w]; ok {
				m[w] = n
			}
		}
		return m, nil
	}
	for _, tc := range []struct {
		name, title, lead string
		total             int
		want              []string
	}{
		{"rarest first, the title before the text", "Halden reactor", "leak at the plant vesta", 1000, []string{"halden", "reactor", "vesta", "leak", "plant"}},
		{"words of this article alone and of none are out", "Unique gizmo Halden", "", 1000, []string{"halden"}},
		{"years and small numbers are out, telling numbers stay", "484 of 12 in 2026", "", 1000, []string{"484"}},
		{"what every twentieth article has comes last", "Minister, minister", "plant", 1000, []string{"plant", "minister"}},
		{"with few articles nothing is too common", "Minister", "", 150, []string{"minister"}},
		{"an article of nothing", "…", "The 12", 1000, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Terms(tc.title, tc.lead, df, tc.total)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("twenty words at most", func(t *testing.T) {
		var text strings.Builder
		for a := 'a'; a <= 'z'; a++ {
			text.WriteString("zz" + string(a) + " ")
		}
		got, err := Terms("", text.String(), func(words []string) (map[string]int, error) {
			m := map[string]int{}
			for _, w := range words {
				m[w] = 2
			}
			return m, nil
		}, 1000)
		if err != nil || len(got) != 20 {
			t.Errorf("%d words, %v", len(got), err)
		}
	})
	t.Run("the index's failure is handed on", func(t *testing.T) {
		broken := errors.New("disk")
		if _, err := Terms("Halden", "", func([]string) (map[string]int, error) { return nil, broken }, 9); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
}
