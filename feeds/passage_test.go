package feeds

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestAPassageBecomesAHighlightAnchoredByWhatIsAroundIt(t *testing.T) {
	long := strings.Repeat("é", 100)
	for _, tc := range []struct {
		name, before, passage, after string
		want                         Highlight
		none                         bool
	}{
		{name: "in a sentence", before: "one ", passage: "two", after: " three", want: Highlight{Quote: "two", Prefix: "one ", Suffix: " three"}},
		{name: "the whole text", passage: "all", want: Highlight{Quote: "all"}},
		{name: "white space at its ends is none of it", before: "a", passage: " \nb\n c ", after: "d", want: Highlight{Quote: "b\n c", Prefix: "a \n", Suffix: " d"}},
		{name: "no character around it is cut in two", before: long, passage: "x", after: long + ".", want: Highlight{Quote: "x", Prefix: strings.Repeat("é", 40), Suffix: strings.Repeat("é", 40)}},
		{name: "nor one of three bytes", before: strings.Repeat("東", 40), passage: "x", after: strings.Repeat("東", 40), want: Highlight{Quote: "x", Prefix: strings.Repeat("東", 26), Suffix: strings.Repeat("東", 26)}},
		{name: "nothing", before: "a", after: "b", none: true},
		{name: "white space alone", before: "a", passage: " \n ", after: "b", none: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := HighlightOf(tc.before+tc.passage+tc.after, Passage{len(tc.before), len(tc.before + tc.passage)})
			if ok == tc.none {
				t.Fatalf("ok is %v", ok)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, ok := HighlightOf("ab", Passage{-3, 9}); !ok {
		t.Error("a passage that reaches beyond the text is cut to it")
	}
}

// Whatever is marked is found where it was marked: in the same text, and with
// other white space and quotation marks around and in it.
func FuzzAHighlightIsFoundWhereItWasMade(f *testing.F) {
	f.Add("the tide, the tide, the tide turns", 10, 18)
	f.Add("“so” — it’s\nsaid  twice: “so” — it’s", 23, 40)
	f.Add("東京都、東京力", 12, 18)
	f.Add("a\u200bb\u200d c", 0, 4)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if !utf8.ValidString(text) {
			return
		}
		h, ok := HighlightOf(text, Passage{from, to})
		if !ok || !utf8.ValidString(h.Quote) || strings.TrimSpace(foldText(h.Quote).text) == "" {
			return
		}
		got, end, ok := h.Find(text)
		if !ok {
			t.Fatalf("%q is not found in %q", h.Quote, text)
		}
		want := strings.TrimSpace(foldText(h.Quote).text)
		if found := strings.TrimSpace(foldText(text[got:end]).text); found != want {
			t.Fatalf("found %q in the place of %q", found, want)
		}
	})
}

func TestOfTheSamePassageThriceTheOneMarkedIsFound(t *testing.T) {
	const text = "The tide turns. The tide turns. The tide turns."
	for _, from := range []int{4, 20, 36} {
		h, _ := HighlightOf(text, Passage{from, from + 4})
		if got := FindHighlights(text, []Highlight{{Quote: "gone"}, h}); !got[0].Empty() || got[1] != (Passage{from, from + 4}) {
			t.Errorf("marked at %d, found %v", from, got)
		}
	}
}

func TestHighlightsAreTakenAwayAndAddedInTheirPlace(t *testing.T) {
	a, b, c, d := Highlight{Quote: "a"}, Highlight{Quote: "b", Note: "n"}, Highlight{Quote: "c"}, Highlight{Quote: "d"}
	of := func(h ...Highlight) []Highlight { return h }
	for _, tc := range []struct {
		name               string
		list, gone, others []Highlight
		want               []Highlight
	}{
		{"a new one is the last", of(a, b), nil, of(c), of(a, b, c)},
		{"one that is there is not there twice", of(a, b), nil, of(a), of(a, b)},
		{"one in the place of another", of(a, b, c), of(b), of(d), of(a, d, c)},
		{"one in the place of two", of(a, b, c), of(a, c), of(d), of(d, b)},
		{"one is gone", of(a, b, c), of(b), nil, of(a, c)},
		{"the last is gone", of(a), of(a), nil, nil},
		{"what is not there cannot go", of(a), of(Highlight{Quote: "a", Note: "other"}), nil, of(a)},
	} {
		if diff := cmp.Diff(tc.want, Rehighlight(tc.list, tc.gone, tc.others)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

func TestEachTextVisitsWhatPlainIsMadeOf(t *testing.T) {
	spans := func(s string) []Span { return []Span{{Text: s[:1]}, {Text: s[1:], Style: Bold}} }
	para := func(s string) Block { return Block{Kind: Paragraph, Spans: spans(s)} }
	blocks := []Block{
		{Kind: Heading, Level: 2, Spans: spans("Head")}, {Kind: Code, Text: "x := 1\n\ty"}, {Kind: Rule},
		{Kind: Definitions, Items: []Item{{Term: spans("Term"), Blocks: []Block{para("means")}}}},
		{Kind: Quote, Blocks: []Block{para("said"), {Kind: List, Items: []Item{{Blocks: []Block{para("item")}}}}}},
		{Kind: Image, Alt: "not told", Spans: spans("caption")}, {Kind: Embed, Alt: "nor this"},
		{Kind: Table, Rows: []Row{{Cells: []Cell{{Spans: spans("left")}, {}, {Spans: spans("right")}}}, {}}},
	}
	var b strings.Builder
	EachText(blocks, func(t Text) {
		for _, s := range t.Spans {
			b.WriteString(s.Text)
		}
		b.WriteString(t.Code + t.End)
	})
	const want = "Head\nx := 1\n\ty\nTerm\nmeans\nsaid\nitem\ncaption\nleft  right\n\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), (&Document{Blocks: blocks}).Plain()); diff != "" {
		t.Error(diff)
	}
}
